import json
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged

from .metrics_case import MetricsCase
from .statements import recorded_statements

# Statements of the panel with every leaf; each leaf may ask a few
AT_MOST = 30


@tagged("post_install", "-at_install")
class TestPanel(MetricsCase):
    """Every figure is a recount, and opens what it counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        late = cls.tickets.filtered("is_open")[:3]
        late.sla_deadline = Datetime.now() - timedelta(hours=1)
        cls.env["intervia.intake"].create(
            [
                {"outcome": outcome, "area_id": area.id}
                for outcome in ("spam", "held", "failed", "machine")
                for area in (cls.area, cls.other_area)
            ]
        )
        cls.env.flush_all()

    def _get_panel(self, user, period="month", **filters):
        panel = self.env["intervia.panel"].with_user(user).with_context(tz="UTC")
        return panel.get_panel(period, **filters)

    def _get_tickets(self, user):
        """What the user answers for, record by record."""
        tickets = self.env["intervia.ticket"].with_user(user).search([])
        if user == self.user_supervisor:
            tickets = tickets.filtered(lambda t: t.area_id == self.area)
        return tickets.sudo()

    def _recount_now(self, tickets):
        now = Datetime.now()
        opened = tickets.filtered("is_open")
        return {
            "unassigned": len(opened.filtered(lambda t: not t.user_id)),
            "overdue": len(
                opened.filtered(lambda t: t.sla_deadline and t.sla_deadline < now)
            ),
            "ours": len(opened.filtered("is_client_waiting")),
            "theirs": len(opened.filtered(lambda t: t.state == "waiting")),
            "stuck": len(
                opened.filtered(lambda t: t.date_stuck and t.date_stuck < now)
            ),
        }

    def test_tiles_are_recounts(self):
        for user in (self.user_manager, self.user_supervisor):
            tiles = {t["key"]: t["value"] for t in self._get_panel(user)["tiles"]}
            for key, value in self._recount_now(self._get_tickets(user)).items():
                with self.subTest(user=user.login, tile=key, seed=self.seed):
                    self.assertEqual(tiles[key], value)
        self.assertEqual(tiles["overdue"] > 0, bool(self._late_of_area()))

    def _late_of_area(self):
        return self.tickets.filtered(
            lambda t: t.sla_deadline and t.area_id == self.area
        )

    def test_every_figure_opens_what_it_counted(self):
        """For each period, area and company that they may choose."""
        foreign = self._create_area(
            "Abroad", company_id=self.company_2.id, supervisor_ids=[Command.clear()]
        )
        self._create_ticket(area_id=foreign.id, name="Elsewhere")
        self.user_manager.company_ids += self.company_2
        home, both = self.company_admin.ids, (self.company_admin + self.company_2).ids
        for user, companies, filters in (
            (self.user_manager, home, {"period": "quarter"}),
            (self.user_manager, both, {"period": "week"}),
            (self.user_manager, self.company_2.ids, {"period": "year"}),
            (self.user_manager, both, {"area_id": foreign.id}),
            (self.user_supervisor, home, {"period": "quarter"}),
            (self.user_supervisor, home, {"area_id": self.area.id}),
            (self.user_supervisor, home, {"area_id": self.other_area.id}),
        ):
            with self.subTest(user=user.login, companies=companies, filters=filters):
                self._check_lists(user, companies, filters)

    def _check_lists(self, user, companies, filters):
        context = {"tz": "UTC", "allowed_company_ids": companies}
        env = self.env(user=user, context=context)
        panel = json.loads(json.dumps(env["intervia.panel"].get_panel(**filters)))
        counted = [
            (figure["key"], figure["model"], figure)
            for figure in panel["tiles"] + panel["figures"]
            if figure["unit"] == "count"
        ]
        counted += [
            (f"{name} of {person['name']}", "intervia.ticket", person[name])
            for person in panel["load"]
            for name in ("count", "due", "ours")
        ]
        for key, model, figure in counted:
            found = env[model].search(figure["domain"])
            self.assertEqual(len(found), figure["value"], key)
            if "company_id" in found._fields:
                self.assertLessEqual(set(found.company_id.ids), {*companies})
        for row in panel["figures"]:
            if row["key"] == "opened":
                opened = env["intervia.ticket"].search(row["domain"])
        self.assertEqual(sum(panel["trend"]["opened"]), len(opened))

    def test_period_is_a_recount(self):
        for user in (self.user_manager, self.user_supervisor):
            for period, days in (("week", 7), ("month", 30)):
                panel = self._get_panel(user, period)
                figures = {f["key"]: f for f in panel["figures"]}
                now = self._recount_period(self._get_tickets(user), 0, days)
                before = self._recount_period(self._get_tickets(user), days, days)
                for key, value in now.items():
                    with self.subTest(period=period, figure=key, seed=self.seed):
                        self.assertAlmostEqual(figures[key]["value"], value, places=3)
                        previous = figures[key]["previous"]
                        self.assertAlmostEqual(previous, before[key], places=3)

    def _recount_period(self, tickets, ago, days):
        midnight = Datetime.now().replace(hour=0, minute=0, second=0)
        end = midnight + timedelta(days=1 - ago)
        start = end - timedelta(days=days)

        def within(name):
            return tickets.filtered(lambda t: t[name] and start <= t[name] < end)

        def average(name, hours):
            found = within(name).mapped(hours)
            return sum(found) / len(found) if found else False

        return {
            "opened": len(within("create_date")),
            "finished": len(within("date_closed")),
            "first_answer_hours": average(
                "date_first_reply", "first_answer_work_hours"
            ),
            "solution_hours": average("date_closed", "solution_work_hours"),
        }

    def test_backlog_of_each_day_is_a_recount(self):
        user = self.user_supervisor
        trend = self._get_panel(user)["trend"]
        tickets = self._get_tickets(user)
        self.assertEqual(len(trend["days"]), 30)
        for index, edge in enumerate(trend["edges"][1:]):
            end = Datetime.to_datetime(edge)
            left = tickets.filtered(
                lambda t, end=end: (
                    t.create_date < end
                    and not (t.date_closed and t.date_closed < end)
                    and not (t.date_cancelled and t.date_cancelled < end)
                )
            )
            with self.subTest(day=trend["days"][index], seed=self.seed):
                self.assertEqual(trend["backlog"][index], len(left))

    def test_filters(self):
        panel = self._get_panel(self.user_manager, area_id=self.other_area.id)
        load = {row["id"] for row in panel["load"]}
        self.assertLessEqual(load, {self.other_agent.id})
        unassigned = self.tickets.filtered(
            lambda t: t.is_open and not t.user_id and t.area_id == self.other_area
        )
        self.assertEqual(panel["tiles"][0]["value"], len(unassigned))
        quarantine = next(t for t in panel["tiles"] if t["key"] == "quarantine")
        found = self.env["intervia.intake"].search(quarantine["domain"])
        self.assertLessEqual(found.area_id, self.other_area)
        self.assertFalse(quarantine["ignored"], "counted with the area")
        blocked = next(t for t in panel["tiles"] if t["key"] == "blocked")
        self.assertEqual(blocked["ignored"], ["Of every area"])

    def test_supervisor_sees_nothing_of_others(self):
        panel = self._get_panel(self.user_supervisor)
        self.assertEqual(panel["choices"]["area_id"], [(self.area.id, "Systems")])
        keys = {tile["key"] for tile in panel["tiles"]}
        self.assertFalse(keys & {"blocked", "notices"}, "for administrators")
        foreign = self._get_panel(self.user_supervisor, area_id=self.other_area.id)
        self.assertEqual(foreign["trend"]["opened"], [0] * 30)
        self.assertFalse(foreign["load"])

    def test_not_for_agents_nor_clients(self):
        for user in (self.user_agent, self.user_customer):
            with self.assertRaises(AccessError):
                self._get_panel(user)

    def test_statements_do_not_grow(self):
        counts = []
        for _time in range(2):
            self._get_panel(self.user_manager)
            self.env.invalidate_all()
            with recorded_statements() as statements:
                self._get_panel(self.user_manager)
            counts.append(len(statements))
            for number in range(15):
                self._create_ticket(name=f"More {number}", user_id=self.user_agent.id)
            self.env.flush_all()
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[0], AT_MOST)

    def test_news_are_told_once(self):
        bus = self.registry["bus.bus"]
        self.cr.precommit.data.pop("intervia_panel", None)
        with patch.object(bus, "_sendone") as send:
            self._create_ticket(user_id=self.user_agent.id)._move_to("finished")
        told = [
            c for c in send.call_args_list if c.args[1] == "intervia_helpdesk/panel"
        ]
        self.assertEqual(len(told), 1)
        self.assertEqual(told[0].args[2], {}, "nothing of the ticket itself")

    def test_channel_is_for_supervisors(self):
        for user, count in ((self.user_supervisor, 1), (self.user_agent, 0)):
            websocket = self.env["ir.websocket"].with_user(user)
            request = SimpleNamespace(session=SimpleNamespace(uid=None))
            with patch("odoo.addons.bus.models.ir_websocket.wsrequest", request):
                channels = websocket._build_bus_channel_list(["intervia_panel"])
            names = [channel for channel in channels if isinstance(channel, str)]
            self.assertNotIn("intervia_panel", names)
            own = [c for c in channels if isinstance(c, tuple) and c[-1] == "panel"]
            self.assertEqual(len(own), count)

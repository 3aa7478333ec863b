from collections import Counter

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.intervia_helpdesk.tools.sla_clock import get_elapsed

from .metrics_case import MetricsCase


@tagged("post_install", "-at_install")
class TestMetrics(MetricsCase):
    """Every measure is what the raw records say, ticket by ticket."""

    def _read(self, measure, ticket):
        metric = self.env["intervia.metric"]
        aggregate = f"{measure}:{metric._fields[measure].aggregator}"
        domain = Domain("ticket_id", "=", ticket.id)
        return metric._read_group(domain, [], [aggregate])[0][0] or 0

    def _recount(self, ticket):
        """The measures of one ticket, by hand."""
        talk = ticket.message_ids.filtered(lambda m: ticket._is_conversation(m, {}))
        staff = talk.filtered(lambda m: ticket._is_staff_author(m.author_id))
        work = self.env["intervia.worklog"].search([("ticket_id", "=", ticket.id)])

        def hours(end):
            return (end - ticket.create_date).total_seconds() / 3600 if end else 0

        def open_hours(end):
            calendar = ticket.area_id.resource_calendar_id
            calendar = calendar or ticket.company_id.resource_calendar_id
            clock = calendar._get_intervia_hours()
            elapsed = end and get_elapsed(clock, ticket.create_date, end)
            return elapsed.total_seconds() / 3600 if elapsed else 0

        return {
            "opened_count": 1,
            "open_count": int(ticket.state not in ("finished", "cancelled")),
            "finished_count": int(ticket.state == "finished"),
            "cancelled_count": int(ticket.state == "cancelled"),
            "reopened_count": self.reopened.get(ticket.id, 0),
            "answer_count": len(staff),
            "question_count": len(talk - staff),
            "spent_hours": sum(work.mapped("hours")),
            "first_answer_hours": hours(ticket.date_first_reply),
            "first_answer_work_hours": open_hours(ticket.date_first_reply),
            "solution_hours": hours(ticket.date_closed),
            "solution_work_hours": open_hours(ticket.date_closed),
            "talk_per_ticket": len(talk) if ticket.state == "finished" else 0,
        }

    def test_every_measure_is_a_recount(self):
        seen = Counter()
        for ticket in self.tickets:
            for measure, expected in self._recount(ticket).items():
                with self.subTest(seed=self.seed, ticket=ticket.id, measure=measure):
                    found = self._read(measure, ticket)
                    self.assertAlmostEqual(found, expected, places=3)
                    seen[measure] += bool(expected)
        empty = set(self.env["intervia.metric"]._get_measures()) - set(seen)
        self.assertLessEqual(empty, {"survey_score", "evaluation_score"})

    def test_every_row_has_an_id_of_its_own(self):
        rows = self.env["intervia.metric"].search([])
        self.assertEqual(len(rows), len(set(rows.ids)))
        by_id = self.env["intervia.metric"].search([("id", "in", rows[:20].ids)])
        self.assertEqual(set(by_id.ids), set(rows[:20].ids))
        names = ["date", "kind", "ticket_id", "user_id", *rows._get_measures()]
        every = {row["id"]: row for row in rows.read(names, load=None)}
        self.env.invalidate_all()
        for kind in set(rows.mapped("kind")):
            some = rows.filtered(lambda row, kind=kind: row.kind == kind)[:3]
            self.env.invalidate_all()
            for row in some.read(names, load=None):
                self.assertEqual(row, every[row["id"]])

    def test_supervisor_counts_his_areas_alone(self):
        metric = self.env["intervia.metric"].with_user(self.user_supervisor)
        areas = [area for (area,) in metric._read_group([], ["area_id"])]
        self.assertEqual(areas, [self.area])
        with self.assertRaises(AccessError):
            self.env["intervia.metric"].with_user(self.user_agent).search([])
        with self.assertRaises(AccessError):
            self.env["intervia.metric"].with_user(self.user_customer).search([])

    def test_every_figure_says_what_it_counts(self):
        metric = self.env["intervia.metric"].with_user(self.user_supervisor)
        for name, field in metric.fields_get(metric._get_measures(), ["help"]).items():
            self.assertTrue(field.get("help"), name)

    def test_a_row_opens_its_ticket(self):
        metric = self.env["intervia.metric"].with_user(self.user_supervisor)
        row = metric.search([("area_id", "=", self.area.id)], limit=1)
        action = row.action_open_ticket()
        self.assertEqual(action["res_model"], "intervia.ticket")
        self.assertEqual(action["res_id"], row.ticket_id.id)

    def test_hours_are_those_of_the_user(self):
        ticket = self.tickets[0]
        self.env.cr.execute(
            "UPDATE intervia_ticket SET create_date = '2026-01-04 23:30' WHERE id = %s",
            [ticket.id],
        )
        domain = [("ticket_id", "=", ticket.id), ("kind", "=", "opened")]
        metric = self.env["intervia.metric"].with_context(tz="Europe/Madrid")
        row = metric.search(domain)
        self.assertEqual((row.weekday, row.hour), ("1", "00:00"), "Monday in Madrid")

    def test_a_merge_reopens_nothing(self):
        agent = {"user_id": self.user_agent.id}
        source, survivor = (self._create_ticket(**agent) for _time in range(2))
        source._move_to("finished")
        self.env.cr.flush()
        source.with_user(self.user_agent)._merge_into(survivor)
        self.env.cr.flush()
        self.assertEqual(self._read("cancelled_count", source), 1)
        self.assertEqual(self._read("reopened_count", source), 0)

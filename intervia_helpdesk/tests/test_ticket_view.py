from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .common import HelpdeskCase
from .screens import Screens
from .statements import recorded_statements

NOW = datetime(2026, 3, 2, 9, 0)


@tagged("post_install", "-at_install")
class TestTicketView(HelpdeskCase, HttpCase):
    """Each opening of a ticket is one row; what only lists tickets is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.area.agent_visibility = "area"
        cls.ticket = cls._create_ticket(partner_id=cls.user_requester.partner_id.id)
        cls.other = cls._create_ticket(origin_id=cls.ticket.id)

    def _call(self, method, *args, model="intervia.ticket", **kwargs):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _open_form(self, ticket=None, user=None):
        user = user or self.user_agent
        screens = Screens(self.env(user=user))
        spec, _arch = screens._read_view(
            "intervia.ticket", "form", "intervia_ticket_view_form"
        )
        return self._call("web_read", (ticket or self.ticket).ids, specification=spec)

    def _get_views(self):
        return self.env["intervia.ticket.view"].search(
            [("ticket_id", "in", (self.ticket | self.other).ids)], order="id"
        )

    def test_form_of_staff_and_of_a_requester(self):
        for user in (self.user_agent, self.user_requester):
            self.authenticate(user.login, user.login)
            self.assertTrue(self._open_form(user=user))
        rows = [
            {"ticket_id": self.ticket.id, "partner_id": p.id, "door": "office"}
            for p in (self.user_agent.partner_id, self.user_requester.partner_id)
        ]
        self.assertRecordValues(self._get_views(), rows)
        self.assertEqual(self._get_views().area_id, self.area)
        self.assertEqual(self._get_views().company_id, self.area.company_id)

    def test_lists_lines_and_chatter_are_no_view(self):
        self.authenticate("agent", "agent")
        spec = {"name": {}, "follow_up_ids": {"fields": {"name": {}}}}
        domain = [("id", "=", self.ticket.id)]
        self._call("web_search_read", domain, spec)
        self._call("search_read", domain, ["name"])
        self._call("web_read", (self.ticket | self.other).ids, specification=spec)
        self._call("read", self.ticket.ids, ["name"])
        self._call("name_search", "printer")
        line = {"ticket_id": {"fields": {"name": {}}}}
        entry = self.env["intervia.worklog"].create({"ticket_id": self.ticket.id})
        self._call("web_read", entry.ids, model="intervia.worklog", specification=line)
        self.make_jsonrpc_request(
            "/mail/data",
            {
                "fetch_params": [
                    [
                        "mail.thread",
                        {
                            "thread_model": "intervia.ticket",
                            "thread_id": self.ticket.id,
                            "request_list": ["followers"],
                        },
                    ]
                ]
            },
        )
        self.assertFalse(self._get_views())

    def test_api(self):
        keys = self.env(user=self.user_agent)["res.users.apikeys"]
        key = (
            keys.with_user(self.user_agent)
            .sudo()
            ._generate("rpc", "reader", datetime.now() + timedelta(days=1))
        )
        answer = self.url_open(
            "/json/2/intervia.ticket/read",
            json={"ids": self.ticket.ids, "fields": ["name"]},
            headers={"Authorization": f"bearer {key}"},
        )
        self.assertEqual(answer.json()[0]["name"], self.ticket.name)
        self.assertEqual(self._get_views().mapped("door"), ["api"])
        # its own transaction, which a test cannot look into
        call = (self.env.cr.dbname, self.user_agent.id, key, "intervia.ticket", "read")
        with (
            mute_logger("odoo.addons.rpc.controllers.xmlrpc"),
            patch.object(self.registry["intervia.ticket.view"], "_log") as log,
        ):
            self.xmlrpc_object.execute_kw(*call, [self.other.ids, ["name"]])
        self.assertEqual(log.call_args.args, (self.other, "api"))

    def test_who_may_not_read_leaves_no_trace(self):
        self._create_user("elsewhere", "group_agent")
        self.authenticate("elsewhere", "elsewhere")
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._open_form(user=self.user_agent)
        self.assertFalse(self._get_views())

    def test_within_ten_minutes_is_one(self):
        views = self.env["intervia.ticket.view"]
        agent, other = self.user_agent.partner_id, self.user_supervisor.partner_id
        for minutes, person in ((0, agent), (4, other), (9, agent), (11, agent)):
            with freeze_time(NOW + timedelta(minutes=minutes)):
                views._log(self.ticket, "office", partner=person)
        with freeze_time(NOW + timedelta(minutes=12)):
            views._log(self.ticket, "api", partner=agent)
            views._log(self.other, "api", partner=agent)
        found = self._get_views()
        minutes = [int((view.date - NOW).seconds / 60) for view in found]
        self.assertEqual(minutes, [0, 4, 11, 12])
        self.assertEqual(found.ticket_id, self.ticket | self.other)

    def test_two_at_once_are_one(self):
        """The second of two that do not see each other is stopped by the index."""
        views = self.env["intervia.ticket.view"]
        with freeze_time(NOW):
            vals = views._prepare_view(
                self.ticket, "office", None, self.user_agent.partner_id
            )
            views.create({**vals, "date": NOW + timedelta(seconds=1)})
            views._log(self.ticket, "office", partner=self.user_agent.partner_id)
        self.assertEqual(len(self._get_views()), 1)

    def test_one_statement(self):
        views = self.env["intervia.ticket.view"]
        person = self.user_agent.partner_id
        self.env.flush_all()
        with recorded_statements() as statements:
            views._log(self.ticket, "office", partner=person)
        self.assertEqual(len(statements), 1, statements)

    def test_of_whom_is_told_to_whom(self):
        views = self.env["intervia.ticket.view"]
        views._log(self.ticket, "office", partner=self.user_agent.partner_id)
        self.area.agent_visibility = "own"
        self.env.registry.clear_cache()
        found = {
            user.login: views.with_user(user).search_count(
                [("ticket_id", "=", self.ticket.id)]
            )
            for user in (self.user_agent, self.user_supervisor, self.user_manager)
        }
        self.assertEqual(found, {"agent": 0, "supervisor": 1, "manager": 1})

    def test_follows_its_ticket_to_another_area(self):
        views = self.env["intervia.ticket.view"]
        views._log(self.ticket, "office", partner=self.user_agent.partner_id)
        elsewhere = self._create_area("Elsewhere", member_ids=[Command.clear()])
        self.ticket.area_id = elsewhere
        self.assertEqual(self._get_views().area_id, elsewhere)

    def test_kept_as_long_as_configured(self):
        views = self.env["intervia.ticket.view"]
        for days in (2, 20, 400):
            with freeze_time(datetime.now() - timedelta(days=days)):
                views._log(self.ticket, "office", partner=self.user_agent.partner_id)
        views._gc_views()
        self.assertEqual(len(self._get_views()), 2)
        settings = self.env["res.config.settings"]
        settings.create({"intervia_view_days": 0}).set_values()
        self.assertEqual(settings.create({}).intervia_view_days, 0)
        views._gc_views()
        self.assertEqual(len(self._get_views()), 2)
        settings.create({"intervia_view_days": 10}).set_values()
        views._gc_views()
        self.assertEqual(len(self._get_views()), 1)

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import HelpdeskCase


@tagged("post_install", "-at_install", "intervia_tour")
class TestTours(HelpdeskCase, HttpCase):
    """The back office as people click through it, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["intervia.category"].create(
            {"name": "Printers", "area_id": cls.area.id}
        )
        cls.ticket = cls._create_ticket(
            user_id=cls.user_agent.id, category_id=cls.category.id
        )

    def test_agent_answers_and_logs_time(self):
        self.start_tour(
            "/odoo/intervia-my-tickets",
            "intervia_helpdesk.agent",
            login=self.user_agent.login,
        )
        self.assertEqual(self.ticket.state, "waiting")
        answer = self.ticket.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertIn("new toner", answer.body)
        self.assertEqual(answer.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertTrue(answer.is_internal, "hidden afterwards")
        self.assertRecordValues(
            self.ticket.worklog_ids,
            [
                {
                    "user_id": self.user_agent.id,
                    "name": "Ordered a new toner",
                    "is_running": False,
                }
            ],
        )

    def test_supervisor_hands_out_from_the_list(self):
        self.ticket = self._create_ticket(name="No network")
        self.start_tour(
            "/odoo/intervia-unassigned-tickets",
            "intervia_helpdesk.supervisor",
            login=self.user_supervisor.login,
        )
        self.assertEqual(self.ticket.user_id, self.user_agent)
        self.assertEqual(self.ticket.state, "cancelled")

    def test_phone_call_becomes_a_ticket(self):
        self.customer.phone = "+34 600 111 222"
        self.start_tour(
            "/odoo/intervia-tickets",
            "intervia_helpdesk.register",
            login=self.user_agent.login,
        )
        ticket = self.env["intervia.ticket"].search([("name", "=", "Paper jam")])
        self.assertRecordValues(
            ticket,
            [
                {
                    "partner_id": self.customer.id,
                    "area_id": self.area.id,
                    "category_id": self.category.id,
                }
            ],
        )

    def test_employee_asks_for_help(self):
        requester = self._create_user("requester", "base.group_user")
        self.start_tour(
            "/odoo/intervia-my-requests",
            "intervia_helpdesk.requester",
            login=requester.login,
        )
        ticket = self.env["intervia.ticket"].search([("name", "=", "A second screen")])
        self.assertEqual(ticket.partner_id, requester.partner_id)
        self.assertIn("big one", ticket.message_ids.mapped("body")[0])

    def test_administrator_gives_a_permission(self):
        self.area.member_ids = [Command.set(self.user_agent.ids)]
        self.start_tour(
            "/odoo/intervia-areas",
            "intervia_helpdesk.permissions",
            login=self.user_manager.login,
        )
        self.assertTrue(
            self.user_agent.has_group("intervia_helpdesk.group_permission_assign")
        )
        credential = {"login": "agent", "password": "a typed password"}
        user = self.env["res.users"].with_user(self.user_agent)
        user._check_credentials({**credential, "type": "password"}, {"interactive": 1})

    def test_supervisor_goes_from_the_panel_to_a_list_and_back(self):
        self._create_ticket(name="No network")
        self.start_tour(
            "/odoo/intervia-panel",
            "intervia_helpdesk.panel",
            login=self.user_supervisor.login,
        )
        book = self.env["intervia.workbook"].search(
            [("create_uid", "=", self.user_supervisor.id)]
        )
        self.assertEqual(book.state, "done")
        self.assertGreater(len(book.file), 5000)

    def _open_ticket(self, tour):
        self.start_tour(
            f"/odoo/intervia-tickets/{self.ticket.id}",
            f"intervia_helpdesk.{tour}",
            login=self.user_agent.login,
        )

    def test_macro_in_the_composer(self):
        priority = self.env.ref("intervia_helpdesk.priority_urgent")
        self.env["intervia.macro"].create(
            {
                "name": "Ask for a picture",
                "shortcut": "pic",
                "body": "<p>Hello {{client}}:</p><p>Send <b>one</b> picture.</p>",
                "move": "waiting",
                "priority_id": priority.id,
            }
        )
        self._open_ticket("macro")
        answer = self.ticket.message_ids.filtered(lambda m: m.message_type == "comment")
        words = (
            "Good morning! </p><p>Hello Customer:</p><p>Send <b>one</b> picture.</p>"
        )
        self.assertIn(words, answer.body)
        self.assertEqual(self.ticket.state, "waiting")
        self.assertEqual(self.ticket.priority_id, priority)

    def test_merged_and_undone(self):
        survivor = self._create_ticket(name="No paper", user_id=self.user_agent.id)
        self._open_ticket("merge")
        merge = self.env["intervia.ticket.merge"].search(
            [("source_id", "=", self.ticket.id)]
        )
        self.assertEqual(merge.survivor_id, survivor)
        self.assertTrue(merge.date_undone)
        self.assertFalse(self.ticket.merged_into_id)
        self.assertEqual(self.ticket.state, "assigned")

    def test_reminder_from_the_ticket(self):
        self._open_ticket("reminder")
        reminder = self.env["intervia.reminder"].search(
            [("ticket_id", "=", self.ticket.id)]
        )
        self.assertRecordValues(
            reminder,
            [
                {
                    "name": "Call Carmen back",
                    "create_uid": self.user_agent.id,
                    "tells_agent": True,
                    "tells_client": False,
                    "is_done": False,
                }
            ],
        )
        self.assertEqual(reminder.date_next.year, 2100)

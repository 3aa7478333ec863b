from odoo import Command
from odoo.exceptions import AccessError, UserError

from .mail_case import HelpdeskMailCase


class TestDocument(HelpdeskMailCase):
    """A ticket as PDF, by mail, to anybody: the public part and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_ticket(
            user_id=cls.user_agent.id, description="<p>It smells</p>"
        )

    def setUp(self):
        super().setUp()
        self._answer(self.ticket, body="Open the window")
        self.hidden = self._answer(self.ticket, body="He never pays")
        ticket = self.ticket.with_user(self.user_agent)
        with self.mock_mail_gateway():
            ticket.action_hide_message(self.hidden.id)
            ticket.message_post(body="Secret note", subtype_xmlid="mail.mt_note")
        self.env["intervia.worklog"].create(
            [
                {
                    "ticket_id": self.ticket.id,
                    "user_id": self.user_agent.id,
                    "name": name,
                    "hours": 1,
                    "visible_to_client": shown,
                }
                for name, shown in (("Replaced the fan", True), ("Had coffee", False))
            ]
        )

    def _render(self, with_worklog=False, user=None):
        ticket = self.ticket.with_user(user or self.user_agent)
        _name, content = ticket._render_document(with_worklog)
        return content.decode()

    def test_public_part_only(self):
        text = self._render()
        for said in ("It smells", "Open the window", self.ticket.number):
            self.assertIn(said, text)
        for kept in ("He never pays", "Secret note", "Replaced the fan"):
            self.assertNotIn(kept, text)

    def test_worklog_that_the_client_is_shown(self):
        text = self._render(with_worklog=True)
        self.assertIn("Replaced the fan", text)
        self.assertNotIn("Had coffee", text)

    def test_not_of_a_ticket_out_of_reach(self):
        with self.assertRaises(AccessError):
            self._render(user=self._create_user("stranger", "group_agent"))

    def test_not_by_the_address_of_the_report(self):
        """The platform asks for a log-in there, and for nothing else."""
        strangers = (
            self._create_user("stranger", "base.group_portal"),
            self._create_user("elsewhere", "group_agent"),
        )
        for name in ("report_ticket", "report_ticket_worklog"):
            name = f"intervia_helpdesk.{name}"
            reports = self.env["ir.actions.report"]
            for user in strangers:
                with self.assertRaises(AccessError):
                    reports.with_user(user)._render_qweb_html(name, self.ticket.ids)
            reports = reports.with_user(self.user_agent)
            page = reports._render_qweb_html(name, self.ticket.ids)[0]
            self.assertIn(b"Open the window", page)

    def _create_dialog(self, **vals):
        dialog = self.env["intervia.ticket.send"].with_user(self.user_agent)
        return dialog.with_context(
            active_model="intervia.ticket", active_id=self.ticket.id
        ).create({"body": "<p>See there</p>", **vals})

    def test_sent_to_anybody_and_noted(self):
        dialog = self._create_dialog(
            partner_ids=[Command.set(self.customer_company.ids)],
            email_to="Ana <ana@example.org>, luis@example.org",
        )
        self.customer_company.email = "roble@example.org"
        with self.mock_mail_gateway():
            dialog.action_send()
        mail = self._new_mails
        self.assertEqual(
            self._mailed(),
            ["ana@example.org", "luis@example.org", "roble@example.org"],
        )
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertIn(self.area_mail, mail.reply_to)
        self.assertNotIn(b"He never pays", mail.attachment_ids.raw)
        last = self.ticket.message_ids.sorted("id")[-1]
        self.assertIn("ana@example.org", last.body)
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", "ana@example.org")])
        )

    def test_needs_somebody(self):
        for vals in ({}, {"email_to": "nobody"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._create_dialog(**vals).action_send()

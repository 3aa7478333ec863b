import doctest

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from odoo.addons.intervia_helpdesk.tools import plain_text

from .mail_case import HelpdeskMailCase


class TestMacro(HelpdeskMailCase):
    """Prepared answers and what is changed with them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.tag = cls.env["intervia.tag"].create({"name": "seen"})
        cls.macro = cls.env["intervia.macro"].create(
            {
                "name": "Ask for a picture",
                "shortcut": "pic",
                "body": "<p>Hello {{client}}, about {{ number }}: {{subject}}</p>",
                "move": "waiting",
                "priority_id": cls.env.ref("intervia_helpdesk.priority_high").id,
                "tag_ids": [Command.set(cls.tag.ids)],
                "worklog_name": "Asked",
                "worklog_hours": 0.25,
                "note": "He has a phone",
            }
        )

    def _use(self, macro, tickets, user=None):
        wizard = self.env["intervia.ticket.macro"].with_user(user or self.user_agent)
        wizard = wizard.with_context(
            active_model="intervia.ticket", active_ids=tickets.ids
        )
        with self.mock_mail_gateway():
            wizard.create({"macro_id": macro.id}).action_apply()
            self.env.cr.flush()

    def test_answer_and_changes_in_one_click(self):
        self._use(self.macro, self.ticket)
        self.assertEqual(self.ticket.state, "waiting")
        self.assertEqual(self.ticket.priority_id, self.macro.priority_id)
        self.assertIn(self.tag, self.ticket.tag_ids)
        self.assertEqual(self.ticket.worklog_ids.mapped("hours"), [0.25])
        self.assertEqual(self._mailed(), [self.client_mail])
        body = self._last_message(self.ticket).body
        self.assertIn(f"Hello Customer, about {self.ticket.number}", body)

    def test_many_tickets(self):
        other = self._create_ticket(name="Second", user_id=self.user_agent.id)
        self._use(self.macro, self.ticket | other)
        self.assertIn("Second", self._last_message(other).body)
        self.assertEqual(other.state, "waiting")

    def test_values_are_text(self):
        self.ticket.name = "<script>alert(1)</script> {{number}}"
        body = self.macro._render(self.ticket)
        self.assertNotIn("<script>", body)
        self.assertIn("{{number}}", body)

    def test_only_the_list_is_filled_in(self):
        for name in ("user_id.password", "env", "ticket.area_id"):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self.macro.body = f"<p>{{{{{name}}}}}</p>"

    def test_composer_finds_by_shortcut_and_fills_in(self):
        self.env["intervia.macro"].create({"name": "Other"})
        found = self.env["intervia.macro"].with_user(self.user_agent).name_search("pic")
        self.assertEqual([id_ for id_, _name in found], self.macro.ids)
        answer = self.env["intervia.ticket.answer"].with_user(self.user_agent)
        form = Form(answer.with_context(default_ticket_id=self.ticket.id))
        form.macro_id = self.macro
        self.assertEqual(form.move, "waiting")
        with self.mock_mail_gateway():
            form.save().action_send()
        self.assertIn("Hello Customer", self._last_message(self.ticket).body)
        self.assertIn(self.tag, self.ticket.tag_ids)
        self.assertEqual(self.ticket.state, "waiting")

    # In the composer of the conversation

    def _send(self, user=None, ticket=None, **kwargs):
        """Post as the composer does, with the macro that was chosen in it."""
        ticket = (ticket or self.ticket).with_user(user or self.user_agent)
        ticket = ticket.sudo().with_context(intervia_macro_id=self.macro.id)
        kwargs.setdefault("subtype_xmlid", "mail.mt_comment")
        with self.mock_mail_gateway():
            ticket.message_post(body="Yes", message_type="comment", **kwargs)
            self.env.cr.flush()

    def test_composer_gets_what_suits_the_ticket_filled_in(self):
        elsewhere = self._create_area("Elsewhere")
        macros = self.env["intervia.macro"]
        macros.create({"name": "No", "area_ids": [Command.set(elsewhere.ids)]})
        macros.create({"name": "Old", "active": False})
        macros.search([("id", "!=", self.macro.id)]).filtered(
            lambda m: not m.area_ids
        ).active = False  # the demo's
        [found] = self.ticket.with_user(self.user_agent).read_macros()
        self.assertEqual(found["shortcut"], "pic")
        self.assertEqual(
            found["text"],
            f"Hello Customer, about {self.ticket.number}: The printer is on fire",
        )
        self.assertEqual(
            found["changes"],
            [
                "Wait for the client",
                f"Priority: {self.macro.priority_id.name}",
                "Keywords: seen",
                "Work: Asked",
                "A note for colleagues",
            ],
        )

    def test_text_of_a_macro(self):
        self.assertFalse(doctest.testmod(plain_text).failed)

    def test_sent_from_the_composer_it_changes_once(self):
        self._send()
        self.assertEqual(self.ticket.state, "waiting")
        self.assertEqual(self.ticket.priority_id, self.macro.priority_id)
        self.assertIn(self.tag, self.ticket.tag_ids)
        self.assertEqual(self.ticket.worklog_ids.mapped("hours"), [0.25])
        self.assertEqual(self._mailed(), [self.client_mail])

    def test_note_and_archived_macro_change_nothing(self):
        self._send(subtype_xmlid="mail.mt_note")
        self.macro.active = False
        self._send()
        self.assertEqual(self.ticket.state, "in_progress", "answered, no more")
        self.assertFalse(self.ticket.tag_ids)

    def test_client_causes_no_macro(self):
        self._send(self.user_customer)
        self.assertFalse(self.ticket.tag_ids)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_customer).read_macros()

    def test_colleague_without_the_right_sends_no_macro(self):
        stranger = self._create_user("stranger", "group_agent")
        with self.assertRaises(AccessError):
            self._send(stranger)
        self.assertFalse(self.ticket.tag_ids)

    def test_macro_gives_no_rights(self):
        stranger = self._create_user("stranger", "group_agent")
        with self.assertRaises(AccessError):
            self._use(self.macro, self.ticket, stranger)
        macro = self.env["intervia.macro"].create(
            {"name": "Mine", "assignee": "user", "user_id": self.user_agent_2.id}
        )
        with self.assertRaises(AccessError):
            self._use(macro, self.ticket)
        self._use(macro, self.ticket, self.user_supervisor)
        self.assertEqual(self.ticket.user_id, self.user_agent_2)

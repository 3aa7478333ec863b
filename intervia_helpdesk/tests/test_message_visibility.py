from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestMessageVisibility(HelpdeskMailCase):
    """Staff hides or shows one message after the fact (F059)."""

    def setUp(self):
        super().setUp()
        self.ticket = self._receive()
        self.ticket.user_id = self.user_agent
        self.staff = self.ticket.with_user(self.user_agent)
        self.mine = self.env["mail.message"].with_user(self.user_customer)

    def _is_visible(self, message):
        self.env.invalidate_all()
        by_search = self.mine.search([("id", "=", message.id)])
        by_id = self.mine.browse(message.id).has_access("read")
        self.assertEqual(bool(by_search), by_id)
        return by_id

    def test_hidden_message_is_nowhere_and_shown_again_comes_back(self):
        answer = self._answer(self.ticket)
        other = self._answer(self.ticket, body="Another")
        self.assertTrue(self._is_visible(answer))
        self.staff.action_hide_message(answer.id)
        self.assertFalse(self._is_visible(answer))
        self.assertTrue(self._is_visible(other))
        self.staff.action_show_message(answer.id)
        self.assertTrue(self._is_visible(answer))

    def test_message_of_the_client_himself_can_be_hidden(self):
        own = self._last_message(self.ticket, author_id=self.customer.id)
        self.staff.action_hide_message(own.id)
        self.assertFalse(self._is_visible(own))

    def test_shown_note_becomes_a_comment_and_mails_nobody(self):
        note = self.staff.message_post(
            body="It was the cable",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.assertFalse(self._is_visible(note))
        with self.mock_mail_gateway():
            self.staff.action_show_message(note.id)
        self.assertFalse(self._new_mails)
        self.assertTrue(self._is_visible(note))
        self.assertEqual(note.sudo().subtype_id, self.env.ref("mail.mt_comment"))

    def test_each_act_is_logged_for_staff(self):
        answer = self._answer(self.ticket)
        self.staff.action_hide_message(answer.id)
        log = self.ticket.message_ids.sorted("id")[-1]
        self.assertIn("Hidden from the client", log.body)
        self.assertEqual(log.author_id, self.user_agent.partner_id)
        self.assertFalse(self._is_visible(log))

    def test_hiding_twice_changes_nothing_of_others(self):
        first, second = self._answer(self.ticket), self._answer(self.ticket)
        self.staff.action_hide_message(first.id)
        self.staff.action_hide_message(second.id)
        self.staff.action_show_message(second.id)
        self.assertFalse(self._is_visible(first))

    def test_links_to_files_of_a_hidden_message_stop_working(self):
        answer = self._answer(self.ticket, attachments=[("plan.txt", b"the plan")])
        file = answer.attachment_ids
        file.generate_access_token()
        answer.sudo().body = (
            f'<img src="/web/image/{file.id}?access_token={file.access_token}">'
        )
        old = file.id
        self.staff.action_hide_message(answer.id)
        self.assertFalse(self.env["ir.attachment"].browse(old).exists())
        renewed = answer.sudo().attachment_ids
        self.assertEqual(renewed.raw, b"the plan")
        self.assertIn(
            f"/web/image/{renewed.id}?access_token={renewed.access_token}",
            answer.sudo().body,
        )

    def test_file_of_another_record_stays_there(self):
        file = self.env["ir.attachment"].create(
            {"name": "law.txt", "raw": b"1", "res_model": "res.partner", "res_id": 1}
        )
        answer = self.ticket.message_post(
            body="See",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=file.ids,
        )
        self.staff.action_hide_message(answer.id)
        self.assertTrue(file.exists())
        self.assertNotIn(file, answer.sudo().attachment_ids)

    def test_only_staff_that_may_edit_the_ticket(self):
        answer = self._answer(self.ticket)
        for user in (self.user_customer, self.user_requester, self.user_agent_2):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.ticket.with_user(user).action_hide_message(answer.id)

    def test_only_what_people_wrote_on_this_ticket(self):
        other = self._create_ticket(user_id=self.user_agent.id)
        with self.assertRaises(UserError):
            self.staff.action_hide_message(self._answer(other).id)
        log = self.ticket._message_log(body="Moved")
        with self.assertRaises(UserError):
            self.staff.action_show_message(log.id)

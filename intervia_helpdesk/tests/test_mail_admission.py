from odoo.tests import tagged

from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestMailAdmission(HelpdeskMailCase):
    """Whom an area attends by mail, and what becomes of the others."""

    def setUp(self):
        super().setUp()
        self.addresses = self.env["intervia.client.address"]
        self.stranger = "nobody@else.example"

    def _kept(self):
        return self.env["intervia.intake"].search([], limit=1)

    def _trust(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk.trusted_authserv", "mx.example.com"
        )

    def _get_answers(self):
        return self._new_mails.filtered(lambda m: m.email_to == self.stranger)

    def test_everyone_is_attended(self):
        self.assertTrue(self._receive(From=self.stranger))

    def test_known_contacts_only(self):
        self.area.intake_policy = "known"
        self.assertTrue(self._receive())
        self.assertFalse(self._receive(From=self.stranger))
        self.assertEqual(self._kept().outcome, "refused")
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", self.stranger)])
        )

    def test_further_address_of_a_client_is_known(self):
        self.area.intake_policy = "known"
        self.addresses.create(
            {"email_normalized": self.stranger, "partner_id": self.customer.id}
        )
        ticket = self._receive(From=self.stranger)
        self.assertEqual(ticket.partner_id, self.customer)

    def test_authorised_addresses_only(self):
        self.area.intake_policy = "authorised"
        self.assertFalse(self._receive())
        self.assertEqual(self._kept().outcome, "held")
        self.assertFalse(self._receive(From=self.stranger))
        self.assertEqual(self._kept().outcome, "refused")
        self.addresses._authorise(self.client_mail)
        self.assertEqual(self._receive().partner_id, self.customer)

    def _have_another_company(self):
        """A company with an area and a contact of its own."""
        other = self.env["res.company"].create({"name": "Other"})
        contact = self.env["res.partner"].create(
            {"name": "Theirs", "email": self.stranger, "company_id": other.id}
        )
        self.addresses._claim_address(self.stranger, contact)
        return other, contact

    def test_contact_of_another_company_is_a_stranger(self):
        _other, contact = self._have_another_company()
        self.area.intake_policy = "known"
        self.assertFalse(self._receive(From=self.stranger))
        self.area.intake_policy = "everyone"
        self.assertNotEqual(self._receive(From=self.stranger).partner_id, contact)

    def test_each_company_authorises_for_itself(self):
        other, contact = self._have_another_company()
        theirs = self.addresses._authorise(self.stranger, company=other)
        self.assertEqual(theirs.partner_id, contact)
        self.area.intake_policy = "authorised"
        self.assertFalse(self._receive(From=self.stranger))
        with self.mock_mail_gateway():
            kept = self._kept().with_user(self.user_manager)
            kept.action_release_and_authorise()
        self.assertNotEqual(kept.ticket_id.partner_id, contact)
        self.assertTrue(self._receive(From=self.stranger))
        self.assertTrue(self.addresses._is_authorised(self.stranger, other))

    def test_contact_of_another_company_in_copy_follows_nothing(self):
        _other, contact = self._have_another_company()
        ticket = self._receive(cc=self.stranger)
        self.assertNotIn(contact, ticket.message_partner_ids)
        self.assertIn(self.stranger, ticket.message_partner_ids.mapped("email"))

    def test_refused_sender_is_told_once_a_day(self):
        self.area.intake_policy = "known"
        self._receive(From=self.stranger)
        answer = self._get_answers()
        self.assertEqual(len(answer), 1)
        self.assertIn("'Auto-Submitted': 'auto-replied'", answer.headers)
        self._receive(From=self.stranger, subject="Again")
        self.assertFalse(self._get_answers())
        first = self._kept().search([("sender", "=", self.stranger)], order="id")[0]
        first.date_answered = "2020-01-01 00:00:00"
        self._receive(From=self.stranger, subject="Tomorrow")
        self.assertEqual(len(self._get_answers()), 1)

    def test_lists_and_machines_are_not_told(self):
        self.area.intake_policy = "known"
        self._receive(From=self.stranger, list_id="<news.else.example>")
        self.assertEqual(self._kept().outcome, "refused")
        self.assertFalse(self._get_answers())
        self._receive(From=self.stranger, auto_submitted="auto-replied")
        self.assertEqual(self._kept().outcome, "machine")
        self.assertFalse(self._get_answers())

    def test_reply_to_a_ticket_is_attended_whatever_the_policy(self):
        ticket = self._receive()
        answer = self._answer(ticket)
        self.area.intake_policy = "authorised"
        self.assertEqual(self._reply(answer), ticket)

    def test_release_takes_the_mail_in(self):
        self.area.intake_policy = "known"
        self._receive(From=self.stranger, subject="Let me in")
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_process()
        self.assertEqual(kept.ticket_id.name, "Let me in")
        self.assertEqual(kept.outcome, "ticket")
        self.area.intake_policy = "authorised"
        self.assertFalse(self._receive(From=self.stranger), "released, not authorised")

    def test_release_and_authorise_lets_the_next_ones_in(self):
        self.area.intake_policy = "authorised"
        self._receive(From=self.stranger)
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_release_and_authorise()
        client = kept.ticket_id.partner_id
        self.assertEqual(client.email_normalized, self.stranger)
        self.assertEqual(self._receive(From=self.stranger).partner_id, client)

    # What the receiving server says

    def test_forged_client_is_held_and_nobody_is_told(self):
        self._trust()
        self.assertFalse(
            self._receive(authentication_results="mx.example.com; dmarc=fail")
        )
        self.assertEqual(self._kept().outcome, "held")
        self.assertFalse(self._new_mails)

    def test_forged_client_does_not_speak_on_his_ticket(self):
        ticket = self._receive()
        answer = self._answer(ticket)
        self._trust()
        forged = "mx.example.com; spf=fail; dkim=fail"
        self._reply(answer, "Send the password", authentication_results=forged)
        note = self.env["mail.message"].search(
            [("res_id", "=", ticket.id), ("body", "like", "Send the password")]
        )
        self.assertTrue(note.is_internal)
        self.assertFalse(note.author_id)
        self.assertNotIn(self.client_mail, self._mailed())

    def test_field_of_another_server_says_nothing(self):
        self._trust()
        self.assertTrue(self._receive(authentication_results="evil; dmarc=fail"))

    def test_released_forged_mail_opens_a_ticket(self):
        self._trust()
        self._receive(authentication_results="mx.example.com; dmarc=fail")
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_process()
        self.assertTrue(kept.ticket_id)

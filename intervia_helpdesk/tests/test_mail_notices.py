from odoo.tests import tagged

from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestMailNotices(HelpdeskMailCase):
    """One test for each row of the table “Who is told what” of the README."""

    def setUp(self):
        super().setUp()
        self.alerted = ["manager@example.com", "supervisor@example.com"]

    def _create(self, user=None, **vals):
        with self.mock_mail_gateway():
            ticket = (
                self.env["intervia.ticket"]
                .with_user(user or self.user_supervisor)
                .create(
                    {
                        "name": "The printer is on fire",
                        "area_id": self.area.id,
                        "partner_id": self.customer.id,
                        **vals,
                    }
                )
            )
            self.env.cr.flush()
        return ticket

    def _do(self, ticket, action, by=None, **kwargs):
        with self.mock_mail_gateway():
            getattr(ticket.with_user(by or self.user_agent), action)(**kwargs)
            self.env.cr.flush()

    def _create_assigned(self):
        return self._create(self.user_supervisor, user_id=self.user_agent.id)

    # created

    def test_created_by_mail_client_gets_receipt_unassigned_alerts(self):
        ticket = self._receive()
        self.assertEqual(self._mailed(), sorted([self.client_mail, *self.alerted]))
        receipt = self._mail_to(self.client_mail)
        self.assertIn(ticket.number, receipt.body_html)
        self.assertEqual(receipt.subject, f"Re: [{ticket.number}] {ticket.name}")
        self.assertIn("'Auto-Submitted': 'auto-replied'", receipt.headers)
        self.assertIn("'X-Auto-Response-Suppress': 'All'", receipt.headers)
        message = self._last_message(ticket)
        self.assertIn(f"'In-Reply-To': '{message.message_id}'", receipt.headers)
        self.assertIn(message.message_id, receipt.references)
        notice = self._new_mails - receipt
        self.assertIn("It does not print.", notice.body_html)
        self.assertIn("intervia_staff", notice.references)

    def test_subject_of_a_mail_is_one_line(self):
        """A line break in a header is refused when the mail is sent."""
        ticket = self._create(name="The printer\nBcc: all@example.com is on fire")
        self.assertEqual(
            self._mail_to(self.client_mail).subject,
            f"Re: [{ticket.number}] The printer Bcc: all@example.com is on fire",
        )

    def test_created_with_a_responsible_only_he_is_told(self):
        self.area.assignment_method = "round_robin"
        ticket = self._receive()
        self.assertTrue(ticket.user_id)
        self.assertEqual(
            self._mailed(), sorted([self.client_mail, ticket.user_id.email])
        )

    def test_created_by_staff_the_author_is_not_told(self):
        self._create(self.user_supervisor)
        self.assertEqual(self._mailed(), [self.client_mail, "manager@example.com"])
        self._create(self.user_supervisor, user_id=self.user_supervisor.id)
        self.assertEqual(self._mailed(), [self.client_mail])

    def test_created_by_a_list_gets_no_receipt(self):
        self._receive(list_id="<news.b.example>")
        self.assertEqual(self._mailed(), self.alerted)

    def test_created_for_an_address_without_contact(self):
        self._create(partner_id=False, partner_email="Ana <ana@roble.example>")
        self.assertIn("ana@roble.example", self._mailed())

    def test_created_while_importing_nobody_is_told(self):
        names = ["name", "area_id/.id", "partner_id/.id"]
        rows = [["Of last year", str(self.area.id), str(self.customer.id)]]
        with self.mock_mail_gateway():
            loaded = self.env["intervia.ticket"].load(names, rows)
            self.env.cr.flush()
        self.assertTrue(loaded["ids"], loaded["messages"])
        self.assertFalse(self._mailed())

    def test_no_call_from_outside_mutes_what_it_does(self):
        keys = ("intervia_client_knows", "intervia_no_notice", "tracking_disable")
        for key in keys:
            with self.subTest(key):
                self.env = self.env(context={**self.env.context, key: True})
                self._create()
                self.assertIn(self.client_mail, self._mailed())

    # assigned

    def test_assigned_the_agent_is_told(self):
        ticket = self._create()
        self._do(ticket, "_assign", self.user_supervisor, user=self.user_agent)
        self.assertEqual(self._mailed(), ["agent@example.com"])

    def test_assigned_by_himself_nobody_is_told(self):
        ticket = self._create()
        self._do(ticket, "_assign", self.user_supervisor, user=self.user_supervisor)
        self.assertFalse(self._mailed())

    def test_assigned_again_the_former_agent_hears_no_more(self):
        ticket = self._create_assigned()
        self._do(ticket, "_assign", self.user_supervisor, user=self.user_agent_2)
        self.assertEqual(self._mailed(), ["agent_2@example.com"])
        self._reply(self._answer(ticket, self.user_agent_2))
        self.assertEqual(self._mailed(), ["agent_2@example.com"])

    # answered

    def test_answered_client_and_participants_are_told(self):
        ticket = self._receive(cc="boss@roble.example")
        ticket.user_id = self.user_agent
        self._answer(ticket)
        self.assertEqual(self._mailed(), ["boss@roble.example", self.client_mail])
        self.assertEqual(ticket.state, "in_progress")
        self.assertTrue(ticket.date_first_reply)
        self.assertIn(self.user_agent, ticket.attended_user_ids)

    def test_answered_and_moved_is_one_mail_that_says_both(self):
        for state, label in (
            ("waiting", "We need an answer from you"),
            ("finished", "Completed"),
        ):
            ticket = self._create_assigned()
            self._do(ticket, "_answer", body="Press the button.", state=state)
            self.assertEqual(self._mailed(), [self.client_mail])
            mail = self._mail_to(self.client_mail)
            self.assertIn("Press the button.", mail.body_html)
            self.assertIn(label, mail.body_html)
            self.assertEqual(ticket.state, state)

    def test_answer_is_mailed_in_the_language_of_the_client(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.customer.lang = "es_ES"
        self._answer(self._create_assigned())
        self.assertIn('lang="es-ES"', self._mail_to(self.client_mail).body_html)

    # client wrote

    def test_client_wrote_the_agent_is_told(self):
        ticket = self._create_assigned()
        self._reply(self._answer(ticket))
        self.assertEqual(self._mailed(), ["agent@example.com"])

    def test_client_wrote_without_agent_alerts(self):
        ticket = self._receive()
        self._reply(self._last_message(ticket))
        self.assertEqual(self._mailed(), self.alerted)

    def test_client_wrote_to_finished_is_one_mail(self):
        ticket = self._create_assigned()
        answer = self._answer(ticket)
        self._do(ticket, "_move_to", state="finished")
        self._reply(answer)
        self.assertEqual(ticket.state, "in_progress")
        self.assertEqual(self._mailed(), ["agent@example.com"])

    def test_participant_wrote_client_and_agent_are_told(self):
        ticket = self._receive(cc="boss@roble.example")
        ticket.user_id = self.user_agent
        answer = self._answer(ticket)
        self._reply(answer, From="boss@roble.example")
        self.assertEqual(self._mailed(), ["agent@example.com", self.client_mail])

    def test_people_the_client_mailed_himself_are_not_mailed_again(self):
        ticket = self._receive(cc="boss@roble.example")
        ticket.user_id = self.user_agent
        self._reply(self._answer(ticket), cc="boss@roble.example")
        self.assertEqual(self._mailed(), ["agent@example.com"])

    # state changed

    def test_waiting_finished_reopened_the_client_is_told(self):
        ticket = self._create_assigned()
        for state in ("waiting", "finished", "in_progress"):
            with self.subTest(state):
                self._do(ticket, "_move_to", state=state)
                self.assertEqual(self._mailed(), [self.client_mail])

    def test_work_started_nobody_is_told(self):
        ticket = self._create_assigned()
        self._do(ticket, "_move_to", state="in_progress")
        self.assertFalse(self._mailed())

    def test_closing_many_queues_their_mails(self):
        tickets = self.env["intervia.ticket"].concat(
            *(self._create_assigned() for _n in range(3))
        )
        self._do(tickets, "_move_to", state="finished")
        self.assertEqual(self._mailed(), [self.client_mail] * 3)
        self.assertEqual(set(self._new_mails.mapped("state")), {"outgoing"})

    # cancelled

    def test_cancelled_client_with_reason_and_agent_are_told(self):
        ticket = self._create_assigned()
        self._do(ticket, "action_cancel", self.user_supervisor, reason="Sent twice")
        self.assertEqual(self._mailed(), ["agent@example.com", self.client_mail])
        for mail in self._new_mails:
            self.assertIn("Sent twice", mail.body_html)

    # how

    def test_agent_who_reads_in_odoo_gets_no_mail(self):
        self.user_agent.notification_type = "inbox"
        ticket = self._create_assigned()
        self.assertEqual(self._mailed(), [self.client_mail])
        inbox = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.user_agent.partner_id.id),
                ("mail_message_id.res_id", "=", ticket.id),
                ("mail_message_id.model", "=", ticket._name),
            ]
        )
        self.assertEqual(inbox.mapped("notification_type"), ["inbox"])

    def test_notice_is_from_the_area_and_answers_return_there(self):
        self._create_assigned()
        for mail in self._new_mails:
            self.assertIn(self.area_mail, mail.email_from)
            self.assertIn(self.area_mail, mail.reply_to)

    def test_employee_is_a_client_like_any_other(self):
        with self.mock_mail_gateway():
            ticket = (
                self.env["intervia.ticket"]
                .with_user(self.user_requester)
                .create(
                    {
                        "name": "My screen",
                        "area_id": self.area.id,
                        "partner_id": self.user_requester.partner_id.id,
                    }
                )
            )
        self.assertIn("requester@example.com", self._mailed())
        ticket.sudo().user_id = self.user_agent
        self._answer(ticket.with_user(self.user_agent))
        mail = self._mail_to("requester@example.com")
        self.assertNotIn("intervia_staff", mail.references)

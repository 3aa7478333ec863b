from odoo.tests import tagged

from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestMailIntake(HelpdeskMailCase):
    """A new mail becomes one ticket."""

    def _kept(self, ticket=None):
        domain = [("ticket_id", "=", ticket.id)] if ticket else []
        return self.env["intervia.intake"].search(domain, limit=1)

    def test_mail_opens_ticket_with_everything_it_brought(self):
        ticket = self._receive(
            "It smokes.",
            [("photo.png", b"not really")],
            subject="Printer on fire",
        )
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Printer on fire",
                    "area_id": self.area.id,
                    "partner_id": self.customer.id,
                    "state": "registered",
                    "channel_id": self.env.ref("intervia_helpdesk.channel_mail").id,
                    "create_uid": self.env.ref("base.user_root").id,
                }
            ],
        )
        self.assertRegex(ticket.number, r"^\d{6}$")
        self.assertIn("It smokes.", ticket.description)
        message = self._last_message(ticket)
        self.assertEqual(message.author_id, self.customer)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(message.attachment_ids.mapped("name"), ["photo.png"])
        self.assertEqual(ticket.date_last_client_message, message.date)

    def test_stranger_becomes_a_client_once(self):
        first = self._receive(From=None)
        self.assertFalse(first.partner_id, "no From, no client")
        for _turn in range(2):
            ticket = self._receive(From="Ana Roble <Ana@roble.example>")
            self.assertEqual(ticket.partner_id.name, "Ana Roble")
            self.assertEqual(ticket.partner_id.email_normalized, "ana@roble.example")
        clients = self.env["res.partner"].search(
            [("email_normalized", "=", "ana@roble.example")]
        )
        self.assertEqual(len(clients), 1)
        address = self.env["intervia.client.address"].search(
            [("email_normalized", "=", "ana@roble.example")]
        )
        self.assertEqual(address.partner_id, clients)

    def test_stranger_speaks_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.company_admin.partner_id.lang = "es_ES"
        ticket = self._receive(subject="", From="Ana <ana@roble.example>")
        self.assertEqual(ticket.name, "(sin asunto)")
        self.assertEqual(ticket.partner_id.lang, "es_ES")
        self.assertIn("Hola, Ana:", self._mail_to("ana@roble.example").body_html)

    def test_further_address_finds_its_client(self):
        self.env["intervia.client.address"].create(
            {"email_normalized": "Home@Else.example", "partner_id": self.customer.id}
        )
        ticket = self._receive(From="home@else.example")
        self.assertEqual(ticket.partner_id, self.customer)

    def test_archived_client_is_not_doubled_but_an_active_one_comes_first(self):
        old = self.env["res.partner"].create(
            {"name": "Old", "email": "old@b.example", "active": False}
        )
        self.assertEqual(self._receive(From="old@b.example").partner_id, old)
        new = self.env["res.partner"].create({"name": "New", "email": "old@b.example"})
        self.assertEqual(self._receive(From="old@b.example").partner_id, new)

    def test_one_ticket_for_several_areas_in_the_first_named(self):
        network = self._create_area("Network", alias_name="network")
        ticket = self._receive(
            to=f"{network.alias_email}, {self.area_mail}", cc="third@b.example"
        )
        self.assertEqual(ticket.area_id, network)
        self.assertEqual(
            self.env["intervia.ticket"].search_count([("name", "=", ticket.name)]), 1
        )
        self.assertIn("Systems", str(ticket.message_ids.mapped("body")))
        ticket = self._receive(to=self.area_mail, cc=network.alias_email)
        self.assertEqual(ticket.area_id, self.area)

    def test_participants_follow_but_neither_we_nor_our_users(self):
        ticket = self._receive(
            to=f"{self.area_mail}, Boss <boss@roble.example>",
            cc=(
                f"agent@example.com, catchall.test@{self.alias_domain},"
                f" somebody@{self.alias_domain}, {self.client_mail}"
            ),
        )
        self.assertEqual(
            ticket.message_partner_ids.mapped("email_normalized"),
            ["boss@roble.example"],
        )

    def test_reply_is_of_the_contact_in_the_company_of_its_ticket(self):
        company = self.area.company_id
        self.company_2.alias_domain_id = company.alias_domain_id
        twin, client = self.env["res.partner"].create(
            [
                {"name": "Ana", "email": self.client_mail, "company_id": owner.id}
                for owner in (self.company_2, company)
            ]
        )
        ticket = self._receive()
        self.assertEqual(ticket.partner_id, client)
        answer = self._answer(ticket)
        self._reply(answer, to=company.catchall_email)
        message = self._last_message(ticket, message_type="email")
        self.assertNotEqual(message.author_id, twin)
        self.assertEqual(message.author_id, client)

    def test_at_most_ten_participants(self):
        copies = ", ".join(f"p{n}@roble.example" for n in range(15))
        ticket = self._receive(cc=copies)
        self.assertEqual(len(ticket.message_partner_ids), 10)

    def test_duplicate_message_id_is_dropped(self):
        raw = self._build_mail(subject="Only once")
        self.assertTrue(self._process(raw))
        self.assertFalse(self._process(raw))

    def test_forged_employee_is_neither_author_nor_creator(self):
        ticket = self._receive(From="Agent <agent@example.com>")
        message = self._last_message(ticket)
        self.assertEqual(ticket.create_uid, self.env.ref("base.user_root"))
        self.assertFalse(message.author_id)
        self.assertFalse(ticket.message_partner_ids)
        self.assertEqual(ticket.partner_id, self.user_agent.partner_id)

    def test_employee_whom_our_server_vouches_for_is_author(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk.trusted_authserv", "mx.example.com"
        )
        ticket = self._receive(
            From="requester@example.com",
            authentication_results="mx.example.com; dmarc=pass header.from=example.com",
        )
        self.assertEqual(
            self._last_message(ticket).author_id, self.user_requester.partner_id
        )

    def test_machine_mail_opens_nothing_and_is_kept(self):
        ticket = self._receive(auto_submitted="auto-replied", subject="I am away")
        self.assertFalse(ticket)
        self.assertFalse(self._mailed())
        kept = self._kept()
        self.assertRecordValues(kept, [{"outcome": "machine", "subject": "I am away"}])
        self.assertIn(b"I am away", __import__("base64").b64decode(kept.raw))

    def test_kept_machine_mail_can_be_taken_in(self):
        self._receive(precedence="bulk", subject="Alarm of the server room")
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_process()
        self.assertEqual(kept.outcome, "ticket")
        self.assertEqual(kept.ticket_id.name, "Alarm of the server room")

    def test_mail_from_our_own_address_goes_in_no_circle(self):
        self.assertFalse(self._receive(From=f"Systems <{self.area_mail}>"))
        self.assertEqual(self._kept().outcome, "loop")

    def test_area_that_attends_known_senders_only(self):
        self.area.alias_id.alias_contact = "partners"
        self.assertTrue(self._receive())
        self.assertFalse(self._receive(From="nobody@else.example"))
        self.assertEqual(self._kept().outcome, "refused")

    def test_mail_for_others_is_left_alone(self):
        partner_model = self.env["ir.model"]._get_id("res.partner")
        self.env["mail.alias"].create(
            {"alias_name": "contacts", "alias_model_id": partner_model}
        )
        raw = self._build_mail(
            to=f"contacts@{self.alias_domain}", subject="New contact"
        )
        with self.mock_mail_gateway():
            res_id = self.env["mail.thread"].message_process(None, raw)
        self.assertEqual(self.env["res.partner"].browse(res_id).name, "New contact")

    def test_mail_for_us_and_others_serves_both(self):
        partner_model = self.env["ir.model"]._get_id("res.partner")
        self.env["mail.alias"].create(
            {"alias_name": "contacts", "alias_model_id": partner_model}
        )
        self._receive(
            to=f"contacts@{self.alias_domain}, {self.area_mail}", subject="For both"
        )
        self.assertTrue(self.env["res.partner"].search([("name", "=", "For both")]))
        ticket = self.env["intervia.ticket"].search([("name", "=", "For both")])
        self.assertEqual(len(ticket), 1)
        self.assertEqual(ticket.partner_id, self.customer)


@tagged("post_install", "-at_install")
class TestMailReply(HelpdeskMailCase):
    """A reply finds its ticket, and moves it."""

    def setUp(self):
        super().setUp()
        self.ticket = self._receive()
        self.ticket.user_id = self.user_agent
        self.answer = self._answer(self.ticket)

    def _move(self, state):
        self.ticket._move_to(state)

    def test_reply_is_found_by_references(self):
        ticket = self._reply(self.answer, "Yes, it is.", subject="whatever")
        self.assertEqual(ticket, self.ticket)
        self.assertEqual(self._last_message(ticket).author_id, self.customer)

    def test_reply_is_found_by_number_when_the_sender_takes_part(self):
        subject = f"RV: [{self.ticket.number}] the printer"
        self.assertEqual(self._receive(subject=subject), self.ticket)
        self.assertNotEqual(
            self._receive(subject=subject, From="stranger@b.example"), self.ticket
        )

    def test_participant_may_quote_the_number(self):
        boss = self.env["res.partner"].create(
            {"name": "Boss", "email": "boss@roble.example"}
        )
        self.ticket.message_subscribe(boss.ids)
        subject = f"[{self.ticket.number}]"
        self.assertEqual(
            self._receive(subject=subject, From="boss@roble.example"), self.ticket
        )

    def test_reply_to_finished_reopens(self):
        self._move("finished")
        self._reply(self.answer)
        self.assertEqual(self.ticket.state, "in_progress")
        self.assertFalse(self.ticket.date_closed)

    def test_reply_ends_the_waiting(self):
        self._move("waiting")
        self._reply(self.answer)
        self.assertEqual(self.ticket.state, "in_progress")

    def test_reply_to_cancelled_opens_a_linked_follow_up(self):
        self._move("cancelled")
        follow_up = self._reply(self.answer, "But I still need it")
        self.assertNotEqual(follow_up, self.ticket)
        self.assertRecordValues(
            follow_up,
            [
                {
                    "origin_id": self.ticket.id,
                    "area_id": self.area.id,
                    "partner_id": self.customer.id,
                    "state": "registered",
                }
            ],
        )
        self.assertEqual(self.ticket.state, "cancelled")
        self.assertIn(follow_up.number, str(self.ticket.message_ids.mapped("body")))
        self.assertIn(self.ticket.number, str(follow_up.message_ids.mapped("body")))

    def test_machine_reply_is_a_note_and_reopens_nothing(self):
        self._move("finished")
        with self.mock_mail_gateway():
            pass
        result = self._reply(self.answer, "I am away", auto_submitted="auto-replied")
        self.assertFalse(result)
        self.assertEqual(self.ticket.state, "finished")
        self.assertFalse(self._mailed())
        note = self._last_message(self.ticket)
        self.assertIn("I am away", note.body)
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))

    def test_bounce_is_noted_and_kept(self):
        mail = self._build_mail(
            From="MAILER-DAEMON@b.example",
            to=f"bounce.test@{self.alias_domain}",
            in_reply_to=self.answer.message_id,
            references=self.answer.message_id,
        )
        self.assertFalse(self._process(mail))
        kept = self.env["intervia.intake"].search([], limit=1)
        self.assertRecordValues(
            kept, [{"outcome": "bounce", "ticket_id": self.ticket.id}]
        )
        self.assertIn("Delivery report", str(self.ticket.message_ids.mapped("body")))

    def test_read_receipt_is_machine_mail(self):
        self._reply(
            self.answer,
            content_type="multipart/report; report-type=disposition-notification",
            body=None,
        )
        kept = self.env["intervia.intake"].search([], limit=1)
        self.assertEqual(kept.outcome, "machine")

    def test_forged_agent_does_not_speak_to_the_client(self):
        self._reply(self.answer, "Pay here", From="Agent <agent@example.com>")
        note = self._last_message(self.ticket)
        self.assertFalse(note.author_id)
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        self.assertIn("Unverified sender", note.body)
        self.assertNotIn(self.client_mail, self._mailed())
        self.assertEqual(self._mailed(), ["agent@example.com"])

    def test_agent_answers_by_mail_to_the_notice_he_got(self):
        self._reply(self.answer, "Yes, it is.")
        references = self._mail_to("agent@example.com").references
        self._reply(
            self._last_message(self.ticket),
            "Then press the button.",
            From="agent@example.com",
            references=references,
        )
        message = self._last_message(self.ticket)
        self.assertEqual(message.author_id, self.user_agent.partner_id)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(self._mailed(), [self.client_mail])
        mail = self._mail_to(self.client_mail)
        self.assertIn(self.area_mail, mail.email_from)
        self.assertNotIn("intervia_staff", mail.references)

    def test_secret_of_staff_is_never_in_a_mail_to_a_client(self):
        for mail in self._new_mails:
            self.assertNotIn("intervia_staff", mail.references)

    def test_first_mail_in_plain_text_reads_like_any_other(self):
        ticket = self._receive("Hello,\nit > he said\n\nNo  ink.", subject="Ink")
        for body in ticket.description, self._last_message(ticket).body:
            self.assertIn("<p>Hello,<br>it &gt; he said</p><p>No ", body)
            self.assertNotIn("<pre", body)
            self.assertNotIn("data-o-mail-quote", body)

    def test_answer_continues_the_thread_of_the_client(self):
        first = self._last_message(self.ticket, author_id=self.customer.id)
        mail = self._mail_to(self.client_mail)
        self.assertEqual(mail.message_id, self.answer.message_id)
        self.assertIn(first.message_id, mail.references)
        self.assertIn(f"'In-Reply-To': '{first.message_id}'", mail.headers)
        self.assertIn(self.area_mail, mail.email_from)
        self.assertIn(self.area_mail, mail.reply_to)
        self.assertIn(f"[{self.ticket.number}]", mail.subject)
        self.assertIn("above this line", mail.body_html)

    def test_new_participant_of_a_reply_is_answered(self):
        self._reply(self.answer, cc="boss@roble.example")
        self._answer(self.ticket)
        self.assertEqual(self._mailed(), ["boss@roble.example", self.client_mail])

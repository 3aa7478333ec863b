from unittest.mock import patch

from odoo.exceptions import UserError

from .portal_case import PDF, PNG, PortalCase

VISITOR = {"partner_name": "Ana Soto", "partner_email": "Ana@Visitor.example"}


class TestQuestionForm(PortalCase):
    """The form of the support centre, for clients."""

    def setUp(self):
        super().setUp()
        self.authenticate("customer", "customer")

    def test_client_opens_a_ticket(self):
        answer = self._ask(client_wants_mail="1")
        ticket = self._get_last_ticket()
        self.assertEqual(answer.status_code, 303)
        self.assertIn(
            f"/my/intervia/tickets/{ticket.id}?sent=1", answer.headers["Location"]
        )
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "The plotter draws circles",
                    "partner_id": self.customer.id,
                    "area_id": self.area.id,
                    "type_id": self.type.id,
                    "channel_id": self.env.ref("intervia_helpdesk.channel_web").id,
                    "website_id": self.website.id,
                    "visibility": "author",
                    "client_wants_mail": True,
                    "state": "registered",
                }
            ],
        )
        self.assertIn("Since Monday.", ticket.description)

    def test_typed_text_survives_every_error(self):
        for wrong in ({"name": ""}, {"area_id": ""}, {"csrf_token": "stale"}):
            with self.subTest(wrong=wrong):
                page = self._ask(**wrong)
                self.assertEqual(page.status_code, 200)
                self.assertIn("Squares are asked of it.", page.text)
                self.assertIn("It has not been sent yet.", page.text)
        self.assertEqual(self._get_last_ticket(), self.ticket)

    def test_type_that_asks_for_the_program_wants_program_and_version(self):
        program = self.env["intervia.program"].create({"name": "Plotware"})
        bug = self.env.ref("intervia_helpdesk.ticket_type_bug").id
        page = self._ask(type_id=bug)
        self.assertIn("Choose the program.", page.text)
        self._ask(type_id=bug, program_id=program.id, program_version="7.1")
        ticket = self._get_last_ticket()
        self.assertEqual(ticket.program_id, program)
        self.assertEqual(ticket.program_version, "7.1")

    def test_category_names_its_area_and_no_other(self):
        other = self._create_area("Elsewhere")
        category = self.env["intervia.category"].create(
            {"name": "Plotters", "area_id": other.id}
        )
        page = self._ask(category_id=category.id)
        self.assertIn("This subject belongs to another department", page.text)
        self._ask(area_id="", category_id=category.id)
        self.assertEqual(self._get_last_ticket().area_id, other)

    def test_what_the_form_does_not_offer_gets_nowhere(self):
        hidden = self._create_area("Hidden", active=False)
        page = self._ask(area_id=hidden.id, user_id=self.user_agent.id)
        self.assertIn("Choose who should attend you.", page.text)
        self._ask(
            user_id=self.user_agent.id,
            partner_id=self.user_stranger.partner_id.id,
            visibility="company",
        )
        ticket = self._get_last_ticket()
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual(ticket.visibility, "author")

    def test_three_files_are_taken(self):
        files = [("a.png", PNG), ("b.pdf", PDF), ("c.png", PNG)]
        self._ask(files)
        ticket = self._get_last_ticket()
        self.assertEqual(
            ticket.opening_attachment_ids.sorted("id").mapped("name"),
            ["a.png", "b.pdf", "c.png"],
        )
        self.assertEqual(
            set(ticket.opening_attachment_ids.mapped("res_id")), {ticket.id}
        )
        self.assertFalse(any(ticket.opening_attachment_ids.mapped("public")))

    def test_refused_file_is_named_and_the_accepted_one_is_kept(self):
        page = self._ask([("good.png", PNG), ("holiday.png", b"MZ\x90 program")])
        self.assertIn("“holiday.png” was left out", page.text)
        self.assertIn("good.png (received)", page.text)
        kept = self.env["ir.attachment"].search([("name", "=", "good.png")])
        self._ask(kept=kept.with_user(self.user_customer).sudo()._get_intervia_key())
        self.assertEqual(self._get_last_ticket().opening_attachment_ids, kept)

    def test_a_kept_file_is_only_for_whoever_sent_it(self):
        self._ask([("good.png", PNG), ("bad.png", b"text")])
        kept = self.env["ir.attachment"].search([("name", "=", "good.png")])
        self.authenticate("stranger", "stranger")
        self._ask(kept=kept._get_intervia_key())
        self.assertFalse(self._get_last_ticket().opening_attachment_ids)

    def test_whoever_sends_too_many_waits(self):
        with patch(
            "odoo.addons.intervia_helpdesk_portal.models.ticket.form.MAX_PER_HOUR", 1
        ):
            self._ask()
            page = self._ask(name="Payroll of May", description="Two days are missing")
        self.assertIn("Please wait an hour", page.text)
        self.assertNotEqual(self._get_last_ticket().name, "Payroll of May")

    def test_no_mail_for_whoever_does_not_want_any(self):
        with self.mock_mail_gateway():
            self._ask()
            ticket = self._get_last_ticket()
            ticket.with_user(self.user_supervisor).message_post(
                body="On our way",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertFalse(ticket.client_wants_mail)
        self.assertNotIn(self.customer, self._new_mails.recipient_ids)


class TestVisitor(PortalCase):
    """The form of the support centre, for people without account."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _get_opening(self):
        return self.env["intervia.opening"].search([], limit=1)

    def test_question_waits_until_its_link_is_confirmed(self):
        with self.mock_mail_gateway():
            answer = self._ask([("a.png", PNG)], **VISITOR)
        opening = self._get_opening()
        link = f"/soporte/confirmar/{opening.token}"
        self.assertEqual(answer.headers["Location"].rpartition("/")[2], "enviado")
        self.assertEqual(self._get_last_ticket(), self.ticket)
        self.assertEqual(self._new_mails.email_to, "ana@visitor.example")
        self.assertIn(link, self._new_mails.body_html)
        self.assertEqual(self.url_open(link).status_code, 200)
        self.assertEqual(self._get_last_ticket(), self.ticket, "a GET changes nothing")
        answer = self._send(link)
        ticket = self._get_last_ticket()
        self.assertEqual(ticket.partner_email, "ana@visitor.example")
        self.assertEqual(ticket.partner_id.name, "Ana Soto")
        self.assertEqual(ticket.opening_attachment_ids.mapped("name"), ["a.png"])
        page = self.url_open(answer.headers["Location"])
        self.assertIn("We have your question", page.text)

    def test_confirmed_twice_is_one_ticket(self):
        self._ask(**VISITOR)
        link = f"/soporte/confirmar/{self._get_opening().token}"
        first = self._send(link).headers["Location"]
        self.assertEqual(self._send(link).headers["Location"], first)

    def test_known_address_is_the_known_client(self):
        self._ask(partner_name="Whoever", partner_email=self.customer.email)
        self._send(f"/soporte/confirmar/{self._get_opening().token}")
        self.assertEqual(self._get_last_ticket().partner_id, self.customer)

    def test_name_and_valid_address_are_asked(self):
        page = self._ask(partner_name="", partner_email="ana at visitor")
        self.assertIn("Tell us your name.", page.text)
        self.assertIn("Write a valid e-mail address", page.text)
        self.assertIn("ana at visitor", page.text)

    def test_wrong_or_old_link_is_refused(self):
        self._ask(**VISITOR)
        opening = self._get_opening()
        self.assertEqual(self.url_open("/soporte/confirmar/nothing").status_code, 404)
        opening.flush_recordset()
        self.env.cr.execute(
            "UPDATE intervia_opening SET create_date = create_date - interval '3 days'"
        )
        self.assertEqual(
            self._send(f"/soporte/confirmar/{opening.token}").status_code, 404
        )
        self.assertEqual(self._get_last_ticket(), self.ticket)

    def test_honeypot_is_silent(self):
        answer = self._ask(**VISITOR, website_address="https://spam.example")
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(self._get_opening())

    def test_address_and_place_have_a_limit(self):
        for _time in range(3):
            self._ask(**VISITOR)
        page = self._ask(**VISITOR)
        self.assertIn("Please wait an hour", page.text)
        self.assertEqual(self.env["intervia.opening"].search_count([]), 3)
        for number in range(8):
            self._ask(partner_name="Ana", partner_email=f"ana{number}@visitor.example")
        self.assertEqual(self.env["intervia.opening"].search_count([]), 10)

    def test_visitors_do_not_fill_the_disk(self):
        with patch(
            "odoo.addons.intervia_helpdesk_portal.models.ir_attachment.MAX_WAITING", 1
        ):
            self._ask([("a.png", PNG)], name="")
            page = self._ask([("b.png", PNG)], **VISITOR)
        self.assertIn("No files can be taken now", page.text)
        self.assertIn("Squares are asked of it.", page.text)

    def test_captcha_makes_it_live_at_once(self):
        http = self.registry["ir.http"]
        with (
            patch.object(http, "_has_intervia_captcha", lambda self: True),
            patch.object(http, "_verify_request_recaptcha_token") as asked,
        ):
            self._ask(**VISITOR)
            self.assertEqual(asked.call_args.args, ("intervia_ticket",))
        self.assertEqual(self._get_last_ticket().partner_email, "ana@visitor.example")

    def test_failed_captcha_keeps_the_text(self):
        refusal = UserError("Suspicious activity")
        with patch.object(
            self.registry["ir.http"],
            "_verify_request_recaptcha_token",
            side_effect=refusal,
        ):
            page = self._ask(**VISITOR)
        self.assertIn("Suspicious activity", page.text)
        self.assertIn("Squares are asked of it.", page.text)
        self.assertFalse(self._get_opening())

    def test_what_nobody_proved_is_forgotten_with_its_files(self):
        self._ask([("a.png", PNG)], **VISITOR)
        opening = self._get_opening()
        files = opening.attachment_ids
        self.env.cr.execute(
            "UPDATE intervia_opening SET create_date = create_date - interval '8 days'"
        )
        opening.invalidate_recordset()
        opening._gc_openings()
        self.assertFalse(opening.exists() or files.exists())

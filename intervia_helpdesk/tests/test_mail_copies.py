from odoo.tests import tagged

from .mail_case import HelpdeskMailCase

TEXT = "No puedo entrar en el programa de facturas desde ayer por la tarde."


@tagged("post_install", "-at_install")
class TestMailCopies(HelpdeskMailCase):
    """The same mail again is the same ticket."""

    def _kept(self):
        return self.env["intervia.intake"].search([], limit=1)

    def test_same_text_of_same_sender_is_told_the_one_number(self):
        network = self._create_area("Network", alias_name="network")
        ticket = self._receive(TEXT)
        self.assertFalse(self._receive(f"{TEXT}\n\n--\n", to=network.alias_email))
        kept = self._kept()
        self.assertEqual((kept.outcome, kept.ticket_id), ("copy", ticket))
        self.assertEqual(kept.origin_id.ticket_id, ticket)
        answer = self._new_mails.filtered(lambda m: m.email_to == self.client_mail)
        self.assertIn(ticket.number, answer.body_html)
        self.assertIn(f"[{ticket.number}]", answer.subject)
        self.assertIn(self.area_mail, answer.reply_to)
        self.assertIn("Network", str(ticket.message_ids.mapped("body")))

    def test_another_sender_another_text_or_another_subject_is_none(self):
        self._receive(TEXT)
        self.assertTrue(self._receive(TEXT, From="other@roble.example"))
        self.assertTrue(self._receive(f"{TEXT} Ahora tampoco imprime."))
        self.assertTrue(self._receive(TEXT, subject="Otra cosa"))

    def test_greeting_and_footer_make_no_other_mail(self):
        ticket = self._receive(TEXT)
        for text in (
            f"Hola, buenas tardes:\n\n{TEXT}\n\nMuchas gracias y un saludo",
            TEXT.replace("desde", "\ndesde") + "\n\nEnviado desde mi iPhone",
        ):
            self.assertFalse(self._receive(text, subject="RE: The printer is broken"))
            kept = self._kept()
            self.assertEqual((kept.outcome, kept.ticket_id), ("copy", ticket))

    def test_another_number_is_another_mail(self):
        alert = "El disco del servidor de ficheros de la oficina está al {} por ciento"
        self._receive(alert.format(91))
        self.assertTrue(self._receive(alert.format(95)))

    def test_subject_that_says_more_makes_no_other_mail(self):
        self._receive(TEXT)
        self.assertFalse(self._receive(TEXT, subject="URGENT: the printer is broken"))
        self.assertTrue(self._receive(TEXT, subject="The printer is broken (2)"))

    def test_a_word_that_turns_the_sentence_round_makes_another_mail(self):
        text = "La copia de esta noche {} ha acabado en los servidores de la oficina"
        self._receive(text.format("sí"))
        self.assertTrue(self._receive(text.format("no")))

    def test_a_file_that_is_new_makes_another_mail(self):
        bill = ("bill.pdf", b"one")
        self._receive(TEXT, files=[bill])
        self.assertFalse(self._receive(TEXT, files=[bill]))
        self.assertFalse(self._receive(TEXT))
        self.assertTrue(self._receive(TEXT, files=[bill, ("bill.pdf", b"two")]))

    def test_another_company_is_told_by_itself(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "other.example"}
        )
        network = self._create_area(
            "Network",
            company_id=other.id,
            alias_name="network",
            alias_domain_id=other.alias_domain_id.id,
            member_ids=False,
            supervisor_ids=False,
        )
        ticket = self._receive(TEXT)
        theirs = self._receive(TEXT, to=network.alias_email)
        self.assertEqual(theirs.area_id, network)
        self.assertNotIn("Network", str(ticket.message_ids.mapped("body")))

    def test_after_a_day_or_when_solved_it_is_none(self):
        ticket = self._receive(TEXT)
        ticket._move_to("finished")
        again = self._receive(TEXT)
        self.assertTrue(again)
        self.env.cr.execute("UPDATE intervia_intake SET create_date = '2020-01-01'")
        self.assertTrue(self._receive(TEXT))

    def test_staff_says_that_it_is_no_copy(self):
        ticket = self._receive(TEXT)
        self._receive(TEXT)
        kept = self._kept()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_process()
        self.assertEqual(kept.outcome, "ticket")
        self.assertNotEqual(kept.ticket_id, ticket)

from unittest.mock import patch

import psycopg2.errors

from odoo.tests import tagged
from odoo.tools import mute_logger

from .mail_case import HelpdeskMailCase

INTAKE_LOG = "odoo.addons.intervia_helpdesk.models.intake.processing"


@tagged("post_install", "-at_install")
class TestBadMail(HelpdeskMailCase):
    """Whatever arrives ends in a right ticket or in a clear answer; nothing raises."""

    def _kept(self):
        return self.env["intervia.intake"].search([], limit=1)

    def test_empty_subject(self):
        for subject in ("", "   ", None):
            self.assertEqual(self._receive(subject=subject).name, "(no subject)")

    def test_no_body(self):
        ticket = self._receive(body=None)
        self.assertEqual(ticket.name, "The printer is broken")
        self.assertFalse(ticket.description)

    def test_subject_of_ten_thousand_characters(self):
        subject = "word " * 2000
        ticket = self._receive(subject=subject)
        self.assertEqual(len(ticket.name), 250)
        self.assertIn(subject.strip(), ticket.description)
        self.assertLess(len(self._last_message(ticket).subject), 300)

    def test_missing_from(self):
        ticket = self._receive(From=None)
        self.assertEqual(ticket.name, "The printer is broken")
        self.assertFalse(ticket.partner_id)
        self.assertFalse(self._last_message(ticket).author_id)

    def test_from_that_is_no_address(self):
        for sender in ("nobody", "<>", "a@@b", "Ana <ana@>", "=?utf-8?q?=FF?= <x>"):
            with self.subTest(sender):
                raw = self._build_mail(From=None).replace(
                    b"To:", f"From: {sender}\nTo:".encode(), 1
                )
                self.assertTrue(self._process(raw))

    def test_unknown_charset(self):
        raw = self._build_mail("La impresora está rota").replace(
            b'charset="utf-8"', b'charset="x-no-such"'
        )
        self.assertIn(b"x-no-such", raw)
        self.assertIn("está rota", self._process(raw).description)

    def test_unknown_charset_in_a_part_and_in_the_subject(self):
        raw = self._build_mail("está rota", [("a.bin", b"x")], subject="SUBJECT")
        raw = raw.replace(b'charset="utf-8"', b'charset="x-no-such"')
        raw = raw.replace(b"SUBJECT", b"=?x-no-such?q?Impresora_=C3=A1?=")
        ticket = self._process(raw)
        self.assertIn("está rota", ticket.description)
        self.assertIn("Impresora", ticket.name)

    def test_bytes_that_are_no_text(self):
        raw = self._build_mail("BODY", subject="SUBJECT")
        raw = raw.replace(b"SUBJECT", b"Averia \xe9\x00").replace(
            b"BODY", b"\xff\x00\xfe"
        )
        self.assertIn("Averia", self._process(raw).name)

    def test_html_with_script(self):
        raw = self._build_mail(
            '<p onclick="x()">Hi</p><script>alert(1)</script><img src=x onerror="y()">'
        ).replace(b"text/plain", b"text/html")
        ticket = self._process(raw)
        for html in (ticket.description, self._last_message(ticket).body):
            self.assertIn("Hi", html)
            for bad in ("script", "onclick", "onerror", "alert"):
                self.assertNotIn(bad, html)

    def test_file_of_thirty_megabytes(self):
        content = b"0123456789abcdef" * (30 * 1024 * 64)
        ticket = self._receive("See the film", [("film.avi", content), ("a.txt", b"a")])
        message = self._last_message(ticket)
        self.assertEqual(message.attachment_ids.mapped("name"), ["a.txt"])
        self.assertIn("film.avi", message.body)
        self.assertIn("30.00 Mb", message.body)
        kept = self._kept()
        self.assertRecordValues(kept, [{"outcome": "ticket", "ticket_id": ticket.id}])
        self.assertIn("film.avi", kept.reason)
        self.assertGreater(len(kept.raw), len(content))

    def test_file_below_the_limit_stays(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk.max_mail_file_mb", "1"
        )
        ticket = self._receive(
            "", [("a.bin", b"x" * 1000000), ("b.bin", b"x" * 1100000)]
        )
        files = self._last_message(ticket).attachment_ids
        self.assertEqual(files.mapped("name"), ["a.bin"])

    def test_ten_recipients(self):
        people = ", ".join(f"P{n} <p{n}@roble.example>" for n in range(9))
        ticket = self._receive(to=f"{people}, {self.area_mail}")
        self.assertEqual(len(ticket.message_partner_ids), 9)

    def test_no_message_id(self):
        self.assertTrue(self._receive(message_id=None))

    def test_garbage_to_an_area(self):
        raw = (
            f"To: {self.area_mail}\nContent-Type: multipart/mixed; boundary=\n"
            "Content-Transfer-Encoding: nonsense\nDate: yesterday\n"
            "References: <<<>>> <a\nIn-Reply-To: ;;;\n\n--x\n\0\n"
        )
        self.assertTrue(self._process(raw.encode()))

    @mute_logger(INTAKE_LOG)
    def test_failure_keeps_the_mail_and_the_job_tries_again(self):
        raw = self._build_mail(subject="Unlucky")
        tickets = type(self.env["intervia.ticket"])
        with patch.object(
            tickets, "_prepare_intake_vals", side_effect=ValueError("no")
        ):
            self.assertFalse(self._process(raw))
        kept = self._kept()
        self.assertRecordValues(
            kept, [{"outcome": "failed", "subject": "Unlucky", "attempts": 1}]
        )
        self.assertIn("ValueError: no", kept.reason)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Unlucky")]))
        kept.date_retry = "2000-01-01 00:00:00"
        with self.enter_registry_test_mode(), self.mock_mail_gateway():
            self.env.ref(
                "intervia_helpdesk.ir_cron_retry_failed_intake"
            ).method_direct_trigger()
        self.assertEqual(kept.outcome, "ticket")
        self.assertEqual(kept.ticket_id.name, "Unlucky")

    @mute_logger(INTAKE_LOG)
    def test_failing_again_waits_longer_and_stops(self):
        raw = self._build_mail(subject="Hopeless")
        tickets = type(self.env["intervia.ticket"])
        with patch.object(
            tickets, "_prepare_intake_vals", side_effect=ValueError("no")
        ):
            self._process(raw)
            kept = self._kept()
            for attempt in range(2, 6):
                with self.mock_mail_gateway():
                    kept._take_in()
                self.assertEqual(kept.attempts, attempt)
        self.assertFalse(kept.date_retry)
        intakes = self.env["intervia.intake"]
        self.assertEqual(intakes.search_count([("subject", "=", "Hopeless")]), 1)

    @mute_logger(INTAKE_LOG)
    def test_failure_after_the_ticket_leaves_no_half_ticket(self):
        tickets = type(self.env["intervia.ticket"])
        with patch.object(tickets, "_tell", side_effect=ValueError("no")):
            self.assertFalse(self._receive(subject="Half", From="new@b.example"))
        self.assertFalse(self.env["intervia.ticket"].search([("name", "=", "Half")]))
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", "new@b.example")])
        )
        self.assertEqual(self._kept().outcome, "failed")

    @mute_logger(INTAKE_LOG)
    def test_conflict_of_two_mails_of_one_new_client(self):
        """The second transaction fails to add the address; the job takes it later."""
        addresses = type(self.env["intervia.client.address"])
        conflict = psycopg2.errors.SerializationFailure("could not serialize access")
        with patch.object(addresses, "_create_client", side_effect=conflict):
            self.assertFalse(self._receive(From="new@b.example"))
        kept = self._kept()
        self.assertEqual(kept.outcome, "failed")
        first = self._receive(From="new@b.example").partner_id
        with self.mock_mail_gateway():
            kept._take_in()
        self.assertEqual(kept.ticket_id.partner_id, first)

    def test_too_many_mails_of_one_sender_are_kept(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "3")
        for _n in range(3):
            self.assertTrue(self._receive())
        self.assertFalse(self._receive())
        self.assertEqual(self._kept().outcome, "loop")

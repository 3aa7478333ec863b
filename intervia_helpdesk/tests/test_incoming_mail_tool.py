import doctest

from odoo.tests import BaseCase

from odoo.addons.intervia_helpdesk.tools import incoming_mail
from odoo.addons.intervia_helpdesk.tools.incoming_mail import IncomingMail


def mail(*lines):
    return IncomingMail("\r\n".join([*lines, "", "body"]).encode("utf-8"))


class TestIncomingMailTool(BaseCase):
    def test_doctests(self):
        results = doctest.testmod(incoming_mail)
        self.assertGreater(results.attempted, 15)
        self.assertEqual(results.failed, 0)

    def test_recipients_keep_the_order_of_to_then_cc(self):
        received = mail("Cc: c@us.es", "To: b@us.es, a@us.es", "Delivered-To: d@us.es")
        self.assertEqual(
            received.recipients, ["b@us.es", "a@us.es", "c@us.es", "d@us.es"]
        )

    def test_a_comma_in_a_name_is_not_a_second_address(self):
        received = mail(
            'To: "Roble, Ana" <ana@b.es>', "Cc: =?utf-8?q?Ro=2Cb=C3=A9?= <x@b.es>"
        )
        self.assertEqual(
            received.participants, [("Roble, Ana", "ana@b.es"), ("Ro,bé", "x@b.es")]
        )

    def test_one_mail_by_imap_and_by_pop(self):
        by_imap = b"Message-Id: <1@x>\r\nDate: Mon,\r\n 1 Jun 2026\r\n\r\nNo va.\r\n"
        by_pop = by_imap.replace(b"\r\n", b"\n").rstrip()
        for imap, pop in (
            (by_imap, by_pop),
            (by_imap.replace(b"<1@x>", b""), by_pop.replace(b"<1@x>", b"")),
        ):
            self.assertEqual(
                IncomingMail(imap).fingerprint, IncomingMail(pop).fingerprint
            )

    def test_references_begin_with_the_mail_answered(self):
        received = mail(
            "References: <1@x> <2@x>", " <3@x>", "In-Reply-To: <2@x> (yesterday)"
        )
        self.assertEqual(received.references, ["<2@x>", "<3@x>", "<1@x>"])

    def test_reading_nonsense_does_not_raise(self):
        for raw in (
            b"",
            b"\x00\xff",
            b"From: <<>>,@\r\nTo: ;;;\r\nReferences: <",
            b":",
        ):
            received = IncomingMail(raw)
            self.assertEqual(received.sender, "")
            self.assertEqual(received.recipients, [])
            self.assertEqual(received.references, [])
            self.assertEqual(received.machine_sign, "")

    def test_machine_signs(self):
        signs = {
            "Auto-Submitted: auto-generated": True,
            "Auto-Submitted: No": False,
            "Return-Path: <>": True,
            "Content-Type: multipart/report; report-type=delivery-status": True,
            "Content-Type: multipart/report": True,
            "From: MAILER-DAEMON@b.es": True,
            "Precedence: junk": True,
            "Precedence: auto_reply": True,
            "Precedence: first-class": False,
            "X-Autoreply: yes": True,
            "X-Autorespond: no": False,
            "X-Auto-Response-Suppress: All": False,
        }
        for line, is_machine in signs.items():
            with self.subTest(line):
                self.assertEqual(bool(mail(line).machine_sign), is_machine)

    def test_receipts_unwanted(self):
        self.assertTrue(mail("From: a@b.es").wants_receipt)
        self.assertFalse(mail("List-Id: <news.b.es>").wants_receipt)
        self.assertFalse(mail("X-Auto-Response-Suppress: OOF, AutoReply").wants_receipt)

    def test_authentication_counts_only_from_our_server_and_for_the_domain(self):
        good = "Authentication-Results: mx.us.es; dkim=pass header.i=@us.es"
        forged = "Authentication-Results: mx.evil.es; dkim=pass header.i=@us.es"
        verdict = mail("From: a@us.es", good).get_authentication("mx.us.es")
        self.assertEqual(verdict, "pass")
        self.assertFalse(mail("From: a@us.es", forged).get_authentication("mx.us.es"))
        self.assertFalse(mail("From: a@other.es", good).get_authentication("mx.us.es"))
        self.assertFalse(mail("From: a@us.es", good).get_authentication(""))

    def test_what_a_sender_says_of_himself_vouches_for_nobody(self):
        """Our server repeats the sender of the envelope, which anybody chooses."""
        vouch = "dmarc=pass header.from=us.es"
        for said in (
            f"spf=pass (of (x) ; {vouch} ) smtp.mailfrom=evil.es",
            f'spf=pass smtp.mailfrom="a; {vouch} "@evil.es',
            f'spf=pass smtp.mailfrom="a\\"; {vouch} "@evil.es',
            "spf=pass smtp.mailfrom="
            "=?utf-8?q?a=3B_dmarc=3Dpass_header.from=3Dus.es_=3B?=@evil.es",
        ):
            field = f"Authentication-Results: mx.us.es; {said}"
            received = mail("From: a@us.es", field)
            self.assertEqual(received.get_authentication("mx.us.es"), "", said)

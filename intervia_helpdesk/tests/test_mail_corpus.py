import time

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.incoming_mail import IncomingMail
from . import broken_mails, raw_mails
from .mail_case import HelpdeskMailCase
from .shared_data import get_raw_mails

LOGS = ("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail")
MAX_SECONDS = 5


@tagged("post_install", "-at_install")
class TestMailCorpus(HelpdeskMailCase):
    """Whatever arrives: one outcome, no exception, in time, and machines unanswered."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "9999")

    def _deliver(self, raw):
        """Process a mail as the fallback of a mailbox does, and measure it."""
        started = time.process_time()
        self.env["mail.thread"].message_process("intervia.ticket", raw)
        self.env.cr.flush()
        return time.process_time() - started

    def _check(self, name, raw, outcome=None):
        intakes = self.env["intervia.intake"]
        last = intakes.search([], limit=1).id or 0
        with self.mock_mail_gateway():
            seconds = self._deliver(raw)
            for again in (raw, b"Delivered-To: second@box.example\r\n" + raw, raw):
                self._deliver(again)
        rows = intakes.search([("id", ">", last)])
        known = intakes.search([("fingerprint", "=", IncomingMail(raw).fingerprint)])
        self.assertLessEqual(len(rows), 1, name)
        self.assertEqual(len(known), 1, name)
        self.assertNotIn(
            known.outcome, ("received", "failed"), f"{name} {known.reason}"
        )
        self.assertLess(seconds, MAX_SECONDS, name)
        if outcome:
            self.assertEqual(known.outcome, outcome, f"{name}: {known.reason}")
        if IncomingMail(raw).machine_sign:
            self.assertFalse(self._new_mails, name)
            self.assertFalse(known.outcome in ("ticket", "reply"), name)
        return known

    @mute_logger(*LOGS)
    def test_our_own_awkward_mails(self):
        for name, raw, outcome in raw_mails.get_all(self.area_mail):
            with self.subTest(name):
                self._check(name, raw, outcome)

    @mute_logger(*LOGS)
    def test_public_awkward_mails(self):
        for name, raw in get_raw_mails("mikel-mail", "sisimai"):
            with self.subTest(name):
                self._check(name, raw)

    @mute_logger(*LOGS)
    def test_broken_and_monstrous_mails(self):
        ours = [raw for _name, raw, _outcome in raw_mails.get_all(self.area_mail)]
        ours = [raw for raw in ours if len(raw) < 20_000]
        monsters = broken_mails.get_monstrous(self.area_mail)
        for name, raw in (*broken_mails.get_broken(ours, 60), *monsters):
            with self.subTest(name), self.mock_mail_gateway():
                self.assertLess(self._deliver(raw), MAX_SECONDS)
                fingerprint = IncomingMail(raw).fingerprint
                domain = [("fingerprint", "=", fingerprint)]
                known = self.env["intervia.intake"].search(domain)
                self.assertEqual(len(known), 1)
                self.assertNotIn(known.outcome, ("received", "failed"), known.reason)

    def _get(self, wanted):
        return next(m for m in raw_mails.get_all(self.area_mail) if m[0] == wanted)[1]

    def test_winmail_is_opened(self):
        ticket = self._process(self._get("winmail"))
        self.assertIn("La impresora está rota", ticket.description)
        files = self._last_message(ticket).attachment_ids
        self.assertEqual(files.mapped("name"), ["parte.pdf"])
        self.assertEqual(files.raw, b"%PDF-1.4 content")

    def test_encrypted_mail_says_so(self):
        for name in ("encrypted", "smime_enveloped", "smime_as_octets", "pgp_inline"):
            self.assertIn("encrypted", self._process(self._get(name)).description)

    def test_wrong_and_missing_charsets_are_read(self):
        for name in ("latin1_undeclared", "utf8_said_ascii", "unknown_charset"):
            self.assertIn(
                "Está caída", self._process(self._get(name)).description, name
            )

    def test_other_alphabets_and_the_marks_of_windows_are_read(self):
        for name, text in (
            ("undeclared_iso_2022_jp", "プリンタが壊れた"),
            ("windows_said_latin1", "Cuesta 5 € “más”"),
            ("undeclared_koi8_subject", "Принтер сломан"),
        ):
            ticket = self._process(self._get(name))
            self.assertIn(text, ticket.description, name)
        self.assertEqual(ticket.name, "Принтер")

    def test_the_text_is_read_behind_whatever_is_wrong(self):
        for name, text in (
            ("attributes_without_end", "Hola"),
            ("styles_before_the_text", "Tras los estilos"),
            ("short_lines_of_a_long_text", "Avería en la línea"),
            ("wrong_boundary", "Sin límite"),
        ):
            with self.subTest(name):
                self.assertIn(text, self._process(self._get(name)).description)

    def test_file_names_are_cleaned(self):
        ticket = self._process(self._get("nul_in_filename"))
        names = self._last_message(ticket).attachment_ids.mapped("name")
        self.assertEqual(len(names), 2)
        self.assertNotIn("\0", "".join(names))

    def test_original_keeps_its_byte_order_mark(self):
        raw = self._get("byte_order_mark")
        ticket = self._process(raw)
        self.assertEqual(ticket.name, "Marca")
        self.assertEqual(ticket.sudo().intake_ids._get_raw(), raw)

    def test_bounce_is_attached_to_the_ticket_whose_notice_bounced(self):
        ticket = self._receive()
        receipt = self._new_mails.filtered(
            lambda m: self.client_mail in m.recipient_ids.mapped("email")
        )
        raw = raw_mails._report(b"delivery-status", receipt.message_id.encode())
        raw = raw.replace(raw_mails.AREA, self.area_mail.encode())
        raw = raw.replace(b"@@NAME@@", b"report")
        self.assertFalse(self._process(raw))
        kept = self.env["intervia.intake"].search([], limit=1)
        self.assertEqual((kept.outcome, kept.ticket_id), ("bounce", ticket))
        self.assertIn("did not arrive", str(ticket.message_ids.mapped("body")))

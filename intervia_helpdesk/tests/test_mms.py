import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import sms_media
from .mail_case import HelpdeskMailCase

PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 40
PATH = "/2010-04-01/Accounts/AC1/Messages/MM1/Media/"
SIGNED_IN = "Basic QUMxOjEyMzQ1"  # AC1:12345


class MediaHost(BaseHTTPRequestHandler):
    """Stands for Twilio's media host; answers by the last part of the address."""

    asked = []

    def do_GET(self):
        signed = self.headers.get("Authorization")
        self.asked.append((self.path, signed))
        name = self.path.rpartition("/")[2]
        if name == "stored":  # the delivery network asks nobody who he is
            return self._answer(200, PICTURE)
        if signed != SIGNED_IN:
            return self._answer(401)
        if name == "moved":
            return self._answer(307, Location="/network/stored")
        if name == "away":
            return self._answer(307, Location="https://evil.example/x.png")
        if name == "page":
            return self._answer(200, b"<script>", kind="text/html")
        return self._answer(200 if name == "ME1" else 404, PICTURE)

    def _answer(self, status, content=b"", kind="image/png", **headers):
        self.send_response(status)
        for header, value in {"Content-Type": kind, **headers}.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Silent."""


@tagged("post_install", "-at_install")
class TestMms(HelpdeskMailCase):
    """Pictures of a text message come by a job, from the provider alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = ThreadingHTTPServer(("127.0.0.1", 0), MediaHost)
        threading.Thread(target=cls.host.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.host.server_close)
        cls.addClassCleanup(cls.host.shutdown)
        cls.origin = f"http://127.0.0.1:{cls.host.server_port}"
        key = "intervia_helpdesk.twilio_media_origin"
        cls.env["ir.config_parameter"].set_param(key, cls.origin)
        cls.sms = cls.env["intervia.door"].create(
            {
                "name": "SMS",
                "kind": "twilio",
                "channel_id": cls.env.ref("intervia_helpdesk.channel_sms").id,
                "area_id": cls.area.id,
                "account": "AC1",
                "account_token": "12345",
            }
        )

    def setUp(self):
        super().setUp()
        MediaHost.asked.clear()

    def _send(self, *names):
        urls = [n if "://" in n else f"{self.origin}{PATH}{n}" for n in names]
        data = {"external_id": "MM1", "subject": "Mire", "phone": "+34600111222"}
        with self.mock_mail_gateway():
            self.sms._receive(data, media=urls)
        kept = self.env["intervia.intake"].search([("door_id", "=", self.sms.id)])
        self.assertEqual(len(kept), 1)
        return kept

    def _fetch(self, kept):
        kept.media_retry = "2020-01-01"
        with self.enter_registry_test_mode():
            self.env.ref(
                "intervia_helpdesk.ir_cron_fetch_media"
            ).method_direct_trigger()

    def _said(self, kept):
        return str(kept.ticket_id.message_ids.mapped("body"))

    def test_pictures_join_the_message_after_the_request(self):
        kept = self._send("ME1", "moved")
        self.assertFalse(MediaHost.asked)  # the request waits for nothing
        self._fetch(kept)
        message = self._last_message(kept.ticket_id, message_type="email")
        files = message.attachment_ids
        self.assertEqual(sorted(files.mapped("name")), ["mms-1.png", "mms-2.png"])
        self.assertEqual(set(files.mapped("raw")), {PICTURE})
        self.assertFalse(kept.media_due)
        signed = {path.rpartition("/")[2]: who for path, who in MediaHost.asked}
        self.assertEqual(signed["ME1"], SIGNED_IN)
        self.assertIsNone(signed["stored"])  # the token stays with the provider
        self._fetch(kept)
        self.assertEqual(len(message.attachment_ids), 2)

    def test_what_could_run_in_a_browser_is_only_text(self):
        kept = self._send("page")
        self._fetch(kept)
        files = self._last_message(kept.ticket_id, message_type="email").attachment_ids
        self.assertEqual(files.mimetype, "text/plain")

    def test_failure_is_tried_again_then_said_with_its_address(self):
        kept = self._send("ME1", "lost")
        for _turn in range(2):
            self._fetch(kept)
            self.assertTrue(kept.media_due.endswith("/lost"))
            self.assertNotIn("/lost", self._said(kept))
        self._fetch(kept)
        self.assertFalse(kept.media_due)
        self.assertIn(f"{PATH}lost", self._said(kept))
        self.assertEqual(len(kept.ticket_id.message_ids.attachment_ids), 1)

    def test_no_other_host_is_asked(self):
        kept = self._send(
            "http://127.0.0.1:1/x.png",
            f"{self.origin}/2010-04-01/Accounts/AC2/Messages/MM1/Media/ME1",
            "away",
        )
        with patch.object(sms_media, "_read") as read:
            for _turn in range(3):
                self._fetch(kept)
        self.assertFalse(read.called)
        self.assertEqual({path for path, _who in MediaHost.asked}, {f"{PATH}away"})
        self.assertIn("evil.example", self._said(kept))

    def test_size_and_time_are_limited(self):
        for limit in ("MAX_BYTES", "MAX_SECONDS"):
            with (
                patch.object(sms_media, limit, -1),
                self.assertRaises(ValueError, msg=limit),
            ):
                url = f"{self.origin}{PATH}ME1"
                sms_media.fetch(url, self.origin, ("AC1", "12345"))

    @mute_logger("odoo.addons.intervia_helpdesk.models.intake.media")
    def test_a_message_that_breaks_stops_no_other(self):
        bad = self._send("ME1")
        good = bad.copy({"fingerprint": "another", "ticket_id": bad.ticket_id.id})
        good.write({"media_due": bad.media_due, "message_id": bad.message_id})
        good.media_retry = bad.media_retry = "2020-01-01"
        ledger, fetch = type(bad), type(bad)._fetch_media

        def fetch_or_break(intake):
            if intake == bad:
                raise ArithmeticError
            return fetch(intake)

        with patch.object(ledger, "_fetch_media", fetch_or_break):
            self._fetch(good)
        self.assertFalse(good.media_due)
        self.assertFalse(bad.media_due)
        self.assertEqual(len(bad.ticket_id.message_ids.attachment_ids), 1)

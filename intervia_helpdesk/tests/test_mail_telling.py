from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .mail_case import HelpdeskMailCase

LOG = "odoo.addons.intervia_helpdesk.models.intake.telling"


@tagged("post_install", "-at_install")
class TestMailTelling(HelpdeskMailCase):
    """Receipts and notices of new tickets are left to a job, and sent once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "intervia_tells_by_job": True})

    def _run_job(self):
        with self.mock_mail_gateway():
            self.env["intervia.intake"]._cron_tell()
            self.env.cr.flush()

    def _tell(self):
        """The job, in the one transaction of a test."""
        commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with commit:
            self._run_job()

    def test_nobody_is_told_before_the_job_and_everybody_once(self):
        triggers = self.env["ir.cron.trigger"].search_count([])
        ticket = self._receive()
        self.assertTrue(ticket)
        self.assertFalse(self._new_mails)
        self.assertGreater(self.env["ir.cron.trigger"].search_count([]), triggers)
        self._tell()
        told = [self.client_mail, "manager@example.com", "supervisor@example.com"]
        self.assertEqual(self._mailed(), told)
        receipt = self._mail_to(self.client_mail)
        self.assertIn(ticket.number, receipt.subject)
        self.assertIn("auto-replied", receipt.headers)
        self._tell()
        self.assertFalse(self._new_mails)

    def test_two_mails_call_the_job_once(self):
        self._receive()
        triggers = self.env["ir.cron.trigger"].search_count([])
        self._receive(subject="Another")
        self.assertEqual(self.env["ir.cron.trigger"].search_count([]), triggers)

    def test_the_job_tells_the_open_panels(self):
        announced = []
        sent = type(self.env["bus.bus"])._sendone

        def note(bus, target, kind, message):
            announced.append(kind)
            return sent(bus, target, kind, message)

        kind = "intervia_helpdesk/panel"
        self.env.cr.flush()
        with patch.object(type(self.env["bus.bus"]), "_sendone", note):
            self._receive()
            self.env.cr.flush()
            self.assertNotIn(kind, announced)
            self._tell()
        self.assertEqual(announced.count(kind), 1)

    def test_list_mail_gets_no_receipt_from_the_job(self):
        self._receive(list_id="<users.example.com>")
        self._tell()
        self.assertNotIn(self.client_mail, self._mailed())
        self.assertTrue(self._mailed())

    def test_what_was_cancelled_meanwhile_tells_nobody(self):
        self._receive()._cancel_as_spam()
        self._tell()
        self.assertFalse(self._new_mails)

    def test_a_notice_that_breaks_stops_no_other(self):
        bad, good = self._receive(), self._receive(subject="Another")
        tickets = type(bad)
        tell = tickets._tell

        def tell_or_break(records, *names):
            if bad in records:
                raise ArithmeticError
            return tell(records, *names)

        with patch.object(tickets, "_tell", tell_or_break), mute_logger(LOG):
            self._tell()
        receipt = self._mail_to(self.client_mail)
        self.assertIn(good.number, receipt.subject)
        report = self.env["intervia.error.report"].search([], limit=1, order="id desc")
        self.assertEqual((report.kind, report.about_ticket_id), ("notice", bad))
        self._tell()
        self.assertFalse(self._new_mails)

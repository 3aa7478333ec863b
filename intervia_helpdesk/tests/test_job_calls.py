from odoo.tests import tagged

from ..models.intake.recognition import Incoming
from .committed_case import CommittedCase

JOB = "intervia_helpdesk.ir_cron_tell_of_new_tickets"


@tagged("post_install", "-at_install")
class TestJobCalls(CommittedCase):
    """A job is called once for many mails, and never too early for any."""

    def setUp(self):
        super().setUp()
        self._clean()
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            self._get_calls(cr).unlink()

    def _get_calls(self, cr):
        env = self._get_env(cr)
        return env["ir.cron.trigger"].search([("cron_id", "=", env.ref(JOB).id)])

    def _wake(self, cr, incoming=None):
        """A mail, in its own transaction; the workers are not notified."""
        context = {"intervia_incoming": incoming or Incoming(None)}
        self._get_env(cr)["ir.cron"].with_context(**context)._wake_intervia(JOB)
        cr.flush()
        cr.postcommit.clear()

    def test_one_call_while_it_waits(self):
        for _mail in range(3):
            with self.registry.cursor() as cr:
                self._wake(cr)
        with self.registry.cursor() as cr:
            self.assertEqual(len(self._get_calls(cr)), 1)

    def test_two_mails_at_once_share_it(self):
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._wake(first)
            self._wake(second)
            self.assertEqual(len(self._get_calls(first)), 1)
            self.assertEqual(len(self._get_calls(second)), 1)

    def test_a_call_that_the_job_is_taking_is_made_again(self):
        """What the job looks for may be older than this mail."""
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as job, self.registry.cursor() as mail:
            self._get_calls(job).unlink()
            job.flush()
            self._wake(mail)
            mail.commit()
            job.commit()
        with self.registry.cursor() as cr:
            self.assertEqual(len(self._get_calls(cr)), 1)

    def test_a_call_that_the_job_took_meanwhile_is_made_again(self):
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as mail:
            self.assertTrue(self._get_calls(mail))
            with self.registry.cursor() as job:
                self._get_calls(job).unlink()
            self._wake(mail)
        with self.registry.cursor() as cr:
            self.assertEqual(len(self._get_calls(cr)), 1)

    def _take(self, cr):
        """The calls that the job may take now."""
        calls = self._get_calls(cr).ids
        cr.execute(
            "SELECT id FROM ir_cron_trigger WHERE id IN %s FOR UPDATE SKIP LOCKED",
            [tuple(calls)],
        )
        return len(cr.fetchall())

    def test_the_job_waits_for_the_mail_that_found_the_call(self):
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as job, self.registry.cursor() as mail:
            self._wake(mail)
            self.assertEqual(self._take(job), 0)
            mail.commit()
            self.assertEqual(self._take(job), 1)

    def test_the_job_waits_for_nothing_that_takes_long(self):
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as job, self.registry.cursor() as other:
            self._wake(other, incoming="no mail")
            self.assertEqual(self._take(job), 1)
            other.commit()
        with self.registry.cursor() as cr:
            self.assertEqual(len(self._get_calls(cr)), 2)

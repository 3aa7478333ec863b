from odoo.tests import tagged

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

    def _wake(self, cr):
        """One mail, in its own transaction; the workers are not notified."""
        cr.execute("SET LOCAL lock_timeout = '5s'")
        self._get_env(cr)["ir.cron"]._wake_intervia(JOB)
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

    def test_the_job_waits_for_the_mail_that_found_the_call(self):
        with self.registry.cursor() as cr:
            self._wake(cr)
        with self.registry.cursor() as job, self.registry.cursor() as mail:
            self._wake(mail)
            job.execute(
                "SELECT id FROM ir_cron_trigger WHERE id IN %s FOR UPDATE SKIP LOCKED",
                [tuple(self._get_calls(job).ids)],
            )
            self.assertFalse(job.fetchall())
            mail.commit()
            self._get_calls(job).unlink()

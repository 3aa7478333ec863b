from datetime import datetime, timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tools import mute_logger

from .mail_case import HelpdeskMailCase

NOW = datetime(2026, 5, 15, 10, 0)


class TestJobs(HelpdeskMailCase):
    """One record that a job cannot take stops neither the others nor the job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.env["intervia.error.report"]
        cls.reports.search([]).unlink()
        cls.tickets = cls.env["intervia.ticket"]
        for number in range(3):
            name = f"Ticket {number}"
            cls.tickets |= cls._create_ticket(name=name, user_id=cls.user_agent.id)
        cls.bad = cls.tickets[0]

    def _spoil(self, model, method, *bad, error=None):
        """A method that fails when it is called of one of these records."""
        error = error or ValueError("spoilt")
        works = getattr(self.registry[model], method)

        def fail(records, *args, **kwargs):
            if set(bad) & set(records):
                raise error
            return works(records, *args, **kwargs)

        return patch.object(self.registry[model], method, fail)

    def _run(self, cron, now=NOW):
        self.env.flush_all()
        with (
            self.mock_mail_gateway(),
            self.mock_datetime_and_now(now),
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.intervia_helpdesk.models.ir_cron"),
        ):
            self.env.ref(f"intervia_helpdesk.{cron}").method_direct_trigger()
        self.env.invalidate_all()
        self._new_mails = self._new_mails.exists()  # some were undone
        return self._mailed()

    def _assert_noted(self):
        report = self.reports.search([])
        self.assertEqual(report.mapped("kind"), ["job"])
        self.assertEqual(report.about_ticket_id, self.bad)
        self.assertIn("spoilt", report.details)

    def test_reminders(self):
        self.env["intervia.reminder"].search([]).unlink()
        bad, *good = self.env["intervia.reminder"].create(
            [
                {"ticket_id": ticket.id, "name": "Call", "date": NOW}
                for ticket in self.tickets
            ]
        )
        with self._spoil("intervia.reminder", "_plan", bad):
            self.assertEqual(len(self._run("ir_cron_reminders")), 2)
        self.assertTrue(all(reminder.is_done for reminder in good))
        self.assertRecordValues(
            bad, [{"is_done": False, "sent_count": 0, "date_next": NOW}]
        )
        self._assert_noted()
        self.assertEqual(len(self._run("ir_cron_reminders")), 1)
        self.assertEqual(bad.sent_count, 1)

    def test_warnings_of_deadlines(self):
        self.env["intervia.ticket.deadline"].search([]).unlink()
        self.env["intervia.sla"].create({"name": "All", "solution_hours": 1})
        self.tickets._review_sla()
        clocks = self.tickets.deadline_ids
        clocks.write({"date_next_step": NOW, "is_stale": True})
        bad = self.bad.deadline_ids
        with self._spoil("intervia.ticket.deadline", "_set", bad):
            self._run("ir_cron_deadlines")
        self.assertTrue(bad.is_stale)
        self.assertEqual((clocks - bad).mapped("is_stale"), [False, False])
        self._assert_noted()
        self._run("ir_cron_deadlines")
        self.assertFalse(bad.is_stale)

    def test_forgotten_tickets(self):
        self.env["intervia.area"].search([]).forgotten_warn_days = 0
        self.area.forgotten_warn_days = 1
        with self.mock_mail_gateway():
            self.tickets._move_to("waiting")
        later = datetime.now() + timedelta(days=30)
        with self._spoil("intervia.ticket", "_warn_or_close", self.bad):
            told = self._run("ir_cron_close_forgotten_tickets", later)
        self.assertEqual(told, [self.client_mail] * 2)
        self.assertFalse(self.bad.date_forgotten_warning)
        self._assert_noted()

    def test_mail_that_teaches_nothing(self):
        tickets = self.tickets.browse()
        for _number in range(2):
            tickets |= self._receive()
        for ticket in tickets:
            self._answer(ticket)
        self.bad = tickets[0]
        intakes = self.env["intervia.intake"]
        with (
            self._spoil("intervia.intake", "_read_again", self.bad.intake_ids),
            mute_logger("odoo.addons.intervia_helpdesk.models.ir_cron"),
        ):
            intakes._learn_from_answered()
        self.assertFalse(self.bad.intake_ids.spam_tokens)
        self.assertTrue(tickets[1].intake_ids.spam_tokens)
        self._assert_noted()
        with self.assertNoLogs("odoo.addons.intervia_helpdesk.models.ir_cron"):
            intakes._learn_from_answered()

    def test_what_another_process_holds_is_no_fault(self):
        busy = SerializationFailure("could not serialize access")
        with self._spoil("intervia.ticket", "_warn_or_close", self.bad, error=busy):
            cron = self.env["ir.cron"]
            failed = cron._do_intervia_safely(self.bad, lambda t: t._warn_or_close())
        self.assertFalse(failed)
        self.assertFalse(self.reports.search([]))

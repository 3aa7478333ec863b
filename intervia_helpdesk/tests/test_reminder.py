from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, ValidationError

from .mail_case import HelpdeskMailCase

NOON = datetime(2026, 3, 27, 12, 0)  # a Friday; clocks change on Sunday


class TestReminder(HelpdeskMailCase):
    """A text, people, a moment: once each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)

    def _create_reminder(self, **vals):
        reminders = self.env["intervia.reminder"].with_user(self.user_agent)
        return reminders.create(
            {
                "ticket_id": self.ticket.id,
                "name": "Call back",
                "body": "<b>Bring</b> the toner",
                "date": NOON,
                **vals,
            }
        )

    def _run_cron(self, **later):
        cron = self.env.ref("intervia_helpdesk.ir_cron_reminders")
        self.env.flush_all()
        with (
            self.mock_mail_gateway(),
            self.mock_datetime_and_now(NOON + timedelta(**later)),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self._mailed()

    def test_once_to_the_agent(self):
        reminder = self._create_reminder()
        self.assertFalse(self._run_cron(minutes=-1))
        self.assertEqual(self._run_cron(minutes=1), ["agent@example.com"])
        self.assertIn("&lt;b&gt;Bring&lt;/b&gt;", self._new_mails.body_html)
        self.assertTrue(reminder.is_done)
        self.assertFalse(self._run_cron(minutes=2))

    def test_missed_one_goes_out_late_once(self):
        reminder = self._create_reminder(repeat="day")
        self.assertEqual(len(self._run_cron(days=3, hours=1)), 1)
        self.assertFalse(self._run_cron(days=3, hours=2))
        self.assertEqual(reminder.date_next.date(), (NOON + timedelta(days=4)).date())

    def test_repeated_at_the_same_hour_for_people(self):
        self.user_agent.tz = "Europe/Madrid"
        reminder = self._create_reminder(repeat="week")
        self._run_cron(minutes=1)
        # one hour less in UTC: summer time began
        self.assertEqual(reminder.date_next, NOON + timedelta(days=7, hours=-1))

    def test_repeated_until(self):
        reminder = self._create_reminder(repeat="day", date_until="2026-03-28")
        self.assertEqual(len(self._run_cron(minutes=1)), 1)
        self.assertEqual(len(self._run_cron(days=1, minutes=1)), 1)
        self.assertTrue(reminder.is_done)

    def test_client_and_colleague(self):
        self._create_reminder(
            tells_agent=False,
            tells_client=True,
            user_ids=[Command.set(self.user_agent_2.ids)],
        )
        self.assertEqual(
            self._run_cron(minutes=1), ["agent_2@example.com", self.client_mail]
        )
        messages = self.env["mail.message"].with_user(self.user_customer).search([])
        self.assertIn("Call back", "".join(messages.mapped("body")))

    def test_staff_reminder_is_kept_from_the_client(self):
        self._create_reminder()
        self._run_cron(minutes=1)
        seen = self.env["mail.message"].with_user(self.user_customer).search([])
        self.assertNotIn("Call back", "".join(seen.mapped("body")))

    def test_before_the_deadline_follows_it(self):
        reminder = self._create_reminder(moment="before", hours_before=2, date=False)
        self.assertFalse(reminder.date_next)
        self.ticket.sla_deadline = NOON
        self.assertEqual(reminder.date_next, NOON - timedelta(hours=2))
        self.ticket.sla_deadline = NOON + timedelta(hours=1)
        self.assertEqual(reminder.date_next, NOON - timedelta(hours=1))
        self.assertEqual(len(self._run_cron(minutes=1)), 1)
        self.ticket.sla_deadline = NOON + timedelta(hours=5)
        self.assertFalse(reminder.date_next)

    def test_cancelled_ticket_reminds_of_nothing(self):
        reminder = self._create_reminder(tells_client=True)
        with self.mock_mail_gateway():
            self.ticket.action_cancel()
        self.assertFalse(reminder.date_next)
        self.assertFalse(self._run_cron(minutes=1))

    def test_needs_a_moment_and_somebody(self):
        with self.assertRaises(ValidationError):
            self._create_reminder(date=False)
        with self.assertRaises(ValidationError):
            self._create_reminder(tells_agent=False)

    def test_not_on_a_ticket_out_of_reach(self):
        stranger = self._create_user("stranger", "group_agent")
        with self.assertRaises(AccessError):
            self._create_reminder().with_user(stranger).read(["name"])
        vals = {"ticket_id": self.ticket.id, "name": "?", "date": NOON}
        with self.assertRaises(AccessError):
            self.env["intervia.reminder"].with_user(stranger).create(vals)

    def test_the_clock_is_not_forged(self):
        with self.assertRaises(AccessError):
            self._create_reminder().date_next = NOON

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import HelpdeskCase

NOW = "2026-05-04 10:00:00"
LATER = "2026-05-04 11:30:00"


class TestWorklog(HelpdeskCase):
    """The bitácora: what was done, by whom, how long; one timer per person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_colleague = cls._create_user("colleague", "group_agent")
        cls.area.member_ids += cls.user_colleague
        cls.area.agent_visibility = "area"
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.other_ticket = cls._create_ticket(user_id=cls.user_agent.id)

    def _log(self, user=None, **vals):
        user = user or self.user_agent
        return (
            self.env["intervia.worklog"]
            .with_user(user)
            .create({"ticket_id": self.ticket.id, "name": "Called back", **vals})
        )

    # The timer

    def test_timer_is_stored_and_survives_a_reload(self):
        with freeze_time(NOW):
            self.ticket.with_user(self.user_agent).action_timer_start()
        self.env.flush_all()
        self.env.invalidate_all()
        ticket = self.ticket.with_user(self.user_agent)
        self.assertEqual(ticket.my_timer_start, fields.Datetime.to_datetime(NOW))
        self.assertTrue(ticket.my_timer_id.is_running)

    def test_timer_is_mine_alone(self):
        self.ticket.with_user(self.user_agent).action_timer_start()
        self.assertFalse(self.ticket.with_user(self.user_colleague).my_timer_id)
        self.assertFalse(self.other_ticket.with_user(self.user_agent).my_timer_id)

    def test_stopping_adds_the_hours(self):
        ticket = self.ticket.with_user(self.user_agent)
        with freeze_time(NOW):
            ticket.action_timer_start()
        with freeze_time(LATER):
            action = ticket.action_timer_stop()
        entry = self.env["intervia.worklog"].browse(action["res_id"])
        self.assertRecordValues(entry, [{"hours": 1.5, "is_running": False}])
        self.assertEqual(self.ticket.spent_hours, 1.5)
        self.assertFalse(ticket.my_timer_id)

    def test_timer_started_in_the_future_does_not_keep_a_ticket_open(self):
        ticket = self.ticket.with_user(self.user_agent)
        ticket.action_timer_start()
        ticket.my_timer_id.date_start = fields.Datetime.to_datetime("2199-01-01")
        ticket.action_finish()
        self.assertEqual(ticket.state, "finished")
        self.assertEqual(self.ticket.spent_hours, 0)

    def test_starting_elsewhere_stops_the_first(self):
        tickets = (self.ticket | self.other_ticket).with_user(self.user_agent)
        with freeze_time(NOW):
            tickets[0].action_timer_start()
        with freeze_time(LATER):
            tickets[1].action_timer_start()
        entries = self.env["intervia.worklog"].search([], order="id")
        self.assertEqual(entries.filtered("is_running").ticket_id, self.other_ticket)
        self.assertEqual(self.ticket.spent_hours, 1.5)

    def test_starting_twice_goes_on_with_one_timer(self):
        ticket = self.ticket.with_user(self.user_agent)
        ticket.action_timer_start()
        ticket.action_timer_start()
        self.assertEqual(len(self.ticket.worklog_ids.filtered("is_running")), 1)

    def test_two_people_run_a_timer_each(self):
        self.ticket.with_user(self.user_agent).action_timer_start()
        self.ticket.with_user(self.user_colleague).action_timer_start()
        self.assertEqual(len(self.ticket.worklog_ids.filtered("is_running")), 2)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_timer(self):
        self.ticket.with_user(self.user_agent).action_timer_start()
        with self.assertRaises(IntegrityError):
            self.env["intervia.worklog"].create(
                {
                    "ticket_id": self.other_ticket.id,
                    "user_id": self.user_agent.id,
                    "is_running": True,
                }
            )

    def test_nobody_forges_a_timer(self):
        entry = self._log()
        with self.assertRaises(AccessError):
            self._log(is_running=True)
        with self.assertRaises(AccessError):
            entry.write({"is_running": True})
        entries = entry.with_context(default_is_running=True)
        with self.assertRaises(AccessError):
            entries.create({"ticket_id": self.ticket.id})

    def test_a_timer_that_does_not_run_is_not_stopped(self):
        with self.assertRaises(UserError):
            self._log().action_stop()

    def test_stopping_where_no_timer_runs_is_said(self):
        with self.assertRaises(UserError):
            self.ticket.with_user(self.user_agent).action_timer_stop()

    def test_nobody_stops_the_timer_of_another(self):
        self.ticket.with_user(self.user_agent).action_timer_start()
        timer = self.ticket.worklog_ids
        with self.assertRaises(AccessError):
            timer.with_user(self.user_colleague).action_stop()
        timer.with_user(self.user_supervisor).action_stop()
        self.assertFalse(timer.is_running)

    def test_closing_stops_the_timers_of_everybody(self):
        self.ticket._move_to("in_progress")
        for close in ("action_finish", "action_cancel"):
            ticket = self.ticket.copy({"user_id": self.user_agent.id})
            ticket._move_to("in_progress")
            ticket.with_user(self.user_agent).action_timer_start()
            with self.subTest(close=close):
                getattr(ticket.with_user(self.user_supervisor), close)()
                self.assertFalse(ticket.worklog_ids.filtered("is_running"))

    def test_requester_has_no_timer(self):
        own = self._create_ticket(partner_id=self.user_employee.partner_id.id)
        with self.assertRaises(AccessError):
            own.with_user(self.user_employee).action_timer_start()

    # Entries

    def test_hours_add_up(self):
        entries = self._log(hours=1.25) | self._log(self.user_colleague, hours=0.5)
        self.assertEqual(self.ticket.spent_hours, 1.75)
        entries[0].hours = 2
        self.assertEqual(self.ticket.spent_hours, 2.5)
        entries[0].unlink()
        self.assertEqual(self.ticket.spent_hours, 0.5)

    def test_logging_makes_an_attendant(self):
        self._log(self.user_colleague)
        self.assertIn(self.user_colleague, self.ticket.attended_user_ids)

    def test_work_is_logged_by_whoever_did_it(self):
        with self.assertRaises(AccessError):
            self._log(user_id=self.user_colleague.id)
        entries = self.env["intervia.worklog"].with_user(self.user_agent)
        with self.assertRaises(AccessError):
            entries.with_context(default_user_id=self.user_colleague.id).create(
                {"ticket_id": self.ticket.id}
            )
        entry = self._log()
        with self.assertRaises(AccessError):
            entry.user_id = self.user_colleague

    def test_supervisor_logs_for_an_agent(self):
        entry = self._log(self.user_supervisor, user_id=self.user_agent.id, hours=1)
        self.assertEqual(entry.user_id, self.user_agent)
        entry.hours = 2
        self.assertEqual(self.ticket.spent_hours, 2)

    def test_entry_of_another_is_not_changed(self):
        entry = self._log(self.user_colleague).with_user(self.user_agent)
        self.assertEqual(entry.name, "Called back")
        with self.assertRaises(AccessError):
            entry.hours = 9
        with self.assertRaises(AccessError):
            entry.unlink()

    def test_client_sees_what_is_shown_to_him(self):
        hidden = self._log(hours=1)
        shown = self._log(hours=1, visible_to_client=True)
        entries = self.env["intervia.worklog"].with_user(self.user_customer)
        self.assertEqual(entries.search([]), shown)
        with self.assertRaises(AccessError):
            hidden.with_user(self.user_customer).read(["name"])
        hidden.visible_to_client = True
        self.assertEqual(entries.search([]), hidden | shown)

    def test_client_does_not_see_a_running_timer(self):
        self.ticket.with_user(self.user_agent).action_timer_start()
        self.ticket.worklog_ids.visible_to_client = True
        entries = self.env["intervia.worklog"].with_user(self.user_customer)
        self.assertFalse(entries.search([]))

    @mute_logger("odoo.sql_db")
    def test_hours_are_not_negative(self):
        with self.assertRaises(IntegrityError):
            self._log(hours=-1)
            self.env.flush_all()

    def test_entry_follows_the_client_of_its_ticket(self):
        entry = self._log()
        other = self.env["res.partner"].create({"name": "Other"})
        self.ticket.partner_id = other
        self.assertEqual(entry.commercial_partner_id, other)

    def test_newest_first(self):
        today = fields.Datetime.now()
        old = self._log(date_start=today - timedelta(days=3))
        new = self._log(date_start=today)
        self.assertEqual(self.ticket.worklog_ids, new | old)

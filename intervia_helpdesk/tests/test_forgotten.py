from datetime import datetime, timedelta

from .mail_case import HelpdeskMailCase

FRIDAY = datetime(2026, 5, 15, 10, 0)


class TestForgotten(HelpdeskMailCase):
    """Tickets that wait for a client who does not answer; tickets that nobody moves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.write({"forgotten_warn_days": 2, "forgotten_close_days": 1})
        week = cls.env["resource.calendar"].create(
            {"name": "Week", "tz": "UTC", "company_id": cls.company_admin.id}
        )
        cls.area.resource_calendar_id = week

    def setUp(self):
        super().setUp()
        with self.mock_mail_gateway(), self.mock_datetime_and_now(FRIDAY):
            self.ticket = self._create_ticket(user_id=self.user_agent.id)
            self.ticket.with_user(self.user_agent)._answer("?", state="waiting")
        self.env.cr.execute(
            "UPDATE intervia_ticket SET create_date = %s WHERE id = %s",
            (FRIDAY, self.ticket.id),
        )
        self.env.invalidate_all()

    def _run_cron(self, **later):
        cron = self.env.ref("intervia_helpdesk.ir_cron_close_forgotten_tickets")
        self.env.flush_all()
        with (
            self.mock_mail_gateway(),
            self.mock_datetime_and_now(FRIDAY + timedelta(**later)),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self._mailed()

    def test_one_warning_in_working_days_then_the_end_with_its_reason(self):
        self.assertFalse(self._run_cron(days=3, hours=23))  # Tuesday morning
        self.assertEqual(self._run_cron(days=4, hours=1), [self.client_mail])
        self.assertFalse(self._run_cron(days=4, hours=2))
        self.assertEqual(self.ticket.state, "waiting")
        self.assertEqual(self._run_cron(days=5, hours=2), [self.client_mail])
        self.assertEqual(self.ticket.state, "finished")
        self.assertIn("did not answer", "".join(self.ticket.message_ids.mapped("body")))
        self.assertFalse(self._run_cron(days=9))

    def test_answer_stops_the_clock(self):
        self._run_cron(days=4, hours=1)
        with (
            self.mock_mail_gateway(),
            self.mock_datetime_and_now(FRIDAY + timedelta(days=4, hours=3)),
        ):
            self.ticket.with_user(self.user_customer).message_post(
                body="Here", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
            self.ticket.with_user(self.user_agent)._answer("Ok?", state="waiting")
        self.assertFalse(self.ticket.date_forgotten_warning)
        self.assertFalse(self._run_cron(days=5, hours=4))
        self.assertEqual(self.ticket.state, "waiting")

    def test_machines_do_not_speak_for_the_client(self):
        message = self._last_message(self.ticket)
        with self.mock_datetime_and_now(FRIDAY + timedelta(days=4)):
            self._reply(message, auto_submitted="auto-replied")
        self.assertEqual(self._run_cron(days=4, hours=1), [self.client_mail])

    def test_area_that_does_not_close(self):
        self.area.forgotten_warn_days = 0
        self.assertFalse(self._run_cron(days=60))
        self.assertEqual(self.ticket.state, "waiting")

    def test_required_step_does_not_stop_the_system(self):
        self.env["intervia.ticket.step"].create(
            {"ticket_id": self.ticket.id, "name": "Test", "is_required": True}
        )
        self._run_cron(days=4, hours=1)
        self._run_cron(days=5, hours=2)
        self.assertEqual(self.ticket.state, "finished")

    # Ageing

    def test_stuck_while_it_is_ours_to_move(self):
        stuck = [("date_stuck", "<", FRIDAY + timedelta(days=6))]
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        stuck += [("id", "=", self.ticket.id)]
        self.assertFalse(tickets.search(stuck))  # waits for the client
        with self.mock_mail_gateway(), self.mock_datetime_and_now(FRIDAY):
            self.ticket.with_user(self.user_agent).action_start()
        self.assertTrue(tickets.search(stuck))
        with (
            self.mock_mail_gateway(),
            self.mock_datetime_and_now(FRIDAY + timedelta(days=2)),
        ):
            self.ticket.with_user(self.user_agent)._answer("On it")
        self.assertFalse(tickets.search(stuck))
        with self.mock_mail_gateway():
            self.ticket.with_user(self.user_agent).action_finish()
        self.assertFalse(self.ticket.date_stuck)

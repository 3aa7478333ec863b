from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import Command

from .mail_case import HelpdeskMailCase

MONDAY = datetime(2026, 5, 18, 7, 0)  # 9:00 in Madrid


class TestSla(HelpdeskMailCase):
    """Promises: whose they are, how their clocks run, who is warned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Mornings",
                "tz": "Europe/Madrid",
                "company_id": cls.company_admin.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": str(day),
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 14,
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        cls.calendar.attendance_ids.filtered(lambda a: a.hour_from != 9).unlink()
        cls.area.resource_calendar_id = cls.calendar
        cls.policy = cls._create_policy("Everybody")

    @classmethod
    def _create_policy(cls, name, **vals):
        return cls.env["intervia.sla"].create(
            {
                "name": name,
                "first_answer_hours": 2,
                "next_answer_hours": 3,
                "solution_hours": 10,
                **vals,
            }
        )

    def _open(self, **vals):
        with self.mock_mail_gateway(), self.mock_datetime_and_now(MONDAY):
            ticket = self._create_ticket(user_id=self.user_agent.id, **vals)
            self.env.flush_all()
        self.env.cr.execute(
            "UPDATE intervia_ticket SET create_date = %s WHERE id = %s",
            (MONDAY, ticket.id),
        )
        ticket.invalidate_recordset(["create_date"])
        clocks = ticket.deadline_ids
        clocks.date_start = MONDAY
        clocks._set()
        ticket._refresh_sla()
        return ticket

    def _at(self, hours):
        return self.mock_datetime_and_now(MONDAY + timedelta(hours=hours))

    def _get(self, ticket, kind):
        return ticket.deadline_ids.filtered(lambda c: c.kind == kind)

    def _answer_at(self, ticket, hours, state=None):
        with self.mock_mail_gateway(), self._at(hours):
            ticket.with_user(self.user_agent)._answer("Try again", state=state)

    def _ask(self, ticket, hours):
        with self.mock_mail_gateway(), self._at(hours):
            ticket.with_user(self.user_customer).message_post(
                body="Still", message_type="comment", subtype_xmlid="mail.mt_comment"
            )

    def _run_cron(self, hours):
        cron = self.env.ref("intervia_helpdesk.ir_cron_deadlines")
        with (
            self.mock_mail_gateway(),
            self._at(hours),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        return self._new_mails

    # Whose

    def test_first_policy_in_order_that_takes_the_ticket(self):
        high = self.env.ref("intervia_helpdesk.priority_high")
        fault = self.env.ref("intervia_helpdesk.ticket_type_fault")
        parent = self.env["intervia.category"].create(
            {"name": "Printers", "area_id": self.area.id}
        )
        child = parent.copy({"name": "Labels", "parent_id": parent.id})
        elsewhere = self._create_area("Elsewhere")
        for field, value, vals in (
            ("priority_ids", high, {"priority_id": high.id}),
            ("type_ids", fault, {"type_id": fault.id}),
            ("area_ids", elsewhere, {"area_id": elsewhere.id}),
            ("category_ids", parent, {"category_id": child.id}),
            ("partner_ids", self.customer_company, {}),
        ):
            special = self._create_policy(
                field, sequence=1, **{field: [Command.set(value.ids)]}
            )
            with self.subTest(field=field):
                self.assertEqual(self._create_ticket(**vals).sla_id, special)
                special.active = False
                self.assertEqual(self._create_ticket(**vals).sla_id, self.policy)

    def test_other_company(self):
        self._create_policy("Abroad", sequence=1, company_id=self.company_2.id)
        self.assertEqual(self._create_ticket().sla_id, self.policy)

    # Clocks

    def test_deadlines_count_opening_hours(self):
        ticket = self._open()
        self.assertEqual(
            self._get(ticket, "first_answer").date_deadline,
            MONDAY + timedelta(hours=2),
        )
        self.assertEqual(  # five hours on Monday, five on Tuesday
            self._get(ticket, "solution").date_deadline, MONDAY + timedelta(hours=29)
        )
        self.assertEqual(ticket.sla_deadline, MONDAY + timedelta(hours=2))
        self.assertEqual(ticket.sla_kind, "first_answer")

    def test_holiday_added_later_moves_the_deadline(self):
        ticket = self._open()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Feast",
                "calendar_id": self.calendar.id,
                "company_id": self.company_admin.id,
                "date_from": MONDAY + timedelta(hours=15),
                "date_to": MONDAY + timedelta(hours=38),
            }
        )
        self.assertTrue(self._get(ticket, "solution").is_stale)
        self._run_cron(0.5)
        self.assertEqual(
            self._get(ticket, "solution").date_deadline, MONDAY + timedelta(hours=53)
        )

    def test_answer_keeps_the_promise_and_question_starts_the_next(self):
        ticket = self._open()
        self._answer_at(ticket, 1)
        first = self._get(ticket, "first_answer")
        self.assertEqual(first.date_done, MONDAY + timedelta(hours=1))
        self.assertFalse(first.is_missed)
        self.assertEqual(ticket.sla_kind, "solution")
        self._ask(ticket, 2)
        self._ask(ticket, 3)  # does not start it again
        following = self._get(ticket, "next_answer")
        self.assertEqual(following.date_deadline, MONDAY + timedelta(hours=5))
        self._answer_at(ticket, 26)
        self.assertTrue(following.is_missed)
        self.assertTrue(ticket.sla_is_missed)

    def test_waiting_for_the_client_stops_the_clock(self):
        ticket = self._open()
        self._answer_at(ticket, 1, state="waiting")
        self.assertFalse(ticket.sla_deadline)
        self.assertTrue(ticket.sla_is_paused)
        self._ask(ticket, 3)
        solution = self._get(ticket, "solution")
        self.assertEqual(len(solution.pauses), 1)
        # 1 h on Monday, 2 h after the pause, 5 on Tuesday, 2 on Wednesday
        self.assertEqual(solution.date_deadline, MONDAY + timedelta(hours=50))

    def test_finished_and_reopened_goes_on(self):
        ticket = self._open()
        self._answer_at(ticket, 1, state="finished")
        self.assertFalse(ticket.deadline_ids.filtered(lambda c: not c.date_done))
        self._ask(ticket, 2)
        solution = self._get(ticket, "solution")
        self.assertFalse(solution.date_done)
        self.assertEqual(solution.date_deadline, MONDAY + timedelta(hours=48 + 1))

    def test_cancelled_owes_nothing(self):
        ticket = self._open()
        ticket.action_cancel()
        self.assertFalse(ticket.deadline_ids)
        self.assertFalse(ticket.sla_deadline)

    def test_priority_changes_the_promise_not_the_start(self):
        urgent = self.env.ref("intervia_helpdesk.priority_urgent")
        special = self._create_policy(
            "Urgent",
            sequence=1,
            first_answer_hours=1,
            solution_hours=0,
            priority_ids=[Command.set(urgent.ids)],
        )
        ticket = self._open()
        with self._at(0.5):
            ticket.with_user(self.user_agent).priority_id = urgent
        self.assertEqual(ticket.sla_id, special)
        self.assertEqual(ticket.deadline_ids.mapped("kind"), ["first_answer"])
        self.assertEqual(ticket.sla_deadline, MONDAY + timedelta(hours=1))

    def test_no_policy_no_clock(self):
        self.policy.active = False
        ticket = self._create_ticket()
        self.assertFalse(ticket.sla_id or ticket.deadline_ids)

    # Warnings

    def test_each_warning_once_to_the_right_people(self):
        ticket = self._open()
        self.assertFalse(self._run_cron(1.4))
        mails = self._run_cron(1.5)
        self.assertEqual(mails.recipient_ids, self.user_agent.partner_id)
        self.assertIn("First answer", mails.body_html)
        self.assertFalse(self._run_cron(1.6))
        missed = self._run_cron(2.1)
        people = self.user_agent | self.user_supervisor
        self.assertEqual(missed.recipient_ids, people.partner_id)
        self.assertTrue(ticket.sla_is_missed)
        self.assertFalse(self._run_cron(2.2))

    def test_late_cron_tells_the_last_step_only(self):
        self._open()
        mails = self._run_cron(3)
        self.assertEqual(len(mails), 1)
        self.assertIn("missed", mails.body_html)

    # Lists

    def test_filters(self):
        ticket = self._open()
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        moment = MONDAY + timedelta(hours=3)
        overdue = tickets.search([("sla_deadline", "<", moment)])
        self.assertIn(ticket, overdue)
        self.assertEqual(tickets.search([], order="sla_deadline, id")[:1], overdue[:1])

    def test_timeline(self):
        ticket = self._open()
        self._answer_at(ticket, 1, state="waiting")
        with self._at(3):
            clocks = ticket.with_user(self.user_agent).deadline_timeline
        self.assertEqual(
            [part[2] for part in clocks[0]["parts"]],
            ["ran", "paused"] if clocks[0]["paused"] else ["ran"],
        )

    def test_client_sees_no_promise(self):
        ticket = self._open().with_user(self.user_customer)
        self.assertNotIn("sla_deadline", ticket.fields_get())

    def test_many_tickets_find_their_policy_in_the_background(self):
        tickets = self._create_ticket() | self._create_ticket(name="Second")
        policy = self.env["intervia.sla"].create(
            {"name": "All", "solution_hours": 2, "sequence": -1}
        )
        path = "odoo.addons.intervia_helpdesk.models.intervia_sla.AT_ONCE"
        with patch(path, 0):
            action = policy.with_user(self.user_manager).action_apply()
        self.assertIn("more tickets", action["params"]["message"])
        self.assertNotIn(policy, tickets.sla_id)
        self.assertFalse(self._run_cron(0))
        self.assertEqual(tickets.sla_id, policy)
        self.assertEqual(tickets.deadline_ids.mapped("kind"), ["solution"] * 2)
        self.assertFalse(any(tickets.mapped("sla_is_stale")))
        self.assertIsNone(policy.with_user(self.user_manager).action_apply())

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from odoo.addons.intervia_helpdesk.models.intervia_stage import OPEN_STATES

from .states import STATES, StatesCase

LABELS = {
    "registered": "waiting",
    "assigned": "waiting",
    "in_progress": "in_progress",
    "waiting": "in_progress",
    "finished": "completed",
    "cancelled": "completed",
}


class TestWorkflow(StatesCase):
    """What a state brings along: dates, labels, progress, the end of a ticket."""

    def _create_stage(self, state, **vals):
        return self.env["intervia.stage"].create(
            {"name": f"Our {state}", "state": state, **vals}
        )

    # Birth

    def test_ticket_is_born_registered(self):
        self.assertRecordValues(
            self._create_ticket(),
            [{"state": "registered", "is_open": True, "client_label": "waiting"}],
        )

    def test_ticket_cannot_be_born_further_on(self):
        for state in STATES[1:]:
            with self.subTest(state=state), self.assertRaises(UserError):
                self._create_ticket(stage_id=self.stages[state].id)

    def test_copy_starts_again(self):
        ticket = self._create_tickets_in("cancelled")
        copied = ticket.copy()
        self.assertEqual(copied.state, "registered")
        self.assertFalse(copied.date_cancelled)
        self.assertNotEqual(copied.number, ticket.number)

    # What the client sees

    def test_client_label_and_openness_follow_the_state(self):
        for state in STATES:
            ticket = self._create_tickets_in(state)
            with self.subTest(state=state):
                self.assertEqual(ticket.client_label, LABELS[state])
                self.assertEqual(ticket.is_open, state in OPEN_STATES)

    def test_label_of_a_custom_stage_reaches_its_tickets(self):
        stage = self._create_stage("in_progress", client_label="waiting", progress=70)
        ticket = self._create_tickets_in("in_progress")
        ticket.stage_id = stage
        self.assertRecordValues(ticket, [{"client_label": "waiting", "progress": 70}])
        stage.client_label = "in_progress"
        self.assertEqual(ticket.client_label, "in_progress")

    def test_progress_follows_the_stage_and_can_be_set_by_hand(self):
        ticket = self._create_tickets_in("in_progress").with_user(self.user_agent)
        self.assertEqual(ticket.progress, self.stages["in_progress"].progress)
        ticket.progress = 80
        ticket.name = "Still the same"
        self.assertEqual(ticket.progress, 80)
        ticket.action_finish()
        self.assertEqual(ticket.progress, 100)

    # Dates

    def test_finishing_and_reopening_set_and_clear_the_date(self):
        ticket = self._create_tickets_in("in_progress")
        with freeze_time("2026-05-04 10:00:00"):
            ticket.action_finish()
        self.assertEqual(str(ticket.date_closed), "2026-05-04 10:00:00")
        ticket.action_reopen()
        self.assertFalse(ticket.date_closed)
        self.assertTrue(ticket.is_open)

    def test_only_finished_tickets_reopen(self):
        for state in set(STATES) - {"finished"}:
            with self.subTest(state=state), self.assertRaises(UserError):
                self._create_tickets_in(state).action_reopen()

    # The end

    def test_cancelled_ticket_is_read_only(self):
        ticket = self._create_tickets_in("cancelled").with_user(self.user_manager)
        self.assertTrue(ticket.date_cancelled)
        changes = {
            "name": "Another",
            "description": "<p>Another</p>",
            "user_id": self.user_agent.id,
            "priority_id": self.env.ref("intervia_helpdesk.priority_urgent").id,
            "partner_id": self.customer.id,
            "progress": 10,
            "tag_ids": [Command.create({"name": "late"})],
            "worklog_ids": [Command.create({"name": "late"})],
            "ticket_properties": [],
            "complexity": "high",
        }
        for field, value in changes.items():
            with self.subTest(field=field), self.assertRaises(UserError):
                ticket.write({field: value})

    def test_cancelled_ticket_takes_no_work(self):
        ticket = self._create_tickets_in("in_progress")
        entry = self.env["intervia.worklog"].create(
            {"ticket_id": ticket.id, "user_id": self.user_agent.id, "hours": 1}
        )
        ticket.action_cancel()
        for act in (
            lambda: entry.with_user(self.user_agent).write({"hours": 2}),
            lambda: entry.with_user(self.user_agent).unlink(),
            lambda: entry.copy(),
            lambda: ticket.with_user(self.user_agent).action_timer_start(),
        ):
            with self.assertRaises(UserError):
                act()

    def test_cancelled_ticket_takes_notes(self):
        ticket = self._create_tickets_in("cancelled").with_user(self.user_agent)
        note = ticket.message_post(body="For the record", subtype_xmlid="mail.mt_note")
        self.assertIn(note, ticket.message_ids)

    # Stages of one's own

    def test_custom_stage_obeys_the_table_of_its_state(self):
        done = self._create_stage("finished")
        ticket = self._create_tickets_in("assigned")
        with self.assertRaises(UserError):
            ticket.stage_id = done
        ticket.action_start()
        ticket.stage_id = done
        self.assertEqual(ticket.state, "finished")

    def test_ticket_moves_freely_between_stages_of_one_state(self):
        testing = self._create_stage("in_progress")
        ticket = self._create_tickets_in("in_progress").with_user(self.user_agent)
        ticket.stage_id = testing
        ticket.stage_id = self.stages["in_progress"]
        self.assertEqual(ticket.state, "in_progress")

    def test_stage_in_use_keeps_its_state(self):
        stage = self._create_stage("in_progress")
        stage.state = "waiting"
        stage.state = "in_progress"
        self._create_tickets_in("in_progress").stage_id = stage
        with self.assertRaises(ValidationError):
            stage.with_user(self.user_manager).state = "finished"

    def test_stage_with_tickets_cannot_be_deleted(self):
        stage = self._create_stage("in_progress")
        self._create_tickets_in("in_progress").stage_id = stage
        with self.assertRaises(UserError):
            stage.unlink()

    def test_area_chooses_its_stages(self):
        chosen = self._create_stage("in_progress", sequence=1, is_common=False)
        own = self.stages.values()
        area = self._create_area(
            "Workshop",
            stage_ids=[
                Command.set([chosen.id, *(s.id for s in own if s.state != "waiting")])
            ],
        )
        ticket = self._create_ticket(area_id=area.id)
        ticket._move_to("in_progress")
        self.assertEqual(ticket.stage_id, chosen)
        with self.assertRaises(UserError):
            ticket.stage_id = self.stages["waiting"]
        with self.assertRaises(UserError):
            ticket.action_wait()
        other = self._create_ticket()
        other._move_to("waiting")
        self.assertEqual(other.stage_id, self.stages["waiting"])

    def test_stage_of_one_area_is_not_for_others(self):
        stage = self._create_stage("in_progress", sequence=1, is_common=False)
        self._create_area("Workshop", stage_ids=[Command.set(stage.ids)])
        ticket = self._create_tickets_in("in_progress")
        self.assertEqual(ticket.stage_id, self.stages["in_progress"])
        with self.assertRaises(UserError):
            ticket.stage_id = stage

    def test_last_common_stage_of_a_state_stays(self):
        stages = self.env["intervia.stage"].search([("state", "=", "finished")])
        with self.assertRaises(ValidationError):
            stages.active = False
        self._create_stage("finished")
        stages.is_common = False

    def test_ticket_keeps_its_state_in_another_area(self):
        testing = self._create_stage("in_progress")
        area = self._create_area("Workshop", stage_ids=[Command.set(testing.ids)])
        ticket = self._create_tickets_in("in_progress").with_user(self.user_supervisor)
        ticket.area_id = area
        self.assertRecordValues(
            ticket, [{"state": "in_progress", "stage_id": testing.id}]
        )

    def test_board_shows_the_stages_of_the_area_even_if_empty(self):
        testing = self._create_stage("in_progress")
        area = self._create_area("Workshop", stage_ids=[Command.set(testing.ids)])
        board = self.env["intervia.ticket"].with_context(
            default_area_id=area.id, read_group_expand=True
        )
        groups = board.web_read_group([("area_id", "=", area.id)], ["stage_id"], [])
        columns = {g["stage_id"][0] for g in groups["groups"]}
        self.assertIn(testing.id, columns)
        self.assertNotIn(self.stages["in_progress"].id, columns)

    def test_area_with_a_single_stage_of_its_own_goes_on_working(self):
        testing = self._create_stage("in_progress", is_common=False)
        area = self._create_area("Workshop", stage_ids=[Command.set(testing.ids)])
        ticket = self._create_ticket(area_id=area.id)
        ticket._move_to("in_progress")
        self.assertEqual(ticket.stage_id, testing)
        ticket._move_to("finished")
        self.assertEqual(ticket.stage_id, self.stages["finished"])

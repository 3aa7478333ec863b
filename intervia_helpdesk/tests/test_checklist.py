from odoo.exceptions import AccessError, UserError

from .common import HelpdeskCase


class TestChecklist(HelpdeskCase):
    """The steps of a type, on each of its tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fault = cls.env.ref("intervia_helpdesk.ticket_type_fault")
        cls.steps = cls.env["intervia.checklist"].create(
            [
                {"type_id": cls.fault.id, "name": "Note the serial"},
                {"type_id": cls.fault.id, "name": "Test it", "is_required": True},
            ]
        )
        cls.ticket = cls._create_ticket(
            type_id=cls.fault.id, user_id=cls.user_agent.id
        ).with_user(cls.user_agent)

    def test_ticket_takes_the_steps_of_its_type(self):
        self.assertEqual(self.ticket.step_ids.mapped("name"), self.steps.mapped("name"))
        self.assertFalse(self._create_ticket().step_ids)

    def test_another_type_keeps_what_was_done(self):
        self.ticket.step_ids[0].is_done = True
        self.ticket.type_id = self.env.ref("intervia_helpdesk.ticket_type_bug")
        self.assertEqual(self.ticket.step_ids.mapped("name"), ["Note the serial"])
        self.ticket.type_id = self.fault
        self.assertEqual(len(self.ticket.step_ids), 2)

    def test_required_step_before_finishing(self):
        with self.assertRaises(UserError):
            self.ticket.action_finish()
        self.ticket.step_ids[1].is_done = True
        self.ticket.action_finish()
        self.assertEqual(self.ticket.state, "finished")

    def test_who_ticked_and_when_is_not_forged(self):
        step = self.ticket.step_ids[0]
        step.write({"is_done": True, "user_id": self.user_manager.id})
        self.assertEqual(step.user_id, self.user_agent)
        self.assertTrue(step.date_done)
        step.is_done = False
        self.assertFalse(step.user_id or step.date_done)

    def test_steps_are_not_seen_without_the_ticket(self):
        stranger = self._create_user("stranger", "group_agent")
        steps = self.env["intervia.ticket.step"].with_user(stranger)
        self.assertFalse(steps.search([("ticket_id", "=", self.ticket.id)]))
        with self.assertRaises(AccessError):
            steps.create({"ticket_id": self.ticket.id, "name": "Mine"})
        with self.assertRaises(AccessError):
            steps.browse(self.ticket.step_ids.ids).read(["name"])

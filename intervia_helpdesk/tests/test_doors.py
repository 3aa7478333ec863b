from .mail_case import HelpdeskMailCase


class TestDoors(HelpdeskMailCase):
    """A question finds the same person by mail, by form and by phone."""

    def _open_by_form(self):
        return (
            self.env["intervia.ticket"]
            .with_user(self.user_requester)
            .create(
                {
                    "name": "By form",
                    "area_id": self.area.id,
                    "partner_id": self.user_requester.partner_id.id,
                }
            )
        )

    def _open_by_phone(self):
        dialog = (
            self.env["intervia.ticket.register"]
            .with_user(self.user_supervisor)
            .create(
                {
                    "area_id": self.area.id,
                    "name": "By phone",
                    "partner_id": self.customer.id,
                }
            )
        )
        return self.env["intervia.ticket"].browse(dialog.action_register()["res_id"])

    def _open_by_every_door(self):
        doors = (self._receive, self._open_by_form, self._open_by_phone)
        return [door().sudo() for door in doors]

    def test_rule(self):
        self.env["intervia.assignment.rule"].create(
            {"area_id": self.area.id, "user_id": self.user_agent_2.id}
        )
        for ticket in self._open_by_every_door():
            with self.subTest(door=ticket.name):
                self.assertEqual(ticket.user_id, self.user_agent_2)
                self.assertEqual(ticket.state, "assigned")

    def test_method_of_the_area(self):
        self.area.assignment_method = "round_robin"
        turns = [ticket.user_id for ticket in self._open_by_every_door()]
        self.assertEqual(len(set(turns[:2])), 2)
        self.assertEqual(turns[2], turns[0])

    def test_nobody(self):
        for ticket in self._open_by_every_door():
            with self.subTest(door=ticket.name):
                self.assertEqual(ticket.state, "registered")
                notices = self.env["mail.message"].search(
                    [("model", "=", ticket._name), ("res_id", "=", ticket.id)]
                )
                self.assertIn(
                    self.user_manager.partner_id, notices.notified_partner_ids
                )

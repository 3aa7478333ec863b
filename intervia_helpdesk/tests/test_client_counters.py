from odoo import Command
from odoo.exceptions import AccessError

from .common import HelpdeskCase


class TestClientCounters(HelpdeskCase):
    """Tickets of a person and of a company, open and all, in one statement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.env["res.partner"].create(
            {"name": "Rosa", "parent_id": cls.customer_company.id}
        )
        cls.nobody = cls.env["res.partner"].create({"name": "Nobody"})
        cls.tickets = (
            cls._create_ticket()
            | cls._create_ticket(partner_id=cls.colleague.id)
            | cls._create_ticket(partner_id=cls.customer_company.id)
        )
        cls.tickets[0]._move_to("finished")

    def _counts(self, partner, user=None):
        partner = partner.with_user(user or self.user_manager)
        return partner.intervia_open_ticket_count, partner.intervia_ticket_count

    def test_person_counts_his_own(self):
        self.assertEqual(self._counts(self.customer), (0, 1))
        self.assertEqual(self._counts(self.colleague), (1, 1))

    def test_company_counts_everybody(self):
        self.assertEqual(self._counts(self.customer_company), (2, 3))

    def test_nothing_is_nothing(self):
        self.assertEqual(self._counts(self.nobody), (0, 0))
        self.assertEqual(self._counts(self.nobody.new({"name": "New"})), (0, 0))

    def test_count_is_of_what_the_reader_sees(self):
        elsewhere = self._create_area("Elsewhere", member_ids=[Command.clear()])
        self._create_ticket(area_id=elsewhere.id)
        self.assertEqual(self._counts(self.customer_company), (3, 4))
        self.assertEqual(self._counts(self.customer_company, self.user_agent), (2, 3))

    def test_button_shows_what_was_counted(self):
        partners = self.customer | self.colleague | self.customer_company
        for partner in partners.with_user(self.user_manager):
            domain = partner.action_view_intervia_tickets()["domain"]
            found = self.env["intervia.ticket"].search_count(domain)
            self.assertEqual(found, partner.intervia_ticket_count)

    def test_employees_without_a_role_do_not_count(self):
        with self.assertRaises(AccessError):
            self.customer.with_user(self.user_employee).read(["intervia_ticket_count"])

    def test_area_counts_on_one_board(self):
        self.tickets[1].with_user(self.user_supervisor).action_take()
        self.tickets[1]._move_to("waiting")
        area = self.area.with_user(self.user_supervisor)
        self.assertRecordValues(
            area,
            [
                {
                    "open_ticket_count": 2,
                    "unassigned_ticket_count": 1,
                    "waiting_ticket_count": 1,
                    "my_ticket_count": 1,
                }
            ],
        )

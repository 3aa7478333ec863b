from odoo.exceptions import UserError

from .common import HelpdeskCase


class TestNumber(HelpdeskCase):
    """Six digits to quote on the phone: one per ticket, never given twice."""

    def _create_batch(self, count):
        return self.env["intervia.ticket"].create(
            [
                {"name": f"Question {n}", "area_id": self.area.id, "partner_id": False}
                for n in range(count)
            ]
        )

    def test_six_digits(self):
        self.assertRegex(self._create_ticket().number, r"^\d{6}$")

    def test_numbers_rise(self):
        numbers = self._create_batch(20).mapped("number")
        self.assertEqual(numbers, sorted(set(numbers)))

    def test_number_is_not_reused(self):
        ticket = self._create_ticket()
        number = ticket.number
        ticket.unlink()
        self.assertGreater(self._create_ticket().number, number)

    def test_number_past_a_million_goes_on(self):
        sequence = self.env.ref("intervia_helpdesk.sequence_ticket")
        sequence.number_next_actual = 999999
        first, second = self._create_batch(2)
        self.assertEqual((first.number, second.number), ("999999", "1000000"))

    def test_numbers_are_drawn_once_per_batch(self):
        self._create_batch(1)
        drawn = self._count_draws(lambda: self._create_batch(30))
        self.assertLessEqual(drawn, 2, "the sequence is read, then drawn from once")

    def _count_draws(self, act):
        draws = []
        method = self.registry["intervia.ticket"]._draw_numbers

        def draw(model, count):
            before = model.env.cr.sql_log_count
            numbers = method(model, count)
            draws.append(model.env.cr.sql_log_count - before)
            return numbers

        self.patch(self.registry["intervia.ticket"], "_draw_numbers", draw)
        act()
        return sum(draws)

    def test_companies_share_one_row_of_numbers(self):
        abroad = self._create_area("Abroad", company_id=self.company_2.id)
        first = self._create_ticket()
        second = self._create_ticket(area_id=abroad.id)
        self.assertEqual(int(second.number), int(first.number) + 1)

    def test_people_do_not_choose_numbers(self):
        ticket = (
            self.env["intervia.ticket"]
            .with_user(self.user_agent)
            .create({"name": "By phone", "area_id": self.area.id, "number": ""})
        )
        self.assertRegex(ticket.number, r"^\d{6}$")

    def test_requester_draws_a_number_without_rights_on_sequences(self):
        partner = self.user_employee.partner_id
        ticket = (
            self.env["intervia.ticket"]
            .with_user(self.user_employee)
            .create({"name": "Mine", "area_id": self.area.id, "partner_id": partner.id})
        )
        self.assertRegex(ticket.number, r"^\d{6}$")

    def test_ticket_without_area_is_refused(self):
        with self.assertRaises(UserError):
            self.env["intervia.ticket"].create({"name": "Where?"})

    def test_number_is_in_the_name_and_found_by_it(self):
        ticket = self._create_ticket(name="No paper")
        self.assertEqual(ticket.display_name, f"[{ticket.number}] No paper")
        found = self.env["intervia.ticket"].name_search(ticket.number)
        self.assertEqual(found, [(ticket.id, ticket.display_name)])
        self.assertIn(
            ticket.id,
            [row[0] for row in self.env["intervia.ticket"].name_search("No pap")],
        )

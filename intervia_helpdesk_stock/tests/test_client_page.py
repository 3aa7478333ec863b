from ..models.intervia_ticket_client import BLOCK
from .common import SupplyCase


class TestClientPage(SupplyCase):
    """The client reads on his ticket what he got, has on loan and gave back."""

    def _get_rows(self):
        ticket = self.ticket.with_user(self.user_customer)
        self.assertIn(BLOCK, ticket._get_client_blocks())
        return [
            (row["name"], row["lot"], row["act"], row["quantity"])
            for row in ticket._get_client_articles()
        ]

    def test_what_was_moved_is_told(self):
        self._add(self.toner, 2)
        loan = self._add(self.toner, 3, kind="loan", act="lend", date_due="2030-01-31")
        self._act("return", loan, 1)
        self._lend(self.serials[0])
        self.assertEqual(
            self._get_rows(),
            [
                ("Toner", "", "used", 2),
                ("Toner", "", "lent", 2),
                ("Toner", "", "returned", 1),
                ("Laptop", "LP-01", "lent", 1),
            ],
        )

    def test_what_is_only_reserved_is_not(self):
        self._add(self.toner, 1, act="reserve")
        self.assertFalse(self._get_rows())

    def test_neither_costs_nor_notes_are_on_the_page(self):
        self.toner.standard_price = 7341
        supply = self._add(self.toner, 1)
        supply.sudo().note = "He drops everything"
        html = str(self.env["ir.qweb"]._render(BLOCK, {"ticket": self.ticket.sudo()}))
        self.assertIn("Toner", html)
        self.assertNotIn("7341", html)
        self.assertNotIn("drops", html)

    def test_nothing_moved_is_no_block(self):
        html = str(self.env["ir.qweb"]._render(BLOCK, {"ticket": self.ticket.sudo()}))
        self.assertNotIn("<section", html)

    def test_of_a_ticket_merged_apart(self):
        """Support goes on with it here; this client never had it."""
        colleague = self._create_user(
            "colleague", "base.group_portal", parent_id=self.customer_company.id
        )
        source = self._create_ticket(
            user_id=self.user_agent.id, partner_id=colleague.partner_id.id
        )
        supply = self._add(self.toner, 1, ticket=source)
        source.with_user(self.user_agent)._merge_into(self.ticket)
        self.assertTrue(source.is_merged_apart)
        self.assertEqual(supply.ticket_id, self.ticket)
        self.assertFalse(self._get_rows())
        third = self._create_ticket(user_id=self.user_agent.id)
        self.ticket.with_user(self.user_agent)._merge_into(third)
        self.assertEqual(supply.ticket_id, third)
        self.ticket = third
        self.assertFalse(self._get_rows())

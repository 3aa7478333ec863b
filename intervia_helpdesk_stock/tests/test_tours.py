from odoo.tests import HttpCase, tagged

from .common import SupplyCase


@tagged("post_install", "-at_install", "intervia_tour")
class TestTours(SupplyCase, HttpCase):
    """An agent at the counter, with a scanner, in a browser."""

    def test_agent_uses_lends_and_takes_back(self):
        self.start_tour(
            "/odoo/intervia-my-tickets",
            "intervia_helpdesk_stock.articles",
            login=self.user_agent.login,
        )
        states = {
            (supply.product_id, supply.lot_id.name): supply.state
            for supply in self.ticket.supply_ids
        }
        self.assertEqual(
            states,
            {
                (self.laptop, "LP-01"): "used",
                (self.toner, False): "used",
                (self.laptop, "LP-02"): "returned",
            },
        )
        used = self.ticket.supply_ids.filtered(lambda s: s.state == "used")
        self.assertEqual(len(used.move_ids.picking_id), 1, "One act, one slip")
        self.assertEqual(self.serials[1].location_id, self.stock)

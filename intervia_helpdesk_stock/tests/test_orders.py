from unittest.mock import patch

from odoo import Command

from .common import SupplyCase


class TestOrders(SupplyCase):
    """With sales installed: whatever the order of acts, one delivery (never two).

    The table of platform-frontend.md, §2.3, and what a ticket adds to it. Sales are no
    dependency: alone, this addon has nothing to show here (``_has_sales``).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.has_sales = "sale_line_id" in cls.env["stock.move"]._fields
        if not cls.has_sales:
            return
        cls._put(cls.toner, 20)
        cls.toner.invoice_policy = "delivery"
        orders = cls.env["sale.order"]
        cls.is_linked = "intervia_ticket_id" in orders._fields
        if not cls.is_linked:
            cls._link_orders()

    @classmethod
    def _link_orders(cls):
        """Without *billing* an order names no ticket: here each one is of ours."""
        moves = type(cls.env["stock.move"])
        ticket = cls.ticket
        finders = {
            "_intervia_find_order_lines": lambda self, _ticket: self.env[
                "sale.order.line"
            ].search([("order_id.partner_id", "=", ticket.partner_id.id)]),
            "_intervia_get_order_ticket": lambda self, line: self.env[
                "intervia.ticket"
            ].browse(ticket.ids if line.order_partner_id == ticket.partner_id else []),
        }
        for name, finder in finders.items():
            cls.startClassPatcher(patch.object(moves, name, finder))

    def setUp(self):
        super().setUp()
        if not self.has_sales:
            self.skipTest("No sales here: nothing is ordered.")

    # Acts

    def _quote(self, quantity, confirm=True, product=None):
        product = product or self.toner
        vals = {
            "partner_id": self.customer.id,
            "company_id": self.company_admin.id,
            "warehouse_id": self.warehouse.id,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": quantity})
            ],
        }
        if self.is_linked:
            vals["intervia_ticket_id"] = self.ticket.id
        order = self.env["sale.order"].create(vals)
        if confirm:
            order.action_confirm()
        return order

    def _quote_items(self, confirm=True):
        """What *billing* does: a line for each item, then the item knows its line."""
        order = self._quote(0, confirm=False)
        order.order_line.unlink()
        for item in self.ticket._get_billable_items():
            line = self.env["sale.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": item["product"].id,
                    "product_uom_qty": item["quantity"],
                }
            )
            item["record"]._on_ordered(line)
        if confirm:
            order.action_confirm()
        return order

    def _assert_order(self, order, delivered, pending=0):
        """What the client got by the order, and what still is to leave for it."""
        line = order.order_line
        self.assertEqual(line.qty_delivered, delivered)
        deliveries = line.move_ids.filtered(
            lambda m: m.state not in ("done", "cancel") and not m.intervia_role
        )
        self.assertEqual(sum(deliveries.mapped("product_uom_qty")), pending)

    # Used first

    def test_used_then_quoted(self):
        self._add(self.toner, 2)
        self._assert_order(self._quote_items(), delivered=2)
        self.assertEqual(self.ticket._get_billable_items(), [])

    def test_reserved_then_quoted_then_used(self):
        supply = self._add(self.toner, 2, act="reserve")
        order = self._quote_items()
        self._assert_order(order, delivered=0)
        supply.with_user(self.user_agent).action_use()
        self._assert_order(order, delivered=2)

    def test_used_then_ordered_without_the_link(self):
        self._add(self.toner, 2)
        order = self._quote(2)
        self._assert_order(order, delivered=2)
        self.assertEqual(self.ticket._get_billable_items(), [])

    def test_one_used_four_quoted(self):
        self._add(self.toner, 1)
        self._assert_order(self._quote(4), delivered=1, pending=3)

    def test_quoted_used_confirmed(self):
        order = self._quote(2, confirm=False)
        self._add(self.toner, 2)
        self.assertEqual(self.ticket._get_billable_items(), [])
        order.action_confirm()
        self._assert_order(order, delivered=2)

    # Quoted first

    def test_ordered_then_used(self):
        order = self._quote(2)
        self._assert_order(order, delivered=0, pending=2)
        self._add(self.toner, 2)
        self._assert_order(order, delivered=2)

    def test_ordered_then_a_part_used(self):
        order = self._quote(4)
        self._add(self.toner, 1)
        self._assert_order(order, delivered=1, pending=3)
        self._add(self.toner, 1, act="reserve")
        self._assert_order(order, delivered=1, pending=2)

    def test_ordered_then_more_used(self):
        order = self._quote(1)
        self._add(self.toner, 3)
        self._assert_order(order, delivered=3)

    def test_the_rest_is_delivered_by_the_warehouse(self):
        order = self._quote(4)
        self._add(self.toner, 1)
        delivery = order.order_line.move_ids.filtered(lambda m: not m.intervia_role)
        delivery.picking_id.button_validate()
        self._assert_order(order, delivered=4)
        self._add(self.toner, 1)
        self._assert_order(order, delivered=4)
        self.assertTrue(self.ticket._get_billable_items())

    def test_what_the_order_had_reserved_is_what_is_used(self):
        self._put(self.toner, -24)
        order = self._quote(1)
        self._add(self.toner, 1)
        self._assert_order(order, delivered=1)
        self.assertEqual(self._on_hand(self.toner, self.stock), 0)

    # Changed later

    def test_quantity_raised_later(self):
        self._add(self.toner, 1)
        order = self._quote_items()
        order.order_line.product_uom_qty = 3
        self._assert_order(order, delivered=1, pending=2)

    def test_quantity_lowered_later(self):
        order = self._quote(4)
        self._add(self.toner, 1)
        order.order_line.product_uom_qty = 2
        self._assert_order(order, delivered=1, pending=1)
        order.order_line.product_uom_qty = 1
        self._assert_order(order, delivered=1)

    def test_return_reduces_the_delivered(self):
        supply = self._add(self.toner, 3)
        order = self._quote_items()
        self._act("return", supply, 1)
        self._assert_order(order, delivered=2)
        order.order_line.product_uom_qty = 2
        self._assert_order(order, delivered=2)

    def test_return_before_the_quote(self):
        supply = self._add(self.toner, 3)
        self._act("return", supply, 1)
        order = self._quote_items()
        self.assertEqual(order.order_line.product_uom_qty, 2)
        self._assert_order(order, delivered=2)

    def test_replacement_leaves_the_delivered(self):
        supply = self._add(self.toner, 1)
        order = self._quote_items()
        self._act("replace", supply, product_id=self.toner.id)
        self._assert_order(order, delivered=1)
        self.assertEqual(self.ticket._get_billable_items(), [])

    def test_released_after_the_order_is_delivered_by_it(self):
        supply = self._add(self.toner, 2, act="reserve")
        order = self._quote_items()
        supply.with_user(self.user_agent).action_release()
        self._assert_order(order, delivered=0, pending=2)

    def test_cancelled_order_frees_what_was_reserved(self):
        supply = self._add(self.toner, 2, act="reserve")
        order = self._quote_items()
        order._action_cancel()
        self.assertEqual(supply.state, "cancelled")
        self._assert_order(order, delivered=0)

    def test_used_on_a_cancelled_order_can_be_quoted_again(self):
        self._add(self.toner, 2)
        self._quote_items()._action_cancel()
        [item] = self.ticket._get_billable_items()
        self.assertEqual(item["quantity"], 2)
        self._assert_order(self._quote_items(), delivered=2)

    def test_used_alone_never_joins_the_order_of_another_article(self):
        order = self._quote(2)
        ink = self._create_article("Ink")
        self._put(ink, 5)
        self._add(ink, 1, act="reserve")
        self._add(self.toner, 1, act="reserve")
        self.ticket.with_user(self.user_agent).action_use_reserved()
        self.assertEqual(order.order_line.product_id, self.toner)
        self._assert_order(order, delivered=1, pending=1)

    def test_sold_loan_is_delivered_by_its_order(self):
        supply = self._lend(self.serials[0])
        order = self._quote(1, product=self.laptop)
        self._assert_order(order, delivered=0, pending=1)
        self._act("sell", supply)
        self._assert_order(order, delivered=1)
        self.assertEqual(self.serials[0].location_id, self.customers)

    def test_delivery_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        order = self._quote(4)
        self._add(self.toner, 1)
        self._assert_order(order, delivered=1, pending=3)
        order.order_line.product_uom_qty = 5
        self._assert_order(order, delivered=1, pending=4)

    def test_price_of_the_client(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Clients with a contract",
                "company_id": self.company_admin.id,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 7})
                ],
            }
        )
        self.customer.with_company(
            self.company_admin
        ).property_product_pricelist = pricelist
        self._add(self.toner, 1)
        self.assertEqual(self._quote_items().order_line.price_unit, 7)

    def test_a_quote_that_lets_go_frees_the_articles(self):
        self._add(self.toner, 2)
        order = self._quote_items(confirm=False)
        self.assertEqual(self.ticket._get_billable_items(), [])
        released = self.ticket._release_ordered(order.order_line)
        self.assertEqual(released, order.order_line)
        [item] = self.ticket._get_billable_items()
        self.assertEqual((item["product"], item["quantity"]), (self.toner, 2))
        item["record"]._on_ordered(order.order_line)
        self.assertEqual(self.ticket._get_billable_items(), [])

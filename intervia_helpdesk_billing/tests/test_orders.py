from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestOrders(BillingCase):
    """What a ticket knows of its orders."""

    def test_ticket_counts_its_orders(self):
        self._create_order() + self._create_order()
        self.area.agent_visibility = "area"
        self.assertEqual(self.ticket.with_user(self.user_agent).order_count, 2)

    def test_accountant_opens_the_order_without_seeing_the_ticket(self):
        order = self._create_order().with_user(self.user_accountant)
        order.action_quotation_sent()
        with Form(order) as form:
            self.assertEqual(form.intervia_status, "sent")
            self.assertTrue(form.intervia_delivery_date)
        with self.assertRaises(AccessError):
            order.intervia_ticket_id.read(["description"])

    def test_lines_take_the_ticket_of_their_order(self):
        self.assertEqual(
            self._create_order().order_line.intervia_ticket_id, self.ticket
        )

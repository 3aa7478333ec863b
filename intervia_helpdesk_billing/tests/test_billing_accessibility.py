import json

from odoo.tests import HttpCase, tagged

from odoo.addons.intervia_helpdesk.tests import axe

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingAccessibility(BillingCase, HttpCase):
    """axe-core finds nothing serious or critical where a client sees his quotes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        axe.publish(cls.env)
        orders = [cls._create_order(price=price) for price in (100, 200, 300, 400)]
        for order in orders:
            order.action_quotation_sent()
        _open, accepted, expired, declined = orders
        accepted._validate_order()
        expired.validity_date = "2026-01-01"
        declined._decline_intervia("Too expensive", cls.customer)

    def test_ticket_with_quotes(self):
        page = self.ticket._get_client_page()
        if page:
            code = axe.JUDGE % {"paths": json.dumps([page, f"{page}?quote_asked=1"])}
            self.browser_js(page, code, login="customer", timeout=120)

from odoo import Command

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


class BillingCase(HelpdeskCase):
    """The area of the base with a salesman, an accountant and an article to sell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_salesman = cls._create_user(
            "salesman", "sales_team.group_sale_salesman_all_leads"
        )
        cls.user_accountant = cls._create_user(
            "accountant", "account.group_account_invoice"
        )
        cls.plugin = cls.env["product.product"].create(
            {
                "name": "Plugin",
                "type": "service",
                "list_price": 100,
                "invoice_policy": "order",
                "taxes_id": False,
            }
        )
        cls.ticket = cls._create_ticket(partner_id=cls.user_customer.partner_id.id)

    @classmethod
    def _create_order(cls, ticket=None, price=100, **values):
        ticket = ticket or cls.ticket
        return cls.env["sale.order"].create(
            {
                "partner_id": ticket.partner_id.id,
                "intervia_ticket_id": ticket.id,
                "order_line": [
                    Command.create({"product_id": cls.plugin.id, "price_unit": price})
                ],
                **values,
            }
        )

from odoo import Command

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


class BillingCase(HelpdeskCase):
    """The area of the base with a salesman, an accountant and an article to sell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open_accounts()
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

    # Paying

    @classmethod
    def _open_accounts(cls):
        """A company that sends invoices: journals, accounts and a bank."""
        company = cls.company_admin
        if not company.chart_template:
            charts = cls.env["account.chart.template"]
            charts.try_loading("generic_coa", company, install_demo=False)
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
        )

    @classmethod
    def _offer(cls, *names):
        """Let clients pay in these ways, and in no other."""
        providers = cls.env["payment.provider"].search([("state", "!=", "disabled")])
        providers.state = "disabled"
        for name in names:
            provider = cls.env.ref(name)
            provider.write({"state": "test", "is_published": True})
            provider.journal_id = provider.journal_id or cls.bank
            provider.payment_method_ids.active = True

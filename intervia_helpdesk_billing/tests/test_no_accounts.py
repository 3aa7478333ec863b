from odoo import Command
from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestNoAccounts(BillingCase):
    """A company without a chart of accounts sells, is paid and delivers; whoever wants
    to invoice is told what is missing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Young"})
        cls.seller = cls._create_user(
            "young_seller",
            "sales_team.group_sale_salesman_all_leads",
            company_id=cls.company.id,
        )
        cls.seller.group_ids |= cls.env.ref("account.group_account_invoice")
        cls.seller.group_ids |= cls.env.ref("intervia_helpdesk.group_agent")
        area = cls._create_area(
            "Young area",
            company_id=cls.company.id,
            member_ids=[Command.set(cls.seller.ids)],
            supervisor_ids=[Command.clear()],
        )
        client = cls.env["res.partner"].create({"name": "Client"})
        cls.ticket = cls._create_ticket(
            area_id=area.id, user_id=cls.seller.id, partner_id=client.id
        )
        cls.order = (
            cls.ticket.with_user(cls.seller)
            .with_company(cls.company)
            ._open_quote("Repair", lines=[{"product_id": cls.plugin.id}])
        )
        cls.order.action_quotation_sent()

    def _pay(self):
        provider = self.env.ref("payment.payment_provider_transfer")
        provider = provider.copy({"company_id": self.company.id, "state": "test"})
        order = self.order.sudo()
        tx = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env.ref("payment.payment_method_card").id,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": order.ids,
                "operation": "online_redirect",
            }
        )
        tx._set_done()
        tx._post_process()
        return tx

    def test_there_are_none(self):
        self.assertFalse(self.company._has_intervia_accounts())
        self.assertTrue(self.company_admin._has_intervia_accounts())

    def test_paid_is_paid(self):
        for is_automatic in (False, True):
            parameters = self.env["ir.config_parameter"].sudo()
            parameters.set_param("sale.automatic_invoice", is_automatic)
            with self.subTest(is_automatic=is_automatic), self.cr.savepoint() as point:
                tx = self._pay()
                self.assertFalse(tx.payment_id)
                self.assertEqual(self.order.state, "sale")
                self.assertEqual(self.order.intervia_status, "paid")
                told = self.order.message_ids.mapped("body")
                self.assertTrue([body for body in told if "in no journal" in body])
                self.ticket._move_to("finished")
                point.rollback()
                self.env.invalidate_all()

    def test_whoever_invoices_is_told(self):
        with self.assertRaisesRegex(UserError, "Young has no chart of accounts"):
            self.order.action_intervia_transfer_arrived()
        self.seller.sudo().group_ids |= self.env.ref("base.group_system")
        with self.assertRaisesRegex(RedirectWarning, "Young has no chart"):
            self.order._create_invoices()

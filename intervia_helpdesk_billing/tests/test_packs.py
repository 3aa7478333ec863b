from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .contract_case import ContractCase


@freeze_time("2026-03-20 10:00:00")
@tagged("post_install", "-at_install")
class TestPacks(ContractCase):
    """Packs of hours that are sold, and the warnings when hours run out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pack = cls._create_service("Pack", intervia_pack_hours=10, list_price=350)
        cls.contract = cls._create_contract(
            kind="prepaid", hours=0, packs=[("2026-01-01", 5)]
        )

    def _sell(self, quantity=1, client=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": (client or self.customer_company).id,
                "order_line": [
                    (0, 0, {"product_id": self.pack.id, "product_uom_qty": quantity})
                ],
            }
        )
        order.action_confirm()
        return order

    def _invoice(self, order):
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def test_confirmed_is_not_yet_sold(self):
        self._sell()
        self.assertEqual(self.contract.balance_hours, 5)

    def test_invoiced_tops_up_once(self):
        order = self._sell(2)
        self._invoice(order)
        self.assertEqual(self.contract.balance_hours, 25)
        order.order_line._sync_packs()
        self.assertEqual(self.contract.balance_hours, 25)

    def test_invoice_drawn_back(self):
        invoice = self._invoice(self._sell())
        invoice.button_draft()
        self.assertEqual(self.contract.balance_hours, 5)
        invoice.action_post()
        self.assertEqual(self.contract.balance_hours, 15)

    def test_credit_note(self):
        invoice = self._invoice(self._sell())
        wizard = self.env["account.move.reversal"].create(
            {"move_ids": [(6, 0, invoice.ids)], "journal_id": invoice.journal_id.id}
        )
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        refund.action_post()
        self.assertEqual(self.contract.balance_hours, 5)

    def test_paid_online_tops_up(self):
        order = self._sell()
        payments = self.env(context={"active_test": False})
        provider = payments["payment.provider"].search([], limit=1)
        method = payments["payment.method"].search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": [(6, 0, order.ids)],
                "state": "done",
            }
        )
        public = self.env.ref("base.public_user")
        order.order_line.with_user(public).sudo()._sync_packs()
        self.assertEqual(self.contract.balance_hours, 15)
        self.assertTrue(transaction)

    def test_client_without_contract_gets_one(self):
        client = self.env["res.partner"].create({"name": "New", "is_company": True})
        self._invoice(self._sell(client=client))
        contract = client.intervia_contract_ids
        self.assertEqual((contract.kind, contract.state), ("prepaid", "running"))
        self.assertEqual(contract.balance_hours, 10)
        self.assertEqual(contract.date_start, fields.Date.today())

    def test_sold_hours_are_not_edited(self):
        self._invoice(self._sell())
        grant = self.contract.grant_ids.filtered("order_line_id")
        with self.assertRaises(UserError):
            grant.with_user(self.user_accountant).hours = 99
        with self.assertRaises(UserError):
            grant.with_user(self.user_accountant).unlink()

    # Cancelled

    def _pay(self, order):
        """The whole of it, on the web; its accounting is the platform's."""
        transaction = self.registry["payment.transaction"]
        self.patch(transaction, "_create_payment", lambda self, **kwargs: None)
        method = self.env["payment.method"].with_context(active_test=False)
        tx = self.env["payment.transaction"].create(
            {
                "provider_id": self.env["payment.provider"].create({"name": "Bank"}).id,
                "payment_method_id": method.search([], limit=1).id,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": [(6, 0, order.ids)],
                "state": "done",
            }
        )
        tx._post_process()
        return order

    def _get_statement(self):
        self.env.flush_all()
        return self.env["intervia.contract.statement"].search(
            [("contract_id", "=", self.contract.id)]
        )

    def test_cancelling_takes_the_hours_back_and_says_so(self):
        order = self._pay(self._sell())
        self.assertEqual(self.contract.balance_hours, 15)
        order._action_cancel()
        self.assertEqual(self.contract.balance_hours, 5)
        lines = self._get_statement()
        self.assertRecordValues(
            lines.sorted("id").filtered(lambda line: line.name == order.name),
            [{"kind": "pack", "hours": 10}, {"kind": "back", "hours": -10}],
        )
        self.assertEqual(sum(lines.mapped("hours")), self.contract.balance_hours)
        self.assertEqual(lines[0].balance, 5)

    def test_used_hours_are_not_cancelled(self):
        order = self._pay(self._sell())
        entry = self._log(7, "2026-03-20")
        with self.assertRaisesRegex(UserError, "2.0 are used"):
            order._action_cancel()
        self.assertEqual(order.state, "sale")
        entry.hours = 5
        order._action_cancel()
        self.assertEqual(self.contract.balance_hours, 0)

    def test_invoiced_hours_wait_for_the_credit_note(self):
        order = self._sell()
        invoice = self._invoice(order)
        self._log(7, "2026-03-20")
        order._action_cancel()
        self.assertEqual(self.contract.balance_hours, 8)
        invoice.button_draft()
        self.assertEqual(self.contract.balance_hours, 0)
        invoice.action_post()
        self.assertEqual(self.contract.balance_hours, 8)
        self.assertFalse(self._get_statement().filtered(lambda x: x.kind == "back"))

    # Which contract

    def test_areas_fit(self):
        other = self._create_area("Networks")
        networks = self._create_contract(name="Networks", area_ids=other.ids, hours=1)
        order = self._sell()
        order.intervia_ticket_id = self._create_ticket(area_id=other.id)
        self._pay(order)
        self.assertEqual(networks.grant_ids.hours, 10)
        order = self._sell()
        order.intervia_ticket_id = self.ticket
        self._pay(order)
        self.assertEqual(self.contract.balance_hours, 15)

    def test_the_chosen_one(self):
        other = self._create_area("Networks")
        networks = self._create_contract(name="Networks", area_ids=other.ids, hours=1)
        order = self._sell()
        order.with_user(self.user_salesman).intervia_contract_id = networks
        self._pay(order)
        self.assertEqual(networks.grant_ids.hours, 10)
        order.with_user(self.user_salesman).intervia_contract_id = self.contract
        self.assertFalse(networks.grant_ids)
        self.assertEqual(self.contract.balance_hours, 15)
        stranger = self.env["res.partner"].create({"name": "New", "is_company": True})
        foreign = self._create_contract(partner_id=stranger.id)
        with self.assertRaises(ValidationError):
            order.intervia_contract_id = foreign

    def test_an_ended_contract_gets_nothing(self):
        self.contract.action_end()
        self.contract.date_end = "2026-03-19"
        order = self._sell()
        order.user_id = self.user_salesman
        self._pay(order)
        contract = order.order_line._get_grants().contract_id
        self.assertNotEqual(contract, self.contract)
        self.assertEqual((contract.state, contract.balance_hours), ("running", 10))
        self.assertIn("of their own", order.activity_ids.note)
        self.assertEqual(order.activity_ids.user_id, self.user_salesman)

    def test_where_none_fits_somebody_is_told(self):
        self.contract.action_end()  # of today: it is in the way of another one
        order = self._sell()
        order.user_id = self.user_salesman
        self._pay(order)
        self.assertFalse(order.order_line._get_grants())
        self.assertIn("Nobody got the hours", order.activity_ids.note)
        with freeze_time("2026-03-21 10:00:00"):
            contract = self._create_contract(date_start="2026-03-21")
            order.with_user(self.user_salesman).intervia_contract_id = contract
        self.assertEqual(contract.grant_ids.hours, 10)

    # Warnings

    def _warn(self):
        mails = self.env["mail.mail"].sudo().search([])
        self.env.invalidate_all()  # as the job, which starts anew
        self.env["intervia.contract"]._warn_all()
        new = self.env["mail.mail"].sudo().search([]) - mails
        ours = self.customer_company.intervia_contract_ids  # others are told, too
        return new.filtered(
            lambda m: (
                m.model == "intervia.contract"
                and m.res_id in ours.ids
                and not m.is_notification
            )
        )

    def test_told_at_80_and_at_100_once_each(self):
        self.customer_company.email = "office@talleres.example"
        self._log(3.5)
        self.assertFalse(self._warn())
        entry = self._log(0.5)
        self.assertEqual(self.contract.used_ratio, 80)
        mail = self._warn()
        self.assertEqual(mail.recipient_ids, self.customer_company)
        self.assertIn("80", mail.subject)
        self.assertEqual(self.contract.activity_ids.user_id, self.user_manager)
        self.assertFalse(self._warn())
        entry.hours = 3
        self.assertIn("100", self._warn().subject)
        self.assertFalse(self._warn())

    def test_a_new_pack_may_be_told_about_again(self):
        self.customer_company.email = "office@talleres.example"
        self._log(5)
        self.assertIn("100", self._warn().subject)
        self._invoice(self._sell())
        self.assertFalse(self._warn())
        self._log(9, "2026-03-20")
        self.assertIn("90", self._warn().subject)

    def test_the_managers_of_the_client_are_told(self):
        if "intervia_is_client_manager" not in self.customer._fields:
            self.customer_company.email = "office@talleres.example"
            expected = self.customer_company
        else:
            self.customer.intervia_is_client_manager = True
            expected = self.customer
        self._log(5)
        self.assertEqual(self._warn().recipient_ids, expected)

    def test_every_month_anew(self):
        self.customer_company.email = "office@talleres.example"
        self.contract.action_end()
        self._create_contract(hours=1, date_start="2026-03-21")
        with freeze_time("2026-03-25 10:00:00"):
            self._log(1, "2026-03-22")
            self.assertTrue(self._warn())
        with freeze_time("2026-04-05 10:00:00"):
            self.assertFalse(self._warn())
            self._log(1, "2026-04-02")
            self.assertTrue(self._warn())

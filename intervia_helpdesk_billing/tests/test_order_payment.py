from datetime import date, datetime
from zoneinfo import ZoneInfo

from odoo import Command, fields
from odoo.tests import freeze_time, tagged

from .common import BillingCase

EVENT = "intervia_helpdesk.mt_ticket_event"


@tagged("post_install", "-at_install")
class TestOrderPayment(BillingCase):
    """Paid by the web, by the bank, in part, given back; and what it promises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Office", "tz": "Europe/Madrid"}
        )
        cls.area.write({"resource_calendar_id": cls.calendar.id, "delivery_days": 3})
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": cls.calendar.id,
                "resource_id": False,
                "date_from": datetime(2026, 5, 13, 22),
                "date_to": datetime(2026, 5, 14, 21, 59, 59),
            }
        )
        cls.ticket._assign(cls.user_agent)
        cls.order = cls._create_order(require_payment=True, require_signature=False)
        cls.provider = cls.env["payment.provider"].create({"name": "Bank of tests"})
        cls.method = cls.env["payment.method"].search([], limit=1)

    def _get_events(self):
        subtype = self.env.ref(EVENT)
        return self.ticket.message_ids.filtered(lambda m: m.subtype_id == subtype)

    def setUp(self):
        super().setUp()
        # its accounting is the platform's, and wants a journal of the provider
        transaction = self.registry["payment.transaction"]
        self.patch(transaction, "_create_payment", lambda self, **kwargs: None)

    def _create_transaction(self, amount, **values):
        return self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "reference": f"T{self.env['payment.transaction'].search_count([])}",
                "amount": amount,
                "currency_id": self.order.currency_id.id,
                "partner_id": self.customer.id,
                "sale_order_ids": [Command.set(self.order.ids)],
                **values,
            }
        )

    def _pay_on_web(self, amount, day=datetime(2026, 5, 12, 10)):
        tx = self._create_transaction(amount)
        tx.write({"state": "done", "last_state_change": day})
        tx._post_process()
        return tx

    def _invoice(self):
        invoice = self.order._create_invoices()
        invoice.action_post()
        return invoice

    def _pay(self, invoice, amount=None, day="2026-05-12"):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        values = {"payment_date": day}
        if amount:
            values["amount"] = amount
        return wizard.create(values)._create_payments()

    @freeze_time("2026-05-12 10:00:00")
    def test_paid_on_the_web(self):
        self.order.action_quotation_sent()
        self._pay_on_web(100)
        self.assertEqual(self.order.intervia_date_paid, date(2026, 5, 12))
        # Wednesday, Friday (Thursday is a holiday), Monday
        self.assertEqual(self.order.intervia_delivery_date, date(2026, 5, 18))
        promised = self.order.commitment_date.replace(tzinfo=ZoneInfo("UTC"))
        local = promised.astimezone(ZoneInfo("Europe/Madrid"))
        self.assertEqual(local.date(), date(2026, 5, 18))
        event = self._get_events()[0]
        self.assertIn("paid", event.body)
        self.assertIn(self.customer, event.notified_partner_ids)
        self.assertEqual(event.author_id, self.ticket.company_id.partner_id)

    @freeze_time("2026-05-12 22:30:00")
    def test_days_are_those_of_the_area(self):
        self.order.action_confirm()
        self._pay_on_web(100, datetime(2026, 5, 12, 22, 30))
        self.assertEqual(self.order.intervia_date_paid, date(2026, 5, 13))

    @freeze_time("2026-05-12 10:00:00")
    def test_unpaid_counts_from_today(self):
        self.order.action_quotation_sent()
        self.assertEqual(self.order.intervia_delivery_date, date(2026, 5, 18))
        self.assertFalse(self.order.intervia_is_delivery_promised)
        self.assertFalse(self.order.commitment_date)
        with freeze_time("2026-05-18 10:00:00"):
            self.order.invalidate_recordset(["intervia_delivery_date"])
            self.assertEqual(self.order.intervia_delivery_date, date(2026, 5, 21))

    def test_a_part_is_not_paid(self):
        self.order.action_confirm()
        self._pay_on_web(40)
        self.assertFalse(self.order.intervia_date_paid)
        self._pay_on_web(60, datetime(2026, 5, 20, 10))
        self.assertEqual(self.order.intervia_date_paid, date(2026, 5, 20))

    def test_told_once(self):
        self.order.action_confirm()
        tx = self._pay_on_web(100)
        before = len(self._get_events())
        for _retry in range(3):
            tx._post_process()
        self.assertEqual(len(self._get_events()), before)

    def test_a_pending_transfer_is_told_once(self):
        self.order.action_quotation_sent()
        tx = self._create_transaction(100, state="pending")
        before = len(self._get_events())
        for _retry in range(2):
            tx._post_process()
        self.assertEqual(len(self._get_events()), before + 1)
        self.assertEqual(self.order.intervia_status, "pending")

    def test_given_back(self):
        self.order.action_confirm()
        tx = self._pay_on_web(100)
        self.assertTrue(self.order.commitment_date)
        child = tx._create_child_transaction(100, is_refund=True)
        child.write({"state": "done", "last_state_change": datetime(2026, 5, 20)})
        child._post_process()
        self.assertFalse(self.order.intervia_date_paid)
        self.assertFalse(self.order.commitment_date)

    def test_a_date_set_by_hand_stays(self):
        self.order.action_confirm()
        by_hand = datetime(2026, 6, 30, 10)
        self.order.commitment_date = by_hand
        self._pay_on_web(100)
        self.assertEqual(self.order.commitment_date, by_hand)
        self.assertEqual(self.order.intervia_delivery_date, date(2026, 6, 30))

    def test_transfer_pays_the_invoice(self):
        self.order.action_confirm()
        invoice = self._invoice()
        self.assertFalse(self.order.intervia_date_paid)
        self._pay(invoice, 30, "2026-05-11")
        self.assertFalse(self.order.intervia_date_paid)
        payment = self._pay(invoice, day="2026-05-12")
        self.assertEqual(self.order.intervia_date_paid, date(2026, 5, 12))
        self.assertEqual(self.order.intervia_status, "paid")
        payment.action_draft()
        self.assertFalse(self.order.intervia_date_paid)

    def test_credited_is_no_longer_paid(self):
        self.order.action_confirm()
        invoice = self._invoice()
        self._pay(invoice)
        reversal = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = reversal.create({"journal_id": invoice.journal_id.id})
        wizard.reverse_moves()
        self.assertTrue(self.order.intervia_date_paid)
        wizard.new_move_ids.action_post()
        self.assertFalse(self.order.intervia_date_paid)

    def test_web_payment_counts_once_with_its_invoice(self):
        self.order.order_line.product_uom_qty = 2
        self.order.action_confirm()
        self._pay_on_web(100)
        self._invoice()
        self.assertFalse(self.order.intervia_date_paid)

    def test_accountant_reconciles_without_helpdesk_role(self):
        self.order.action_confirm()
        order = self.order.with_user(self.user_accountant)
        invoice = order._create_invoices()
        invoice.with_user(self.user_accountant).action_post()
        wizard = self.env["account.payment.register"].with_user(self.user_accountant)
        wizard = wizard.with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"payment_date": fields.Date.today()})._create_payments()
        self.assertTrue(self.order.intervia_date_paid)

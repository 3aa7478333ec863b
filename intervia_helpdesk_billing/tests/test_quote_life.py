from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .contract_case import ContractCase

EVENT = "intervia_helpdesk.mt_ticket_event"


@freeze_time("2026-03-20 10:00:00")
@tagged("post_install", "-at_install")
class TestQuoteLife(ContractCase):
    """A quote that charges work: it expires, is declined, changes hands, is seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket._assign(cls.user_agent)
        cls.entry = cls._log(2)
        cls.order = cls._create_order(validity_date="2026-03-25")
        cls.order._charge(cls.ticket._get_billable_items())
        cls.order.action_quotation_sent()

    def _expire(self):
        self.env["sale.order"]._tell_intervia_expired()

    def _get_board(self):
        board = self.env["intervia.unbilled"]
        return board.search([("client_id", "=", self.customer_company.id)])

    def _create_pending(self):
        return self.env["payment.transaction"].create(
            {
                "provider_id": self.env["payment.provider"].create({"name": "Bank"}).id,
                "payment_method_id": self.env["payment.method"].search([], limit=1).id,
                "amount": self.order.amount_total,
                "currency_id": self.order.currency_id.id,
                "partner_id": self.customer.id,
                "sale_order_ids": [Command.set(self.order.ids)],
                "state": "pending",
            }
        )

    # Expiring

    @freeze_time("2026-03-27 10:00:00")
    def test_expired_frees_its_work_and_says_so(self):
        self.assertFalse(self._get_board())
        self._expire()
        self.assertFalse(self.entry.order_line_id)
        self.assertEqual(self._get_board().hours, 2)
        messages = self.ticket.message_ids
        told = messages.filtered(lambda m: m.subtype_id == self.env.ref(EVENT))
        self.assertIn("has expired", told.sorted("id")[-1].body)
        notes = messages.filtered(lambda m: "can be charged again" in m.body)
        self.assertEqual(len(notes), 1)
        self.assertTrue(self.ticket._is_internal_message({}, notes))
        self._expire()
        self.assertEqual(messages, self.ticket.message_ids)

    @freeze_time("2026-03-27 10:00:00")
    def test_a_new_day_charges_it_again(self):
        self._expire()
        self.order.validity_date = "2026-04-10"
        self.assertEqual(self.entry.order_line_id.order_id, self.order)
        self.assertFalse(self._get_board())

    @freeze_time("2026-03-27 10:00:00")
    def test_what_was_charged_meanwhile_is_left_out(self):
        self._expire()
        other = self.env["sale.order"]._charge_tickets(self.ticket)
        self.order.validity_date = "2026-04-10"
        self.assertEqual(self.order.order_line.product_id, self.plugin)
        self.assertEqual(self.entry.order_line_id.order_id, other)
        self.assertIn("Left out", self.order.message_ids[0].body)

    @freeze_time("2026-03-27 10:00:00")
    def test_confirming_it_all_the_same_charges_once(self):
        self._expire()
        self.order.action_confirm()
        self.assertEqual(self.entry.order_line_id.order_id, self.order)
        with self.assertRaises(UserError):
            self.env["sale.order"]._charge_tickets(self.ticket)

    @freeze_time("2026-03-27 10:00:00")
    def test_a_forgotten_draft_frees_its_work_in_silence(self):
        self.order._action_cancel()
        draft = self._create_order(validity_date="2026-03-25")
        draft._charge(self.ticket._get_billable_items())
        before = len(self.ticket.message_ids)
        self._expire()
        self.assertFalse(self.entry.order_line_id)
        self.assertEqual(len(self.ticket.message_ids), before + 1)

    @freeze_time("2026-03-27 10:00:00")
    def test_the_work_of_a_closed_ticket_is_freed_too(self):
        self.ticket._move_to("finished")
        self._expire()
        self.assertEqual(self._get_board().hours, 2)

    @freeze_time("2026-03-27 10:00:00")
    def test_money_on_its_way_keeps_it(self):
        self._create_pending()
        self._expire()
        self.assertTrue(self.entry.order_line_id)
        self.assertFalse(self.order.intervia_expiry_told)

    @freeze_time("2026-03-27 10:00:00")
    def test_a_fixed_price_is_freed_and_charged_again(self):
        self.order._action_cancel()
        ticket = self._create_ticket(user_id=self.user_agent.id)
        ticket.fixed_product_id = self.plugin
        ticket._move_to("finished")
        order = self._create_order(ticket, validity_date="2026-03-25")
        order._charge(ticket._get_billable_items())
        self._expire()
        self.assertFalse(ticket.fixed_order_line_id)
        order.validity_date = "2026-04-10"
        self.assertEqual(ticket.fixed_order_line_id.order_id, order)

    # Declining

    def test_declining_while_the_transfer_is_on_its_way(self):
        self.assertTrue(self.order._is_intervia_declinable())
        self._create_pending()
        self.assertFalse(self.order._is_intervia_declinable())
        with self.assertRaisesRegex(UserError, "bank transfer"):
            self.order._decline_intervia("Too expensive", self.customer)
        self.assertEqual(self.order.state, "sent")

    # Another client

    def test_charged_work_stays_with_its_client(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaisesRegex(UserError, self.ticket.number):
            self.order.with_user(self.user_salesman).partner_id = stranger
        self.order.partner_id = self.customer_company
        self.order.order_line.filtered(
            lambda line: line.product_id == self.hour
        ).unlink()
        self.order.partner_id = stranger

    # Seen

    def test_seen_by_the_client(self):
        summary = "order_summary"
        ticket = self.ticket.with_user(self.user_supervisor)
        self.assertIn("Not seen yet", ticket[summary])
        for _time in range(2):
            self.order.message_post(
                body="Viewed", subtype_xmlid="sale.mt_order_viewed", author_id=1
            )
        self.assertTrue(self.order.intervia_date_viewed)
        ticket.invalidate_recordset([summary])
        self.assertIn("Seen by the client", ticket[summary])
        notes = self.ticket.message_ids.filtered(lambda m: "saw quote" in m.body)
        self.assertEqual(len(notes), 1)

    # Delivering

    def test_people_without_fixed_days_deliver_on_weekdays(self):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Flexible",
                "tz": "Europe/Madrid",
                "schedule_type": "flexible",
                "hours_per_day": 8,
                "full_time_required_hours": 40,
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "resource_id": False,
                "date_from": "2026-03-23 23:00:00",
                "date_to": "2026-03-24 22:59:59",
            }
        )
        self.area.resource_calendar_id = calendar
        # Monday, Wednesday (Tuesday is a holiday), Thursday, Friday
        for days, expected in ((1, 23), (2, 25), (4, 27), (30, None)):
            self.order.intervia_delivery_days = days
            self.order.intervia_date_paid = date(2026, 3, 20)
            self.order._write_intervia_delivery()
            promised = self.order.commitment_date
            self.assertTrue(promised)
            if expected:
                self.assertEqual(promised.date(), date(2026, 3, expected))

    # Speed

    def test_situations_in_few_queries(self):
        orders = self.env["sale.order"]
        for _number in range(15):
            orders |= self._create_order()
        orders.action_quotation_sent()
        self._create_pending()
        orders |= self.order
        few, many = (self._count_queries(some) for some in (orders[-2:], orders))
        self.assertLessEqual(many, few)

    def _count_queries(self, orders):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        for order in orders:
            self.assertTrue(order.intervia_status and order.intervia_delivery_date)
            self.assertIsNotNone(order._is_intervia_declinable())
        return self.env.cr.sql_log_count - before

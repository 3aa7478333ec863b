from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .contract_case import ContractCase


@freeze_time("2026-03-20 10:00:00")
@tagged("post_install", "-at_install")
class TestCharge(ContractCase):
    """What is charged, how, and that it is charged once."""

    def _charge(self, tickets=None):
        return self.env["sale.order"]._charge_tickets(tickets or self.ticket)

    def _get_board(self, client=None):
        self.env["intervia.ticket"]._refresh_unbilled()
        client = client or self.customer_company
        return self.env["intervia.unbilled"].search([("client_id", "=", client.id)])

    def _finish(self, ticket):
        ticket._move_to("finished")

    # Orders

    def test_time_of_a_ticket_is_one_line(self):
        self._log(1.5, name="Replaced the disk", visible_to_client=True)
        self._log(0.25, "2026-03-03", name="He is never polite")
        order = self._charge()
        line = order.order_line
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.partner_id, self.customer_company)
        self.assertEqual(
            (line.product_id, line.product_uom_qty, line.price_unit),
            (self.hour, 1.75, 40),
        )
        self.assertEqual(line.intervia_ticket_id, self.ticket)
        self.assertIn(self.ticket.number, line.name)
        self.assertIn("Replaced the disk", line.name)
        self.assertNotIn("polite", line.name)
        self.assertEqual(line.price_subtotal, 70)

    def test_what_the_contract_covers_is_not_charged(self):
        self._create_contract(hours=1, price=55)
        self._log(1.5)
        line = self._charge().order_line
        self.assertEqual((line.product_uom_qty, line.price_unit), (0.5, 55))

    def test_nothing_twice(self):
        self._log(1)
        self._charge()
        with self.assertRaises(UserError):
            self._charge()
        self.assertFalse(self.ticket._get_billable_items())
        self.assertFalse(self._get_board())

    def test_items_that_somebody_charged_meanwhile_are_left_out(self):
        self._log(1)
        items = self.ticket._get_billable_items()
        first, second = self._create_order(), self._create_order()
        self.assertEqual(len(first._charge(items)), 1)
        self.assertFalse(second._charge(items))

    def test_later_work_joins_the_open_order_of_the_month(self):
        self._log(1)
        order = self._charge()
        other = self._create_ticket()
        self._log(2, ticket=other)
        april = self._create_ticket()
        self._log(2, "2026-02-03", april)
        self.assertEqual(self._charge(other), order)
        self.assertEqual(order.order_line.intervia_ticket_id, self.ticket | other)
        self.assertNotEqual(self._charge(april), order)

    def test_an_invoiced_order_is_left_alone(self):
        self._log(1)
        order = self._charge()
        order._create_invoices()
        self._log(1, "2026-03-04")
        self.assertNotEqual(self._charge(), order)

    def test_an_order_for_each_ticket(self):
        self.customer_company.intervia_invoicing = "ticket"
        other = self._create_ticket()
        self._log(1)
        self._log(1, ticket=other)
        orders = self._charge(self.ticket | other)
        self.assertEqual(orders.intervia_ticket_id, self.ticket | other)
        self.assertEqual(len(orders._invoice_month()), 2)

    def test_price_of_the_client_and_of_the_area(self):
        product = self._create_service("Network hour", list_price=60)
        self.area.time_product_id = product
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Ten less",
                "currency_id": self.company_admin.currency_id.id,
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        client = self.customer_company.with_company(self.company_admin)
        client.property_product_pricelist = pricelist
        self._log(1)
        amount = self._get_board().amount
        line = self._charge().order_line
        self.assertEqual(line.product_id, product)
        self.assertEqual((line.price_subtotal, amount), (54, 54))

    def test_taxes_in_the_price(self):
        self.hour.taxes_id = self.env["account.tax"].create(
            {
                "name": "21 % in the price",
                "amount": 21,
                "price_include_override": "tax_included",
                "company_id": self.company_admin.id,
            }
        )
        self._log(1.37)
        amount = self._get_board().amount
        order = self._charge()
        self.assertLess(amount, 1.37 * 40)
        self.assertEqual(order.amount_untaxed, amount)

    def test_no_client_no_order(self):
        self.ticket.partner_id = False
        self._log(1)
        with self.assertRaisesRegex(UserError, "client"):
            self._charge()

    def test_work_before_charging_began(self):
        self.company_admin.intervia_charge_since = "2026-03-03"
        self._log(1, "2026-03-02")
        self._log(2, "2026-03-03")
        self.assertEqual(self._get_board().hours, 2)

    def test_cancelled_tickets_charge_nothing(self):
        self._log(1)
        self.ticket._move_to("cancelled")
        self.assertFalse(self._get_board())

    # Fixed prices

    def test_fixed_price_instead_of_time(self):
        category = self.env["intervia.category"].create(
            {
                "name": "New computer",
                "area_id": self.area.id,
                "kind": "requirement",
                "fixed_product_id": self.plugin.id,
            }
        )
        self._create_contract()
        ticket = self._create_ticket(
            category_id=category.id, user_id=self.user_agent.id
        )
        entry = self._log(3, ticket=ticket)
        self.assertEqual(entry.coverage, "fixed")
        self._assert_served((entry, 0, 0, 0))
        self.assertFalse(self._get_board())
        self._finish(ticket)
        self.assertEqual(self._get_board().amount, 100)
        order = self._charge(ticket)
        self.assertEqual(order.order_line.product_id, self.plugin)
        self.assertEqual(ticket.fixed_order_line_id, order.order_line)
        with self.assertRaises(UserError):
            self._charge(ticket)
        order._action_cancel()
        self.assertTrue(self._get_board())

    def test_another_category_leaves_charged_tickets_alone(self):
        category = self.env["intervia.category"].create(
            {
                "name": "New computer",
                "area_id": self.area.id,
                "kind": "requirement",
                "fixed_product_id": self.plugin.id,
            }
        )
        fixed = self._create_ticket(category_id=category.id, user_id=self.user_agent.id)
        self._log(3, ticket=fixed)
        self._finish(fixed)
        self._charge(fixed)
        fixed.category_id = False
        self.assertEqual(fixed.fixed_product_id, self.plugin)
        self._log(1)
        self._charge()
        self.ticket.category_id = category
        self.assertFalse(self.ticket.fixed_product_id)
        self.assertFalse(self._get_board())

    def test_clients_do_not_count_the_board(self):
        with self.assertRaises(AccessError):
            self.env["intervia.unbilled"].with_user(self.user_customer).action_open()

    def _create_fixed(self, product, **vals):
        ticket = self._create_ticket(user_id=self.user_agent.id, **vals)
        ticket.fixed_product_id = product
        return ticket

    def test_goods_are_invoiced_once_delivered(self):
        goods = self.env["product.product"].create(
            {
                "name": "Firewall",
                "type": "consu",
                "invoice_policy": "delivery",
                "list_price": 300,
                "taxes_id": False,
            }
        )
        ticket = self._create_fixed(goods)
        self._finish(ticket)
        rows = self._get_board().with_user(self.user_accountant)
        action = rows.action_invoice()
        order = ticket.fixed_order_line_id.order_id
        self.assertEqual(action["res_model"], "sale.order")
        self.assertEqual(self.env["sale.order"].search(action["domain"]), order)
        self.assertEqual((order.state, order.invoice_count), ("sale", 0))
        self.assertFalse(self._get_board())
        # what else there is does not wait for it
        self._log(1)
        self._get_board().with_user(self.user_accountant).action_invoice()
        self.assertEqual(self.ticket.worklog_ids.order_line_id.qty_invoiced, 1)

    def test_days_are_those_of_the_company(self):
        self.company_admin.intervia_charge_since = "2026-03-01"
        with freeze_time("2026-02-28 23:30:00"):
            ticket = self._create_fixed(self.plugin)
            self._finish(ticket)
            entry = self._log(1, ticket=self.ticket)
            entry.date_start = "2026-02-28 23:30:00"
        for zone in ("America/New_York", "Pacific/Auckland"):
            board = self._get_board().with_context(tz=zone)
            self.assertEqual(len(board), 2)
            self.assertEqual({row.month for row in board}, {date(2026, 3, 1)})
            user = self.env["sale.order"].with_context(tz=zone)
            items = ticket.with_context(tz=zone)._get_done_items()
            self.assertEqual(len(items), 1)
        orders = user._charge_tickets(ticket | self.ticket)
        self.assertEqual(orders.intervia_month, date(2026, 3, 1))

    def test_fixed_price_is_not_changed_after_charging(self):
        ticket = self._create_fixed(self.plugin)
        ticket.with_user(self.user_manager).fixed_product_id = self.hour
        self._finish(ticket)
        self._charge(ticket)
        manager = ticket.with_user(self.user_manager)
        for product in (self.plugin.id, False):
            with self.assertRaisesRegex(UserError, "charged work of this ticket"):
                manager.write({"fixed_product_id": product})
        manager.write({"fixed_product_id": self.hour.id})
        self._log(1)
        self._charge()
        with self.assertRaises(UserError):
            self.ticket.with_user(self.user_manager).fixed_product_id = self.plugin

    # After charging

    def test_charged_work_is_locked(self):
        entry = self._log(1)
        self._charge()
        manager = entry.with_user(self.user_manager)
        for vals in (
            {"hours": 2},
            {"billable": False},
            {"date_start": "2026-03-05 10:00:00"},
            {"ticket_id": self._create_ticket().id},
        ):
            with self.assertRaisesRegex(UserError, "was charged by"):
                manager.write(vals)
        with self.assertRaisesRegex(UserError, "was charged by"):
            manager.unlink()
        manager.name = "Said better"
        self.assertTrue(manager.is_charged)

    def test_charged_ticket_keeps_its_client(self):
        self._log(1)
        self._charge()
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaises(UserError):
            self.ticket.partner_id = stranger
        with self.assertRaises(UserError):
            self.ticket.unlink()
        self.ticket.partner_id = self.customer_company

    def test_cancelling_the_order_frees_the_work(self):
        entry = self._log(1)
        self._charge()._action_cancel()
        self.assertFalse(entry.order_line_id)
        entry.hours = 2
        self.assertEqual(self._get_board().hours, 2)

    def test_deleting_the_line_of_a_quote_frees_the_work(self):
        entry = self._log(1)
        order = self._create_order()
        line = order._charge(self.ticket._get_billable_items())
        self.assertEqual(entry.order_line_id, line)
        line.unlink()
        self.assertFalse(entry.order_line_id)
        self.assertEqual(self._get_board().hours, 1)

    def test_deleting_a_quote_frees_the_work(self):
        entry = self._log(1)
        order = self._create_order()
        order._charge(self.ticket._get_billable_items())
        self.assertFalse(self._get_board())
        order.unlink()
        self.assertFalse(entry.order_line_id)
        self.assertTrue(self.ticket.is_unbilled)
        self.assertEqual(self._get_board().hours, 1)

    def test_cancelled_order_charges_again_as_a_draft(self):
        entry = self._log(1)
        order = self._charge()
        line = order.order_line
        order._action_cancel()
        order.with_user(self.user_salesman).action_draft()
        self.assertEqual(entry.order_line_id, line)
        self.assertFalse(self._get_board())
        order.action_confirm()
        self.assertEqual(order.order_line.product_uom_qty, 1)

    def test_draft_leaves_out_what_another_order_charged(self):
        entry = self._log(1)
        order = self._charge()
        order._action_cancel()
        other = self._charge()
        order.action_draft()
        self.assertFalse(order.order_line)
        self.assertEqual(entry.order_line_id, other.order_line)

    def test_draft_leaves_out_work_that_changed(self):
        entry = self._log(1)
        order = self._charge()
        order._action_cancel()
        entry.hours = 2
        order.action_draft()
        self.assertFalse(order.order_line)
        self.assertEqual(self._get_board().hours, 2)

    def test_credited_month_is_not_invoiced_again(self):
        self._log(1)
        accountant = self.customer_company.with_user(self.user_accountant)
        accountant.action_invoice_intervia_unbilled()
        order = self.ticket.sudo().worklog_ids.order_line_id.order_id
        invoice = order.invoice_ids
        invoice.action_post()
        invoice._reverse_moves([{"invoice_date": "2026-03-20"}], cancel=True)
        self._log(2)
        accountant.action_invoice_intervia_unbilled()
        new = self.env["account.move"].search(
            [("partner_id", "=", self.customer_company.id), ("state", "=", "draft")]
        )
        self.assertEqual(new.amount_untaxed, 80)

    def test_charged_coverage_stays_when_work_is_added_before(self):
        self._create_contract(hours=2)
        late = self._log(3, "2026-03-10")
        self._charge()
        early = self._log(2, "2026-03-01")
        self._assert_served((late, 2, 0, 1), (early, 0, 0, 2))

    def test_only_the_months_that_were_chosen(self):
        self._log(1)
        self._log(2, "2026-02-03")
        rows = self._get_board()
        march = rows.filtered(lambda row: row.hours == 1)
        march.with_user(self.user_accountant).action_invoice()
        self.assertEqual(self._get_board().hours, 2)

    def test_what_was_sent_before_is_invoiced_along(self):
        self._log(1)
        order = self._charge()
        self._log(2, "2026-02-03")
        self.customer_company.with_user(
            self.user_accountant
        ).action_invoice_intervia_unbilled()
        self.assertEqual(order.invoice_status, "invoiced")

    # The button

    def test_send_to_invoicing(self):
        self.ticket.user_id = self.user_agent
        self._log(1)
        self.assertTrue(self.ticket.with_user(self.user_agent).is_unbilled)
        action = self.ticket.with_user(self.user_agent).action_send_to_invoicing()
        order = self.ticket.worklog_ids.order_line_id.order_id
        self.assertIn(order.name, action["params"]["message"])
        self.assertEqual(order.invoice_status, "to invoice")
        with self.assertRaises(UserError):
            self.ticket.with_user(self.user_agent).action_send_to_invoicing()

    # Reports

    def test_report_tells_who_paid(self):
        self._create_contract(hours=1)
        self._log(2)
        self._log(0.5, "2026-03-04", billable=False)
        self._charge()
        self._log(1, "2026-03-05")
        report = self.env["intervia.billing.report"]
        [sums] = report._read_group(
            [("commercial_partner_id", "=", self.customer_company.id)],
            [],
            [
                f"{name}:sum"
                for name in (
                    "counted_hours",
                    "covered_hours",
                    "billed_hours",
                    "pending_hours",
                    "given_hours",
                    "amount",
                )
            ],
        )
        self.assertEqual([float(s) for s in sums], [3.5, 1, 1, 1, 0.5, 40])

    def test_report_is_in_the_currency_of_the_company(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "x",
                "rate_ids": [(0, 0, {"name": "2026-01-01", "rate": 2})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": foreign.id}
        )
        client = self.customer_company.with_company(self.company_admin)
        client.property_product_pricelist = pricelist
        self._log(1)
        row = self._get_board()
        self.assertEqual((row.amount, row.currency_id), (80, foreign))
        line = self._charge().order_line
        self.assertEqual((line.price_subtotal, line.currency_id), (80, foreign))
        self.env.flush_all()
        report = self.env["intervia.billing.report"].search(
            [("commercial_partner_id", "=", self.customer_company.id)]
        )
        self.assertEqual(report.amount, 40)
        self.assertEqual(report.currency_id, self.company_admin.currency_id)

from odoo.tests import HttpCase, tagged

from .common import BillingCase

EVENT = "intervia_helpdesk.mt_ticket_event"
BUSY = 180  # a busy machine takes its time to print, to mail and to invoice


class TourCase(BillingCase, HttpCase):
    """People who each have a browser of their own, and ways to pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("sale.automatic_invoice", False)
        cls.user_seller_agent = cls._create_user(
            "seller_agent",
            "intervia_helpdesk.group_agent,sales_team.group_sale_salesman",
        )
        cls.area.write(
            {
                "name": "Tour area",
                "agent_visibility": "area",
                "member_ids": [(4, cls.user_seller_agent.id)],
            }
        )
        cls.env["intervia.category"].create({"name": "Any", "area_id": cls.area.id})
        cls.customer.email = "customer@example.com"
        cls.plugin.write({"name": "Tour plugin", "list_price": 200})
        cls.hour = cls.env["product.product"].create(
            {
                "name": "Tour hour",
                "type": "service",
                "invoice_policy": "order",
                "list_price": 40,
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
                "taxes_id": False,
            }
        )
        cls.company_admin.write(
            {
                "intervia_time_product_id": cls.hour.id,
                "intervia_quote_sign": True,
                "intervia_quote_pay": True,
                "intervia_quote_prepayment": 1,
                "intervia_charge_since": False,
            }
        )

    def _get_events(self, ticket):
        subtype = self.env.ref(EVENT)
        messages = ticket.message_ids.filtered(lambda m: m.subtype_id == subtype)
        return messages.sorted("id").mapped("preview")

    def _assert_told(self, ticket, *words):
        """What was said of the order, one event after the other."""
        events = self._get_events(ticket)
        self.assertEqual(len(events), len(words), events)
        for event, word in zip(events, words, strict=True):
            self.assertIn(word, event)


@tagged("post_install", "-at_install", "intervia_tour")
class TestChain(TourCase):
    """From the question to the paid invoice, each person in his own browser."""

    def test_from_the_question_to_the_paid_invoice(self):
        self._offer("payment.payment_provider_demo")
        ticket = self._ask()
        order = self._quote(ticket)
        self._accept(ticket, order)
        self._work(ticket)
        self._invoice(order, ticket)

    def _ask(self):
        """The client asks; without pages of his own he wrote a mail."""
        ticket = self.ticket
        if self.ticket._get_client_page():
            self.start_tour(
                "/soporte", "intervia_billing_ask", login="customer", timeout=BUSY
            )
            ticket = self.env["intervia.ticket"].search([], order="id desc", limit=1)
            self.assertEqual(ticket.name, "The tour wants a guide")
            self.assertEqual(ticket.partner_id, self.customer)
            self.assertTrue(ticket.activity_ids)
        ticket._assign(self.user_seller_agent)
        return ticket

    def _quote(self, ticket):
        url = f"/odoo/intervia-tickets/{ticket.id}"
        self.start_tour(
            url, "intervia_billing_quote", login="seller_agent", timeout=BUSY
        )
        order = ticket.order_ids
        self.assertEqual(len(order), 1)
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.amount_total, 200)
        self.assertEqual(order.user_id, self.user_seller_agent)
        self.assertEqual(ticket.state, "waiting")
        self._assert_told(ticket, "ready to be reviewed")
        return order

    def _accept(self, ticket, order):
        url, tour = ticket._get_client_page(), "intervia_billing_accept"
        if not url:
            url, tour = order.get_portal_url(), "intervia_billing_accept_by_mail"
        self.start_tour(url, tour, login="customer", timeout=BUSY)
        self.assertRecordValues(
            order, [{"state": "sale", "intervia_status": "paid", "amount_paid": 200}]
        )
        self.assertTrue(order.signature)
        self.assertTrue(order.commitment_date)
        self.assertEqual(order.transaction_ids.payment_id.amount, 200)
        self.assertEqual(ticket.state, "in_progress")
        told = ("ready to be reviewed", "was signed", "was accepted", "is paid")
        self._assert_told(ticket, *told)

    def _work(self, ticket):
        url = f"/odoo/intervia-tickets/{ticket.id}"
        self.start_tour(
            url, "intervia_billing_work", login="seller_agent", timeout=BUSY
        )
        entry = ticket.worklog_ids
        self.assertEqual((entry.hours, entry.billable_hours), (1.5, 1.5))
        self.assertTrue(ticket.is_unbilled)

    def _invoice(self, order, ticket):
        url = "/odoo/intervia-unbilled"
        self.start_tour(
            url, "intervia_billing_invoice", login="accountant", timeout=BUSY
        )
        line = ticket.worklog_ids.order_line_id
        invoice = line.invoice_lines.move_id
        self.assertEqual(invoice.amount_total, 60)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertIn(ticket.display_name, line.invoice_lines.name)
        self.assertFalse(ticket.is_unbilled)
        # what was paid in advance needs nobody's hand: its invoice is paid at once
        advance = order.with_user(self.user_accountant)._create_invoices()
        advance.action_post()
        self.assertIn(advance.payment_state, ("paid", "in_payment"))
        self.assertEqual(order.intervia_status, "paid")


@tagged("post_install", "-at_install", "intervia_tour")
class TestTransfer(TourCase):
    """A client who pays by bank transfer, and the accountant who sees it arrive."""

    def test_from_the_choice_to_the_money(self):
        self._offer(
            "payment.payment_provider_demo", "payment.payment_provider_transfer"
        )
        self.ticket._assign(self.user_agent)
        order = self._create_order(
            price=200, require_signature=False, require_payment=True
        )
        order.action_quotation_sent()
        self._choose(order)
        self.start_tour(
            f"/odoo/intervia-orders/{order.id}",
            "intervia_billing_transfer_arrived",
            login="accountant",
            timeout=BUSY,
        )
        self.assertEqual(order.intervia_status, "paid")
        self.assertTrue(order.commitment_date)
        invoice = order.invoice_ids
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self._assert_told(
            self.ticket, "ready", "bank transfer", "was accepted", "is paid"
        )
        self.assertEqual(self.ticket.state, "in_progress")
        self._assert_pages(order)

    def _choose(self, order):
        page = self.ticket._get_client_page() or order.get_portal_url()
        self.start_tour(
            page, "intervia_billing_transfer", login="customer", timeout=BUSY
        )
        self.assertEqual((order.state, order.intervia_status), ("sent", "pending"))
        self.assertEqual(self.ticket.state, "waiting")

    def _assert_pages(self, order):
        """Nobody asks the client any more for what he paid."""
        self.authenticate("customer", "customer")
        page = self.url_open(order.get_portal_url()).text
        self.assertNotIn("Finalize your payment", page)
        if url := self.ticket._get_client_page():
            self.assertIn("Accepted and paid", self.url_open(url).text)

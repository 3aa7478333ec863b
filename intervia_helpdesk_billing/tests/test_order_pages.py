from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import BillingCase

EVENT = "intervia_helpdesk.mt_ticket_event"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8"
    "AAAAASUVORK5CYII="
)


@tagged("post_install", "-at_install")
class TestOrderPages(BillingCase, HttpCase):
    """What the client does with a quote: on its own page and on that of its ticket."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"
        cls.ticket._assign(cls.user_agent)
        cls.order = cls._create_order(
            price=250, require_signature=False, require_payment=True
        )
        cls.order.action_quotation_sent()
        other = cls.env["res.partner"].create({"name": "Other", "is_company": True})
        cls.user_other = cls._create_user(
            "other_client", "base.group_portal", parent_id=other.id
        )

    def _get_events(self):
        subtype = self.env.ref(EVENT)
        return self.ticket.message_ids.filtered(
            lambda m: m.subtype_id == subtype
        ).sorted("id")

    def _post(self, url, **values):
        values["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(url, data=values)

    def _open_ticket(self, query=""):
        """The page of the ticket; None in a database without a client's page."""
        url = self.ticket._get_client_page()
        return self.url_open(url + query) if url else None

    # The quote's own page

    def test_pay_only_quote_is_declined(self):
        self.authenticate("customer", "customer")
        page = self.url_open(self.order.get_portal_url())
        self.assertIn('data-bs-target="#modaldecline"', page.text)
        self.assertIn(self.ticket.number, page.text)
        if "access_token" in self.ticket._fields:  # the key of one is not of the other
            self.assertNotIn(self.ticket.sudo().access_token, page.text)
        self._post(
            f"/my/orders/{self.order.id}/decline", decline_message="Too expensive"
        )
        self.assertEqual(self.order.state, "cancel")
        event = self._get_events()[-1]
        self.assertIn("Too expensive", event.body)
        self.assertEqual(event.author_id, self.customer)

    def test_whoever_holds_the_link_declines_as_the_client(self):
        self.authenticate(None, None)
        url = f"/my/orders/{self.order.id}/decline"
        self._post(f"{url}?access_token=wrong", decline_message="No")
        self.assertEqual(self.order.state, "sent")
        token = self.order.access_token
        self._post(f"{url}?access_token={token}", decline_message="No")
        self.assertEqual(self._get_events()[-1].author_id, self.customer)

    def test_declining_without_a_word(self):
        self.authenticate("customer", "customer")
        page = self._post(f"/my/orders/{self.order.id}/decline", decline_message=" ")
        self.assertIn("cant_reject", page.url)
        self.assertEqual(self.order.state, "sent")

    def test_signing_without_a_printer(self):
        def fail(report, *args, **kwargs):
            raise UserError(self.env._("Unable to print"))

        self.order.write({"require_signature": True, "require_payment": False})
        self.patch(self.registry["ir.actions.report"], "_pre_render_qweb_pdf", fail)
        self.authenticate("customer", "customer")
        answer = self.make_jsonrpc_request(
            f"/my/orders/{self.order.id}/accept", {"name": "Ana", "signature": PIXEL}
        )
        self.assertTrue(answer.get("force_refresh"), answer)
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.order.signed_by, "Ana")
        self.assertEqual(self._get_events()[-1].author_id, self.customer)

    def test_opening_the_quote_is_noted(self):
        self.authenticate("customer", "customer")
        self.url_open(self.order.get_portal_url(), allow_redirects=True)
        self.assertTrue(self.order.intervia_date_viewed)
        notes = self.ticket.message_ids.filtered(lambda m: "saw quote" in m.body)
        self.assertEqual(len(notes), 1)
        self.assertTrue(self.ticket._is_internal_message({}, notes))

    def test_others_see_nothing(self):
        self.authenticate("other_client", "other_client")
        page = self.url_open(f"/my/orders/{self.order.id}")
        self.assertNotIn(self.order.name, page.text)
        self._post(f"/my/orders/{self.order.id}/decline", decline_message="No")
        self.assertEqual(self.order.state, "sent")

    def test_drafts_are_not_for_clients(self):
        draft = self._create_order(price=999)
        orders = self.env["sale.order"].with_user(self.user_customer)
        self.assertEqual(
            orders.search([("intervia_ticket_id", "=", self.ticket.id)]), self.order
        )
        self.assertFalse(draft.with_user(self.user_customer).has_access("read"))
        line = draft.order_line.with_user(self.user_customer)
        self.assertFalse(line.has_access("read"))
        self.assertFalse(line.search([("price_unit", "=", 999)]))
        self.assertTrue(
            self.order.order_line.with_user(self.user_customer).has_access("read")
        )
        self.order._action_cancel()
        self.assertTrue(self.order.with_user(self.user_customer).has_access("read"))

    # The ticket's page

    def test_block_shows_what_was_sent(self):
        draft = self._create_order(price=999)
        self.order.order_line.tax_ids = self.env["account.tax"].create(
            {"name": "VAT", "amount": 21, "company_id": self.company_admin.id}
        )
        self.authenticate("customer", "customer")
        page = self._open_ticket()
        if page is None:
            return
        self.assertEqual(page.status_code, 200)
        self.assertIn(f'id="order-{self.order.id}"', page.text)
        for word in ("250.00", "52.50", "302.50", "Waiting for you"):
            self.assertIn(word, page.text)
        self.assertIn(f"/my/orders/{self.order.id}?access_token=", page.text)
        self.assertIn("If you pay today", page.text)
        self.assertNotIn(draft.name, page.text)

    def test_declined_on_the_ticket(self):
        self.authenticate("customer", "customer")
        url = self.ticket._get_client_page()
        if not url:
            return
        self._post(f"{url}/do/decline_order", order_id=self.order.id, reason="")
        self.assertEqual(self.order.state, "sent")
        page = self._post(
            f"{url}/do/decline_order", order_id=self.order.id, reason="Not <b>now</b>"
        )
        self.assertEqual(self.order.state, "cancel")
        self.assertIn("Not &lt;b&gt;now", page.text)

    def test_an_order_of_another_ticket_is_not_declined_here(self):
        other = self._create_ticket(partner_id=self.user_other.partner_id.id)
        order = self._create_order(other)
        order.action_quotation_sent()
        with self.assertRaises(UserError):
            self.ticket._do_client_act(
                "decline_order",
                {"order_id": str(order.id), "reason": "x"},
                self.customer,
            )
        self.assertEqual(order.state, "sent")

    def test_client_asks_for_a_quote_once(self):
        ticket = self.ticket.with_user(self.user_customer).sudo()
        ticket._do_client_act("ask_quote", {"word": "For two PCs"}, self.customer)
        said = self.ticket.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertIn("For two PCs", said[:1].body)
        self.assertEqual(said[:1].author_id, self.customer)
        activity = self.ticket.activity_ids
        self.assertEqual(activity.user_id, self.user_agent)
        with self.assertRaises(UserError):
            ticket._do_client_act("ask_quote", {}, self.customer)

    def test_public_page_of_a_ticket_shows_no_order(self):
        if "public_token" not in self.ticket._fields:
            return
        self.ticket.action_open_public_page()
        page = self.url_open(self.ticket.public_url)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn(self.order.name, page.text)
        self.assertNotIn("250.00", page.text)

    def test_agents_see_no_prices_on_the_page(self):
        block = "intervia_helpdesk_billing.portal_ticket_orders"
        for user, shown in ((self.user_agent, False), (self.user_customer, True)):
            blocks = self.ticket.with_user(user)._get_client_blocks()
            self.assertEqual(block in blocks, shown, user.name)


@tagged("post_install", "-at_install")
class TestOrderChain(BillingCase, HttpCase):
    """From the question to the invoice, by the web and by bank transfer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket._assign(cls.user_agent)
        cls.order = cls._create_order(require_signature=False, require_payment=True)
        cls.order.action_quotation_sent()

    def _open_provider(self, xmlid):
        self._offer(xmlid)
        return self.env.ref(xmlid)

    def _start(self, provider, as_visitor=True):
        """The client pays on the page of the quote; no more than the link."""
        if as_visitor:
            self.authenticate(None, None)
        self.url_open(self.order.get_portal_url())
        flow = "direct" if provider.code == "demo" else "redirect"
        return self.make_jsonrpc_request(
            f"/my/orders/{self.order.id}/transaction",
            {
                "access_token": self.order.access_token,
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "token_id": None,
                "amount": self.order.amount_total,
                "flow": flow,
                "tokenization_requested": False,
                "landing_route": self.order.get_portal_url(),
                "is_validation": False,
            },
        )["reference"]

    def test_accept_pay_deliver_work_invoice(self):
        provider = self._open_provider("payment.payment_provider_demo")
        details = {"payment_details": "4242", "simulated_state": "done"}
        details["reference"] = self._start(provider)
        self.make_jsonrpc_request("/payment/demo/simulate_payment", details)
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.order.intervia_status, "paid")
        self.assertTrue(self.order.commitment_date)
        self.assertEqual(self.ticket.state, "in_progress")
        events = self.ticket.message_ids.filtered(
            lambda m: m.subtype_id == self.env.ref(EVENT)
        ).sorted("id")
        self.assertEqual(len(events), 3)  # sent, accepted, paid
        self.assertEqual(events[1].author_id, self.customer)
        page = self.url_open(self.order.get_portal_url())
        self.assertEqual(page.text.count("Delivery Date"), 1)
        self.ticket._move_to("finished")
        invoice = self.order.with_user(self.user_accountant)._create_invoices()
        invoice.with_user(self.user_accountant).action_post()
        payment = self.order.transaction_ids.payment_id
        lines = (payment.move_id | invoice).line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        )
        if payment.move_id:
            lines.reconcile()
            self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(self.order.intervia_status, "paid")
        self.assertEqual(self.ticket.state, "finished")

    def test_paid_from_the_mail_in_two_clicks(self):
        self._open_provider("payment.payment_provider_demo")
        self.start_tour(self.order.get_portal_url(), "intervia_billing_pay", login=None)
        self.assertEqual(self.order.intervia_status, "paid")
        page = self.ticket._get_client_page()
        if page:
            self.authenticate("customer", "customer")
            self.assertIn("Accepted and paid", self.url_open(page).text)

    def test_bank_transfer(self):
        provider = self._open_provider("payment.payment_provider_transfer")
        reference = self._start(provider)
        self.url_open("/payment/custom/process", data={"reference": reference})
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.assertEqual(self.order.state, "sent")
        self.assertEqual(self.order.intervia_status, "pending")
        self.order.action_confirm()
        invoice = self.order._create_invoices()
        invoice.action_post()
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({})._create_payments()
        self.assertEqual(self.order.intervia_status, "paid")
        self.assertTrue(self.order.commitment_date)

    def test_pack_is_bought_in_the_portal(self):
        self._open_provider("payment.payment_provider_demo")
        contract = self.env["intervia.contract"].create(
            {
                "name": "Packs",
                "partner_id": self.customer_company.id,
                "company_id": self.company_admin.id,
                "kind": "prepaid",
                "grant_ids": [(0, 0, {"hours": 1})],
            }
        )
        contract.action_start()
        self.plugin.intervia_pack_hours = 10
        self.order.order_line.product_uom_qty = 2
        self.authenticate("customer", "customer")
        page = self.ticket._get_client_page()
        if page:
            self.assertIn("Review and pay", self.url_open(page).text)
        self.assertEqual(self._pay_by_card(), "done")
        self.assertEqual(self.order.intervia_status, "paid")
        self.assertEqual(contract.balance_hours, 21)
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.assertEqual(contract.balance_hours, 21)
        self.assertEqual(contract.grant_ids.order_line_id, self.order.order_line)
        # what is paid with it
        self.ticket.worklog_ids = [(0, 0, {"name": "Installed", "hours": 3})]
        self.assertEqual(contract.balance_hours, 18)
        self.assertFalse(self.ticket.is_unbilled)

    def _pay_by_card(self):
        """Pay on the page of the quote, as whoever is logged in."""
        provider = self.env.ref("payment.payment_provider_demo")
        details = {"payment_details": "4242", "simulated_state": "done"}
        details["reference"] = self._start(provider, as_visitor=False)
        self.make_jsonrpc_request("/payment/demo/simulate_payment", details)
        return self.make_jsonrpc_request("/payment/status/poll", {})["state"]

    def test_one_of_hundred_is_not_paid(self):
        provider = self._open_provider("payment.payment_provider_demo")
        self.order.prepayment_percent = 0.3
        reference = self._start(provider)
        tx = self.env["payment.transaction"].search([("reference", "=", reference)])
        tx.amount = 1
        details = {"payment_details": "4242", "simulated_state": "done"}
        self.make_jsonrpc_request(
            "/payment/demo/simulate_payment", {**details, "reference": reference}
        )
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order.intervia_date_paid)

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestQuote(BillingCase):
    """From a ticket to a quote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_seller_agent = cls._create_user(
            "seller_agent",
            "intervia_helpdesk.group_agent,sales_team.group_sale_salesman",
        )
        cls.area.member_ids |= cls.user_seller_agent
        cls.area.agent_visibility = "area"
        cls.area.sales_user_id = cls.user_salesman
        cls.ticket.description = "<p>A plugin, please</p>"

    def _open_dialog(self, user):
        dialog = self.env["intervia.ticket.quote"].with_user(user)
        return dialog.with_context(default_ticket_id=self.ticket.id)

    def _quote(self, user, **values):
        dialog = self._open_dialog(user).create(values)
        action = dialog.action_quote()
        orders = self.env["sale.order"].search(
            [("intervia_ticket_id", "=", self.ticket.id)], order="id desc"
        )
        return orders[:1], action

    def test_is_born_with_client_and_words(self):
        order, action = self._quote(self.user_seller_agent)
        self.assertEqual(action["res_id"], order.id)
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(order.user_id, self.user_seller_agent)
        self.assertIn("A plugin, please", order.order_line.mapped("name"))
        self.assertIn(self.ticket.display_name, order.order_line.mapped("name"))

    def test_follows_the_policy_of_the_company(self):
        company = self.ticket.company_id
        for sign, pay in ((True, False), (False, True), (True, True)):
            company.write(
                {
                    "intervia_quote_sign": sign,
                    "intervia_quote_pay": pay,
                    "intervia_quote_prepayment": 0.4,
                    "intervia_quote_days": 7,
                    "portal_confirmation_sign": not sign,
                    "portal_confirmation_pay": not pay,
                }
            )
            order, _action = self._quote(self.user_seller_agent)
            with self.subTest(sign=sign, pay=pay):
                self.assertEqual(order.require_signature, sign)
                self.assertEqual(order.require_payment, pay)
                self.assertEqual(order.prepayment_percent, 0.4)
                days = (order.validity_date - order.create_date.date()).days
                self.assertIn(days, (6, 7, 8))

    def test_a_template_says_otherwise(self):
        template = self.env["sale.order.template"].create(
            {
                "name": "Maintenance",
                "require_signature": False,
                "require_payment": True,
                "sale_order_template_line_ids": [
                    (0, 0, {"product_id": self.plugin.id, "product_uom_qty": 3})
                ],
            }
        )
        order, _action = self._quote(self.user_seller_agent, template_id=template.id)
        self.assertTrue(order.require_payment)
        self.assertFalse(order.require_signature)
        line = order.order_line.filtered("product_id")
        self.assertEqual(line.product_uom_qty, 3)
        self.assertEqual(line.intervia_ticket_id, self.ticket)

    def test_free_lines(self):
        order, _action = self._quote(
            self.user_seller_agent,
            line_ids=[
                (0, 0, {"product_id": self.plugin.id, "quantity": 2}),
                (0, 0, {"name": "As talked about"}),
            ],
        )
        self.assertEqual(order.amount_untaxed, 200)
        self.assertIn("As talked about", order.order_line.mapped("name"))

    def test_several_quotes_of_a_ticket(self):
        self._quote(self.user_seller_agent)
        self._quote(self.user_seller_agent)
        self.assertEqual(self.ticket.order_count, 2)

    def test_agent_asks_who_sells(self):
        order, _action = self._quote(self.user_agent)
        self.assertEqual(order.user_id, self.user_salesman)
        self.assertEqual(order.activity_ids.user_id, self.user_salesman)
        with self.assertRaises(AccessError):
            order.with_user(self.user_agent).check_access("read")

    def test_agent_sees_the_state_without_prices(self):
        order = self._create_order(price=4321)
        ticket = self.ticket.with_user(self.user_agent)
        self.assertEqual(ticket.order_state, "draft")
        self.assertIn(order.name, ticket.order_summary)
        self.assertNotIn("4,321", ticket.order_summary)
        with self.assertRaises(AccessError):
            ticket.read(["order_ids"])
        supervised = self.ticket.with_user(self.user_supervisor)
        self.assertIn("4,321", supervised.order_summary)

    def test_search_by_situation(self):
        self._create_order()
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        other = self._create_ticket()
        for states, found in ((["draft"], self.ticket), (["sent"], tickets)):
            domain = [
                ("id", "in", (self.ticket | other).ids),
                ("order_state", "in", states),
            ]
            self.assertEqual(tickets.search(domain), found)

    def test_others_ask_for_nothing(self):
        requester = self._create_user("requester", "base.group_user")
        with self.assertRaises(AccessError):
            self.ticket.with_user(requester).action_quote()
        with self.assertRaises(AccessError):
            self._open_dialog(requester).create({})
        stranger = self._create_user("stranger", "group_agent")
        with self.assertRaises(AccessError):
            self._open_dialog(stranger).create({})

    def test_work_is_charged_from_the_dialog(self):
        self.ticket.worklog_ids = [(0, 0, {"name": "Looked into it", "hours": 2})]
        if not self.ticket._get_billable_items():
            self.ticket.worklog_ids.billable = True
        with Form(self._open_dialog(self.user_seller_agent)) as form:
            self.assertEqual(len(form.item_ids), 1)
            dialog = form.save()
        dialog.action_quote()
        lines = self.ticket.order_ids.order_line.filtered("product_id")
        self.assertEqual(lines.product_uom_qty, 2)
        # nothing is charged twice
        second = self._open_dialog(self.user_seller_agent).create({})
        self.assertFalse(second.item_ids)

    def test_what_was_charged_meanwhile_is_refused(self):
        self.ticket.worklog_ids = [
            (0, 0, {"name": "Looked into it", "hours": 2, "billable": True})
        ]
        first = self._open_dialog(self.user_seller_agent).create({})
        second = self._open_dialog(self.user_seller_agent).create({})
        first.action_quote()
        with self.assertRaises(UserError):
            second.action_quote()

    def test_without_a_client(self):
        self.ticket.partner_id = False
        dialog = self._open_dialog(self.user_seller_agent).create({})
        with self.assertRaises(UserError):
            dialog.action_quote()

    def test_a_ticket_with_orders_stays(self):
        self._create_order()
        with self.assertRaises(UserError):
            self.ticket.unlink()

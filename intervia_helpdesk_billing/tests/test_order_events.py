from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase

EVENT = "intervia_helpdesk.mt_ticket_event"


@tagged("post_install", "-at_install")
class TestOrderEvents(BillingCase):
    """What happens to an order is told once on its ticket, and moves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.write(
            {
                "order_sent_state": "waiting",
                "order_accepted_state": "in_progress",
                "order_declined_state": "in_progress",
                "order_expired_state": "in_progress",
            }
        )
        cls.ticket._assign(cls.user_agent)
        cls.order = cls._create_order(user_id=cls.user_salesman.id)
        cls.seller = cls.user_salesman.partner_id

    def _get_events(self, ticket=None):
        subtype = self.env.ref(EVENT)
        messages = (ticket or self.ticket).message_ids
        return messages.filtered(lambda m: m.subtype_id == subtype).sorted("id")

    def _send(self):
        self.order.with_user(self.user_salesman).action_quotation_sent()

    def test_sent(self):
        self._send()
        event = self._get_events()
        self.assertEqual(event.author_id, self.seller)
        self.assertIn(self.order.name, event.body)
        self.assertFalse(event.is_internal)
        self.assertIn(self.user_agent.partner_id, event.notified_partner_ids)
        self.assertNotIn(self.customer, event.notified_partner_ids)
        self.assertEqual(self.ticket.state, "waiting")
        self.assertTrue(self.order.intervia_date_sent)

    def test_nobody_speaks_for_another(self):
        """What a call from outside puts in the context names nobody."""
        for name in ("intervia_actor", "intervia_actor_id"):
            order = self._create_order(user_id=self.user_salesman.id)
            order = order.with_user(self.user_salesman)
            order.with_context(**{name: self.customer.id}).action_quotation_sent()
            self.assertEqual(self._get_events()[-1].author_id, self.seller)

    def test_accepted_by_the_client(self):
        self._send()
        client = self.order.with_user(self.user_customer).sudo()
        client._validate_order()
        event = self._get_events()[-1]
        self.assertEqual(event.author_id, self.customer)
        self.assertEqual(self.ticket.state, "in_progress")

    def test_the_public_user_is_nobody(self):
        self._send()
        public = self.env.ref("base.public_user")
        self.order.with_user(public).sudo()._validate_order()
        self.assertEqual(self._get_events()[-1].author_id, self.customer)

    def test_in_the_language_of_the_client(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.lang = "fr_FR"
        self.assertEqual(self.order._get_intervia_lang(), "fr_FR")

    def test_signed_and_still_to_be_paid(self):
        self.order.write({"require_signature": True, "require_payment": True})
        self._send()
        pixel = b"R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
        self.order.write({"signature": pixel, "signed_by": "Ana"})
        self.assertEqual(len(self._get_events()), 2)
        self.assertEqual(self.ticket.state, "waiting")

    def test_declined_with_a_reason(self):
        self.order.write({"require_signature": False, "require_payment": True})
        self._send()
        self.order._decline_intervia("Too expensive", self.customer)
        event = self._get_events()[-1]
        self.assertEqual(event.author_id, self.customer)
        self.assertIn("Too expensive", event.body)
        self.assertEqual(self.order.intervia_status, "declined")
        self.assertEqual(self.ticket.state, "in_progress")
        with self.assertRaises(UserError):
            self.order._decline_intervia("Again", self.customer)

    def test_declining_asks_why(self):
        self._send()
        with self.assertRaises(UserError):
            self.order._decline_intervia("  ", self.customer)
        self.assertEqual(self.order.state, "sent")

    def test_withdrawn_by_staff(self):
        self._send()
        self.order.with_user(self.user_salesman).action_cancel()
        self.assertEqual(self._get_events()[-1].author_id, self.seller)
        self.assertEqual(self.order.intervia_status, "cancelled")

    def test_a_draft_is_dropped_in_silence(self):
        self.order.action_cancel()
        self.assertFalse(self._get_events())

    def test_expired_once_for_each_day(self):
        self._send()
        orders = self.env["sale.order"]
        self.order.validity_date = fields.Date.today() - timedelta(1)
        for _time in range(2):
            orders._tell_intervia_expired()
        self.assertEqual(len(self._get_events()), 2)
        self.assertIn(self.customer, self._get_events()[-1].notified_partner_ids)
        self.order.validity_date = fields.Date.today() - timedelta(2)
        orders._tell_intervia_expired()
        self.assertEqual(len(self._get_events()), 3)

    def test_only_accepting_reopens(self):
        self.ticket._move_to("finished")
        self._send()
        self.assertEqual(self.ticket.state, "finished")
        self.order._validate_order()
        self.assertEqual(self.ticket.state, "in_progress")

    def test_an_area_may_leave_tickets_alone(self):
        self.area.order_sent_state = "none"
        before = self.ticket.state
        self._send()
        self.assertEqual(self.ticket.state, before)

    def test_a_cancelled_ticket_does_not_stop_an_order(self):
        self._send()
        self.ticket.action_cancel()
        self.order._validate_order()
        self.assertEqual(self.ticket.state, "cancelled")
        self.assertEqual(self.order.state, "sale")

    def test_answers_to_the_quote_reach_the_ticket(self):
        self.area.alias_name = "systems"
        self._send()
        reply_to = self.order._notify_get_reply_to()[self.order.id]
        self.assertIn(self.area.alias_email, reply_to)
        message = self.order.message_post(body="Your quote", message_type="comment")
        mail = (
            f"From: {self.customer.email}\nTo: {self.area.alias_email}\n"
            "Subject: Re: Quote\nMessage-Id: <answer@example.com>\n"
            f"In-Reply-To: {message.message_id}\n\nIs it with taxes?"
        )
        self.env["mail.thread"].message_process(None, mail)
        answer = self.ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertIn("Is it with taxes?", answer.body)
        self.assertEqual(answer.author_id, self.customer)
        self.assertNotEqual(answer.parent_id, message)

    def test_quote_has_its_own_mail(self):
        template = self.order._find_mail_template()
        self.assertEqual(
            template, self.env.ref("intervia_helpdesk_billing.mail_template_quote")
        )
        subject = template._render_field("subject", self.order.ids)[self.order.id]
        self.assertIn(self.ticket.number, subject)
        other = self._create_order()
        other.intervia_ticket_id = False
        self.assertNotEqual(other._find_mail_template(), template)

    def test_without_a_printer_nothing_is_lost(self):
        def fail(report, *args, **kwargs):
            raise UserError(self.env._("Unable to print"))

        self._send()
        report = self.registry["ir.actions.report"]
        self.patch(report, "_pre_render_qweb_pdf", fail)
        self.order._validate_order()
        self.assertEqual(self.order.state, "sale")
        self.assertFalse(self.order.message_ids.attachment_ids)

    # Merged tickets

    def test_quote_of_a_ticket_merged_apart(self):
        colleague = self._create_user(
            "colleague", "base.group_portal", parent_id=self.customer_company.id
        )
        self.ticket.partner_id = colleague.partner_id
        self.order.partner_id = colleague.partner_id
        self._send()
        survivor = self._create_ticket(user_id=self.user_agent.id)
        self.assertEqual(self.ticket._get_client_orders(), self.order)
        self.ticket.with_user(self.user_agent)._merge_into(survivor)
        self.assertTrue(self.ticket.is_merged_apart)
        self.assertEqual(self.order.intervia_ticket_id, survivor)
        self.assertFalse(survivor._get_client_orders())

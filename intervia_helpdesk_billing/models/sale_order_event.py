from typing import NamedTuple

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import format_date

from odoo.addons.intervia_helpdesk.models.ticket.workflow import get_path
from odoo.addons.intervia_helpdesk.tools.own_context import OWN

SUBTYPE = "intervia_helpdesk.mt_ticket_event"


class Event(NamedTuple):
    """What becomes known when something happens to the order of a ticket."""

    by_company: bool = False  # nobody did it, or the bank
    tells_client: bool = False  # by mail; of the others the platform mails him itself
    reopens: bool = False  # also moves a finished ticket


EVENTS = {
    "sent": Event(),
    "signed": Event(),
    "accepted": Event(reopens=True),
    "pending": Event(),
    "paid": Event(by_company=True, tells_client=True),
    "refunded": Event(by_company=True),
    "declined": Event(),
    "cancelled": Event(),
    "expired": Event(by_company=True, tells_client=True),
}


class SaleOrder(models.Model):
    """What happens to an order is told once on its ticket, and moves it.

    The platform confirms and cancels in the name of the superuser or of the public
    user: who acted is asked of ``_get_intervia_actor``.
    """

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(
            lambda order: order.intervia_ticket_id and order.state == "sent"
        ).intervia_date_sent = fields.Datetime.now()
        return orders

    def write(self, vals):
        watched = self.filtered("intervia_ticket_id")
        if not watched or not {"state", "signature"} & vals.keys():
            return super().write(vals)
        before = {order: (order.state, bool(order.signature)) for order in watched}
        result = super().write(vals)
        for order, (state, was_signed) in before.items():
            if order.state != state:
                order._on_intervia_state(state)
            elif order.signature and not was_signed and order._has_to_be_paid():
                order._tell_intervia("signed")
        return result

    def _on_intervia_state(self, before):
        """This order just left the state ``before``."""
        if self.state == "sent":
            if not self.intervia_date_sent:
                self.intervia_date_sent = fields.Datetime.now()
            self._portal_ensure_token()
            self._tell_intervia("sent")
        elif self.state == "sale":
            self._tell_intervia("accepted")
            self._update_intervia_payment()
        elif self.state == "cancel" and self.intervia_date_sent:
            is_declined = "intervia_decline_reason" in self.env.context
            self.intervia_is_declined = is_declined
            self._tell_intervia("declined" if is_declined else "cancelled")
        elif self.state == "draft":
            self.intervia_is_declined = False

    # Telling

    def _tell_intervia(self, name):
        """Say on the ticket what happened, tell staff, and move the ticket.

        :param str name: of one of ``EVENTS``
        """
        self.ensure_one()
        if not self.env.registry.ready or self.env.context.get("intervia_quiet"):
            return  # demo data tell their own story
        event = EVENTS[name]
        # sudo: whoever acts on an order need not see its ticket
        speaking = self.sudo().with_context(lang=self._get_intervia_lang())
        ticket = speaking.intervia_ticket_id.with_user(SUPERUSER_ID)
        ticket = ticket.with_context(intervia_client_knows=OWN)
        author = self._get_intervia_author(event)
        ticket.message_post(
            body=speaking._get_intervia_text(name),
            author_id=author.id,
            email_from=ticket._get_sender(author),
            message_type="auto_comment",
            subtype_xmlid=SUBTYPE,
            partner_ids=self._get_intervia_readers(event, ticket, author).ids,
        )
        self._move_intervia_ticket(name, ticket)

    def _get_intervia_lang(self):
        # sudo: the client's language, whoever acts
        return self.sudo().partner_id.lang or self.company_id.partner_id.lang

    def _get_intervia_readers(self, event, ticket, author):
        readers = ticket._get_staff_in_charge().partner_id
        if event.tells_client:
            readers |= ticket.partner_id
        return readers - author

    def _get_intervia_author(self, event):
        # sudo: who acted is named, whoever reads
        order = self.sudo()
        if event.by_company:
            return order.company_id.partner_id
        return order._get_intervia_actor()

    def _get_intervia_actor(self):
        """Whoever is behind what happens now: never the public user, nor the system."""
        named = self.env.context.get("intervia_actor")
        if isinstance(named, models.BaseModel):  # a caller by RPC names nobody
            return named
        user = self.env.user
        if user._is_superuser() and request:
            user = request.env.user
        if user._is_superuser() or user._is_public():
            return self.partner_id
        return user.partner_id

    def _get_intervia_text(self, name):
        """The event in words, in the language of the environment."""
        order = self.name
        texts = {
            "sent": self.env._("Quote %(order)s is ready to be reviewed.", order=order),
            "signed": self.env._(
                "Quote %(order)s was signed; its payment is due.", order=order
            ),
            "accepted": self.env._("Quote %(order)s was accepted.", order=order),
            "pending": self.env._(
                "Quote %(order)s is to be paid by bank transfer. It goes on once the"
                " money arrives.",
                order=order,
            ),
            "paid": self.env._("Order %(order)s is paid.", order=order),
            "refunded": self.env._(
                "Order %(order)s is no longer fully paid.", order=order
            ),
            "declined": self.env._("Quote %(order)s was declined.", order=order),
            "cancelled": self.env._("Quote %(order)s was cancelled.", order=order),
            "expired": self.env._(
                "Quote %(order)s has expired. Ask for a new one whenever you need it.",
                order=order,
            ),
        }
        return " ".join(filter(None, [texts[name], self._get_intervia_detail(name)]))

    def _get_intervia_detail(self, name):
        """What goes along with the event: the day of delivery, the client's reason."""
        reason = self.env.context.get("intervia_decline_reason")
        if name == "paid" and self.intervia_delivery_date:
            day = format_date(self.env, self.intervia_delivery_date)
            return self.env._("Estimated delivery date: %(day)s.", day=day)
        if name == "declined" and reason:
            return self.env._("Reason: %(reason)s", reason=reason)
        return ""

    # Moving

    def _move_intervia_ticket(self, name, ticket):
        """Bring the ticket where its area wants it after this event."""
        state = ticket.area_id._get_state_after_order(name)
        if not state or (ticket.state == "finished" and not EVENTS[name].reopens):
            return
        if ticket.state == "registered" and not ticket.user_id:
            return  # whoever takes it will see the order
        if get_path(ticket.state, state):
            ticket._move_to(state)

    # Declining

    def _is_intervia_declinable(self):
        """Whether the client may still say no: nothing was paid, nor is on its way."""
        self.ensure_one()
        return (
            self.state == "sent"
            and not self.is_expired
            and not self.amount_paid
            and not self._get_intervia_pending()
        )

    def _decline_intervia(self, reason, author):
        """The client says no, whatever the quote asked of him.

        :param str reason: plain text
        :param author: ``res.partner``
        """
        if self.state == "sent" and self._get_intervia_pending():
            raise UserError(
                self.env._(
                    "You chose to pay this quote by bank transfer. If you changed your"
                    " mind, write to us in the ticket."
                )
            )
        if not self._is_intervia_declinable():
            raise UserError(self.env._("This quote can no longer be declined."))
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Tell us in a few words why you decline."))
        declined = self.with_context(
            intervia_decline_reason=reason, intervia_actor=author
        )
        declined._action_cancel()
        self.message_post(
            body=reason,
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

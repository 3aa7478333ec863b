from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

BLOCK = "intervia_helpdesk_billing.portal_ticket_orders"


class InterviaTicket(models.Model):
    """Quotes and orders on the page where the client sees his ticket."""

    _inherit = "intervia.ticket"

    def _get_client_blocks(self):
        """Orders are between the client and whoever sells: agents see none here."""
        blocks = super()._get_client_blocks()
        user = self.env.user
        # sudo: only whose ticket it is is asked
        is_own = self.sudo().partner_id == user.partner_id
        is_client = self.env.su or user.share or is_own
        if is_client or user.has_group("sales_team.group_sale_salesman_all_leads"):
            blocks.append(BLOCK)
        return blocks

    def _get_client_orders(self):
        """What the client sees of his orders: what was sent to his own company.

        :rtype: ``sale.order`` as superuser, oldest first
        """
        self.ensure_one()
        # sudo: the page was granted; filtered to what the client may see
        orders = self.env["sale.order"].sudo()
        orders = orders.search([("intervia_ticket_id", "=", self.id)], order="id")
        apart = self._get_merged_apart("sale.order") if orders else ()
        company = self.sudo().commercial_partner_id
        return orders.filtered(
            lambda order: (
                order.id not in apart
                and order._is_intervia_shown_to_client()
                and order.partner_id.commercial_partner_id == company
            )
        )

    def _get_client_order_acts(self, acts):
        """Which buttons the block has, given what the person may do."""
        # sudo: only the state is asked
        may_ask = "reply" in acts and self.sudo().state not in ("finished", "cancelled")
        return {"ask": may_ask, "decline": "reply" in acts}

    def _do_client_act(self, act, form, author):
        if act == "ask_quote":
            self._ask_quote_by_client((form.get("word") or "").strip(), author)
            return "quote_asked"
        if act == "decline_order":
            order_id = form.get("order_id") or ""
            order = self._get_client_orders().filtered(lambda o: str(o.id) == order_id)
            if not order:
                raise UserError(self.env._("This quote can no longer be declined."))
            order._decline_intervia(form.get("reason"), author)
            return "order_declined"
        return super()._do_client_act(act, form, author)

    def _ask_quote_by_client(self, word, author):
        """The client wants a quote: said in his words, and put on somebody's list.

        Pressed twice it is asked once.
        """
        kind = "intervia_helpdesk_billing.mail_activity_quote"
        # sudo: a client causes an activity of staff
        ticket = self.sudo()
        if ticket.activity_search([kind]):
            raise UserError(
                self.env._("You already asked for a quote: we are preparing it.")
            )
        wish = self.env._("I would like a quote.")
        ticket.message_post(
            body=plaintext2html(f"{wish}\n{word}" if word else wish),
            author_id=author.id,
            email_from=author.email_formatted or ticket.partner_email,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        user = ticket._get_staff_in_charge()[:1]
        ticket.activity_schedule(
            kind,
            user_id=user.id or ticket.create_uid.id,
            note=self.env._("The client asks for a quote."),
        )

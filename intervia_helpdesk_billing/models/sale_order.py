from odoo import api, fields, models
from odoo.tools import format_date, format_datetime


class SaleOrder(models.Model):
    """A quote or an order that was made for a ticket."""

    _inherit = "sale.order"

    intervia_ticket_id = fields.Many2one(
        "intervia.ticket",
        string="Ticket",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
    )
    intervia_date_sent = fields.Datetime(
        "Sent on",
        readonly=True,
        copy=False,
        help="When it was first sent: from then on the client sees it.",
    )
    intervia_date_viewed = fields.Datetime(
        "Seen on",
        readonly=True,
        copy=False,
        help="When the client opened it first.",
    )
    intervia_status = fields.Selection(
        [
            ("requested", "Being prepared"),
            ("sent", "Waiting for the client"),
            ("pending", "Waiting for the transfer"),
            ("expired", "Expired"),
            ("accepted", "Accepted"),
            ("paid", "Paid"),
            ("declined", "Declined"),
            ("cancelled", "Cancelled"),
        ],
        string="Situation",
        compute="_compute_intervia_status",
        compute_sudo=True,
        help="The state of a quote in the words of the helpdesk.",
    )
    intervia_is_declined = fields.Boolean("Declined", readonly=True, copy=False)

    @api.depends(
        "state",
        "intervia_date_paid",
        "intervia_is_declined",
        "transaction_ids.state",
        "validity_date",
    )
    def _compute_intervia_status(self):
        for order in self:
            order.intervia_status = order._get_intervia_status()

    def _get_intervia_status(self):
        """One word for what the client and staff want to know of this order."""
        if self.state == "cancel":
            return "declined" if self.intervia_is_declined else "cancelled"
        if self.state == "sale":
            return "paid" if self.intervia_date_paid else "accepted"
        if self.state == "draft":
            return "requested"
        if self.get_portal_last_transaction().state == "pending":
            return "pending"
        return "expired" if self.is_expired else "sent"

    def _is_intervia_shown_to_client(self):
        """Drafts are ours alone; so is what was dropped before anybody saw it."""
        self.ensure_one()
        return self.state in ("sent", "sale") or bool(self.intervia_date_sent)

    def _get_intervia_line(self, with_amounts):
        """This order in a few words, for the form of its ticket.

        :param bool with_amounts: whether whoever reads may know the money
        """
        self.ensure_one()
        labels = dict(self._fields["intervia_status"]._description_selection(self.env))
        day = self.intervia_delivery_date
        line = {
            "id": self.id,
            "name": self.name,
            "status": self.intervia_status,
            "label": labels[self.intervia_status],
            "seller": self.user_id.name or "",
            "delivery": format_date(self.env, day) if day else "",
            "is_promised": self.intervia_is_delivery_promised,
            "viewed": self._get_intervia_viewed(),
        }
        if with_amounts:
            money = self.currency_id.format
            line["untaxed"] = money(self.amount_untaxed)
            line["total"] = money(self.amount_total)
        return line

    def _get_intervia_viewed(self):
        """When the client saw it, while he is waited for."""
        if self.intervia_status not in ("sent", "expired"):
            return ""
        return format_datetime(self.env, self.intervia_date_viewed, dt_format="short")

    def _get_intervia_ticket_url(self):
        """The page where a client sees the ticket, where there is such a page.

        Without the ticket's key: the holder of an order's key may be somebody else.
        """
        # sudo: only where the page is
        return self.sudo().intervia_ticket_id._get_client_page()

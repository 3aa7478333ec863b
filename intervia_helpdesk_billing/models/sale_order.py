from odoo import fields, models


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

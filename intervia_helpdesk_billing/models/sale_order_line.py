from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """A line charges one ticket; an order of a month's end charges several."""

    _inherit = "sale.order.line"

    intervia_ticket_id = fields.Many2one(
        "intervia.ticket",
        string="Ticket",
        compute="_compute_intervia_ticket_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    @api.depends("order_id.intervia_ticket_id")
    def _compute_intervia_ticket_id(self):
        """The ticket of its order, where the order is of one ticket."""
        for line in self:
            ticket = line.order_id.intervia_ticket_id
            line.intervia_ticket_id = ticket or line.intervia_ticket_id

from odoo import fields, models


class InterviaTicketQuoteLine(models.TransientModel):
    """A line that is not on the ticket: an article, or words about what is wanted."""

    _name = "intervia.ticket.quote.line"
    _description = "Line of a Quote"

    quote_id = fields.Many2one(
        "intervia.ticket.quote", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", "Article", domain=[("sale_ok", "=", True)]
    )
    name = fields.Char("Description")
    quantity = fields.Float(default=1)

    def _prepare_order_line(self):
        """Values of an order line; without an article a note for whoever sells."""
        self.ensure_one()
        if not self.product_id:
            return {"display_type": "line_note", "name": self.name or ""}
        values = {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
        }
        return {**values, "name": self.name} if self.name else values

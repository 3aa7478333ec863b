from odoo import fields, models


class InterviaTicketQuoteItem(models.TransientModel):
    """Something done on the ticket that the quote may charge."""

    _name = "intervia.ticket.quote.item"
    _description = "Item of a Quote"
    _order = "position"

    quote_id = fields.Many2one(
        "intervia.ticket.quote", required=True, ondelete="cascade"
    )
    position = fields.Integer()
    reference = fields.Char(help="Which of the ticket's items this is.")
    name = fields.Char("What")
    date = fields.Datetime()
    quantity = fields.Float()
    unit = fields.Char()
    is_chosen = fields.Boolean("Quote it")

from odoo import fields, models


class InterviaTicketType(models.Model):
    """A type may be offered on some websites only."""

    _name = "intervia.ticket.type"
    _inherit = ["intervia.ticket.type", "intervia.cached", "intervia.catalogue"]

    website_ids = fields.Many2many(
        "website",
        "intervia_ticket_type_website_rel",
        string="Websites",
        help="Where clients may choose this type. Leave empty for every website.",
    )

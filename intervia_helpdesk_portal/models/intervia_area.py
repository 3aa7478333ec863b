from odoo import fields, models


class InterviaArea(models.Model):
    """An area may serve some websites only."""

    _inherit = "intervia.area"

    website_ids = fields.Many2many(
        "website",
        "intervia_area_website_rel",
        string="Websites",
        help="Where clients may choose this area. Leave empty for every website.",
    )

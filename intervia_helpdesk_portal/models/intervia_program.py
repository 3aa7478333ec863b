from odoo import fields, models


class InterviaProgram(models.Model):
    """A program may be offered on some websites only."""

    _name = "intervia.program"
    _inherit = ["intervia.program", "intervia.cached", "intervia.catalogue"]

    website_ids = fields.Many2many(
        "website",
        "intervia_program_website_rel",
        string="Websites",
        help="Where clients may choose this program. Leave empty for every website.",
    )

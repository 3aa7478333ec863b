from odoo import api, fields, models
from odoo.fields import Domain


class InterviaArea(models.Model):
    """An area may serve some websites only."""

    _name = "intervia.area"
    _inherit = ["intervia.area", "intervia.cached", "intervia.catalogue"]

    website_ids = fields.Many2many(
        "website",
        "intervia_area_website_rel",
        string="Websites",
        help="Where clients may choose this area. Leave empty for every website.",
    )

    @api.model
    def _get_offer_domain(self, website):
        company = Domain("company_id", "=", website.company_id.id)
        return super()._get_offer_domain(website) & company

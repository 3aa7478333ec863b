from odoo import api, models
from odoo.fields import Domain


class InterviaCategory(models.Model):
    """A category is offered where its area is."""

    _name = "intervia.category"
    _inherit = ["intervia.category", "intervia.cached", "intervia.catalogue"]

    @api.model
    def _get_offer_domain(self, website):
        areas = self.env["intervia.area"]._get_offered(website)
        return Domain("area_id", "in", areas.ids)

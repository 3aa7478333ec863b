from odoo import api, fields, models


class InterviaTicket(models.Model):
    """What the forms of a ticket show and propose besides its own fields."""

    _inherit = "intervia.ticket"

    client_support_mode = fields.Selection(
        related="commercial_partner_id.intervia_support_mode"
    )
    available_stage_ids = fields.Many2many(
        "intervia.stage", compute="_compute_available_stage_ids"
    )

    @api.depends("area_id")
    def _compute_available_stage_ids(self):
        """The stages of the bar: those its area uses."""
        for area, tickets in self.grouped("area_id").items():
            tickets.available_stage_ids = area._get_stages() if area else False

    @api.model
    def default_get(self, fields_list):
        """In “My requests” the client is whoever is asking."""
        values = super().default_get(fields_list)
        if self.env.context.get("intervia_own_request") and "partner_id" in fields_list:
            values["partner_id"] = self.env.user.partner_id.id
        return values

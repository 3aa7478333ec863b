from odoo import api, fields, models


class InterviaTicket(models.Model):
    """Whoever asks: an employee with his own request, a client with his contract."""

    _inherit = "intervia.ticket"

    client_support_mode = fields.Selection(
        related="commercial_partner_id.intervia_support_mode"
    )

    @api.model
    def default_get(self, fields_list):
        """In “My requests” the client is whoever is asking."""
        values = super().default_get(fields_list)
        if self.env.context.get("intervia_own_request") and "partner_id" in fields_list:
            values["partner_id"] = self.env.user.partner_id.id
        return values

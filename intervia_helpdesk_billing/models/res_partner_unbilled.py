from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """One act at the end of the month: invoice all of a client."""

    _inherit = "res.partner"

    def action_invoice_intervia_unbilled(self):
        """Invoice whatever is to be invoiced of these client companies."""
        board = self.env["intervia.unbilled"]
        rows = board.search([("client_id", "in", self.commercial_partner_id.ids)])
        if not rows:
            raise UserError(self.env._("There is nothing to invoice."))
        return rows.action_invoice()

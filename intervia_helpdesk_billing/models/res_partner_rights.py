from odoo import models


class ResPartner(models.Model):
    """An invoice goes on saying who it was for."""

    _inherit = "res.partner"

    def _get_intervia_kept_fields(self):
        """Whoever was invoiced keeps the name and the address of his invoices."""
        posted = [("partner_id", "=", self.id), ("state", "=", "posted")]
        if not self.env["account.move"].search_count(posted, limit=1):
            return super()._get_intervia_kept_fields()
        fiscal = {"name", "vat", "street", "street2", "city", "zip"}
        return super()._get_intervia_kept_fields() | fiscal

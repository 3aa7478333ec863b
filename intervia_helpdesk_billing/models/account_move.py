from odoo import models


class AccountMove(models.Model):
    """An invoice that is posted or drawn back changes the packs that it sold."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._sync_intervia_packs()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._sync_intervia_packs()
        return result

    def _sync_intervia_packs(self):
        # sudo: whoever invoices needs no right to contracts
        self.sudo().invoice_line_ids.sale_line_ids._sync_packs()

from odoo import models


class SaleOrder(models.Model):
    """Where there are no accounts, whoever invoices is told what is missing."""

    _inherit = "sale.order"

    def _create_invoices(self, grouped=False, final=False, date=None):
        self.company_id._check_intervia_accounts()
        return super()._create_invoices(grouped=grouped, final=final, date=date)

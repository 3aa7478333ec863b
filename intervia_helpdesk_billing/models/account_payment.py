from odoo import models


class AccountPayment(models.Model):
    """A payment without a journal entry pays its invoices by its state alone."""

    _inherit = "account.payment"

    def write(self, vals):
        result = super().write(vals)
        if {"state", "amount", "date"} & vals.keys():
            # sudo: see the orders
            self.sudo().invoice_ids._get_intervia_orders()._update_intervia_payment()
        return result

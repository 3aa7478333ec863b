from odoo import api, models


class AccountPartialReconcile(models.Model):
    """Money that meets an invoice, or leaves it again."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._get_intervia_orders()._update_intervia_payment()
        return partials

    def unlink(self):
        orders = self._get_intervia_orders()
        result = super().unlink()
        orders._update_intervia_payment()
        return result

    def _get_intervia_orders(self):
        return (self.debit_move_id | self.credit_move_id).move_id._get_intervia_orders()

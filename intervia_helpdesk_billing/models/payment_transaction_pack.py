from odoo import models


class PaymentTransaction(models.Model):
    """A pack that is paid tops up the contract at once."""

    _inherit = "payment.transaction"

    def _post_process(self):
        """Runs as whoever pays, public user included, and again when it failed."""
        result = super()._post_process()
        # sudo: already superuser here; said for who calls it otherwise
        done = self.sudo().filtered(lambda tx: tx.state == "done")
        orders = done.sale_order_ids | done.source_transaction_id.sale_order_ids
        orders.order_line._sync_packs()
        return result

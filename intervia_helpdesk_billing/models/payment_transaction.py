from odoo import fields, models


class PaymentTransaction(models.Model):
    """A payment by the web of an order of a ticket."""

    _inherit = "payment.transaction"

    intervia_is_pending_told = fields.Boolean(readonly=True, copy=False)

    def _post_process(self):
        """Tell the ticket what became of the payment; runs again until it succeeds."""
        result = super()._post_process()
        orders = self.sale_order_ids | self.source_transaction_id.sale_order_ids
        orders._update_intervia_payment()
        for tx in self.filtered(
            lambda tx: tx.state == "pending" and not tx.intervia_is_pending_told
        ):
            tx.intervia_is_pending_told = True
            for order in tx.sale_order_ids.filtered("intervia_ticket_id"):
                order._tell_intervia("pending")
        return result

from odoo import models


class PaymentTransaction(models.Model):
    """A client who paid has paid, whether or not there are accounts to write it in."""

    _inherit = "payment.transaction"

    def _invoice_sale_orders(self):
        able = self.filtered(lambda tx: tx.company_id._has_intervia_accounts())
        return super(PaymentTransaction, able)._invoice_sale_orders()

    def _create_payment(self, **extra_create_values):
        if self.provider_id.journal_id:
            return super()._create_payment(**extra_create_values)
        self._log_message_on_linked_documents(
            self.env._(
                "The money arrived, but it is in no journal: %s has none. Register the"
                " payment by hand once there is a chart of accounts.",
                self.provider_id.display_name,
            )
        )
        return self.env["account.payment"]

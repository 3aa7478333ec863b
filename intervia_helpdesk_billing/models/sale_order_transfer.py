from odoo import models
from odoo.exceptions import AccessError, UserError


class SaleOrder(models.Model):
    """A client said that he pays by bank transfer; one day the money is there.

    The platform leaves it at that: no one is told what to do next.
    """

    _inherit = "sale.order"

    def _get_intervia_pending(self):
        """The transfers that the client announced and nobody saw arrive."""
        # sudo: the payment of an order is known to whoever reads the order
        return self.sudo().transaction_ids.filtered(lambda tx: tx.state == "pending")

    def action_intervia_transfer_arrived(self):
        """Confirm what the client wants to pay, invoice it, and register the money."""
        self.ensure_one()
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(self.env._("Payments are registered by accounting."))
        self.check_access("write")
        if self.state not in ("sent", "sale"):
            raise UserError(self.env._("There is nothing to be paid here."))
        if self.state == "sent":
            self._confirm_by_transfer()
        invoices = self.invoice_ids.filtered(lambda move: move.state != "cancel")
        if not invoices:
            invoices = self._create_invoices()
        invoices.filtered(lambda move: move.state == "draft").action_post()
        action = invoices.action_register_payment()
        context = {**action["context"], "dont_redirect_to_payments": True}
        return {**action, "context": context}

    def _confirm_by_transfer(self):
        """In the client's name: by choosing the transfer he accepted."""
        accepted = self.with_context(intervia_actor=self.partner_id, send_email=True)
        accepted.action_confirm()

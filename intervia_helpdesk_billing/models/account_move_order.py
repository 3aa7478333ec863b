from odoo import models


class AccountMove(models.Model):
    """An invoice or a credit note of an order of a ticket."""

    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self._get_intervia_orders()._update_intervia_payment()
        return result

    def _get_intervia_orders(self):
        """The orders of tickets that these invoices are of.

        :rtype: ``sale.order`` as superuser
        """
        # sudo: whoever does accounts need not see orders
        moves = self.sudo()
        entries = moves.filtered(lambda move: move.move_type == "entry")
        moves |= entries._get_reconciled_invoices()  # what a payment, or the bank, paid
        sales = moves.filtered(lambda move: move.is_sale_document())
        lines = sales.invoice_line_ids.sale_line_ids
        return lines.order_id.filtered("intervia_ticket_id")

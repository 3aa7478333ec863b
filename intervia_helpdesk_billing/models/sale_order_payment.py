from zoneinfo import ZoneInfo

from odoo import fields, models

from ..tools.delivery_date import Entry, get_paid_day

INVOICE = "out_invoice"
REFUND = "out_refund"


class SaleOrder(models.Model):
    """Since when an order of a ticket is paid: by the web, or by what the bank says.

    ``amount_paid`` knows transactions alone; a transfer that pays the invoice leaves no
    trace in it, and a transaction that was done may be of a part.
    """

    _inherit = "sale.order"

    intervia_date_paid = fields.Date("Paid on", readonly=True, copy=False)

    def _update_intervia_payment(self):
        """Look again whether these orders are paid, and act on what changed.

        Called by whatever may change it; says nothing twice.
        """
        # sudo: a client pays, an accountant reconciles; neither owns the order
        for order in self.sudo().filtered("intervia_ticket_id"):
            day = order._get_intervia_date_paid()
            before = order.intervia_date_paid
            if day == before:
                continue
            order.intervia_date_paid = day
            order._write_intervia_delivery()
            if bool(day) != bool(before):
                order._tell_intervia("paid" if day else "refunded")

    def _get_intervia_date_paid(self):
        if self.state != "sale":
            return False
        zone = ZoneInfo(self._get_intervia_zone())
        entries = self._get_intervia_entries()
        rounding = self.currency_id.rounding
        return get_paid_day(self.amount_total, entries, zone, rounding) or False

    def _get_intervia_entries(self):
        """What was paid and given back, by the web and through the invoices."""
        entries = []
        transactions = self.transaction_ids | self.transaction_ids.child_transaction_ids
        for tx in transactions.filtered(
            lambda tx: tx.state == "done" and tx.operation != "validation"
        ):
            if not tx.child_transaction_ids.filtered(
                lambda child: child.state == "done" and child.operation != "refund"
            ):  # captured in parts: the parts count
                entries.append(Entry(tx.last_state_change, paid=tx.amount))
        for invoice in self.invoice_ids.filtered(lambda move: move.state == "posted"):
            entries += self._get_intervia_invoice_entries(invoice, transactions)
        return entries

    def _get_intervia_invoice_entries(self, invoice, transactions):
        """What an invoice, or a credit note, says about the balance of this order."""
        share = self._get_intervia_share(invoice)
        sign = 1 if invoice.move_type == INVOICE else -1
        entries = []
        if invoice.move_type == REFUND:
            day = invoice.invoice_date or invoice.date
            entries.append(Entry(day, due=-invoice.amount_total * share))
        counted = transactions.payment_id
        for part in invoice._get_all_reconciled_invoice_partials() or ():
            move = part["aml"].move_id
            payment = move.origin_payment_id
            if part["is_exchange"] or payment in counted and payment:
                continue
            if move.state != "posted" or move.is_invoice(include_receipts=True):
                continue  # taken back; or set off against its invoice, without money
            entries.append(Entry(move.date, paid=sign * part["amount"] * share))
        for payment in invoice.matched_payment_ids - counted:
            if not payment.move_id and payment.state in ("in_process", "paid"):
                amount = min(payment.amount, invoice.amount_total)
                entries.append(Entry(payment.date, paid=sign * amount * share))
        return entries

    def _get_intervia_share(self, invoice):
        """The part of an invoice that is of this order: it may be of several."""
        lines = invoice.invoice_line_ids.filtered(
            lambda line: not line.display_type or (line.display_type == "product")
        )
        total = sum(lines.mapped("price_total"))
        own = lines.filtered(lambda line: self in line.sale_line_ids.order_id)
        return sum(own.mapped("price_total")) / total if total else 0

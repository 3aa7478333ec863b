from odoo import fields, models


class SaleOrderLine(models.Model):
    """A pack of hours that was sold: paid or invoiced, it tops up the contract."""

    _inherit = "sale.order.line"

    def _sync_packs(self):
        """Give the contracts of these lines the hours that they sold by now.

        Called whenever an order may have been paid or cancelled, and an invoice posted,
        credited or drawn back; as superuser. Asking twice changes nothing.
        """
        packs = self.filtered("product_id.intervia_pack_hours")
        by_line = packs._get_grants().grouped("order_line_id")
        for line in packs:
            hours = line._get_sold_hours()
            if grant := by_line.get(line):
                grant._set_sold(hours)
            elif hours:
                line._top_up(hours)

    def _get_grants(self):
        """What these lines gave. As superuser."""
        return self.env["intervia.contract.grant"].search(
            [("order_line_id", "in", self.ids)]
        )

    def _get_sold_hours(self):
        """Hours of what is invoiced for good, or of the whole line once it is paid."""
        order = self.order_id
        paid = order.state == "sale" and order._is_paid()
        invoices = order.invoice_ids.filtered(lambda move: move.state == "posted")
        quantity = (
            self.product_uom_qty if paid and not invoices else self.qty_invoiced_posted
        )
        return max(quantity, 0) * self.product_id.intervia_pack_hours

    def _top_up(self, hours):
        contract = self.order_id._get_contract_to_top_up()
        if contract:
            self.env["intervia.contract.grant"].create(
                {
                    "contract_id": contract.id,
                    "order_line_id": self.id,
                    "name": self.order_id.name,
                    "hours": hours,
                    "date": fields.Date.context_today(self),
                }
            )

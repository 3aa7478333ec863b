from odoo import fields, models


class SaleOrderLine(models.Model):
    """A pack of hours that was sold: paid or invoiced, it tops up the contract."""

    _inherit = "sale.order.line"

    def _sync_packs(self):
        """Give the contracts of these lines the hours that they sold by now.

        Called whenever an order may have been paid, and an invoice posted, credited or
        drawn back; as superuser. Asking twice changes nothing.
        """
        packs = self.filtered("product_id.intervia_pack_hours")
        grants = self.env["intervia.contract.grant"].search(
            [("order_line_id", "in", packs.ids)]
        )
        by_line = grants.grouped("order_line_id")
        for line in packs:
            hours = line._get_sold_hours()
            if grant := by_line.get(line):
                if grant.hours != hours:
                    grant.hours = hours
            elif hours:
                self.env["intervia.contract.grant"].create(line._prepare_grant(hours))

    def _get_sold_hours(self):
        """Hours of what is invoiced for good, or of the whole line once it is paid."""
        order = self.order_id
        paid = order.state == "sale" and order._is_paid()
        invoices = order.invoice_ids.filtered(lambda move: move.state == "posted")
        quantity = (
            self.product_uom_qty if paid and not invoices else self.qty_invoiced_posted
        )
        return max(quantity, 0) * self.product_id.intervia_pack_hours

    def _prepare_grant(self, hours):
        return {
            "contract_id": self._get_contract_to_top_up().id,
            "order_line_id": self.id,
            "name": self.order_id.name,
            "hours": hours,
            "date": fields.Date.context_today(self),
        }

    def _get_contract_to_top_up(self):
        """The running contract of the client, a prepaid one first; else a new one."""
        order = self.order_id
        client = order.partner_id.commercial_partner_id
        contracts = self.env["intervia.contract"].search(
            [
                ("partner_id", "=", client.id),
                ("company_id", "=", order.company_id.id),
                ("state", "=", "running"),
            ]
        )
        if contracts:
            return contracts.sorted(lambda c: (c.kind != "prepaid", c.id))[0]
        contract = contracts.create(
            {
                "name": self.env._("Prepaid hours"),
                "partner_id": client.id,
                "company_id": order.company_id.id,
                "kind": "prepaid",
                "user_id": order.user_id.id,
                "rounding": order.company_id.intervia_rounding,
            }
        )
        contract.state = "running"
        return contract

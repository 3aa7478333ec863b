from odoo import api, models


class StockRule(models.Model):
    """Used first, ordered later: nothing is delivered a second time."""

    _inherit = "stock.rule"

    @api.model
    def run(self, procurements, raise_user_error=True):
        kind = self.env["stock.rule"].Procurement
        if not isinstance(procurements, list | tuple) or not all(
            isinstance(procurement, kind) for procurement in procurements
        ):
            # nonsense by RPC, which may call this: the platform's to refuse
            return super().run(procurements, raise_user_error=raise_user_error)
        procurements = [
            procurement
            for procurement in map(self._intervia_deduct, procurements)
            if procurement.product_qty
        ]
        return super().run(procurements, raise_user_error=raise_user_error)

    @api.model
    def _intervia_deduct(self, procurement):
        """``procurement`` without what the ticket of its order moved already.

        Only ``sale_stock`` asks with ``sale_line_id``.
        """
        line_id = procurement.values.get("sale_line_id")
        moves = self.env["stock.move"]
        if (
            not line_id
            or procurement.product_qty <= 0
            or not moves._intervia_has_orders()
        ):
            return procurement
        # sudo: whoever confirms the order need not see the ticket
        line = self.env["sale.order.line"].sudo().browse(line_id)
        moved = moves.sudo()._intervia_find_unordered(line)
        if not moved:
            return procurement
        moved._intervia_link_order_line(line)
        brought = line.product_uom_id._compute_quantity(
            moved._intervia_get_delivered(line), procurement.product_uom, round=False
        )
        return procurement._replace(
            product_qty=max(0, procurement.product_qty - brought)
        )

from odoo import models

from ..tools.supply_roles import SUMS


class StockMove(models.Model):
    """Where sales orders are there too: one delivery for what was used and ordered.

    This addon does not know sales. When both are installed, ``sale_stock`` gives moves
    their ``sale_line_id`` and delivers what the linked moves do not; it is enough to
    link what the ticket moves, and to take it out of what is still to be delivered.
    """

    _inherit = "stock.move"

    def _intervia_is_ordered(self):
        """Whether a living order line stands for this move."""
        self.ensure_one()
        if not self._intervia_has_orders():
            return False
        return bool(self.sale_line_id) and self.sale_line_id.state != "cancel"

    def _intervia_get_order(self):
        """The order of this move: a transfer serves one order, or none."""
        return self.sale_line_id.order_id if self._intervia_has_orders() else None

    def _intervia_has_orders(self):
        return "sale_line_id" in self._fields

    def _intervia_get_order_lines_linked(self):
        """The confirmed order lines that these moves are to fulfil."""
        if not self._intervia_has_orders():
            return None
        return self.sale_line_id.filtered(lambda line: line.state == "sale")

    def _intervia_get_order_ticket(self, line):
        """The ticket that ``line`` was made for, if any."""
        if "intervia_ticket_id" in line._fields:
            return line.intervia_ticket_id
        return self.env["intervia.ticket"]

    def _intervia_find_unordered(self, line):
        """What its ticket moved to the client that no order line stands for."""
        ticket = self._intervia_get_order_ticket(line)
        moves = ticket.supply_ids.move_ids.filtered(
            lambda m: (
                m.product_id == line.product_id
                and m.state != "cancel"
                and m.intervia_role in SUMS["charged"]
                and not m._intervia_is_ordered()
            )
        )
        return moves if moves._intervia_get_delivered(line) > 0 else moves.browse()

    def _intervia_get_order_lines(self):
        """The lines of the ticket's orders that ask for this article and lack some.

        Confirmed ones first, then the newest quote.
        """
        self.ensure_one()
        rank = ("sale", "sent", "draft")
        lines = self._intervia_find_order_lines(self.intervia_ticket_id)
        return lines.filtered(
            lambda line: (
                line.product_id == self.product_id
                and line.state in rank
                and self._intervia_lacks(line)
            )
        ).sorted(lambda line: (rank.index(line.state), -line.id))

    def _intervia_find_order_lines(self, ticket):
        """The order lines of ``ticket``; orders name it only with *billing*."""
        lines = self.env["sale.order.line"]
        if "intervia_ticket_id" not in lines._fields:
            return lines
        return lines.search([("intervia_ticket_id", "=", ticket.id)])

    def _intervia_lacks(self, line):
        """Whether ``line`` asks for more than was delivered or is about to by us."""
        coming = line.move_ids.filtered(
            lambda m: m.state not in ("done", "cancel") and m.intervia_role
        )
        brought = line.qty_delivered + coming._intervia_get_delivered(line)
        return line.product_uom_qty > brought

    def _intervia_get_delivered(self, line):
        """What these moves bring to the client, in the unit of ``line``."""
        quantity = 0
        for move in self:
            sign = -1 if move.origin_returned_move_id else 1
            moved = move.quantity if move.state == "done" else move.product_uom_qty
            quantity += sign * move.product_uom._compute_quantity(
                moved, line.product_uom_id, round=False
            )
        return quantity

    def _intervia_join_orders(self):
        """Quoted first: what an order of the ticket promised leaves by the ticket.

        Called before these moves are confirmed, so that what the order had reserved is
        free for them.
        """
        if not self._intervia_has_orders():
            return
        for move in self:
            line = move._intervia_get_order_lines()[:1]
            if line:
                move._intervia_link_order_line(line)

    def _intervia_reduce_deliveries(self, line):
        """Take out of the deliveries of ``line`` what now leaves by the ticket."""
        excess = line._get_qty_procurement() - line.product_uom_qty
        deliveries = line.move_ids.filtered(
            lambda m: (
                m.state not in ("done", "cancel")
                and not m.intervia_role
                and not m.picked
            )
        )
        for delivery in deliveries.sorted("id", reverse=True):
            if excess <= 0:
                break
            demand = line.product_uom_id._compute_quantity(
                excess, delivery.product_uom, round=False
            )
            excess -= delivery.product_uom._compute_quantity(
                min(demand, delivery.product_uom_qty), line.product_uom_id, round=False
            )
            delivery._intervia_reduce(demand)

    def _intervia_reduce(self, quantity):
        if quantity >= self.product_uom_qty:
            self._action_cancel()
        else:
            self.product_uom_qty -= quantity
            self._action_assign()

    def _intervia_link_order_line(self, line):
        """Let ``line`` stand for these moves, alone in their open transfers.

        A transfer of an order takes everything in it for that order.
        """
        if not self._intervia_has_orders():
            return
        for picking, moves in (
            self.filtered(lambda m: m.state not in ("done", "cancel"))
            .grouped("picking_id")
            .items()
        ):
            others = picking.move_ids - moves
            if others.filtered(lambda m: m.sale_line_id.order_id != line.order_id):
                moves._intervia_gather()
        self.sale_line_id = line
        if line.state == "sale":
            self._intervia_reduce_deliveries(line)

    def _intervia_prepare_refund(self, role):
        """What a return of this move changes in its order; a replacement, nothing."""
        if "to_refund" not in self._fields:
            return {}
        vals = {"to_refund": role == "take"}
        if self._intervia_has_orders() and role == "take":
            vals["sale_line_id"] = self.sale_line_id.id
        return vals

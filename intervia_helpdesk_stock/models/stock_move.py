from markupsafe import Markup

from odoo import api, fields, models

from ..tools.supply_roles import RETURNS, ROLES, total


class StockMove(models.Model):
    """A move made for a ticket: of which supply, and what it does with it."""

    _inherit = "stock.move"

    intervia_supply_id = fields.Many2one(
        "intervia.ticket.supply",
        "Support article",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    intervia_ticket_id = fields.Many2one(
        related="intervia_supply_id.ticket_id",
        string="Ticket",
        store=True,
        index="btree_not_null",
    )
    intervia_role = fields.Selection(ROLES, "Moved for support", copy=False)

    # Framework

    def _update_reserved_quantity_vals(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        """Reserve the very unit that was chosen, whoever asks for the reservation."""
        # sudo: a clerk of the warehouse reserves for tickets that he does not see
        lot_id = lot_id or self.sudo().intervia_supply_id.lot_id
        return super()._update_reserved_quantity_vals(
            need, location_id, lot_id, package_id, owner_id, strict
        )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """Each supply keeps moves of its own."""
        names = super()._prepare_merge_moves_distinct_fields()
        return [*names, "intervia_supply_id", "intervia_role"]

    def _prepare_move_split_vals(self, qty):
        """What is left for later still belongs to the ticket."""
        return {
            **super()._prepare_move_split_vals(qty),
            "intervia_supply_id": self.intervia_supply_id.id,
            "intervia_role": self.intervia_role,
        }

    def copy_data(self, default=None):
        """A return made in the warehouse is a return of the ticket too."""
        result = super().copy_data(default)
        for move, vals in zip(self, result, strict=True):
            if not vals:  # the same move asked for twice
                continue
            if vals.get("origin_returned_move_id") == move.id and move.intervia_role:
                vals["intervia_supply_id"] = move.intervia_supply_id.id
                vals["intervia_role"] = RETURNS.get(move.intervia_role)
        return result

    def _action_done(self, cancel_backorder=False):
        """Whoever completed the transfer, the ticket hears of it."""
        result = super()._action_done(cancel_backorder=cancel_backorder)
        # sudo: a clerk of the warehouse completes transfers of tickets he does not see
        moves = self.sudo().filtered(
            lambda m: m.intervia_supply_id and m.state == "done"
        )
        if moves:
            moves.intervia_supply_id._on_moved(moves)
        return result

    # Adding up

    def _intervia_sum(self, figure):
        """The figure of ``SUMS`` these moves come to; open ones by their demand."""
        return total(
            figure,
            (
                (
                    move.intervia_role,
                    move.quantity if move.state == "done" else move.product_uom_qty,
                )
                for move in self
            ),
        )

    def _intervia_prepare_returns(self, vals):
        """Share a return out over the moves among these that brought the units.

        :return: values like ``vals``, one for each; none when nothing was brought
        """
        role = vals["intervia_role"]
        brought = {way for way, back in RETURNS.items() if back == role}
        if role == "swap":
            brought = {"give", "sell"}
        wanted, shares = vals["product_uom_qty"], []
        for move in self.filtered(
            lambda m: m.state == "done" and m.intervia_role in brought
        ):
            share = min(wanted, move._intervia_get_left())
            if share > 0:
                wanted -= share
                refund = move._intervia_prepare_refund(role)
                origin = {"origin_returned_move_id": move.id, "product_uom_qty": share}
                shares.append({**vals, **refund, **origin})
        return shares

    def _intervia_get_left(self):
        """What this done move brought and no other one took back."""
        returns = self.returned_move_ids.filtered(lambda m: m.state != "cancel")
        return self.quantity - sum(returns.mapped("quantity"))

    def _intervia_get_note(self):
        """What the history of the ticket says of these done moves."""
        lines = [
            move._intervia_get_sentence(
                f"{move.quantity:g} × {move.intervia_supply_id.display_name}"
                f" ({move.reference or ''})"
            )
            for move in self
        ]
        return Markup("<br/>").join(lines)

    def _intervia_get_sentence(self, what):
        return {
            "give": self.env._("Used: %(what)s", what=what),
            "lend": self.env._("Lent: %(what)s", what=what),
            "back": self.env._("Back from loan: %(what)s", what=what),
            "sell": self.env._("Lent, and now sold: %(what)s", what=what),
            "take": self.env._("Taken back: %(what)s", what=what),
            "swap": self.env._("Taken back, for another one: %(what)s", what=what),
        }[self.intervia_role]

    # Completing

    def _intervia_keep(self, quantity):
        """Cut these reserved moves down to ``quantity``; the rest stays reserved.

        :return: the moves of that quantity
        """
        kept = self.browse()
        for move in self:
            share = min(quantity, move.product_uom_qty)
            quantity -= share
            if share <= 0:
                continue
            kept |= move
            if share < move.product_uom_qty:
                move._do_unreserve()
                rest = self.create(move._split(move.product_uom_qty - share))
                rest._action_confirm(merge=False)
                (move | rest)._action_assign()
        return kept

    def _intervia_fulfil(self):
        """Confirm and complete these new moves at once."""
        self._action_confirm(merge=False)
        self._action_assign()
        self._intervia_complete()

    def _intervia_complete(self):
        """Do these moves, in transfers that hold nothing else."""
        for move in self.filtered(lambda m: m._should_bypass_reservation()):
            lines = move.move_line_ids
            if move.has_tracking != "none":
                lines.lot_id = move.intervia_supply_id.lot_id
            lines.owner_id = move.restrict_partner_id
        for moves in self.grouped(
            lambda m: (
                m.picking_id.picking_type_id,
                m.intervia_ticket_id,
                m.location_id,
                m.location_dest_id,
                m._intervia_get_order(),
            )
        ).values():
            picking = moves._intervia_gather()
            moves.picked = True
            picking._action_done()

    def _intervia_gather(self):
        """The one transfer of these moves; whatever else theirs held stays behind."""
        pickings = self.picking_id
        if len(pickings) == 1 and pickings.move_ids <= self:
            return pickings
        own = pickings.create(
            self.intervia_ticket_id._prepare_supply_picking(
                pickings[0].picking_type_id,
                pickings[0].location_id,
                pickings[0].location_dest_id,
            )
        )
        self.picking_id = own
        self.move_line_ids.picking_id = own
        pickings.filtered(lambda p: not p.move_ids).unlink()
        return own

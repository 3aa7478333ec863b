from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.supply_roles import SUMS

STATES = [
    ("waiting", "Waited for"),
    ("reserved", "Reserved"),
    ("used", "Used"),
    ("lent", "Lent"),
    ("sold", "Sold"),
    ("returned", "Returned"),
    ("cancelled", "Cancelled"),
]
# What people say of a supply; the rest follows from what was moved
SAID_BY_PEOPLE = frozenset({"billable", "date_due", "note"})


class InterviaTicketSupply(models.Model):
    """One support article of a ticket: used, lent, or taken back from the client.

    What happened to it is told by its stock moves; the quantities and the state here
    are their sums. Whoever may change the ticket acts through the methods below, which
    check that and then move the stock without asking for warehouse rights.
    """

    _name = "intervia.ticket.supply"
    _description = "Support Article of a Ticket"
    _order = "id desc"
    _check_company_auto = True

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="restrict", readonly=True
    )
    kind = fields.Selection(
        [("use", "Use"), ("loan", "Loan"), ("collect", "Taken back")],
        required=True,
        default="use",
        readonly=True,
    )
    product_id = fields.Many2one(
        "product.product",
        "Article",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        readonly=True,
    )
    product_categ_id = fields.Many2one(related="product_id.categ_id", store=True)
    lot_id = fields.Many2one(
        "stock.lot",
        "Serial or lot",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        readonly=True,
    )
    quantity = fields.Float(
        "Asked for", digits="Product Unit", default=1, readonly=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    location_id = fields.Many2one(
        "stock.location", "Taken from", required=True, index=True, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    note = fields.Char()
    billable = fields.Boolean(default=True)
    replaced_id = fields.Many2one(
        "intervia.ticket.supply",
        "Instead of",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    date_due = fields.Date("Return by", index="btree_not_null")
    date_reminded = fields.Date(readonly=True)
    date_done = fields.Datetime(
        "Moved on", compute="_compute_from_moves", store=True, index="btree_not_null"
    )
    area_id = fields.Many2one(related="ticket_id.area_id", store=True, index=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="ticket_id.partner_id", string="Client")
    commercial_partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id",
        string="Client company",
        store=True,
        index="btree_not_null",
    )
    move_ids = fields.One2many(
        "stock.move",
        "intervia_supply_id",
        groups="stock.group_stock_user",
    )

    state = fields.Selection(
        STATES, compute="_compute_from_moves", store=True, index=True
    )
    reserved_qty = fields.Float(
        "Reserved", compute="_compute_from_moves", store=True, digits="Product Unit"
    )
    waiting_qty = fields.Float(
        "Waited for", compute="_compute_from_moves", store=True, digits="Product Unit"
    )
    used_qty = fields.Float(
        "Used", compute="_compute_from_moves", store=True, digits="Product Unit"
    )
    lent_qty = fields.Float(
        "Lent", compute="_compute_from_moves", store=True, digits="Product Unit"
    )
    returned_qty = fields.Float(
        "Returned", compute="_compute_from_moves", store=True, digits="Product Unit"
    )
    unit_cost = fields.Float(
        digits="Product Price",
        readonly=True,
        aggregator=None,
        groups="intervia_helpdesk.group_supervisor,stock.group_stock_manager",
        help="Cost of a unit when it left.",
    )
    cost = fields.Float(
        compute="_compute_cost",
        store=True,
        digits="Product Price",
        groups="intervia_helpdesk.group_supervisor,stock.group_stock_manager",
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue")

    @api.depends(
        "move_ids.state",
        "move_ids.quantity",
        "move_ids.product_uom_qty",
        "move_ids.intervia_role",
        "move_ids.date",
    )
    def _compute_from_moves(self):
        for supply in self:
            moves = supply.move_ids
            done = moves.filtered(lambda m: m.state == "done")
            asked = moves.filtered(
                lambda m: (
                    m.state not in ("done", "cancel")
                    and m.intervia_role in SUMS["asked"]
                )
            )
            supply.used_qty = max(0, done._intervia_sum("used"))
            supply.lent_qty = done._intervia_sum("lent")
            supply.returned_qty = done._intervia_sum("returned")
            supply.reserved_qty = sum(asked.mapped("quantity"))
            supply.waiting_qty = asked._intervia_sum("asked") - supply.reserved_qty
            supply.date_done = min(done.mapped("date"), default=False)
            supply.state = supply._get_state(bool(moves))

    def _get_state(self, moved):
        if not moved or self.waiting_qty > 0:
            return "waiting"
        if self.reserved_qty > 0:
            return "reserved"
        if self.lent_qty > 0:
            return "lent"
        if self.used_qty > 0:
            return "sold" if self.kind == "loan" else "used"
        return "returned" if self.returned_qty > 0 else "cancelled"

    @api.depends("unit_cost", "used_qty")
    def _compute_cost(self):
        for supply in self:
            supply.cost = supply.unit_cost * supply.used_qty

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for supply in self:
            supply.is_overdue = (
                supply.state == "lent" and supply.date_due and supply.date_due < today
            )

    @api.depends("product_id", "lot_id")
    def _compute_display_name(self):
        for supply in self:
            name = supply.product_id.display_name
            lot = supply.lot_id.name
            supply.display_name = f"{name} · {lot}" if lot else name

    # Framework

    def write(self, vals):
        if not self.env.su and vals.keys() - SAID_BY_PEOPLE:
            raise AccessError(
                self.env._("Articles are moved with the buttons of the ticket.")
            )
        result = super().write(vals)
        if "date_due" in vals:
            self._plan_return()
        return result

    # Who may

    def _check_may_move(self):
        """Whoever may change the ticket, and whoever runs the warehouse."""
        if not self.env.user.has_group("stock.group_stock_user"):
            self.ticket_id._check_may_supply()
        self.check_access("read")

    # Buttons of the agent: check the right, then act

    def action_use(self):
        """Hand over what is reserved here, in one transfer for each ticket."""
        self._check_may_move()
        # sudo: who may change the ticket moves its articles, without warehouse rights
        self.sudo()._hand_over()
        return self.sudo()._tell_moved()

    def action_release(self):
        """Give back to the stock what is reserved or waited for."""
        self._check_may_move()
        # sudo: who may change the ticket moves its articles, without warehouse rights
        self.sudo()._release()

    def action_return(self):
        return self._open_act("return", self.env._("Take back"))

    def action_sell(self):
        return self._open_act("sell", self.env._("Sell what is lent"))

    def action_replace(self):
        return self._open_act("replace", self.env._("Replace"))

    def _open_act(self, act, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "intervia.ticket.supply.act",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_act": act, "default_supply_ids": self.ids},
        }

    def action_print_slip(self):
        """The delivery or return note, to be signed."""
        moved = self.filtered("date_done")
        if not moved:
            raise UserError(self.env._("Nothing was handed over yet."))
        return self.env.ref(
            "intervia_helpdesk_stock.intervia_supply_slip_action"
        ).report_action(moved)

    def _get_slip_name(self):
        """The name of the printed file."""
        return self.env._(
            "Slip %(ticket)s", ticket=", ".join(self.ticket_id.mapped("number"))
        )

    def action_view_ticket(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.ticket",
            "res_id": self.ticket_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _get_held(self, act):
        """How many of this the client has that ``act`` can concern."""
        self.ensure_one()
        return self.lent_qty if act == "sell" else self.lent_qty + self.used_qty

    def _tell_moved(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Done: %(transfers)s",
                    transfers=", ".join(sorted(set(self._get_last_transfers()))),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_last_transfers(self):
        done = self.move_ids.filtered(lambda m: m.state == "done").sorted("id")
        return [
            done.filtered(lambda m, s=supply: m.intervia_supply_id == s)[-1:].reference
            or ""
            for supply in self
        ]

    # What could be charged

    def _get_billable_quantities(self):
        """Return ``[(is done, quantity)]`` of what no living order line stands for."""
        moves = self.move_ids.filtered(
            lambda m: m.state != "cancel" and not m._intervia_is_ordered()
        )
        done = moves.filtered(lambda m: m.state == "done")
        return [
            (is_done, quantity)
            for is_done, quantity in (
                (True, done._intervia_sum("charged")),
                (False, (moves - done)._intervia_sum("charged")),
            )
            if quantity > 0
        ]

    def _on_ordered(self, order_line):
        """An order line now stands for these articles: what was moved is delivered."""
        # sudo: whoever quotes has no warehouse rights
        moves = self.sudo().move_ids.filtered(
            lambda m: m.state != "cancel" and m.intervia_role in SUMS["charged"]
        )
        moves._intervia_link_order_line(order_line)

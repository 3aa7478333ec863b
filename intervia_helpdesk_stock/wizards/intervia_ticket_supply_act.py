from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class InterviaTicketSupplyAct(models.TransientModel):
    """What becomes of articles the client has: taken back, sold or replaced."""

    _name = "intervia.ticket.supply.act"
    _description = "Return, Sell or Replace Articles"

    act = fields.Selection(
        [("return", "Take back"), ("sell", "Sell"), ("replace", "Replace")],
        required=True,
        readonly=True,
    )
    supply_ids = fields.Many2many("intervia.ticket.supply", readonly=True)
    line_ids = fields.One2many(
        "intervia.ticket.supply.act.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    condition = fields.Selection(
        [("good", "Good: back to the stock"), ("faulty", "Faulty: kept apart")],
        required=True,
        compute="_compute_condition",
        store=True,
        precompute=True,
        readonly=False,
    )
    location_id = fields.Many2one("stock.location", compute="_compute_location_id")
    product_id = fields.Many2one(
        "product.product",
        "Article instead",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        domain="[('intervia_is_support_article', '=', True), ('type', '=', 'consu')]",
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_id = fields.Many2one(
        "stock.lot", "Serial or lot", domain="[('id', 'in', allowed_lot_ids)]"
    )
    allowed_lot_ids = fields.Many2many("stock.lot", compute="_compute_allowed_lot_ids")

    @api.depends("supply_ids", "act")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "supply_id": supply.id,
                            "quantity": supply._get_held(wizard.act),
                        }
                    )
                    for supply in wizard.supply_ids
                    if supply._get_held(wizard.act) > 0
                ),
            ]

    @api.depends("act")
    def _compute_condition(self):
        for wizard in self:
            wizard.condition = "faulty" if wizard.act == "replace" else "good"

    @api.depends("supply_ids")
    def _compute_location_id(self):
        for wizard in self:
            wizard.location_id = wizard.supply_ids[:1].location_id

    @api.depends("supply_ids", "act")
    def _compute_product_id(self):
        for wizard in self:
            same = wizard.supply_ids.product_id[:1]
            wizard.product_id = same if wizard.act == "replace" else False

    @api.depends("product_id", "location_id")
    def _compute_allowed_lot_ids(self):
        # sudo: an agent sees which units there are, without warehouse rights
        quants = self.env["stock.quant"].sudo()
        for wizard in self:
            free = quants.search(
                [
                    ("product_id", "=", wizard.product_id.id),
                    ("location_id", "child_of", wizard.location_id.ids),
                    ("owner_id", "=", False),
                ]
            ).filtered(lambda q: q.quantity > q.reserved_quantity)
            wizard.allowed_lot_ids = free.lot_id.sudo(False)

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.lot_id.product_id != self.product_id:
            self.lot_id = False

    def action_apply(self):
        return self._apply()._tell_moved()

    def action_apply_and_print(self):
        supplies = self._apply().sudo(False)
        return {**supplies.action_print_slip(), "close_on_report_download": True}

    def _apply(self):
        """Do it; return the supplies it concerned, as superuser."""
        self.ensure_one()
        lines = self.line_ids.filtered("quantity")
        if not lines:
            raise UserError(self.env._("Say how many."))
        lines.supply_id._check_may_move()
        # sudo: who may change the ticket moves its articles, without warehouse rights
        supplies = lines.supply_id.sudo()
        quantities = {line.supply_id.sudo(): line.quantity for line in lines}
        if self.act == "sell":
            supplies._sell(quantities)
        elif self.act == "return":
            supplies._take_back(quantities, faulty=self.condition == "faulty")
        else:
            supplies |= self._replace(quantities)
        return supplies

    def _replace(self, quantities):
        """Give another unit, which is not charged, and take the first one back."""
        if len(quantities) > 1 or not self.product_id:
            raise UserError(self.env._("Replace one article at a time."))
        if self.tracking != "none" and not self.lot_id:
            raise UserError(
                self.env._(
                    "%(article)s: choose the serial or lot.",
                    article=self.product_id.display_name,
                )
            )
        [(supply, quantity)] = quantities.items()
        given = supply.ticket_id.sudo(False)._add_supplies(
            supply.kind if supply.lent_qty else "use",
            [
                {
                    "product_id": self.product_id.id,
                    "lot_id": self.lot_id.id,
                    "quantity": quantity,
                }
            ],
            now=True,
            billable=False,
            replaced_id=supply.id,
            date_due=supply.lent_qty and supply.date_due,
        )
        faulty = self.condition == "faulty"
        supply._take_back(quantities, faulty=faulty, swapped=True)
        return given


class InterviaTicketSupplyActLine(models.TransientModel):
    """One article in that dialog, and how many of it."""

    _name = "intervia.ticket.supply.act.line"
    _description = "Article to Return, Sell or Replace"

    wizard_id = fields.Many2one(
        "intervia.ticket.supply.act", required=True, ondelete="cascade"
    )
    supply_id = fields.Many2one(
        "intervia.ticket.supply", required=True, readonly=True, ondelete="cascade"
    )
    tracking = fields.Selection(related="supply_id.product_id.tracking")
    held_qty = fields.Float(
        "The client has", compute="_compute_held_qty", digits="Product Unit"
    )
    quantity = fields.Float(digits="Product Unit")

    @api.depends("supply_id", "wizard_id.act")
    def _compute_held_qty(self):
        for line in self:
            supply = line.supply_id
            line.held_qty = supply._get_held(line.wizard_id.act) if supply else 0

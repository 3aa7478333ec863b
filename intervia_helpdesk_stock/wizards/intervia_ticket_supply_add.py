from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class InterviaTicketSupplyAdd(models.TransientModel):
    """Articles to use, lend or take in on a ticket, typed or scanned, in one act."""

    _name = "intervia.ticket.supply.add"
    _description = "Add Articles to a Ticket"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("use", "Use"), ("loan", "Loan"), ("collect", "Take in")],
        required=True,
        default="use",
        readonly=True,
    )
    location_id = fields.Many2one("stock.location", compute="_compute_location")
    may_wait = fields.Boolean(compute="_compute_location")
    barcode = fields.Char(
        "Scan", help="Barcode or reference of an article, or a serial number."
    )
    date_due = fields.Date("Return by")
    faulty = fields.Boolean(default=True)
    note = fields.Char()
    line_ids = fields.One2many("intervia.ticket.supply.add.line", "wizard_id")

    @api.depends("ticket_id")
    def _compute_location(self):
        for wizard in self:
            area = wizard.ticket_id.area_id
            wizard.location_id = area._get_supply_location() if area else False
            wizard.may_wait = area.sudo().supply_shortage == "wait"

    @api.onchange("barcode")
    def _onchange_barcode(self):
        """Add what was scanned; a second scan of an untracked article adds one more."""
        code, self.barcode = (self.barcode or "").strip(), False
        if not code:
            return None
        product, lot = self._find_scanned(code)
        if not product:
            return {
                "warning": {
                    "type": "notification",
                    "title": self.env._("Not found"),
                    "message": self.env._(
                        "“%(code)s” is no support article and no serial number of one.",
                        code=code,
                    ),
                }
            }
        self._add_scanned(product, lot)
        return None

    def _find_scanned(self, code):
        """Return the article and, for a serial number or lot, its record."""
        product = self.env["product.product"].search(
            [
                ("intervia_is_support_article", "=", True),
                "|",
                ("barcode", "=", code),
                ("default_code", "=ilike", code),
            ],
            limit=1,
        )
        lot = self.env["stock.lot"]
        if not product:
            lot = lot.search(
                [
                    ("name", "=ilike", code),
                    ("product_id.intervia_is_support_article", "=", True),
                ],
                limit=1,
            )
        return product or lot.product_id, lot

    def _add_scanned(self, product, lot):
        same = self.line_ids.filtered(
            lambda line: line.product_id == product and line.lot_id == lot
        )
        if same and product.tracking != "serial":
            same[0].quantity += 1
        if same:
            return
        self.line_ids = [
            Command.create({"product_id": product.id, "lot_id": lot.id, "quantity": 1})
        ]

    # Buttons

    def action_use(self):
        return self._add(now=True)._tell_moved()

    def action_use_and_print(self):
        return self._print(self._add(now=True))

    def action_lend(self):
        return self.action_use()

    def action_lend_and_print(self):
        return self.action_use_and_print()

    def action_reserve(self):
        """Keep them for the ticket; they are handed over later."""
        self._add(now=False)
        return {"type": "ir.actions.act_window_close"}

    def action_collect(self):
        """Take units in: ours that the client has, or his own."""
        self.ensure_one()
        self._check_lines()
        supplies = self.env["intervia.ticket.supply"].sudo()
        own = self.line_ids.filtered(lambda line: not line._find_held())
        for line in self.line_ids - own:
            held = line._find_held()
            held._check_may_move()
            # sudo: who may change the ticket moves its articles
            held.sudo()._take_back({held.sudo(): line.quantity}, faulty=self.faulty)
            supplies |= held.sudo()
        if own:
            collected = self.ticket_id._add_supplies(
                "collect",
                [line._prepare_supply() for line in own],
                now=True,
                note=self.note,
                billable=False,
            )
            collected._collect(self.faulty)
            supplies |= collected
        return supplies._tell_moved()

    def _add(self, now):
        self.ensure_one()
        self._check_lines()
        if self.kind == "loan" and not self.date_due:
            raise UserError(self.env._("Say when it has to be back."))
        return self.ticket_id._add_supplies(
            self.kind,
            [line._prepare_supply() for line in self.line_ids],
            now=now,
            date_due=self.kind == "loan" and self.date_due,
            note=self.note,
        )

    def _check_lines(self):
        self.ticket_id._check_may_supply()
        if not self.line_ids:
            raise UserError(self.env._("Add an article first."))
        for line in self.line_ids:
            line._check_complete()

    def _print(self, supplies):
        action = supplies.sudo(False).action_print_slip()
        return {**action, "close_on_report_download": True}


class InterviaTicketSupplyAddLine(models.TransientModel):
    """One article in that dialog; one line for each unit with a serial number."""

    _name = "intervia.ticket.supply.add.line"
    _description = "Article to Add to a Ticket"

    wizard_id = fields.Many2one(
        "intervia.ticket.supply.add", required=True, ondelete="cascade"
    )
    kind = fields.Selection(related="wizard_id.kind")
    product_id = fields.Many2one(
        "product.product",
        "Article",
        required=True,
        domain="[('intervia_is_support_article', '=', True), ('type', '=', 'consu')]",
    )
    tracking = fields.Selection(related="product_id.tracking")
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one(
        "stock.lot", "Serial or lot", domain="[('id', 'in', allowed_lot_ids)]"
    )
    allowed_lot_ids = fields.Many2many("stock.lot", compute="_compute_stock")
    lot_name = fields.Char("Serial number")
    quantity = fields.Float(default=1, digits="Product Unit")
    free_qty = fields.Float(
        "Available", compute="_compute_stock", digits="Product Unit"
    )

    @api.depends("product_id", "lot_id", "wizard_id.location_id")
    def _compute_stock(self):
        """What is free in the place of the area: in all, and unit by unit."""
        # sudo: an agent sees how much there is, without warehouse rights
        quants = self.env["stock.quant"].sudo()
        for line in self:
            place, product = line.wizard_id.location_id, line.product_id
            found = quants.search(
                [
                    ("product_id", "=", product.id),
                    ("location_id", "child_of", place.ids),
                    ("owner_id", "=", False),
                ]
            )
            free = found.filtered(lambda q: q.quantity > q.reserved_quantity)
            chosen = found.filtered(lambda q, line=line: q.lot_id == line.lot_id)
            counted = chosen if line.lot_id else found
            line.allowed_lot_ids = free.lot_id.sudo(False)
            line.free_qty = sum(q.quantity - q.reserved_quantity for q in counted)

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.lot_id.product_id != self.product_id:
            self.lot_id = False
        if self.tracking == "serial":
            self.quantity = 1

    def _check_complete(self):
        """Raise unless this line says which unit and how many."""
        self.ensure_one()
        name = self.product_id.display_name
        if self.quantity <= 0:
            raise UserError(
                self.env._("%(article)s: the quantity is missing.", article=name)
            )
        if self.tracking == "serial" and self.quantity != 1:
            raise UserError(
                self.env._(
                    "%(article)s: one line for each serial number.", article=name
                )
            )
        unit = self.lot_name or self.lot_id if self.kind == "collect" else self.lot_id
        waits = self.wizard_id.may_wait and not self.allowed_lot_ids
        if self.tracking != "none" and not unit and not waits:
            raise UserError(
                self.env._("%(article)s: choose the serial or lot.", article=name)
            )

    def _prepare_supply(self):
        lot = self.lot_id
        if self.kind == "collect" and self.tracking != "none":
            lot = self._get_collected_lot()
        return {
            "product_id": self.product_id.id,
            "lot_id": lot.id,
            "quantity": self.quantity,
        }

    # Taking in

    def _get_collected_lot(self):
        """The serial number as the client's unit bears it, new to us or not."""
        lot = self.lot_id or self._find_lot()
        if lot:
            return lot
        # sudo: who takes a unit in need not run the warehouse
        return lot.sudo().create(
            {
                "name": self.lot_name.strip(),
                "product_id": self.product_id.id,
                "company_id": self.wizard_id.ticket_id.company_id.id,
            }
        )

    def _find_lot(self):
        return self.env["stock.lot"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("name", "=", (self.lot_name or "").strip()),
            ],
            limit=1,
        )

    def _find_held(self):
        """The supply by which the client got this very unit from us, if he did."""
        lot = self.lot_id or self._find_lot()
        if self.tracking == "none" or not lot:
            return self.env["intervia.ticket.supply"]
        ticket = self.wizard_id.ticket_id
        # sudo: a colleague may have handed it over; who may act on it is checked later
        held = (
            self.env["intervia.ticket.supply"]
            .sudo()
            .search(
                [
                    ("lot_id", "=", lot.id),
                    ("commercial_partner_id", "=", ticket.commercial_partner_id.id),
                    ("state", "in", ("used", "lent", "sold")),
                ],
                limit=1,
            )
        )
        return held.sudo(False)

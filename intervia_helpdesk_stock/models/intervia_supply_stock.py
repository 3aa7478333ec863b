from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class InterviaSupplyStock(models.Model):
    """One support article in one place that support takes from, with its minimum.

    A row for each pair makes itself (``_sync``); its figures are counted on reading.
    """

    _name = "intervia.supply.stock"
    _description = "Support Article in Stock"
    _order = "location_id, product_id"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "product.product", "Article", required=True, index=True, ondelete="cascade"
    )
    location_id = fields.Many2one(
        "stock.location", "Place", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="location_id.company_id", store=True)
    product_categ_id = fields.Many2one(related="product_id.categ_id")
    uom_id = fields.Many2one(related="product_id.uom_id")
    is_kept = fields.Boolean(
        compute="_compute_is_kept",
        store=True,
        help="The article is a support article in use.",
    )
    minimum_qty = fields.Float("Minimum", digits="Product Unit")
    on_hand_qty = fields.Float(
        "On hand", compute="_compute_quantities", digits="Product Unit"
    )
    reserved_qty = fields.Float(
        "Reserved", compute="_compute_quantities", digits="Product Unit"
    )
    free_qty = fields.Float(
        "Available", compute="_compute_quantities", digits="Product Unit"
    )
    waiting_qty = fields.Float(
        "Waited for", compute="_compute_quantities", digits="Product Unit"
    )
    lent_qty = fields.Float(
        "Lent", compute="_compute_quantities", digits="Product Unit"
    )
    is_below_minimum = fields.Boolean(
        "Below minimum",
        compute="_compute_quantities",
        search="_search_is_below_minimum",
    )
    area_ids = fields.Many2many(
        "intervia.area", string="Areas", compute="_compute_area_ids"
    )
    supply_ids = fields.Many2many(
        "intervia.ticket.supply",
        string="Open on tickets",
        compute="_compute_supply_ids",
    )

    _pair_uniq = models.UniqueIndex("(product_id, location_id)")
    _minimum_positive = models.Constraint(
        "CHECK(minimum_qty >= 0)", "The minimum cannot be negative."
    )

    @api.depends("product_id.intervia_is_support_article", "product_id.active")
    def _compute_is_kept(self):
        for row in self:
            product = row.product_id
            row.is_kept = product.active and product.intervia_is_support_article

    @api.depends("minimum_qty", "product_id", "location_id")
    def _compute_quantities(self):
        """What the stock has in the place and below it; what tickets hold of it."""
        held = self._get_held_quantities()
        for location, rows in self.grouped("location_id").items():
            stock = rows._get_stock_quantities(location)
            for row in rows:
                on_hand, reserved = stock.get(row.product_id, (0, 0))
                row.on_hand_qty = on_hand
                row.reserved_qty = reserved
                row.free_qty = on_hand - reserved
                row.waiting_qty, row.lent_qty = held.get(
                    (row.product_id, location), (0, 0)
                )
                row.is_below_minimum = row.free_qty < row.minimum_qty

    def _get_stock_quantities(self, location):
        """Return ``{product: (on hand, reserved)}``; one statement for each place."""
        # sudo: a place below may belong to somebody else's view
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("location_id", "child_of", location.id),
                    ("owner_id", "=", False),
                ],
                ["product_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        return {product: tuple(figures) for product, *figures in groups}

    def _get_held_quantities(self):
        """Return ``{(product, place): (waited for, lent)}`` of all tickets."""
        # sudo: the figures are of the place, whoever may see the tickets behind them
        groups = (
            self.env["intervia.ticket.supply"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("location_id", "in", self.location_id.ids),
                    ("state", "in", ("waiting", "lent")),
                ],
                ["product_id", "location_id"],
                ["waiting_qty:sum", "lent_qty:sum"],
            )
        )
        return {
            (product, place): (waiting, lent)
            for product, place, waiting, lent in groups
        }

    def _search_is_below_minimum(self, operator, value):
        if operator != "in":
            return NotImplemented
        below = self.search([("minimum_qty", ">", 0)]).filtered("is_below_minimum")
        return Domain("id", "in" if True in value else "not in", below.ids)

    def _compute_area_ids(self):
        areas = self.env["intervia.area"].search(Domain.TRUE)
        places = {area: area._get_supply_location() for area in areas._get_served()}
        for row in self:
            row.area_ids = areas.filtered(
                lambda a, row=row: places.get(a) == row.location_id
            )

    def _compute_supply_ids(self):
        for row in self:
            row.supply_ids = self.env["intervia.ticket.supply"].search(
                row._get_supply_domain()
            )

    def _get_supply_domain(self, states=("waiting", "reserved", "lent")):
        self.ensure_one()
        return [
            ("product_id", "=", self.product_id.id),
            ("location_id", "=", self.location_id.id),
            ("state", "in", states),
        ]

    @api.model
    def _sync(self):
        """Make a row for each support article in each place that an area takes from."""
        # sudo: rows follow articles and areas, whoever changes those
        rows = self.sudo()
        areas = rows.env["intervia.area"].search(Domain.TRUE)._get_served()
        products = rows.env["product.product"].search(
            [("intervia_is_support_article", "=", True), ("type", "=", "consu")]
        )
        places = {area._get_supply_location() for area in areas}
        known = {(row.product_id, row.location_id) for row in rows.search([])}
        rows.create(
            [
                {"product_id": product.id, "location_id": place.id}
                for product in products
                for place in places
                if (product, place) not in known
                and product.company_id in (place.company_id, rows.env["res.company"])
            ]
        )

    def write(self, vals):
        if not self.env.su and vals.keys() - {"minimum_qty"}:
            raise AccessError(self.env._("Only the minimum is yours to set."))
        return super().write(vals)

    # Buttons: what is behind each figure

    def _action_view(self, title, states):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk_stock.intervia_ticket_supply_action"
        )
        return {
            **action,
            "display_name": f"{self.product_id.display_name}: {title}",
            "domain": self._get_supply_domain(states),
            "context": {},
        }

    def action_view_reserved(self):
        return self._action_view(self.env._("reserved"), ("reserved", "waiting"))

    def action_view_lent(self):
        return self._action_view(self.env._("lent"), ("lent",))

    def action_view_used(self):
        return self._action_view(self.env._("used"), ("used", "sold"))

    def action_view_on_hand(self):
        """The units in this place."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.product_id.display_name,
            "res_model": "stock.quant",
            "view_mode": "list",
            "views": [
                (
                    self.env.ref(
                        "intervia_helpdesk_stock.stock_quant_view_list_support"
                    ).id,
                    "list",
                )
            ],
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("location_id", "child_of", self.location_id.id),
            ],
            "context": {"create": False, "edit": False},
        }

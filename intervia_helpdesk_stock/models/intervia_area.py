from odoo import api, fields, models
from odoo.exceptions import UserError


class InterviaArea(models.Model):
    """Where an area takes its articles from, and what happens when there are none."""

    _inherit = "intervia.area"

    supply_picking_type_id = fields.Many2one(
        "stock.picking.type",
        string="Operation of what is used",
        check_company=True,
        domain="[('code', '=', 'outgoing'), ('company_id', '=', company_id)]",
        groups="base.group_user",
        help="Leave empty for the support operation of the company's first warehouse.",
    )
    supply_location_id = fields.Many2one(
        "stock.location",
        string="Take articles from",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        groups="base.group_user",
        help="Leave empty for the place that the operation takes from.",
    )
    supply_shortage = fields.Selection(
        [
            ("refuse", "Refuse it"),
            ("wait", "Reserve it: it waits until it arrives"),
        ],
        string="What is not in stock",
        default="refuse",
        required=True,
        groups="base.group_user",
    )

    def write(self, vals):
        result = super().write(vals)
        if {"active", "supply_picking_type_id", "supply_location_id"} & vals.keys():
            self.env["intervia.supply.stock"]._sync()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        areas = super().create(vals_list)
        self.env["intervia.supply.stock"]._sync()
        return areas

    def _get_served(self):
        """Those of these areas that have somewhere to take articles from."""
        return self.filtered(lambda area: area._find_supply_warehouse())

    def _find_supply_warehouse(self):
        # sudo: an agent moves articles without warehouse rights
        area = self.sudo()
        warehouse = area.supply_picking_type_id.warehouse_id
        if not warehouse:
            warehouse = warehouse.search(
                [("company_id", "=", area.company_id.id)], limit=1
            )
        return warehouse.filtered("intervia_use_type_id")

    def _get_supply_warehouse(self):
        """The warehouse whose operations serve this area."""
        self.ensure_one()
        area = self.sudo()
        warehouse = self._find_supply_warehouse()
        if not warehouse:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse with support operations.",
                    company=area.company_id.name,
                )
            )
        return warehouse

    def _get_supply_type(self):
        """The operation type of what is used, one record."""
        area = self.sudo()
        return (
            area.supply_picking_type_id
            or self._get_supply_warehouse().intervia_use_type_id
        )

    def _get_supply_location(self):
        """The place that articles are taken from, one record."""
        area = self.sudo()
        return (
            area.supply_location_id or self._get_supply_type().default_location_src_id
        )

from odoo import fields, models

# field -> code of the sequence, after the example of the core (IN, OUT, INT)
OPERATIONS = {
    "intervia_use_type_id": "SUSE",
    "intervia_lend_type_id": "SLEND",
    "intervia_take_type_id": "SBACK",
}


class StockWarehouse(models.Model):
    """The operations by which support takes articles from a warehouse and back."""

    _inherit = "stock.warehouse"

    intervia_use_type_id = fields.Many2one(
        "stock.picking.type", "Support: used", check_company=True, copy=False
    )
    intervia_lend_type_id = fields.Many2one(
        "stock.picking.type", "Support: lent", check_company=True, copy=False
    )
    intervia_take_type_id = fields.Many2one(
        "stock.picking.type", "Support: taken back", check_company=True, copy=False
    )

    def _get_sequence_values(self, name=False, code=False):
        values = super()._get_sequence_values(name=name, code=code)
        for field, sequence_code in OPERATIONS.items():
            values[field] = {
                "name": f"{name or self.name} {sequence_code}",
                "prefix": f"{code or self.code}/{sequence_code}/",
                "padding": 5,
                "company_id": self.company_id.id,
            }
        return values

    def _get_picking_type_create_values(self, max_sequence):
        data, next_sequence = super()._get_picking_type_create_values(max_sequence)
        customers = self._get_partner_locations()[0]
        lent = self.company_id.intervia_lent_location_id
        stock = self.lot_stock_id
        routes = {
            "intervia_use_type_id": ("outgoing", stock, customers),
            "intervia_lend_type_id": ("internal", stock, lent),
            "intervia_take_type_id": ("incoming", customers, stock),
        }
        for number, (field, (code, source, destination)) in enumerate(routes.items()):
            data[field] = {
                "name": self._get_intervia_operation_name(field),
                "code": code,
                "default_location_src_id": source.id,
                "default_location_dest_id": destination.id,
                "sequence": next_sequence + number,
                "sequence_code": OPERATIONS[field],
                "company_id": self.company_id.id,
                "use_create_lots": False,
                "use_existing_lots": True,
            }
        return data, next_sequence + len(routes)

    def _get_intervia_operation_name(self, field):
        return {
            "intervia_use_type_id": self.env._("Support: used"),
            "intervia_lend_type_id": self.env._("Support: lent"),
            "intervia_take_type_id": self.env._("Support: taken back"),
        }[field]

    def _get_picking_type_update_values(self):
        data = super()._get_picking_type_update_values()
        prefix = self.code.replace(" ", "").upper()
        for field, sequence_code in OPERATIONS.items():
            data[field] = {"active": self.active, "barcode": prefix + sequence_code}
        return data

    def _create_or_update_sequences_and_picking_types(self):
        """What leaves by a support operation comes back by the one of support."""
        created = super()._create_or_update_sequences_and_picking_types()
        types = self.env["stock.picking.type"]
        take_type = created.get("intervia_take_type_id")
        for field in ("intervia_use_type_id", "intervia_lend_type_id"):
            if take_type and created.get(field):
                types.browse(created[field]).return_picking_type_id = take_type
        return created

from odoo import models
from odoo.fields import Domain

from odoo.addons.intervia_helpdesk.tools.workbook_writer import Chart, Column, Sheet


class InterviaWorkbook(models.Model):
    """What support has in stock, in the workbook."""

    _inherit = "intervia.workbook"

    def _get_sheets(self):
        yield from super()._get_sheets()
        yield self._get_stock_sheet()

    def _get_stock_sheet(self):
        """Every support article in every place, as it is now."""
        stock = self.env["intervia.supply.stock"]
        rows = stock.search(Domain("is_kept", "=", True))
        return Sheet(
            self.env._("Stock"),
            [
                Column(self.env._("Article"), width=36),
                Column(self.env._("Place"), width=26),
                Column(self.env._("On hand"), "number", 12),
                Column(self.env._("Reserved"), "number", 12),
                Column(self.env._("Available"), "number", 12),
                Column(self.env._("Minimum"), "number", 12),
                Column(self.env._("Lent"), "number", 12),
                Column(self.env._("Below minimum"), width=16),
            ],
            (self._get_stock_row(row) for row in rows),
            (Chart(self.env._("Available and minimum"), "bar", 0, (4, 5), 20),),
        )

    def _get_stock_row(self, row):
        return (
            row.product_id.display_name,
            row.location_id.sudo().display_name,  # sudo: the name of a place
            row.on_hand_qty,
            row.reserved_qty,
            row.free_qty,
            row.minimum_qty,
            row.lent_qty,
            self.env._("Yes") if row.is_below_minimum else "",
        )

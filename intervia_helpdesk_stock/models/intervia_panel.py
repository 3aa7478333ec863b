from odoo import models
from odoo.fields import Domain


class InterviaPanel(models.AbstractModel):
    """What runs out, on the control panel."""

    _inherit = "intervia.panel"

    def _get_panel_tiles(self, scope):
        return [
            *super()._get_panel_tiles(scope),
            *filter(None, [self._get_stock_tile(scope)]),
        ]

    def _get_stock_tile(self, scope):
        """Of every place: an area may take from a place that others share."""
        return self._count_tile(
            scope,
            "stock",
            self.env._("Below minimum"),
            self.env._("Support articles of which less is free than the minimum."),
            "intervia.supply.stock",
            Domain("is_kept", "=", True) & Domain("is_below_minimum", "=", True),
            "warning",
        )

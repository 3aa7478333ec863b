from odoo import models
from odoo.fields import Domain
from odoo.tools import formatLang


class InterviaPanel(models.AbstractModel):
    """What has to be invoiced, on the control panel."""

    _inherit = "intervia.panel"

    def _get_panel_tiles(self, scope):
        return [*super()._get_panel_tiles(scope), *self._get_unbilled_tiles(scope)]

    def _get_unbilled_tiles(self, scope):
        """Rows of the board and their amount; prices are those of its last count."""
        unbilled = self.env["intervia.unbilled"]
        if not unbilled.has_access("read"):
            return
        domain = Domain(scope.areas) & Domain(scope.filters).map_conditions(
            lambda asked: Domain(
                f"ticket_id.{asked.field_expr}", asked.operator, asked.value
            )
        )
        groups = unbilled._read_group(
            domain, ["currency_id"], ["__count", "amount:sum"]
        )
        amounts = [
            formatLang(self.env, amount, currency_obj=currency)
            for currency, _count, amount in groups
            if currency
        ]
        yield self._make_tile(
            "unbilled",
            self.env._("To be invoiced"),
            self.env._("Tickets with hours or articles that nobody has charged yet."),
            "intervia.unbilled",
            domain,
            sum(count for _currency, count, _amount in groups),
            "warning",
            detail=" + ".join(amounts),
        )

from odoo import api, models


class SaleOrderLine(models.Model):
    """A line that charges work: when it goes, the work can be charged again."""

    _inherit = "sale.order.line"

    def _free_charged(self):
        """Nothing is charged by these lines any more."""
        # sudo: whoever takes lines off an order needs no right to tickets
        domain = [("order_line_id", "in", self.ids)]
        self.env["intervia.worklog"].sudo().search(domain).write(
            {"order_line_id": False}
        )
        domain = [("fixed_order_line_id", "in", self.ids)]
        self.env["intervia.ticket"].sudo().search(domain).write(
            {"fixed_order_line_id": False}
        )

    @api.ondelete(at_uninstall=False)
    def _free_before_unlink(self):
        self._free_charged()

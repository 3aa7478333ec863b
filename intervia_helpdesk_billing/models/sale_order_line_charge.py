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

    def _compute_analytic_distribution(self):
        """Asked for once where lines cannot differ: a month's order has hundreds.

        The platform asks for each line, and what it asks names the article, the client
        and the company alone.
        """
        alike = self.filtered(
            lambda line: line.order_id.intervia_month and not line.analytic_distribution
        )
        groups = alike.grouped(lambda line: (line.product_id, line.order_id))
        for lines in groups.values():
            super(SaleOrderLine, lines[0])._compute_analytic_distribution()
            lines.analytic_distribution = lines[0].analytic_distribution
        return super(SaleOrderLine, self - alike)._compute_analytic_distribution()

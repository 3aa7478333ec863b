from odoo import fields, models


class ProductTemplate(models.Model):
    """An article that support uses, lends and takes back."""

    _inherit = "product.template"

    intervia_is_support_article = fields.Boolean(
        "Support article",
        index=True,
        help="Support can use it or lend it on a ticket.",
    )
    intervia_lent_qty = fields.Float(
        "Lent to clients",
        compute="_compute_intervia_lent_qty",
        digits="Product Unit",
        groups="intervia_helpdesk.group_agent,stock.group_stock_user",
    )

    def _compute_intervia_lent_qty(self):
        groups = self.env["intervia.ticket.supply"]._read_group(
            [("product_id.product_tmpl_id", "in", self.ids), ("lent_qty", ">", 0)],
            ["product_id"],
            ["lent_qty:sum"],
        )
        for product in self:
            product.intervia_lent_qty = sum(
                quantity
                for variant, quantity in groups
                if variant.product_tmpl_id == product
            )

    def write(self, vals):
        result = super().write(vals)
        if {"active", "intervia_is_support_article"} & vals.keys():
            self.env["intervia.supply.stock"]._sync()
        return result

    def action_view_intervia_supplies(self):
        """Who has which unit, and what was used of this article."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk_stock.intervia_ticket_supply_action"
        )
        return {
            **action,
            "display_name": self.display_name,
            "domain": [("product_id.product_tmpl_id", "in", self.ids)],
            "context": {"search_default_group_state": 1},
        }

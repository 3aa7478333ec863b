from odoo import api, models


class ProductProduct(models.Model):
    """A new variant of a support article is listed in the stock of support."""

    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        if any(products.mapped("intervia_is_support_article")):
            self.env["intervia.supply.stock"]._sync()
        return products

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How support is charged, in the settings of sales."""

    _inherit = "res.config.settings"

    intervia_time_product_id = fields.Many2one(
        related="company_id.intervia_time_product_id", readonly=False
    )
    intervia_rounding = fields.Selection(
        related="company_id.intervia_rounding", readonly=False
    )
    intervia_charge_since = fields.Date(
        related="company_id.intervia_charge_since", readonly=False
    )

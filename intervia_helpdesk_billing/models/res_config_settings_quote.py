from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How the company quotes what was asked in a ticket."""

    _inherit = "res.config.settings"

    intervia_quote_sign = fields.Boolean(
        related="company_id.intervia_quote_sign", readonly=False
    )
    intervia_quote_pay = fields.Boolean(
        related="company_id.intervia_quote_pay", readonly=False
    )
    intervia_quote_prepayment = fields.Float(
        related="company_id.intervia_quote_prepayment", readonly=False
    )
    intervia_quote_days = fields.Integer(
        related="company_id.intervia_quote_days", readonly=False
    )

from odoo import fields, models


class ResCompany(models.Model):
    """How a company quotes what was asked in a ticket.

    The platform has the same for other orders; what support sells may differ.
    """

    _inherit = "res.company"

    intervia_quote_sign = fields.Boolean("Quotes of tickets are signed", default=True)
    intervia_quote_pay = fields.Boolean("Quotes of tickets are paid in advance")
    intervia_quote_prepayment = fields.Float("Paid in advance", default=1.0)
    intervia_quote_days = fields.Integer("Quotes are valid for", default=30)

    _intervia_quote_prepayment_range = models.Constraint(
        "CHECK (intervia_quote_prepayment > 0 AND intervia_quote_prepayment <= 1)",
        "What is paid in advance is more than nothing, and at most everything.",
    )

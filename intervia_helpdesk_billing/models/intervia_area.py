from odoo import fields, models


class InterviaArea(models.Model):
    """What an hour of this area is charged as."""

    _inherit = "intervia.area"

    time_product_id = fields.Many2one(
        "product.product",
        "Hours are charged as",
        domain=[("type", "=", "service"), ("sale_ok", "=", True)],
        check_company=True,
        groups="intervia_helpdesk.group_manager,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
        help="Empty: as the company says.",
    )

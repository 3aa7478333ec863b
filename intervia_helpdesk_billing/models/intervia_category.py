from odoo import fields, models


class InterviaCategory(models.Model):
    """A kind of question that costs the same however long it takes."""

    _inherit = "intervia.category"

    fixed_product_id = fields.Many2one(
        "product.product",
        "Fixed price",
        domain=[("sale_ok", "=", True)],
        check_company=True,
        groups="intervia_helpdesk.group_manager,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
        help="A ticket of this category is charged as this article, once, when it is"
        " finished; its time is not. Decided when the ticket gets its category.",
    )

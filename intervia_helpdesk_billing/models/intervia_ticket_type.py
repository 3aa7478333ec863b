from odoo import fields, models


class InterviaTicketType(models.Model):
    """A type of ticket that costs the same however long it takes."""

    _inherit = "intervia.ticket.type"

    fixed_product_id = fields.Many2one(
        "product.product",
        "Fixed price",
        domain=[("sale_ok", "=", True)],
        groups="intervia_helpdesk.group_manager,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
        help="A ticket of this type is charged as this article, once, when it is"
        " finished; its time is not. The category may say another price.",
    )

from odoo import fields, models


class MailActivity(models.Model):
    """The activity that reminds of a loan knows which one."""

    _inherit = "mail.activity"

    intervia_supply_id = fields.Many2one(
        "intervia.ticket.supply", index="btree_not_null", ondelete="cascade"
    )

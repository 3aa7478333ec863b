from odoo import fields, models


class ProductTemplate(models.Model):
    """An article may be a pack of hours of support."""

    _inherit = "product.template"

    intervia_pack_hours = fields.Float(
        "Hours of support in it",
        groups="base.group_user",
        help="Once an order of it is paid or invoiced, the contract of the client gets"
        " these hours; a client without one gets a prepaid contract.",
    )

    _intervia_pack_positive = models.Constraint(
        "CHECK(intervia_pack_hours >= 0)", "A pack cannot have negative hours."
    )

from odoo import fields, models


class InterviaProgram(models.Model):
    """A product of the client that questions are about."""

    _name = "intervia.program"
    _description = "Supported Program"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)

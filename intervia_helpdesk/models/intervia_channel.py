from odoo import fields, models


class InterviaChannel(models.Model):
    """Where a question came from: mail, phone, counter, forum..."""

    _name = "intervia.channel"
    _description = "Helpdesk Channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

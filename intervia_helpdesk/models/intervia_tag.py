from random import randint

from odoo import fields, models


class InterviaTag(models.Model):
    """A keyword that helps to find a problem again."""

    _name = "intervia.tag"
    _description = "Helpdesk Keyword"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer(default=lambda self: randint(1, 11))
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE(name)", "This keyword exists already.")

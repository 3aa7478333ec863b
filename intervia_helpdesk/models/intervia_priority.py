from odoo import api, fields, models, tools


class InterviaPriority(models.Model):
    """A level of urgency. Tickets are worked in descending ``level``."""

    _name = "intervia.priority"
    _inherit = ["intervia.cached"]
    _description = "Helpdesk Priority"
    _order = "level, id"

    name = fields.Char(required=True, translate=True)
    level = fields.Integer(
        required=True, default=1, help="The higher, the more urgent."
    )
    color = fields.Integer()
    active = fields.Boolean(default=True)
    is_default = fields.Boolean("Default", help="Given to tickets that name none.")

    _level_uniq = models.Constraint(
        "UNIQUE(level)", "Another priority has this level already."
    )
    _default_uniq = models.UniqueIndex(
        "(is_default) WHERE is_default", "Only one priority can be the default."
    )

    @api.model
    def _get_default(self):
        """The priority of a ticket that names none; empty when none is marked."""
        return self.browse(self._get_default_ids())

    @api.model
    @tools.ormcache()
    def _get_default_ids(self):
        """Asked for each new ticket: kept until priorities change."""
        # sudo: kept for everybody
        return self.sudo().search([("is_default", "=", True)], limit=1)._ids

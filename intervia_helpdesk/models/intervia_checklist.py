from odoo import api, fields, models, tools
from odoo.fields import Domain


class InterviaChecklist(models.Model):
    """A step that every ticket of a type needs, in order."""

    _name = "intervia.checklist"
    _inherit = ["intervia.cached"]
    _description = "Checklist Step"
    _order = "sequence, id"

    name = fields.Char("Step", required=True, translate=True)
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "intervia.ticket.type", required=True, index=True, ondelete="cascade"
    )
    is_required = fields.Boolean(
        "Before finishing", help="A ticket is not finished while this step is open."
    )

    @api.model
    @tools.ormcache("self.env.lang")
    def _get_by_type(self):
        """Steps of each type: type id -> ((step id, values of a ticket's step), ...)"""
        found = {}
        for step in self.search(Domain.TRUE):
            values = {
                "checklist_id": step.id,
                "name": step.name,
                "sequence": step.sequence,
                "is_required": step.is_required,
            }
            found.setdefault(step.type_id.id, []).append((step.id, values))
        return found

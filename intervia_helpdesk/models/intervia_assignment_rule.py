from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InterviaAssignmentRule(models.Model):
    """Who answers for a category, a priority or both of them within an area."""

    _name = "intervia.assignment.rule"
    _description = "Helpdesk Assignment Rule"
    _order = "area_id, sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    area_id = fields.Many2one(
        "intervia.area", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="area_id.company_id", store=True, index=True)
    category_id = fields.Many2one(
        "intervia.category",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('area_id', '=', area_id)]",
        help="Leave empty for every category of the area.",
    )
    priority_id = fields.Many2one(
        "intervia.priority",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty for every priority.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        domain="[('share', '=', False)]",
    )

    @api.depends("area_id", "category_id", "priority_id")
    def _compute_display_name(self):
        for rule in self:
            parts = (rule.area_id, rule.category_id, rule.priority_id)
            rule.display_name = " · ".join(p.display_name for p in parts if p)

    @api.constrains("area_id", "category_id")
    def _check_category_area(self):
        for rule in self:
            if rule.category_id and rule.category_id.area_id != rule.area_id:
                raise ValidationError(
                    self.env._("The category of a rule must belong to its area.")
                )

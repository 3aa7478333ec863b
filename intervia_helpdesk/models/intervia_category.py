from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InterviaCategory(models.Model):
    """A subject of an area: a problem to solve or a requirement to attend."""

    _name = "intervia.category"
    _description = "Helpdesk Category"
    _parent_store = True
    _order = "area_id, sequence, complete_name, id"
    _rec_name = "complete_name"

    name = fields.Char(required=True, translate=True)
    complete_name = fields.Char(
        compute="_compute_complete_name", recursive=True, store=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("problem", "Problem"), ("requirement", "Requirement")],
        required=True,
        default="problem",
    )
    area_id = fields.Many2one(
        "intervia.area", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="area_id.company_id", store=True, index=True)
    parent_id = fields.Many2one(
        "intervia.category",
        index=True,
        ondelete="restrict",
        domain="[('area_id', '=', area_id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("intervia.category", "parent_id")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('share', '=', False)]",
        help="Receives the tickets of this category unless a rule says otherwise.",
    )
    description = fields.Text(translate=True)

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for category in self:
            parent = category.parent_id.complete_name
            category.complete_name = (
                f"{parent} / {category.name}" if parent else category.name
            )

    @api.constrains("parent_id", "area_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A category cannot be its own parent category.")
            )
        for category in self:
            if category.parent_id and category.parent_id.area_id != category.area_id:
                raise ValidationError(
                    self.env._(
                        "“%(category)s” and its parent belong to different areas.",
                        category=category.name,
                    )
                )

    @api.constrains("area_id")
    def _check_users_of_the_category(self):
        """What uses a category stays with it in one area."""
        for model in ("intervia.assignment.rule", "intervia.ticket"):
            users = self.env[model].with_context(active_test=False)
            users.search([("category_id", "in", self.ids)])._check_category_area()
        self.child_ids._check_parent()

    def _get_lineage(self):
        """This category and its ancestors, nearest first."""
        self.ensure_one()
        lineage, category = self.browse(), self
        while category:
            lineage |= category
            category = category.parent_id
        return lineage

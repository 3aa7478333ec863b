from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

STATES = [
    ("registered", "Registered"),
    ("assigned", "Assigned"),
    ("in_progress", "In progress"),
    ("waiting", "Waiting for the client"),
    ("finished", "Finished"),
    ("cancelled", "Cancelled"),
]
OPEN_STATES = ("registered", "assigned", "in_progress", "waiting")
CLIENT_LABELS = [
    ("waiting", "Waiting"),
    ("in_progress", "In progress"),
    ("completed", "Completed"),
]
_LABEL_OF_STATE = {
    "registered": "waiting",
    "assigned": "waiting",
    "in_progress": "in_progress",
    "waiting": "in_progress",
    "finished": "completed",
    "cancelled": "completed",
}
_PROGRESS_OF_STATE = {
    "registered": 0,
    "assigned": 10,
    "in_progress": 50,
    "waiting": 50,
    "finished": 100,
    "cancelled": 100,
}


class InterviaStage(models.Model):
    """A column of the board. Its fixed ``state`` carries the rules of the workflow."""

    _name = "intervia.stage"
    _description = "Helpdesk Stage"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    fold = fields.Boolean("Folded in the board")
    state = fields.Selection(STATES, required=True, copy=True)
    client_label = fields.Selection(
        CLIENT_LABELS,
        string="What the client sees",
        compute="_compute_client_side",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    progress = fields.Integer(
        "Progress (%)",
        compute="_compute_client_side",
        store=True,
        readonly=False,
        precompute=True,
    )
    description = fields.Text(translate=True)
    area_ids = fields.Many2many(
        "intervia.area",
        "intervia_area_stage_rel",
        "stage_id",
        "area_id",
        string="Chosen by areas",
    )
    is_common = fields.Boolean(
        "Common",
        default=True,
        help="Used by every area that does not choose its own stages.",
    )

    _progress_range = models.Constraint(
        "CHECK(progress BETWEEN 0 AND 100)", "Progress goes from 0 to 100 %."
    )

    @api.depends("state")
    def _compute_client_side(self):
        for stage in self:
            state = str(stage.state)  # not checked yet while a stage is made
            stage.client_label = _LABEL_OF_STATE.get(state, "waiting")
            stage.progress = _PROGRESS_OF_STATE.get(state, 0)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()  # intervia.area._get_stage_ids
        return super().create(vals_list)

    def write(self, vals):
        if "state" in vals:
            self.filtered(lambda stage: stage.state != vals["state"])._check_unused()
        if vals.keys() & {"active", "area_ids", "is_common", "sequence", "state"}:
            self.env.registry.clear_cache()  # intervia.area._get_stage_ids
        result = super().write(vals)
        if vals.keys() & {"active", "is_common", "state"}:
            self._check_common_states()
        return result

    def unlink(self):
        self.env.registry.clear_cache()  # intervia.area._get_stage_ids
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_last_common(self):
        self._check_common_states(withdrawn=self)

    @api.model
    def _check_common_states(self, withdrawn=()):
        """Areas without stages of their own need one for each state but waiting.

        Asked when a stage is withdrawn; the first ones are created one by one.
        """
        left = self._get_common_stages().filtered(lambda stage: stage not in withdrawn)
        covered = {"waiting", *left.mapped("state")}
        for state, label in self._fields["state"]._description_selection(self.env):
            if state not in covered:
                raise ValidationError(
                    self.env._(
                        "Keep one common stage of the state “%(state)s”: tickets could"
                        " not reach it any more.",
                        state=label,
                    )
                )

    def _check_unused(self):
        """A stage in use keeps its state: tickets would jump past the rules.

        Not a constraint, which would run once the tickets have followed the stage.
        """
        # sudo: tickets that this person cannot see count, too
        tickets = self.env["intervia.ticket"].sudo()
        for stage in self:
            if tickets.search_count([("stage_id", "=", stage.id)], limit=1):
                raise ValidationError(
                    self.env._(
                        "Tickets are in the stage “%(stage)s”: its state cannot "
                        "change. Create another stage instead.",
                        stage=stage.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: tickets that this person cannot see count, too
        tickets = self.env["intervia.ticket"].sudo()
        if tickets.search_count([("stage_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A stage with tickets cannot be deleted. Archive it.")
            )

    @api.model
    @tools.ormcache("state")
    def _get_ids_in(self, state):
        """Ids of the stages bound to ``state``, for counting by stage."""
        return self.with_context(active_test=False).search([("state", "=", state)])._ids

    @api.model
    def _get_common_stages(self):
        """The stages of every area that has not chosen its own."""
        return self.search_fetch(
            [("is_common", "=", True)], ["name", "state", "fold", "sequence"]
        )

    @api.model
    def _get_state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env))[state]

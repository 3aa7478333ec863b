from odoo import api, fields, models


class InterviaSlaStep(models.Model):
    """Who is told once a share of the promised time has gone by."""

    _name = "intervia.sla.step"
    _description = "Service Level Warning"
    _order = "percent, id"

    sla_id = fields.Many2one(
        "intervia.sla", required=True, index=True, ondelete="cascade"
    )
    percent = fields.Integer(
        "At (%)", required=True, default=75, help="100 is the deadline itself."
    )
    tells_agent = fields.Boolean(
        "Agent", default=True, help="Without an agent: whoever is alerted of the area."
    )
    tells_supervisors = fields.Boolean("Supervisors")
    user_ids = fields.Many2many("res.users", string="Other people")

    _percent_range = models.Constraint(
        "CHECK(percent BETWEEN 1 AND 1000)", "Warn between 1 and 1000 %."
    )
    _percent_uniq = models.Constraint(
        "UNIQUE(sla_id, percent)", "A policy warns once at each percentage."
    )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        self.env["intervia.ticket.deadline"]._set_stale(policies=steps.sla_id)
        return steps

    def write(self, vals):
        result = super().write(vals)
        self.env["intervia.ticket.deadline"]._set_stale(policies=self.sla_id)
        return result

    def _get_people(self, ticket):
        """The partners that this step tells about ``ticket``."""
        self.ensure_one()
        users = self.user_ids
        if self.tells_agent:
            users |= ticket.user_id or ticket._get_staff_to_alert()[ticket.id]
        if self.tells_supervisors:
            users |= (
                ticket.area_id.supervisor_ids or ticket._get_staff_to_alert()[ticket.id]
            )
        return users.filtered("active").partner_id

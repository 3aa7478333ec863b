from datetime import timedelta

from odoo import api, fields, models

STUCK_DAYS = 5
MOVES = frozenset(
    {"date_last_client_message", "date_last_staff_message", "stage_id", "user_id"}
)
OURS = frozenset({"registered", "assigned", "in_progress"})


class InterviaTicket(models.Model):
    """Tickets that are ours to move and that nobody moves."""

    _inherit = "intervia.ticket"

    date_stuck = fields.Datetime(
        "Stuck since",
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
        help="From this moment on an open ticket counts as stuck, unless somebody"
        " writes, moves or assigns it before. Empty while the client is waited for.",
    )

    _stuck_idx = models.Index("(date_stuck, id) WHERE date_stuck IS NOT NULL")

    @api.model
    def _get_stuck_moment(self):
        """When a ticket that moves now will be stuck."""
        key = "intervia_helpdesk.stuck_days"
        # sudo: parameters are the system's
        days = self.env["ir.config_parameter"].sudo().get_param(key)
        return fields.Datetime.now() + timedelta(days=float(days or STUCK_DAYS))

    def _get_birth_values(self):
        return {**super()._get_birth_values(), "date_stuck": self._get_stuck_moment()}

    def _prepare_write(self, vals):
        vals = super()._prepare_write(vals)
        if not MOVES & vals.keys():
            return vals
        states = set(self.mapped("state"))
        if vals.get("stage_id"):
            states = {self.env["intervia.stage"].browse(vals["stage_id"]).state}
        moment = self._get_stuck_moment() if states <= OURS else False
        return {**vals, "date_stuck": moment}

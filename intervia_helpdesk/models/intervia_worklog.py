from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class InterviaWorklog(models.Model):
    """One entry of the bitácora: what was done, by whom, when and for how long."""

    _name = "intervia.worklog"
    _description = "Worklog Entry"
    _order = "date_start desc, id desc"
    _rec_name = "name"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    name = fields.Char("What was done")
    date_start = fields.Datetime(
        "When", required=True, default=fields.Datetime.now, index=True
    )
    hours = fields.Float("Hours", help="Hours in decimals: 1.5 is an hour and a half.")
    is_running = fields.Boolean("Timer running", readonly=True, copy=False)
    billable = fields.Boolean(default=True)
    visible_to_client = fields.Boolean("Shown to the client")
    area_id = fields.Many2one(related="ticket_id.area_id", store=True, index=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    commercial_partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id",
        string="Client company",
        store=True,
        index="btree_not_null",
    )

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0)", "The hours of an entry cannot be negative."
    )
    _one_timer_idx = models.UniqueIndex(
        "(user_id) WHERE is_running", "Another timer of this person is running."
    )

    @api.depends("name", "ticket_id", "user_id")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.name or entry.ticket_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_own(vals)
        entries = super().create(vals_list)
        entries.ticket_id._check_not_cancelled()
        entries._attend()
        return entries

    def write(self, vals):
        self._check_own(vals)
        self.ticket_id._check_not_cancelled()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cancelled(self):
        self.ticket_id._check_not_cancelled()

    def _check_own(self, vals):
        """An agent logs his own work; only timers run, and only by their button."""
        if self.env.su:
            return
        if vals.get("is_running"):
            raise AccessError(self.env._("Start the timer from the ticket."))
        supervisor = self.env.user.has_group("intervia_helpdesk.group_supervisor")
        if not supervisor and vals.get("user_id", self.env.uid) != self.env.uid:
            raise AccessError(self.env._("Work is logged by whoever did it."))

    def _attend(self):
        for user, entries in self.grouped("user_id").items():
            entries.ticket_id._add_attending(user)

    def action_stop(self):
        """Stop these timers: the time since their start is added to their hours."""
        now = fields.Datetime.now()
        for entry in self:
            if not entry.is_running:
                raise UserError(self.env._("This timer is not running."))
            elapsed = (now - entry.date_start).total_seconds() / 3600
            # sudo: is_running is written by the timer alone
            entry.sudo().write(
                {"is_running": False, "hours": entry.hours + round(elapsed, 4)}
            )

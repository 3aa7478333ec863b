from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

_TAKEN_FROM_THE_TICKET = frozenset(
    {"area_id", "commercial_partner_id", "company_id", "partner_id"}
)


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
    hours = fields.Float(help="Hours in decimals: 1.5 is an hour and a half.")
    is_running = fields.Boolean("Timer running", readonly=True, copy=False)
    billable = fields.Boolean(default=True)
    visible_to_client = fields.Boolean("Shown to the client")
    area_id = fields.Many2one(related="ticket_id.area_id", store=True, index=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        related="ticket_id.partner_id",
        string="Client",
        store=True,
        index="btree_not_null",
    )
    commercial_partner_id = fields.Many2one(
        related="ticket_id.commercial_partner_id",
        string="Client company",
        store=True,
        index="btree_not_null",
    )
    is_on_my_tickets = fields.Boolean(
        compute="_compute_is_on_my_tickets",
        search="_search_is_on_my_tickets",
        groups="intervia_helpdesk.group_agent",
        help="Of a ticket I attend, or that waits for somebody in my areas.",
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

    def _get_unassigned_domain(self):
        queues = self.env.user._get_intervia_queue_ids()
        return Domain("user_id", "=", False) & Domain("area_id", "in", queues)

    @api.depends("ticket_id.attended_user_ids", "ticket_id.user_id", "area_id")
    @api.depends_context("uid")
    def _compute_is_on_my_tickets(self):
        mine = self.ticket_id.filtered("is_attended_by_me")
        mine |= self.ticket_id.filtered_domain(self._get_unassigned_domain())
        for entry in self:
            entry.is_on_my_tickets = entry.ticket_id in mine

    @api.model
    def _search_is_on_my_tickets(self, operator, value):
        """Asked for each entry that no other reason shows; there are few."""
        if operator != "in":
            return NotImplemented
        if not self.env.su:  # the platform does not ask for its groups
            self._check_field_access(self._fields["is_on_my_tickets"], "read")

        def to_sql(model, alias, query):
            # sudo: called by the rule that decides
            tickets = model.env["intervia.ticket"].sudo()
            return SQL(
                "(EXISTS (SELECT FROM intervia_ticket_attended_rel r"
                " WHERE r.ticket_id = %(ticket)s AND r.user_id = %(user)s)"
                " OR %(ticket)s IN (%(unassigned)s))",
                ticket=SQL.identifier(alias, "ticket_id"),
                user=model.env.uid,
                unassigned=tickets._search(model._get_unassigned_domain()).subselect(),
            )

        return Domain.custom(
            to_sql=to_sql, predicate=lambda entry: entry.is_on_my_tickets
        )

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "ticket_id", values)
        return super().onchange(values, field_names, fields_spec)

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        for name in _TAKEN_FROM_THE_TICKET:
            self.env.add_to_compute(self._fields[name], entries)
        entries._check_logger()
        if any(entries.mapped("is_running")) and not self.env.su:
            raise AccessError(self.env._("Start the timer from the ticket."))
        entries._attend()
        return entries

    def write(self, vals):
        if not self.env.su and vals.keys() & {"is_running", *_TAKEN_FROM_THE_TICKET}:
            raise AccessError(self.env._("That is not for people to write."))
        if "is_running" not in vals:  # a timer can be stopped whatever its ticket
            self.ticket_id._check_not_cancelled()
        result = super().write(vals)
        if vals.keys() & {"ticket_id", "user_id"}:
            self._check_logger()
            self._attend()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cancelled(self):
        self.ticket_id._check_not_cancelled()

    def _check_logger(self):
        """Work is logged by whoever did it, on a ticket that he may work on.

        Checked on the records: values also come from the context. Without it an entry
        on a ticket out of reach would make its author one who attended it.
        """
        tickets = self.ticket_id
        tickets.check_access("write")
        tickets._check_not_cancelled()
        supervisor = self.env.user.has_group("intervia_helpdesk.group_supervisor")
        if not (self.env.su or supervisor or self.user_id <= self.env.user):
            raise AccessError(self.env._("Work is logged by whoever did it."))

    def _attend(self):
        for user, entries in self.grouped("user_id").items():
            entries.ticket_id._add_attending(user)

    def _on_ordered(self, order_line):
        """An order line now charges this entry; *billing* remembers it here."""

    def action_stop(self):
        """Stop these timers: the time since their start is added to their hours."""
        self.check_access("write")
        now = fields.Datetime.now()
        for entry in self:
            if not entry.is_running:
                raise UserError(self.env._("This timer is not running."))
            # a start moved into the future must not keep its ticket from being closed
            elapsed = max((now - entry.date_start).total_seconds() / 3600, 0)
            # sudo: is_running is written by the timer alone
            entry.sudo().write(
                {"is_running": False, "hours": entry.hours + round(elapsed, 4)}
            )
        # the insertion of the next timer does not wait for pending updates
        self.flush_recordset(["is_running"])

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Goes with the permission to export tickets."""
        if not self.env.user.has_group("intervia_helpdesk.group_permission_export"):
            raise AccessError(self.env._("You are not allowed to export the worklog."))
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.sla_clock import get_elapsed

STAFF = "intervia_helpdesk.group_agent"


class InterviaTicket(models.Model):
    """How long things took, in hours that the area was open; and who hears of news."""

    _inherit = "intervia.ticket"

    first_answer_work_hours = fields.Float(
        "Working hours to first answer",
        compute="_compute_first_answer_work_hours",
        store=True,
        precompute=True,
        compute_sudo=True,
        aggregator="avg",
        groups=STAFF,
        help="Opening hours of the area between the creation and the first answer.",
    )
    solution_work_hours = fields.Float(
        "Working hours to solution",
        compute="_compute_solution_work_hours",
        store=True,
        precompute=True,
        compute_sudo=True,
        aggregator="avg",
        groups=STAFF,
        help="Opening hours of the area between the creation and the last time that"
        " the ticket was finished.",
    )

    # What the control panel counts of a year, without the table
    _created_idx = models.Index("(create_date) INCLUDE (area_id, company_id)")
    _closed_idx = models.Index(
        "(date_closed) INCLUDE (area_id, company_id, create_date, solution_work_hours)"
        " WHERE date_closed IS NOT NULL"
    )
    _first_reply_idx = models.Index(
        "(date_first_reply)"
        " INCLUDE (area_id, company_id, create_date, first_answer_work_hours)"
        " WHERE date_first_reply IS NOT NULL"
    )
    _cancelled_idx = models.Index("(date_cancelled) WHERE date_cancelled IS NOT NULL")

    # The hours that the area had then: opening hours that change later rewrite nothing

    @api.depends("date_first_reply")
    def _compute_first_answer_work_hours(self):
        for ticket in self:
            hours = ticket._get_work_hours(ticket.date_first_reply)
            ticket.first_answer_work_hours = hours

    @api.depends("date_closed")
    def _compute_solution_work_hours(self):
        for ticket in self:
            ticket.solution_work_hours = ticket._get_work_hours(ticket.date_closed)

    def _get_work_hours(self, end):
        """Opening hours of the area since the ticket was created; 0 without an end."""
        start = self.create_date
        if not end or not start or end <= start:
            return 0.0
        calendar = self.area_id.resource_calendar_id
        calendar = calendar or self.company_id.resource_calendar_id
        elapsed = get_elapsed(calendar._get_intervia_hours(), start, end)
        return elapsed.total_seconds() / 3600

    @api.model
    def _get_birth_values(self):
        return {
            **super()._get_birth_values(),
            "first_answer_work_hours": 0.0,
            "solution_work_hours": 0.0,
        }

    @api.model
    def _refresh_work_hours(self):
        """Count the working hours of all tickets again, after SQL set their dates."""
        self.env.invalidate_all()
        tickets = self.search(Domain.TRUE)
        for name in ("first_answer_work_hours", "solution_work_hours"):
            self.env.add_to_compute(self._fields[name], tickets)
        tickets._recompute_recordset()

    # The control panel

    def _on_created(self):
        super()._on_created()
        self.env["intervia.panel"]._announce()

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        self.env["intervia.panel"]._announce()

    def _on_assigned(self, previous):
        super()._on_assigned(previous)
        self.env["intervia.panel"]._announce()

    def _on_customer_message(self, message):
        super()._on_customer_message(message)
        self.env["intervia.panel"]._announce()

    def _on_staff_message(self, message):
        super()._on_staff_message(message)
        self.env["intervia.panel"]._announce()

from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Datetime, Domain
from odoo.tools import SQL, format_datetime

from ..tools.sla_clock import get_deadline, get_elapsed, get_timeline
from .intervia_sla import KINDS


class InterviaTicketDeadline(models.Model):
    """The clock of one promise to one ticket: when it began, stood still and ended.

    It is written by what happens to the ticket; see ``ticket/sla.py``.
    """

    _name = "intervia.ticket.deadline"
    _description = "Ticket Deadline"
    _order = "date_start desc, id desc"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="cascade"
    )
    sla_id = fields.Many2one(
        "intervia.sla",
        string="Policy",
        required=True,
        index=True,
        ondelete="restrict",
    )
    area_id = fields.Many2one(related="ticket_id.area_id", store=True, index=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    date_start = fields.Datetime("From", required=True)
    target_hours = fields.Float("Within (hours)", required=True)
    calendar_id = fields.Many2one(
        "resource.calendar", string="Opening hours", index="btree_not_null"
    )
    pauses = fields.Json(help="Spans that are over, as pairs of moments.")
    date_paused = fields.Datetime("Paused since")
    date_deadline = fields.Datetime("Deadline", help="Unknown while the clock stands.")
    date_done = fields.Datetime("Kept on")
    is_missed = fields.Boolean("Missed")
    warned_percent = fields.Integer(help="The last warning that was given.")
    date_next_step = fields.Datetime(help="When the next warning is due.")
    is_stale = fields.Boolean(help="Its hours or its policy changed: to be set again.")

    _one_open_idx = models.UniqueIndex(
        "(ticket_id, kind) WHERE date_done IS NULL",
        "A ticket has one open deadline of each kind.",
    )
    _next_step_idx = models.Index("(date_next_step) WHERE date_next_step IS NOT NULL")
    _stale_idx = models.Index("(id) WHERE is_stale")

    # Arithmetic

    def _get_hours(self):
        return self.calendar_id._get_intervia_hours()

    def _get_pauses(self):
        """Every pause; the last one has no end while the clock stands."""
        pauses = [
            (Datetime.to_datetime(start), Datetime.to_datetime(end))
            for start, end in self.pauses or ()
        ]
        return pauses + ([(self.date_paused, None)] if self.date_paused else [])

    def _get_moment(self, percent=100):
        """When a share of the promised time is over; None while the clock stands."""
        target = timedelta(hours=self.target_hours) * percent / 100
        # whole seconds, as the database keeps them
        target = timedelta(seconds=round(target.total_seconds()))
        moment = get_deadline(
            self._get_hours(), self.date_start, target, self._get_pauses()
        )
        return moment and moment.replace(microsecond=0)

    def _set(self):
        """Find the deadline and the next warning again, from what the clock knows."""
        for clock in self:
            values = {"date_deadline": False, "date_next_step": False}
            if not clock.date_paused or clock.date_done:
                values["date_deadline"] = clock._get_moment()
            if not clock.date_paused and not clock.date_done:
                values["date_next_step"] = clock._get_next_step()
            end = clock.date_done or Datetime.now()
            values["is_missed"] = clock._is_missed_at(end)
            clock.write({**values, "is_stale": False})

    def _get_next_step(self):
        percents = [*self.sla_id.step_ids.mapped("percent"), 100]
        ahead = [p for p in percents if p > self.warned_percent]
        return self._get_moment(min(ahead)) if ahead else False

    def _is_missed_at(self, moment):
        target = timedelta(hours=self.target_hours)
        elapsed = get_elapsed(
            self._get_hours(), self.date_start, moment, self._get_pauses()
        )
        return elapsed > target + timedelta(seconds=1)

    # What happens to a clock

    def _pause(self, moment):
        running = self.filtered(lambda c: not c.date_done and not c.date_paused)
        running.write({"date_paused": moment})
        running._set()

    def _resume(self, moment):
        for clock in self.filtered(lambda c: not c.date_done and c.date_paused):
            clock.write(
                {
                    "pauses": clock._add_pause(clock.date_paused, moment),
                    "date_paused": False,
                }
            )
            clock._set()

    def _settle(self, moment):
        for clock in self.filtered(lambda c: not c.date_done):
            values = {"date_done": max(moment, clock.date_start)}
            if clock.date_paused:
                values["pauses"] = clock._add_pause(clock.date_paused, moment)
                values["date_paused"] = False
            clock.write(values)
            clock._set()

    def _reopen(self, moment):
        """The clock goes on; the time that the ticket was closed does not count."""
        for clock in self.filtered("date_done"):
            pauses = clock._add_pause(clock.date_done, moment)
            clock.write({"pauses": pauses, "date_done": False})
            clock._set()

    def _add_pause(self, start, end):
        pause = [Datetime.to_string(start), Datetime.to_string(end)]
        return [*(self.pauses or ()), pause]

    @api.model
    def _set_stale(self, calendars=None, policies=None, areas=None):
        """Open clocks of these calendars, policies or areas are set again soon."""
        domain = Domain("date_done", "=", False)
        if calendars:
            domain &= Domain("calendar_id", "in", calendars.ids)
        if policies is not None:
            domain &= Domain("sla_id", "in", policies.ids)
        if areas is not None:
            domain &= Domain("area_id", "in", areas.ids)
        # sudo: hours are changed by people who see no ticket
        clocks = self.sudo().search(domain)
        if clocks:
            clocks.write({"is_stale": True})
            cron = self.env.ref("intervia_helpdesk.ir_cron_deadlines")
            cron.sudo()._trigger()

    # The cron

    @api.model
    def _cron_warn(self):
        """Set again what is stale, then give the warnings that are due."""
        tickets = self.env["intervia.ticket"]
        do = self.env["ir.cron"]._do_intervia_in_batches
        stale = Domain("is_stale", "=", True)
        due = Domain("date_next_step", "<=", Datetime.now())
        todo = (
            (tickets, Domain("sla_is_stale", "=", True), lambda t: t._review_stale()),
            (self, stale, self._refresh_stale),
            (self, due, self._warn),
        )
        all(do(records, domain, act) for records, domain, act in todo)

    @api.model
    def _refresh_stale(self, clocks):
        clocks._take_policy()
        clocks._set()
        clocks.ticket_id._refresh_sla()

    def _take_policy(self):
        """What the policy promises now, unless it promises it no more."""
        for clock in self.filtered(lambda c: c.sla_id[f"{c.kind}_hours"]):
            clock.write(clock.ticket_id._prepare_promise(clock.sla_id, clock.kind))

    @api.model
    def _warn(self, clocks):
        """Tell each step that is due once; of several overdue ones, the last."""
        for clock in clocks:
            due = clock._get_due_step()
            if due:
                clock.warned_percent = due
                clock._tell_step(due)
        clocks._set()
        clocks.ticket_id._refresh_sla()

    def _get_due_step(self):
        """The last warning that is due and was not given; 0 when none is."""
        now = Datetime.now()
        return max(
            (
                percent
                for percent in {*self.sla_id.step_ids.mapped("percent"), 100}
                if percent > self.warned_percent
                and (self._get_moment(percent) or datetime.max) <= now
            ),
            default=0,
        )

    def _skip_due_warnings(self):
        for clock in self.filtered("date_next_step"):
            clock.warned_percent = clock._get_due_step() or clock.warned_percent
            clock._set()

    def _tell_step(self, percent):
        step = self.sla_id.step_ids.filtered(lambda s: s.percent == percent)
        people = step._get_people(self.ticket_id) if step else None
        if people:
            ticket = self.ticket_id.with_context(
                intervia_told=people.ids, intervia_deadline=self
            )
            ticket._tell("deadline_missed" if percent >= 100 else "deadline_near")

    # Looking

    def _get_label(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def _get_local_deadline(self):
        """The deadline on the clocks of the area, in words."""
        zone = self.calendar_id.tz or self.env.company.partner_id.tz or "UTC"
        return format_datetime(
            self.with_context(tz=zone).env, self.date_deadline, dt_format="short"
        )

    def _get_timeline(self):
        """The clock as the screen draws it."""
        self.ensure_one()
        now = Datetime.now()
        hours, pauses = self._get_hours(), self._get_pauses()
        end = max(self.date_done or now, self.date_start)
        ran = get_elapsed(hours, self.date_start, end, pauses)
        parts = get_timeline(hours, self.date_start, end, pauses)
        return {
            "id": self.id,
            "kind": self._get_label(),
            "policy": self.sla_id.name,
            "start": Datetime.to_string(self.date_start),
            "end": Datetime.to_string(end),
            "deadline": self.date_deadline and Datetime.to_string(self.date_deadline),
            "done": self.date_done and Datetime.to_string(self.date_done),
            "paused": bool(self.date_paused),
            "missed": self.is_missed or self._is_missed_at(end),
            "ran_hours": ran.total_seconds() / 3600,
            "target_hours": self.target_hours,
            "parts": [
                [Datetime.to_string(a), Datetime.to_string(b), kind]
                for a, b, kind in parts[-400:]
            ],
        }

    def init(self):
        """Clocks change often: the planner wants to know."""
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s SET (autovacuum_analyze_scale_factor = 0.02)",
                SQL.identifier(self._table),
            )
        )

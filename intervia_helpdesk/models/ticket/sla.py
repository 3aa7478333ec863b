from odoo import api, fields, models
from odoo.fields import Datetime

from ..intervia_sla import CRITERIA, KINDS

STAFF = "intervia_helpdesk.group_agent"
DECIDING = frozenset({*CRITERIA.values(), "partner_id"})


class InterviaTicket(models.Model):
    """What was promised to a ticket, and whether it was kept."""

    _inherit = "intervia.ticket"

    sla_id = fields.Many2one(
        "intervia.sla",
        string="Service level",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=STAFF,
    )
    sla_deadline = fields.Datetime(
        "Next deadline",
        readonly=True,
        copy=False,
        groups=STAFF,
        help="The nearest one that runs; empty while the clocks stand still.",
    )
    sla_kind = fields.Selection(
        KINDS, string="What is due", readonly=True, copy=False, groups=STAFF
    )
    sla_is_paused = fields.Boolean(
        "Clock paused", readonly=True, copy=False, groups=STAFF
    )
    sla_is_missed = fields.Boolean(
        "Deadline missed", readonly=True, copy=False, groups=STAFF
    )
    sla_is_stale = fields.Boolean(
        readonly=True, copy=False, groups=STAFF, help="Its policy is to be found again."
    )
    deadline_ids = fields.One2many(
        "intervia.ticket.deadline",
        "ticket_id",
        string="Deadlines",
        readonly=True,
        groups=STAFF,
    )
    deadline_timeline = fields.Json(
        compute="_compute_deadline_timeline", compute_sudo=True, groups=STAFF
    )

    _sla_deadline_idx = models.Index(
        "(sla_deadline, id) WHERE sla_deadline IS NOT NULL"
    )
    _sla_stale_idx = models.Index("(id) WHERE sla_is_stale IS TRUE")
    _sla_missed_idx = models.Index("(id) WHERE sla_is_missed IS TRUE")

    @api.depends("sla_id", "sla_deadline", "sla_is_paused")
    def _compute_deadline_timeline(self):
        for ticket in self:
            clocks = ticket.deadline_ids if ticket.sla_id else ()
            ticket.deadline_timeline = [clock._get_timeline() for clock in clocks]

    # Policy

    def _get_contract_slas(self):
        """Policies that a contract of the client names; they go before all others.

        :return: ticket id -> ``intervia.sla``
        """
        return {}

    def _get_slas(self):
        """The policy of each ticket: ticket -> ``intervia.sla``, maybe none."""
        policies = self.env["intervia.sla"]._get_policies()
        if not policies:
            return dict.fromkeys(self, self.env["intervia.sla"])
        contracts = self._get_contract_slas()
        found = {}
        for ticket in self:
            ids = (p.id for p in policies if p.is_general and p.is_for(ticket))
            named = contracts.get(ticket.id)
            found[ticket] = named or self.env["intervia.sla"].browse(next(ids, False))
        return found

    # Events

    def _on_created(self):
        super()._on_created()
        if self.env["intervia.sla"]._get_policies():
            # sudo: whoever asks is promised an answer
            self.sudo()._review_sla()

    def _on_written(self, vals):
        super()._on_written(vals)
        if DECIDING & vals.keys():
            # sudo: what is promised follows from the ticket, whoever changes it
            tickets = self.sudo().filtered("is_open")
            if self.env["intervia.sla"]._get_policies() or tickets.sla_id:
                tickets._review_sla()

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        # sudo: the clocks follow the ticket, whoever moves it
        promised = self.sudo().filtered("sla_id")
        if promised:
            promised._turn_clocks(previous)
            promised._refresh_sla()

    def _on_customer_message(self, message):
        super()._on_customer_message(message)
        # sudo: a client starts a clock by writing
        tickets = self.sudo().filtered(
            lambda t: t.sla_id.next_answer_hours and t.date_first_reply and t.is_open
        )
        if tickets:
            tickets._start_clocks("next_answer", message.date)
            tickets._refresh_sla()

    def _on_staff_message(self, message):
        super()._on_staff_message(message)
        # sudo: an answer keeps a promise, whoever gave it
        tickets = self.sudo().filtered("sla_id")
        if tickets:
            answers = tickets.deadline_ids.filtered(lambda c: c.kind != "solution")
            answers._settle(message.date)
            tickets._refresh_sla()

    # Clocks

    def _turn_clocks(self, previous):
        """Pause, settle, drop or go on, as the stage of each ticket asks."""
        now = Datetime.now()
        for ticket in self:
            clocks = ticket.deadline_ids
            if ticket.state == "finished":
                clocks._settle(now)
            elif ticket.state == "cancelled":
                clocks.filtered(lambda c: not c.date_done).unlink()
            else:
                if previous[ticket.id].state == "finished":
                    last = clocks.filtered(lambda c: c.kind == "solution")[:1]
                    last._reopen(now)
                if ticket.stage_id in ticket.sla_id.pause_stage_ids:
                    clocks._pause(now)
                else:
                    clocks._resume(now)

    def _review_sla(self):
        """Give each ticket the policy that takes it now, and set its clocks by it.

        A clock that goes on keeps its start and its pauses; only the promise changes.
        """
        for policy, tickets in self.grouped(self._get_slas().get).items():
            changed = tickets.filtered(lambda t, p=policy: t.sla_id != p)
            if changed:
                changed.write({"sla_id": policy.id})
            if policy or changed:
                tickets._drop_clocks(policy)
                tickets._set_clocks(policy)
                tickets._refresh_sla()

    def _review_stale(self):
        """Find the policy again; nobody is warned of what is past."""
        self._review_sla()
        self.deadline_ids._skip_due_warnings()
        self.filtered("sla_is_stale").write({"sla_is_stale": False})

    def _review_later(self):
        """As :meth:`_review_stale`, by the job of the deadlines."""
        self.with_context(tracking_disable=True).write({"sla_is_stale": True})
        cron = self.env.ref("intervia_helpdesk.ir_cron_deadlines")
        # sudo: the job is the system's
        cron.sudo()._trigger()

    def _drop_clocks(self, policy):
        """Open clocks of what is not promised any more."""
        self.deadline_ids.filtered(
            lambda c: not c.date_done and not (policy and policy[f"{c.kind}_hours"])
        ).unlink()

    def _set_clocks(self, policy):
        if not policy:
            return
        for clock in self.deadline_ids.filtered(lambda c: not c.date_done):
            clock.write(clock.ticket_id._prepare_promise(policy, clock.kind))
            clock._set()
        self._start_clocks("first_answer")
        self._start_clocks("solution")
        self.filtered(
            lambda t: t.date_first_reply and t.is_client_waiting
        )._start_clocks("next_answer")

    def _start_clocks(self, kind, moment=None):
        """Start the clocks of a promise that were not started before."""
        values = []
        for ticket in self.filtered(lambda t: t.sla_id[f"{kind}_hours"]):
            same = ticket.deadline_ids.filtered(lambda c: c.kind == kind)
            if kind == "next_answer":
                same = same.filtered(lambda c: not c.date_done)
            if not same:
                values.append(ticket._prepare_clock(kind, moment))
        # sudo: clocks are the product's own
        self.env["intervia.ticket.deadline"].sudo().create(values)._set()

    def _prepare_promise(self, policy, kind):
        calendar = self.area_id.resource_calendar_id
        calendar = calendar or self.company_id.resource_calendar_id
        return {
            "sla_id": policy.id,
            "target_hours": policy[f"{kind}_hours"],
            "calendar_id": not policy.is_around_the_clock and calendar.id,
        }

    def _prepare_clock(self, kind, moment):
        start, done = self.create_date, False
        if kind == "first_answer":
            done = self.date_first_reply or self.date_closed
        elif kind == "solution":
            done = self.date_closed
        else:
            start = moment or self.date_last_client_message or start
        paused = False
        if not done and self.stage_id in self.sla_id.pause_stage_ids:
            paused = max(self.date_last_staff_message or Datetime.now(), start)
        return {
            "ticket_id": self.id,
            "kind": kind,
            "date_start": start.replace(microsecond=0),
            "date_done": done,
            "date_paused": paused,
            **self._prepare_promise(self.sla_id, kind),
        }

    def _refresh_sla(self):
        """Write what lists show and sort by: one statement for tickets alike."""
        self.deadline_ids.fetch(["date_done", "date_deadline", "is_missed", "kind"])
        for values, tickets in self.grouped(lambda t: t._prepare_sla_columns()).items():
            columns = ("sla_deadline", "sla_kind", "sla_is_paused", "sla_is_missed")
            vals = dict(zip(columns, values, strict=True))
            stale = tickets.filtered(
                lambda t, vals=vals: any(t[name] != vals[name] for name in vals)
            )
            if stale:
                stale.write(vals)

    def _prepare_sla_columns(self):
        clocks = self.deadline_ids
        opened = clocks.filtered(lambda c: not c.date_done)
        running = opened.filtered("date_deadline").sorted("date_deadline")[:1]
        return (
            running.date_deadline,
            running.kind,
            bool(opened and not running),
            any(clocks.mapped("is_missed")),
        )

    # Notices

    def _prepare_notice_values(self, name, author):
        values = super()._prepare_notice_values(name, author)
        return {**values, "deadline": self.env.context.get("intervia_deadline")}

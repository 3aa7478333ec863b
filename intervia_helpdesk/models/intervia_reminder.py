from datetime import UTC, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Datetime, Domain

STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
}


class InterviaReminder(models.Model):
    """A text about a ticket that reaches chosen people at a moment, once or again."""

    _name = "intervia.reminder"
    _description = "Reminder"
    _order = "date_next, id"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="cascade"
    )
    area_id = fields.Many2one(related="ticket_id.area_id", store=True, index=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    name = fields.Char("About", required=True)
    body = fields.Text("Text")
    moment = fields.Selection(
        [("at", "At a moment"), ("before", "Before the deadline")],
        "When",
        default="at",
        required=True,
    )
    date = fields.Datetime("On")
    hours_before = fields.Float("Hours before", default=1)
    repeat = fields.Selection(
        [("day", "Every day"), ("week", "Every week"), ("month", "Every month")],
        help="Empty: once.",
    )
    date_until = fields.Date("Until")
    tells_agent = fields.Boolean(
        "The agent",
        default=True,
        help="Whoever is the agent then; nobody yet: whoever is alerted of the area.",
    )
    user_ids = fields.Many2many(
        "res.users", string="Colleagues", domain="[('share', '=', False)]"
    )
    tells_client = fields.Boolean(
        "The client", help="He gets the text by mail and reads it in his ticket."
    )
    date_next = fields.Datetime("Next", readonly=True, copy=False)
    date_sent = fields.Datetime("Last sent", readonly=True, copy=False)
    sent_count = fields.Integer("Sent", readonly=True, copy=False)
    is_done = fields.Boolean("Over", readonly=True, copy=False)

    _next_idx = models.Index("(date_next) WHERE date_next IS NOT NULL")
    _positive = models.Constraint(
        "CHECK(hours_before >= 0)", "Remind before the deadline, not after it."
    )

    @api.constrains("date", "moment", "tells_agent", "tells_client", "user_ids")
    def _check_whole(self):
        for reminder in self:
            if reminder.moment == "at" and not reminder.date:
                raise ValidationError(self.env._("Say when to remind."))
            told = reminder.tells_agent or reminder.tells_client or reminder.user_ids
            if not told:
                raise ValidationError(self.env._("Say whom to remind."))

    @api.model_create_multi
    def create(self, vals_list):
        reminders = super().create(vals_list)
        if not self.env.su:
            reminders._check_own()
        reminders.sudo()._plan()  # sudo: the next moment is the product's to write
        return reminders

    def write(self, vals):
        if not self.env.su:
            forbidden = {"date_next", "date_sent", "is_done", "sent_count"}
            if forbidden & vals.keys():
                raise AccessError(self.env._("Only the clock writes this."))
        result = super().write(vals)
        if not self.env.su:
            self._check_own()
            self.sudo()._plan()  # sudo: as in create
        return result

    def _check_own(self):
        """A reminder belongs to a ticket that its author may change."""
        self.ticket_id.check_access("write")

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "ticket_id", values)
        return super().onchange(values, field_names, fields_spec)

    # When

    def _plan(self):
        """Find the next moment; a reminder that was sent waits for its repetition."""
        for reminder in self:
            moment = reminder._get_next()
            reminder.write(
                {
                    "date_next": moment,
                    "is_done": bool(reminder.date_sent and not moment),
                }
            )

    def _get_next(self):
        """The next moment to send at; False when there is none (yet)."""
        if self.ticket_id.state == "cancelled":
            return False
        if self.moment == "before":
            deadline = self.ticket_id.sla_deadline
            if not deadline or self.date_sent:
                return False
            return deadline - timedelta(hours=self.hours_before)
        if not self.date_sent or self.date > self.date_sent:
            return self.date
        return self._get_repetition(max(self.date_sent, Datetime.now()))

    def _get_repetition(self, after):
        """The first repetition later than ``after``; at the same hour for people."""
        if not self.repeat:
            return False
        zone = ZoneInfo(self.create_uid.tz or "UTC")
        first = self.date.replace(tzinfo=UTC).astimezone(zone)
        for number in count(1):
            local = first + STEPS[self.repeat] * number
            moment = local.astimezone(UTC).replace(tzinfo=None)
            if self.date_until and local.date() > self.date_until:
                return False
            if moment > after:
                return moment
        return False

    # Sending

    @api.model
    def _cron_send(self):
        """Send what is due, late ones too: once each, whichever server runs this."""
        self.env["ir.cron"]._do_intervia_in_batches(
            self, Domain("date_next", "<=", Datetime.now()), lambda due: due._send_all()
        )

    def _send_all(self):
        for reminder in self:
            reminder._send()

    def _send(self):
        ticket = self.ticket_id.with_context(intervia_reminder=self)
        people = self._get_people()
        if people:
            ticket.with_context(intervia_told=people.ids)._tell("reminder")
        if self.tells_client:
            ticket._tell("reminder_client")
        self.write({"date_sent": Datetime.now(), "sent_count": self.sent_count + 1})
        self._plan()

    def _get_people(self):
        users = self.user_ids
        if self.tells_agent:
            ticket = self.ticket_id
            users |= ticket.user_id or ticket._get_staff_to_alert()[ticket.id]
        return users.filtered("active").partner_id

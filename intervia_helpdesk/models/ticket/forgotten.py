from odoo import api, fields, models
from odoo.fields import Datetime, Domain

from ...tools.own_context import OWN

BATCH = 50


class InterviaTicket(models.Model):
    """Tickets that wait for a client who forgot them: one warning, then the end."""

    _inherit = "intervia.ticket"

    date_forgotten_warning = fields.Datetime(
        "Warned of closing on",
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
    )

    _waiting_idx = models.Index("(area_id, id) WHERE state = 'waiting'")

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        # sudo: a client who writes forgets no more
        awake = self.sudo().filtered(
            lambda t: (
                t.date_forgotten_warning and t.state in ("assigned", "in_progress")
            )
        )
        if awake:
            awake.write({"date_forgotten_warning": False})

    def _get_quiet_since(self):
        """The last word of a person: what machines send does not count."""
        self.ensure_one()
        return max(
            filter(
                None,
                (
                    self.create_date,
                    self.date_last_client_message,
                    self.date_last_staff_message,
                ),
            )
        )

    @api.model
    def _cron_close_forgotten(self):
        """Warn of what is forgotten, then close it; each ticket locked while at it."""
        cron = self.env["ir.cron"]
        areas = self.env["intervia.area"].search([("forgotten_warn_days", ">", 0)])
        for area in areas:
            domain = Domain("area_id", "=", area.id) & Domain("state", "=", "waiting")
            if not cron._do_intervia_in_batches(
                self, domain, lambda found: found._end_forgotten(), BATCH
            ):
                return

    def _end_forgotten(self):
        for ticket in self:
            ticket._warn_or_close()

    def _warn_or_close(self):
        area, now = self.area_id, Datetime.now()
        calendar = area.resource_calendar_id or self.company_id.resource_calendar_id
        hours = calendar._get_intervia_hours()
        warned = self.date_forgotten_warning
        if warned and warned > self._get_quiet_since():
            if hours.add_working_days(warned, area.forgotten_close_days) <= now:
                self._close_forgotten()
            return
        quiet = self._get_quiet_since()
        if hours.add_working_days(quiet, area.forgotten_warn_days) <= now:
            self.write({"date_forgotten_warning": now})
            self._tell("forgotten_warning")

    def _close_forgotten(self):
        self._message_log(
            body=self.env._(
                "Closed: the client did not answer for %(days)s working days after the"
                " warning.",
                days=self.area_id.forgotten_close_days,
            )
        )
        self.with_context(intervia_client_knows=OWN)._move_to("finished")
        self._tell("forgotten_closed")

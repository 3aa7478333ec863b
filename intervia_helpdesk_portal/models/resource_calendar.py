from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.fields import Domain

from ..tools.opening_hours import UTC, Hours, Schedule


class ResourceCalendar(models.Model):
    """The opening hours of an area, as plain values."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "intervia.opening.hours"]

    def _get_intervia_schedule(self, company):
        """Weekly hours and the holidays of the coming year; None without fixed hours.

        :param company: whose holidays count, besides those of everybody
        :rtype: Schedule
        """
        if not self or self.flexible_hours:
            return None
        hours = tuple(
            Hours(
                int(line.dayofweek),
                line.hour_from,
                line.hour_to,
                int(line.week_type)
                if self.two_weeks_calendar and line.week_type
                else None,
            )
            for line in self.attendance_ids
            if not line.display_type and line.day_period != "lunch"
        )
        closures = tuple(
            (leave.date_from.replace(tzinfo=UTC), leave.date_to.replace(tzinfo=UTC))
            for leave in self._get_intervia_holidays(company)
        )
        return Schedule(hours, closures, ZoneInfo(self.tz or "UTC"))

    def _get_intervia_holidays(self, company):
        now = fields.Datetime.now()
        domain = Domain("resource_id", "=", False)
        domain &= Domain("time_type", "=", "leave")
        domain &= Domain("calendar_id", "in", [False, self.id])
        domain &= Domain("company_id", "in", [False, company.id])
        domain &= Domain("date_to", ">=", now - timedelta(days=2))
        domain &= Domain("date_from", "<=", now + timedelta(days=370))
        return self.env["resource.calendar.leaves"].search(domain)

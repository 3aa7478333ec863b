from collections import defaultdict

from odoo import api, models, tools
from odoo.fields import Domain

from ..tools.sla_clock import OpeningHours


class ResourceCalendar(models.Model):
    """Opening hours of an area, as the clocks of its promises read them."""

    _inherit = "resource.calendar"

    @tools.ormcache("self.id")
    def _get_intervia_hours(self):
        """The working time of this calendar; none, or a flexible one, never closes.

        :rtype: OpeningHours
        """
        # sudo: the hours of an area decide, whoever asks
        calendar = self.sudo()
        if not calendar or calendar.flexible_hours:
            return OpeningHours()
        return OpeningHours(
            calendar.tz, calendar._get_intervia_week(), calendar._get_intervia_closed()
        )

    def _get_intervia_week(self):
        week = defaultdict(list)
        for line in self.attendance_ids:
            if line.display_type or line.day_period == "lunch":
                continue
            span = (round(line.hour_from * 60), round(line.hour_to * 60))
            both = not (self.two_weeks_calendar and line.week_type)
            for parity in (0, 1) if both else (int(line.week_type),):
                week[parity, int(line.dayofweek)].append(span)
        return dict(week)

    def _get_intervia_closed(self):
        """Holidays: of this calendar, and those of the company for every calendar."""
        leaves = self.env["resource.calendar.leaves"].search(
            Domain("resource_id", "=", False)
            & Domain("time_type", "=", "leave")
            & Domain("calendar_id", "in", [False, self.id])
            & Domain("company_id", "in", [False, self.company_id.id])
        )
        return [(leave.date_from, leave.date_to) for leave in leaves]

    def write(self, vals):
        result = super().write(vals)
        self._on_intervia_hours_changed()
        return result

    def _on_intervia_hours_changed(self):
        """Clocks that run by these calendars are set again; by none: all of them."""
        self.env.registry.clear_cache()
        self.env["intervia.ticket.deadline"]._set_stale(self)


class ResourceCalendarAttendance(models.Model):
    """Hours that change move the deadlines that count on them."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._on_intervia_lines_changed()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._on_intervia_lines_changed()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        if calendars:
            calendars._on_intervia_hours_changed()
        return result

    def _on_intervia_lines_changed(self):
        if self.calendar_id:
            self.calendar_id._on_intervia_hours_changed()


class ResourceCalendarLeaves(models.Model):
    """A holiday that is added or moved moves the deadlines around it."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._on_intervia_holidays_changed()
        return leaves

    def write(self, vals):
        self._on_intervia_holidays_changed()
        result = super().write(vals)
        self._on_intervia_holidays_changed()
        return result

    def unlink(self):
        self._on_intervia_holidays_changed()
        return super().unlink()

    def _on_intervia_holidays_changed(self):
        """A day off of one person closes nothing."""
        holidays = self.filtered(lambda leave: not leave.resource_id)
        if not holidays:
            return
        calendars = holidays.calendar_id
        if any(not leave.calendar_id for leave in holidays):
            calendars = calendars.browse()
        calendars._on_intervia_hours_changed()

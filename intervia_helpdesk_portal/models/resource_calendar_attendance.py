from odoo import models


class ResourceCalendarAttendance(models.Model):
    """A stretch of the week: when it changes, so does the contact panel."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "intervia.opening.hours"]

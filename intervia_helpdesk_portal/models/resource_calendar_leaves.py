from odoo import models


class ResourceCalendarLeaves(models.Model):
    """A holiday of everybody closes an area; the leave of one person does not."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "intervia.opening.hours"]

    def _is_part_of_hours(self):
        return not self.resource_id

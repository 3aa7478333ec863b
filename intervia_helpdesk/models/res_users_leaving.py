from odoo import models


class ResUsers(models.Model):
    """Whoever is archived leaves no open ticket behind unseen."""

    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            # sudo: whoever archives people need not see their tickets
            tickets = self.env["intervia.ticket"].sudo()
            left = [("user_id", "in", self.ids), ("is_open", "=", True)]
            tickets.search(left)._leave_behind()
        return result

from odoo import models
from odoo.exceptions import AccessError


class ResUsers(models.Model):
    """A client's own account."""

    _inherit = "res.users"

    def write(self, vals):
        """The platform lets whoever has an account write another address into it, by
        RPC: an address that he proved to nobody would speak for its company."""
        if "email" in vals and not self.env.su and self.env.user.share:
            raise AccessError(
                self.env._("Ask for the change of your address in your account.")
            )
        return super().write(vals)

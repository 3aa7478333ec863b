from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.ip_address import parse_networks


class ResConfigSettings(models.TransientModel):
    """How long a place stays blocked after five failures, and which never is."""

    _inherit = "res.config.settings"

    intervia_login_exempt_networks = fields.Char(
        "Never block",
        config_parameter="intervia_helpdesk.login_exempt_networks",
        help="Networks, as 192.0.2.0/24 or 2001:db8::/32, separated by spaces.",
    )
    intervia_login_release_minutes = fields.Integer(
        "Release after",
        config_parameter="intervia_helpdesk.login_release_minutes",
        help="0: a blocked address waits until an administrator releases it.",
    )
    intervia_login_keep_hours = fields.Integer(
        "Forget failures after",
        default=24,
        config_parameter="intervia_helpdesk.login_keep_hours",
    )

    @api.constrains(
        "intervia_login_exempt_networks",
        "intervia_login_release_minutes",
        "intervia_login_keep_hours",
    )
    def _check_intervia_doors(self):
        for settings in self:
            wrong = parse_networks(settings.intervia_login_exempt_networks)[1]
            if wrong:
                raise ValidationError(
                    self.env._("This is no network: %(text)s", text=", ".join(wrong))
                )
            if settings.intervia_login_release_minutes < 0:
                raise ValidationError(self.env._("Minutes cannot be negative."))
            if settings.intervia_login_keep_hours < 1:
                raise ValidationError(
                    self.env._("Failures are kept for an hour at least.")
                )

from odoo import api, models
from odoo.tools import str2bool

# Each captcha the platform knows: its module, where its secret is, what turns it off
_CAPTCHAS = (
    ("google_recaptcha", "recaptcha_private_key", "enable_recaptcha"),
    ("website_cf_turnstile", "cf.turnstile_secret_key", None),
)


class IrHttp(models.AbstractModel):
    """The portal's texts in the browser, and whether a captcha guards its forms."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return [
            *super()._get_translation_frontend_modules_name(),
            "intervia_helpdesk_portal",
        ]

    @api.model
    def _has_intervia_captcha(self):
        """Whether ``_verify_request_recaptcha_token`` really asks something."""
        # sudo: read for a yes or no
        param = self.env["ir.config_parameter"].sudo().get_param
        installed = self.env.registry._init_modules
        return any(
            module in installed
            and param(secret)
            and str2bool(param(switch, "True") if switch else "True")
            for module, secret, switch in _CAPTCHAS
        )

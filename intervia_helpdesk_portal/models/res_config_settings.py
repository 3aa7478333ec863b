from odoo import api, fields, models

# As in the base: somebody's own words and addresses
KEPT_DAYS = {"suggestion": 400, "opening": 7, "sign_up": 30}


class ResConfigSettings(models.TransientModel):
    """Settings of the support centre."""

    _inherit = "res.config.settings"

    intervia_max_file_mb = fields.Integer(
        "Largest file (MB)",
        default=10,
        config_parameter="intervia_helpdesk_portal.max_file_mb",
    )
    intervia_suggestion_days = fields.Integer("Questions and suggestions")
    intervia_opening_days = fields.Integer("Questions without proof")
    intervia_sign_up_days = fields.Integer("Requests for access")

    @api.model
    def _get_intervia_kept_days(self):
        return {**super()._get_intervia_kept_days(), **KEPT_DAYS}

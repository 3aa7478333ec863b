from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the support centre."""

    _inherit = "res.config.settings"

    intervia_max_file_mb = fields.Integer(
        "Largest file (MB)",
        default=10,
        config_parameter="intervia_helpdesk_portal.max_file_mb",
    )

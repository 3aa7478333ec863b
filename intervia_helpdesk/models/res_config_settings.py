from odoo import api, fields, models

# Days for which each kind of thing is kept, unless the settings say otherwise
KEPT_DAYS = {"error": 180, "spam": 90, "view": 365}


class ResConfigSettings(models.TransientModel):
    """How long the helpdesk remembers what it need not remember for ever.

    0 is for ever: the platform's own ``config_parameter`` takes it for "not set".
    """

    _inherit = "res.config.settings"

    intervia_view_days = fields.Integer("Who viewed a ticket")
    intervia_spam_days = fields.Integer("Spam and automatic mail")
    intervia_error_days = fields.Integer("Error reports")
    intervia_internal_area_id = fields.Many2one(
        "intervia.area",
        string="Area for internal tickets",
        config_parameter="intervia_helpdesk.internal_area_id",
        help="Where errors of the system become tickets. Empty: the first area.",
    )

    @api.model
    def _get_intervia_days(self, subject):
        """For how many days ``subject``, a key of ``KEPT_DAYS``, is kept; 0: for ever.

        :rtype: int
        """
        # sudo: system parameters are for administrators
        parameters = self.env["ir.config_parameter"].sudo()
        default = KEPT_DAYS[subject]
        days = parameters.get_param(f"intervia_helpdesk.{subject}_days", default)
        try:
            return max(int(days), 0)
        except (TypeError, ValueError):
            return default

    @api.model
    def get_values(self):
        kept = {f"intervia_{s}_days": self._get_intervia_days(s) for s in KEPT_DAYS}
        return {**super().get_values(), **kept}

    def set_values(self):
        result = super().set_values()
        # sudo: the platform asks for its own administrator before
        parameters = self.env["ir.config_parameter"].sudo()
        for subject in KEPT_DAYS:
            days = str(max(self[f"intervia_{subject}_days"], 0))
            parameters.set_param(f"intervia_helpdesk.{subject}_days", days)
        return result

from datetime import timedelta

from odoo import api, fields, models

# Days for which each kind of thing is kept, unless the settings say otherwise
KEPT_DAYS = {
    "error": 180,
    "login": 180,
    "original": 0,
    "spam": 90,
    "view": 365,
    "workbook": 7,
}
MAX_DAYS = 36_500  # nothing is older; a calendar has no room for many more


class ResConfigSettings(models.TransientModel):
    """How long the helpdesk remembers what it need not remember for ever.

    0 is for ever: the platform's own ``config_parameter`` takes it for "not set".
    """

    _inherit = "res.config.settings"

    intervia_view_days = fields.Integer("Who viewed a ticket")
    intervia_spam_days = fields.Integer("Spam and automatic mail")
    intervia_original_days = fields.Integer("Originals of mails")
    intervia_login_days = fields.Integer("Log of failed log-ins")
    intervia_error_days = fields.Integer("Error reports")
    intervia_workbook_days = fields.Integer("Metrics workbooks")
    intervia_internal_area_id = fields.Many2one(
        "intervia.area",
        string="Area for internal tickets",
        config_parameter="intervia_helpdesk.internal_area_id",
        help="Where errors of the system become tickets. Empty: the first area.",
    )

    @api.model
    def _get_intervia_kept_days(self):
        """What is not kept for ever: subject -> days. Extension point of the leaves.

        Each subject has a field ``intervia_SUBJECT_days``.
        """
        return KEPT_DAYS

    @api.model
    def _get_intervia_days(self, subject):
        """For how many days ``subject`` is kept; 0: for ever.

        :rtype: int
        """
        # sudo: system parameters are for administrators
        parameters = self.env["ir.config_parameter"].sudo()
        default = self._get_intervia_kept_days()[subject]
        days = parameters.get_param(f"intervia_helpdesk.{subject}_days", default)
        try:
            return max(int(days), 0)
        except (TypeError, ValueError):
            return default

    @api.model
    def _get_intervia_limit(self, subject):
        """The moment before which ``subject`` is forgotten; None: it is kept for ever.

        :rtype: datetime or None
        """
        days = min(self._get_intervia_days(subject), MAX_DAYS)
        return fields.Datetime.now() - timedelta(days=days) if days else None

    @api.model
    def get_values(self):
        kept = {
            f"intervia_{subject}_days": self._get_intervia_days(subject)
            for subject in self._get_intervia_kept_days()
        }
        return {**super().get_values(), **kept}

    def set_values(self):
        result = super().set_values()
        # sudo: the platform asks for its own administrator before
        parameters = self.env["ir.config_parameter"].sudo()
        for subject in self._get_intervia_kept_days():
            days = str(max(self[f"intervia_{subject}_days"], 0))
            parameters.set_param(f"intervia_helpdesk.{subject}_days", days)
        return result

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.intervia_helpdesk.tools.workbook_writer import Chart, Column, Sheet

from .intervia_panel import VERDICTS


class InterviaWorkbook(models.Model):
    """What clients said, in the workbook."""

    _inherit = "intervia.workbook"

    @api.model
    def _get_breakdowns(self):
        return [*super()._get_breakdowns(), "website_id"]

    def _get_sheets(self):
        yield from super()._get_sheets()
        yield self._get_satisfaction_sheet()

    def _get_satisfaction_sheet(self):
        """Surveys and evaluations of the period, of each agent."""
        domain = self._get_event_domain() & Domain("kind", "in", list(VERDICTS))
        groups = self.env["intervia.metric"]._read_group(
            domain,
            ["user_id"],
            ["__count", "survey_score:avg", "evaluation_score:avg"],
        )
        rows = [
            # sudo: the name of a colleague
            (user.sudo().name or self.env._("None"), count, survey, evaluation)
            for user, count, survey, evaluation in groups
        ]
        return Sheet(
            self.env._("Satisfaction"),
            [
                Column(self.env._("Agent"), width=28),
                Column(self.env._("Verdicts"), "count", 12),
                Column(self.env._("Survey score (%)"), "percent", 16),
                Column(self.env._("Evaluation of answers (%)"), "percent", 16),
            ],
            rows,
            (Chart(self.env._("Satisfaction by agent"), "column", 0, (2, 3)),),
        )

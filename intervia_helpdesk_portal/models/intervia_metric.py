from odoo import fields, models
from odoo.tools import SQL


class InterviaMetric(models.Model):
    """What clients say of the work, and through which site they came."""

    _inherit = "intervia.metric"

    _depends = {
        "intervia.ticket": ["website_id"],
        "intervia.answer.rating": ["score", "ticket_id", "user_id"],
        "survey.user_input": ["intervia_ticket_id", "scoring_percentage", "state"],
    }

    kind = fields.Selection(
        selection_add=[
            ("survey", "Survey answered"),
            ("evaluation", "Answer evaluated"),
        ]
    )
    website_id = fields.Many2one("website", "Site", readonly=True)
    survey_score = fields.Float(
        "Survey score (%)",
        readonly=True,
        aggregator="avg",
        help="Of surveys with points, on the day they were answered; average.",
    )
    evaluation_score = fields.Float(
        "Evaluation of answers (%)",
        readonly=True,
        aggregator="avg",
        help="The score of the level that clients chose for single answers; average.",
    )

    def _get_dimensions(self):
        website = SQL.identifier("ticket", "website_id")
        return {**super()._get_dimensions(), "website_id": website}

    def _get_measures(self):
        return {
            **super()._get_measures(),
            "survey_score": "float8",
            "evaluation_score": "float8",
        }

    def _get_events(self):
        return [*super()._get_events(), *self._get_verdict_events()]

    def _get_verdict_events(self):
        yield (
            "survey",
            8,
            SQL("sheet.id"),
            SQL("COALESCE(sheet.end_datetime, sheet.write_date)"),
            SQL("ticket.user_id"),
            SQL(
                """FROM survey_user_input sheet
                   JOIN survey_survey survey ON survey.id = sheet.survey_id
                    AND survey.scoring_type <> 'no_scoring'
                   JOIN intervia_ticket ticket ON ticket.id = sheet.intervia_ticket_id
                  WHERE sheet.state = 'done'"""
            ),
            {"survey_score": SQL("sheet.scoring_percentage")},
        )
        yield (
            "evaluation",
            9,
            SQL("verdict.id"),
            SQL("verdict.create_date"),
            SQL("verdict.user_id"),
            SQL(
                """FROM intervia_answer_rating verdict
                   JOIN intervia_ticket ticket ON ticket.id = verdict.ticket_id
                  WHERE TRUE"""
            ),
            {"evaluation_score": SQL("verdict.score")},
        )

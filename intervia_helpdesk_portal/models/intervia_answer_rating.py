from odoo import fields, models


class InterviaAnswerRating(models.Model):
    """The client's verdict on one answer of staff."""

    _name = "intervia.answer.rating"
    _description = "Evaluation of an Answer"
    _order = "id desc"
    _rec_name = "level_id"

    message_id = fields.Many2one("mail.message", required=True, ondelete="cascade")
    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "intervia.rating.level", required=True, index=True, ondelete="restrict"
    )
    score = fields.Integer(
        related="level_id.score", store=True, precompute=True, aggregator="avg"
    )
    comment = fields.Text()
    user_id = fields.Many2one("res.users", "Answered by", index="btree_not_null")
    partner_id = fields.Many2one("res.partner", "Client")
    area_id = fields.Many2one(
        related="ticket_id.area_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, precompute=True, index=True
    )

    _message_uniq = models.Constraint(
        "UNIQUE(message_id)", "An answer is evaluated once; the verdict can be changed."
    )

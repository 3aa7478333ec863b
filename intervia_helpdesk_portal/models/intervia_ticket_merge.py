from odoo import api, models


class InterviaTicketMerge(models.Model):
    """What a client thinks of his ticket stays with it."""

    _inherit = "intervia.ticket.merge"

    @api.model
    def _get_personal(self):
        return super()._get_personal() | {"intervia.answer.rating", "survey.user_input"}

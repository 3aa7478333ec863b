from odoo import fields, models

# Answered through the link of a mail: neither open to everybody nor behind a login
_DOMAIN = "[('access_mode', '=', 'token'), ('users_login_required', '=', False)]"
_HELP = "Asked once, when a ticket is finished. A category goes before a type."


class InterviaTicketType(models.Model):
    """A type may have a survey."""

    _inherit = "intervia.ticket.type"

    survey_id = fields.Many2one(
        "survey.survey", domain=_DOMAIN, ondelete="set null", help=_HELP
    )


class InterviaCategory(models.Model):
    """A category may have a survey, for itself and what is under it."""

    _inherit = "intervia.category"

    survey_id = fields.Many2one(
        "survey.survey", domain=_DOMAIN, ondelete="set null", help=_HELP
    )

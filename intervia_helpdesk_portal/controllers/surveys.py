from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.survey.controllers.main import Survey

from ..tools.form_values import read_id, read_text
from .tickets import TicketPage


class PortalSurveys(TicketPage):
    """A client's surveys, and his verdict on answers and cases."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "intervia_survey_count" in counters:
            sheets = request.env["intervia.ticket"]._get_my_surveys()
            pending = sheets.filtered("intervia_is_pending")
            values["intervia_survey_count"] = len(pending)
        return values

    def _prepare_intervia_ticket(self, ticket, token=None):
        values = super()._prepare_intervia_ticket(ticket, token)
        may_rate = ticket._may_rate()
        has_answers = any(entry["is_staff"] for entry in values["entries"])
        levels = request.env["intervia.rating.level"]
        return {
            **values,
            "survey_url": may_rate and ticket._get_survey_url(),
            "may_rate": may_rate,
            "rating_levels": levels._get_choices() if may_rate else [],
            "answer_ratings": (
                ticket._get_answer_ratings() if may_rate and has_answers else {}
            ),
            "contact_panel": request.env["intervia.contact.point"]._get_panel(
                request.website
            ),
        }

    @http.route(
        "/my/intervia/surveys", type="http", auth="user", website=True, readonly=True
    )
    def intervia_my_surveys(self, **_query):
        sheets = request.env["intervia.ticket"]._get_my_surveys()
        pending = sheets.filtered("intervia_is_pending")
        return request.render(
            "intervia_helpdesk_portal.my_surveys",
            {
                "page_name": "intervia_surveys",
                "pending": pending,
                "answered": sheets.filtered(lambda sheet: sheet.state == "done"),
            },
        )

    @http.route(
        "/my/intervia/tickets/<int:ticket_id>/evaluate",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def intervia_evaluate(self, ticket_id, access_token=None, **form):
        """On one answer (``message_id``, ``level_id``) or on the case (``stars``)."""
        ticket = request.env["intervia.ticket"]._find_for_client(
            ticket_id, access_token
        )
        if not ticket:
            raise NotFound()
        try:
            self._intervia_evaluate(ticket, form)
        except (AccessError, UserError):
            raise NotFound() from None
        query = {"evaluation": "thanks"}
        if access_token:
            query["access_token"] = access_token
        anchor = f"evaluation_{form.get('message_id') or 'case'}"
        return request.redirect(
            f"{ticket.access_url}?{urlencode(query)}#{anchor}", code=303
        )

    def _intervia_evaluate(self, ticket, form):
        comment = read_text(form.get("comment"))
        if form.get("stars"):
            ticket._rate_case(read_id(form["stars"]), comment)
            return
        ids = [read_id(form.get(name)) for name in ("message_id", "level_id")]
        if not all(ids):
            raise UserError(request.env._("Choose a level."))
        message = request.env["mail.message"].browse(ids[0])
        # sudo: levels are no secret, but clients have no access to configuration
        level = request.env["intervia.rating.level"].sudo().browse(ids[1]).exists()
        if not level.active:
            raise UserError(request.env._("Choose a level."))
        ticket._rate_answer(message, level, comment)


class InterviaSurvey(Survey):
    """Answer sheets of tickets are for clients."""

    def _check_validity(self, survey_sudo, answer_sudo, *args, **kwargs):
        """Whoever attends tickets answers no client's sheet, not even in his name."""
        ticket = answer_sudo.intervia_ticket_id
        user = request.env.user
        if ticket and user.has_group("intervia_helpdesk.group_agent"):
            return "answer_wrong_user"
        return super()._check_validity(survey_sudo, answer_sudo, *args, **kwargs)

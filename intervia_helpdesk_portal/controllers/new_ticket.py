from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .forms import HONEYPOT, harden, is_genuine, read_files, read_kept
from .secret_link import open_link

FORM = "/soporte/nuevo"
SENT = "/soporte/enviado"


class NewTicket(http.Controller):
    """The guided form, for clients and for visitors without account."""

    @http.route(
        FORM, type="http", auth="public", website=True, methods=["GET"], sitemap=True
    )
    def intervia_new_ticket(self, **query):
        # sudo: what the company was given by staff, for the form alone
        company = request.env.user.partner_id.commercial_partner_id.sudo()
        area = {"area_id": str(company.intervia_area_id.id)}
        form = {"client_wants_mail": "1", **(area if company.intervia_area_id else {})}
        return self._render_intervia_form({**form, **query})

    @http.route(
        FORM,
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
        csrf=False,  # checked below, so that what was typed survives
    )
    def intervia_send_ticket(self, csrf_token=None, **form):
        if form.get(HONEYPOT):
            # a program: let it believe that it was heard
            return request.redirect(SENT, code=303)
        genuine = is_genuine(csrf_token)
        files, complaints = request.env["ir.attachment"]._take_intervia_files(
            read_files() if genuine else [], read_kept()
        )
        choices = request.website._get_intervia_choices()
        question, errors = request.env["intervia.ticket"]._read_question(form, choices)
        values = {"choices": choices, "errors": errors, "files": files}
        if not genuine:
            complaints = [self._get_intervia_stale_text()]
        if errors or complaints:
            return self._render_intervia_form(form, problems=complaints, **values)
        thoughts = self._get_intervia_second_thoughts(question, form)
        if thoughts:
            return self._render_intervia_form(form, **values, **thoughts)
        try:
            with request.env.cr.savepoint():
                return self._send_intervia_question(question, files)
        except UserError as error:
            return self._render_intervia_form(form, problems=[str(error)], **values)

    def _get_intervia_second_thoughts(self, question, form):
        """Extension point: values of the form's page, to show it once more instead of
        sending a question that is in order; None to send it.

        :param dict question: values of a ticket
        :param dict form: what was sent, as typed
        """
        return None

    def _get_intervia_stale_text(self):
        return request.env._(
            "This page was open for too long. Nothing you wrote is lost: please add"
            " your new files again and press the button once more."
        )

    def _send_intervia_question(self, question, files):
        """A client's question is a ticket at once; a visitor's waits for its proof."""
        if request.env.user._is_public():
            return self._send_intervia_visitor_question(question, files)
        tickets = request.env["intervia.ticket"]
        tickets._check_client_pace()
        partner = request.env.user.partner_id
        ticket = tickets._open_from_form(
            {**question, "partner_id": partner.id}, files, request.website
        )
        return request.redirect(f"{ticket.access_url}?sent=1", code=303)

    def _send_intervia_visitor_question(self, question, files):
        captcha = request.env["ir.http"]
        captcha._verify_request_recaptcha_token("intervia_ticket")
        openings = request.env["intervia.opening"]
        opening = openings._receive(
            question, files, request.website, request.httprequest.remote_addr
        )
        if captcha._has_intervia_captcha():
            request.session["intervia_sent"] = {"number": opening._make_live().number}
        else:
            opening._send_link()
            request.session["intervia_sent"] = {"email": opening.email}
        return request.redirect(SENT, code=303)

    @http.route(SENT, type="http", auth="public", website=True, sitemap=False)
    def intervia_sent(self, **query):
        values = {"sent": request.session.get("intervia_sent") or {}}
        return request.render("intervia_helpdesk_portal.question_sent", values)

    @http.route(
        "/soporte/confirmar/<string:token>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def intervia_show_opening(self, token, **query):
        """Opening the link changes nothing: programs that check mail open it, too."""
        opening, page = open_link(request.env["intervia.opening"]._find_valid, token)
        return page or self._render_intervia_opening(opening, token)

    @http.route(
        "/soporte/confirmar/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def intervia_confirm_opening(self, token, **form):
        opening, page = open_link(request.env["intervia.opening"]._find_valid, token)
        if page:
            return page
        if not opening:
            return self._render_intervia_opening(opening, token)
        ticket = opening._make_live()
        return harden(
            request.redirect(ticket.get_portal_url(query_string="&sent=1"), code=303)
        )

    def _render_intervia_opening(self, opening, token):
        values = {"opening": opening, "token": token}
        response = request.render("intervia_helpdesk_portal.question_confirm", values)
        response.status_code = 200 if opening else 404
        return harden(response)

    def _render_intervia_form(self, form, choices=None, **values):
        website = request.website
        env = request.env
        return request.render(
            "intervia_helpdesk_portal.new_ticket",
            {
                "form": form,
                "choices": choices or website._get_intervia_choices(),
                "errors": {},
                "problems": [],
                "files": env["ir.attachment"],
                "is_visitor": env.user._is_public(),
                "max_mb": env["ir.attachment"]._get_intervia_max_mb(),
                "honeypot": HONEYPOT,
                "page_name": "intervia_new_ticket",
                **values,
            },
        )

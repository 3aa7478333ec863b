from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .forms import HONEYPOT, harden, is_genuine, read_files


class ErrorReport(http.Controller):
    """Where a client says that something is broken."""

    @http.route(
        "/soporte/error",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def intervia_error(self, page="", **query):
        return self._render_intervia_error({"page": page}, sent=query.get("sent"))

    @http.route(
        "/soporte/error",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
        csrf=False,  # asked below, so that what was typed survives
    )
    def intervia_error_send(self, **form):
        if not is_genuine(form.get("csrf_token")):
            problem = request.env._("Press the button once more, please.")
            return self._render_intervia_error(form, [problem])
        if form.get(HONEYPOT):
            return request.redirect("/soporte/error?sent=1", 303)
        browser = request.httprequest
        origin = request.env["intervia.opening"]._get_origin(browser.remote_addr or "")
        try:
            request.env["intervia.error.report"]._report_by_person(
                form.get("words"),
                path=form.get("page") or "",
                program=browser.user_agent.string,
                origin=origin,
                screenshot=next((file for _name, file in read_files()), None),
            )
        except UserError as error:
            return self._render_intervia_error(form, [str(error)])
        return request.redirect("/soporte/error?sent=1", 303)

    def _render_intervia_error(self, form, problems=(), sent=False):
        values = {
            "page_name": "intervia_error",
            "form": form,
            "problems": problems,
            "sent": sent,
            "honeypot": HONEYPOT,
        }
        response = request.render("intervia_helpdesk_portal.error_report", values)
        return harden(response)

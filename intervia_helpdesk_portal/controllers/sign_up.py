from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.intervia_helpdesk.controllers.login import Login

from .forms import HONEYPOT, harden
from .secret_link import open_link

LINK = "/soporte/alta/<string:token>"


class SignUp(Login):
    """Access for whoever asks, once the link in his mail proves his address.

    The platform's own page makes an account of any address at once; an invitation
    that staff sent (its link carries a token) goes on by it.
    """

    @http.route()
    def web_auth_signup(self, *args, **kw):
        if kw.get("token") or request.session.get("auth_signup_token"):
            return super().web_auth_signup(*args, **kw)
        if request.session.uid:
            return request.redirect("/my")
        if not self.get_auth_signup_config()["signup_enabled"]:
            raise NotFound()
        return self._pass_request(self._ask_intervia_access, args, kw)

    def _ask_intervia_access(self, *_args, name="", login="", **form):
        values = {"name": name, "login": login, "honeypot": HONEYPOT}
        if request.httprequest.method == "POST":
            try:
                if not form.get(HONEYPOT):
                    request.env["intervia.sign.up"]._receive(
                        name, login, request.website
                    )
                values["sent"] = login.strip()
            except UserError as error:
                values["error"] = error.args[0]
        return harden(request.render("intervia_helpdesk_portal.sign_up", values))

    @http.route(
        LINK,
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def intervia_sign_up_link(self, token, **_query):
        """Opening the link changes nothing: programs that check mail open it, too."""
        found, page = open_link(request.env["intervia.sign.up"]._find_valid, token)
        return page or self._render_intervia_link(found)

    @http.route(
        LINK,
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def intervia_sign_up(self, token, password="", confirm_password="", **_form):
        found, page = open_link(request.env["intervia.sign.up"]._find_valid, token)
        if page or not found:
            return page or self._render_intervia_link(found)
        try:
            if not password or password != confirm_password:
                raise UserError(
                    request.env._("Write the same password in both places.")
                )
            with request.env.cr.savepoint():
                user = found._complete(password)
        except UserError as error:
            return self._render_intervia_link(found, error=error.args[0])
        credential = {"type": "password", "login": user.login, "password": password}
        # as the platform's own sign-up does: logging in looks in the database
        request.env.cr.commit()  # pylint: disable=invalid-commit
        request.session.authenticate(request.env, credential)
        return harden(request.redirect("/my/intervia/tickets", code=303))

    def _render_intervia_link(self, found, **values):
        response = request.render(
            "intervia_helpdesk_portal.sign_up_link", {"found": found, **values}
        )
        response.status_code = 200 if found else 404
        return harden(response)

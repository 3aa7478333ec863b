from odoo import http
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.auth_totp.controllers.home import Home


class Login(AuthSignupHome):
    """The doors of the browser, and the page of those who are kept out of them."""

    @http.route()
    def web_login(self, *args, **kw):
        return self._get_intervia_page() or self._watch(super().web_login(*args, **kw))

    @http.route()
    def web_auth_reset_password(self, *args, **kw):
        return self._pass_request(super().web_auth_reset_password, args, kw)

    @http.route()
    def web_auth_signup(self, *args, **kw):
        return self._pass_request(super().web_auth_signup, args, kw)

    def _get_intervia_page(self, kind="login"):
        """The page for a place that is kept out, else None."""
        if not request.db or request.session.uid:
            return None
        return request.env["ir.http"]._get_intervia_kept_out(kind)

    def _watch(self, response):
        """The failure that blocks is answered by that page already."""
        if request.httprequest.method != "POST" or request.params.get("login_success"):
            return response
        return self._get_intervia_page() or response

    def _pass_request(self, action, args, kw):
        """Requests are few for each place; the link that they bring is a credential."""
        page = self._get_intervia_page() or self._get_intervia_page("request")
        if page:
            return page
        bans = request.env["intervia.login.ban"]
        token = kw.get("token") or request.session.get("auth_signup_token")
        if token:
            with bans._guard_link(token) as attempt:
                response = action(*args, **kw)
                if getattr(response, "qcontext", {}).get("invalid_token"):
                    attempt.fail()
            return response
        if request.httprequest.method != "POST":
            return action(*args, **kw)
        with bans._guard("request", kind="request") as attempt:
            attempt.fail()
        return action(*args, **kw)


class SecondFactor(Home):
    """The second factor: whoever is blocked gets the page, and its status, here too."""

    @http.route()
    def web_totp(self, *args, **kw):
        get_page = request.env["ir.http"]._get_intervia_kept_out
        if request.session.uid or not request.session.get("pre_uid"):
            return super().web_totp(*args, **kw)
        page = get_page()
        if page:
            return page
        response = super().web_totp(*args, **kw)
        if request.httprequest.method != "POST" or request.session.uid:
            return response
        return get_page() or response

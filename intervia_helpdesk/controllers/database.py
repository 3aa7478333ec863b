from inspect import signature

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import AccessDenied
from odoo.http import request
from odoo.service.db import check_super
from odoo.tools import config

from odoo.addons.web.controllers.database import Database


class DatabaseManager(Database):
    """The master password is a credential like any other: five guesses.

    Where no database is chosen there is no counter either: README, "Failed log-ins".
    """

    @http.route()
    def create(self, *args, **kw):
        return self._pass_master(super().create, args, kw)

    @http.route()
    def duplicate(self, *args, **kw):
        return self._pass_master(super().duplicate, args, kw)

    @http.route()
    def drop(self, *args, **kw):
        return self._pass_master(super().drop, args, kw)

    @http.route()
    def backup(self, *args, **kw):
        return self._pass_master(super().backup, args, kw)

    @http.route()
    def restore(self, *args, **kw):
        return self._pass_master(super().restore, args, kw)

    @http.route()
    def change_password(self, *args, **kw):
        return self._pass_master(super().change_password, args, kw)

    def _pass_master(self, action, args, kw):
        for name, parameter in signature(action).parameters.items():
            is_asked = parameter.default is parameter.empty
            if is_asked and parameter.kind != parameter.VAR_KEYWORD and name not in kw:
                raise BadRequest(f"{name} is missing")
        # with the password "admin" the first one that is sent becomes the password
        if not request.db or config.verify_admin_password("admin"):
            return action(*args, **kw)
        bans = request.env["intervia.login.ban"]
        if bans._is_kept_out():
            headers = [("Content-Type", "text/plain; charset=utf-8")]
            return request.make_response(bans._get_refusal(), headers, status=429)
        with bans._guard("master password") as attempt:
            try:
                check_super(kw.get("master_pwd"))
            except AccessDenied:
                attempt.fail()
        return action(*args, **kw)

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

    @http.route(readonly=False)
    def create(self, *args, **kw):
        return self._pass_master(super().create, args, kw)

    @http.route(readonly=False)
    def duplicate(self, *args, **kw):
        return self._pass_master(super().duplicate, args, kw)

    @http.route(readonly=False)
    def drop(self, *args, **kw):
        return self._pass_master(super().drop, args, kw)

    @http.route(readonly=False)
    def backup(self, *args, **kw):
        return self._pass_master(super().backup, args, kw)

    @http.route(readonly=False)
    def restore(self, *args, **kw):
        return self._pass_master(super().restore, args, kw)

    @http.route(readonly=False)
    def change_password(self, *args, **kw):
        return self._pass_master(super().change_password, args, kw)

    def _pass_master(self, action, args, kw):
        # with the password "admin" the first one that is sent becomes the password
        if not request.db or config.verify_admin_password("admin"):
            return action(*args, **kw)
        page = request.env["ir.http"]._get_intervia_kept_out()
        if page:
            return page
        with request.env["intervia.login.ban"]._guard("master password") as attempt:
            try:
                check_super(kw.get("master_pwd"))
            except AccessDenied:
                attempt.fail()
        return action(*args, **kw)

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """The page that a blocked place gets instead of a door."""

    _inherit = "ir.http"

    @classmethod
    def _get_intervia_kept_out(cls, kind="login"):
        """The page for a place that is blocked, else None."""
        if not request.env["intervia.login.ban"]._is_kept_out(kind):
            return None
        if request.env.uid is None:
            cls._auth_method_public()
        response = request.render("intervia_helpdesk.login_kept_out", {"kind": kind})
        response.status_code = 429
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

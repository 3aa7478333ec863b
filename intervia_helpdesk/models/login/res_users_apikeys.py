import hashlib

from odoo import models


class ResUsersApikeys(models.Model):
    """Keys sent as bearer or as password: JSON-2, reports, mail plug-ins."""

    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        if self._name != "res.users.apikeys":
            # the cookie of a trusted browser: a stale one is no attempt to get in
            return super()._check_credentials(scope=scope, key=key)
        mark = hashlib.sha256(key.encode()).hexdigest()[:16]
        with self.env["intervia.login.ban"]._guard(f"key {mark}") as attempt:
            uid = super()._check_credentials(scope=scope, key=key)
            if not uid:
                attempt.fail()
            return uid

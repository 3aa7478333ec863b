from contextlib import contextmanager

from odoo import api, models


class ResUsers(models.Model):
    """Each way to prove who one is passes the door-keeper of ``intervia.login.ban``."""

    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Log-in by web, session and RPC, and the second factor."""
        who = user if isinstance(user, int) else f"login {user}"
        with (
            self.env["intervia.login.ban"]._guard(who),
            super()._assert_can_auth(user=user),
        ):
            yield

    def _on_login_cooldown(self, failures, previous):
        """Ours is stricter and lasts; the platform's, kept in each worker's memory,
        would go on refusing whom an administrator released."""
        if self.env["intervia.login.ban"]._is_guarded():
            return False
        return super()._on_login_cooldown(failures, previous)

    def _check_credentials(self, credential, env):
        """Password asked again inside a session (identity check, change of password,
        closing the account): the platform counts none of them."""
        with self.env["intervia.login.ban"]._guard(self.env.uid):
            return super()._check_credentials(credential, env)

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """RPC with a password seen before is answered from a cache, past the hook."""
        self.env["intervia.login.ban"]._check_place()
        return super()._check_uid_passwd(uid, passwd)

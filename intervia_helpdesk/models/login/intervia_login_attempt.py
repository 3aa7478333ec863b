from odoo import api, fields, models
from odoo.fields import Domain


class InterviaLoginAttempt(models.Model):
    """What happened at the doors to one place: a failure, a block, a release."""

    _name = "intervia.login.attempt"
    _description = "Failed Log-in"
    _order = "date desc, id desc"
    _rec_name = "login"

    ban_id = fields.Many2one(
        "intervia.login.ban", "Place", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, index=True)
    login = fields.Char("Log-in tried")
    door = fields.Char(help="The address on this server that was called.")
    address = fields.Char("IP address")
    outcome = fields.Selection(
        [
            ("failed", "Failed"),
            ("blocked", "Failed, and blocked"),
            ("released", "Released"),
            ("expired", "Released automatically"),
        ],
        required=True,
    )
    user_id = fields.Many2one("res.users", "Released by", ondelete="set null")

    @api.autovacuum
    def _gc_attempts(self):
        limit = self.env["res.config.settings"]._get_intervia_limit("login")
        if limit:
            # sudo: kept as long as said, whoever runs the vacuum
            self.sudo().search(Domain("date", "<", limit), limit=10_000).unlink()

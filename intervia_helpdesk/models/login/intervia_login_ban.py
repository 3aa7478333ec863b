from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.ip_address import get_block, is_private

# Places that did nothing wrong are forgotten after a day, the others when settings say
KEEP_QUIET_DAYS = 1

ADMINISTRATORS = ("intervia_helpdesk.group_manager", "base.group_system")


class InterviaLoginBan(models.Model):
    """A place on the internet, its failures to log in, and whether it is kept out."""

    _name = "intervia.login.ban"
    _description = "Blocked Address"
    _order = "date_blocked desc nulls last, date_last desc, id desc"
    _rec_name = "network"

    network = fields.Char(
        "IP address",
        required=True,
        readonly=True,
        help="One IPv4 address, or the /64 network of an IPv6 address.",
    )
    kind = fields.Selection(
        [("login", "Log-in"), ("request", "Sign-up and password requests")],
        required=True,
        default="login",
        readonly=True,
    )
    failures = fields.Integer("Attempts", readonly=True)
    refusals = fields.Integer(
        "Refused since",
        readonly=True,
        help="Further attempts that were refused without looking at the password.",
    )
    date_last = fields.Datetime("Last attempt", readonly=True)
    date_blocked = fields.Datetime("Blocked since", readonly=True)
    date_released = fields.Datetime("Last release", readonly=True)
    released_by_id = fields.Many2one("res.users", "Last released by", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    is_told = fields.Boolean("Administrators were told", readonly=True)
    is_private = fields.Boolean(
        "Private network",
        compute="_compute_is_private",
        help="An address of a private network that is blocked may be your own proxy: "
        "then Odoo needs --proxy-mode.",
    )
    attempt_ids = fields.One2many(
        "intervia.login.attempt", "ban_id", string="History", readonly=True
    )
    logins = fields.Char("Log-ins tried", compute="_compute_logins")

    _network_uniq = models.Constraint(
        "UNIQUE(network, kind)", "This address is in the list already."
    )
    _blocked_idx = models.Index("(date_blocked) WHERE date_blocked IS NOT NULL")

    def init(self):
        """Columns of the counter alone: no field shows them, no RPC reaches them."""
        for column in ("strikes", "pending"):
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %(table)s ADD COLUMN IF NOT EXISTS %(column)s"
                    " jsonb NOT NULL DEFAULT '{}'",
                    table=SQL.identifier(self._table),
                    column=SQL.identifier(column),
                )
            )

    @api.depends("network")
    def _compute_is_private(self):
        for ban in self:
            ban.is_private = is_private(ban.network or "")

    @api.depends("attempt_ids.login")
    def _compute_logins(self):
        groups = self.env["intervia.login.attempt"]._read_group(
            [("ban_id", "in", self.ids), ("login", "!=", False)],
            ["ban_id"],
            ["login:array_agg_distinct"],
        )
        tried = {ban.id: ", ".join(sorted(logins)) for ban, logins in groups}
        for ban in self:
            ban.logins = tried.get(ban.id, False)

    @api.model
    def _get_wait(self, kind):
        """Minutes after which a block of this kind ends by itself, or 0."""
        return self._get_limits(kind).release_seconds // 60

    def action_release(self):
        """Let these places in again. Their next failure is their first."""
        if not any(self.env.user.has_group(group) for group in ADMINISTRATORS):
            raise AccessError(
                self.env._("Only administrators release blocked addresses.")
            )
        self.check_access("read")
        # sudo: nobody writes these rows but the counter and this button
        self.sudo()._release("released", self.env.user)

    def _release(self, outcome, user=None):
        """Forget the failures of these places and write down who said so."""
        now = fields.Datetime.now()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE intervia_login_ban
                      SET strikes = '{}', failures = 0, refusals = 0,
                          date_blocked = NULL, date_released = %(now)s,
                          released_by_id = %(user)s
                    WHERE id IN %(ids)s""",
                now=now,
                user=user.id if user else None,
                ids=tuple(self.ids) or (0,),
            )
        )
        self.invalidate_recordset()
        self.env["intervia.login.attempt"].create(
            [
                {
                    "ban_id": ban.id,
                    "date": now,
                    "outcome": outcome,
                    "user_id": user.id if user else False,
                }
                for ban in self
            ]
        )

    @api.model
    def _rescue(self, *addresses):
        """Release these addresses, or all without any; for the server's shell."""
        domain = Domain("date_blocked", "!=", False)
        if addresses:
            blocks = [get_block(address.partition("/")[0]) for address in addresses]
            domain &= Domain("network", "in", blocks)
        bans = self.search(domain)
        bans._release("released", self.env.user)
        return bans.mapped("network")

    @api.model
    def _cron_watch_doors(self):
        self._release_expired()
        self._tell_administrators()

    @api.model
    def _release_expired(self):
        """Write down the automatic releases; the counter needs no word of it."""
        for kind in ("login", "request"):
            seconds = self._get_limits(kind).release_seconds
            if seconds:
                limit = fields.Datetime.now() - timedelta(seconds=seconds)
                self.search(
                    Domain("kind", "=", kind) & Domain("date_blocked", "<=", limit)
                )._release("expired")

    @api.model
    def _tell_administrators(self):
        """One notice for all places blocked since the last one, in their languages."""
        bans = self.search(
            [("date_blocked", "!=", False), ("is_told", "=", False)], limit=100
        )
        if not bans:
            return
        for lang, people in (
            self._get_administrators().partner_id.grouped("lang").items()
        ):
            self.with_context(lang=lang)._send_notice(
                bans.with_context(lang=lang), people
            )
        self.env.cr.execute(
            SQL(
                "UPDATE intervia_login_ban SET is_told = true WHERE id IN %s",
                tuple(bans.ids),
            )
        )
        bans.invalidate_recordset(["is_told"])

    def _get_administrators(self):
        groups = [self.env.ref(group).id for group in ADMINISTRATORS]
        people = self.env["res.users"].search([("all_group_ids", "in", groups)])
        return people - self.env.ref("base.user_root")

    def _send_notice(self, bans, partners):
        body = self.env["ir.qweb"]._render(
            "intervia_helpdesk.login_ban_notice",
            {"bans": bans, "url": f"{self.get_base_url()}/odoo/intervia-blocked"},
        )
        self.env["mail.thread"].message_notify(
            partner_ids=partners.ids,
            subject=self.env._(
                "Blocked after failed log-ins: %(count)s", count=len(bans)
            )
            if len(bans) > 1
            else self.env._(
                "Blocked after failed log-ins: %(address)s", address=bans.network
            ),
            body=body,
            email_layout_xmlid="mail.mail_notification_light",
        )

    @api.autovacuum
    def _gc_quiet_places(self):
        """Forget the places that do nothing wrong: each log-in leaves a row."""
        now = fields.Datetime.now()
        old = self.env["res.config.settings"]._get_intervia_limit("login")
        self.env.cr.execute(
            SQL(
                """DELETE FROM intervia_login_ban ban
                    WHERE date_blocked IS NULL
                      AND (date_last < %(old)s::timestamp
                           OR date_last < %(quiet)s AND NOT EXISTS (
                               SELECT FROM intervia_login_attempt
                                WHERE ban_id = ban.id))""",
                old=old,
                quiet=now - timedelta(days=KEEP_QUIET_DAYS),
            )
        )

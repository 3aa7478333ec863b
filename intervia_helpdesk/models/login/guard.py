import hashlib
import secrets
import time
from contextlib import contextmanager

from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from werkzeug.exceptions import Unauthorized

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessDenied
from odoo.sql_db import Cursor

from ...tools import strikes
from ...tools.http_request import get_request
from ...tools.ip_address import get_block, is_exempt

STRIKES = 5
KEEP_HOURS = 24
REQUEST_SECONDS = 3600
# How long an attempt waits for those before it to end, and how often it asks
PATIENCE, PAUSE = 10, 0.05
# A link that somebody once got has at least this many characters
LINK_LENGTH = 32


def _read_number(text):
    """A setting; 0 for what is no number, which must not keep everybody out."""
    try:
        return max(int(text or 0), 0)
    except ValueError:
        return 0


class Attempt:
    """One credential at one door, between its taking and its settling."""

    def __init__(self, values):
        self.values = values
        self.has_failed = False

    def fail(self):
        """The credential is wrong, though nobody raises."""
        self.has_failed = True


class InterviaLoginBan(models.Model):
    """The door-keeper: asks the counter before a credential is looked at."""

    _inherit = "intervia.login.ban"

    @api.model
    def _get_limits(self, kind="login"):
        # sudo: settings that hold for whoever knocks
        param = self.env["ir.config_parameter"].sudo().get_param
        if kind == "request":
            return strikes.Limits(STRIKES, REQUEST_SECONDS, REQUEST_SECONDS)
        hours = _read_number(param("intervia_helpdesk.login_keep_hours"))
        minutes = _read_number(param("intervia_helpdesk.login_release_minutes"))
        return strikes.Limits(STRIKES, 3600 * (hours or KEEP_HOURS), 60 * minutes)

    @api.model
    def _is_guarded(self):
        """Whether whoever is calling now comes from a place that is counted."""
        request = get_request()
        if request is None:
            return False
        # sudo: a setting that holds for whoever knocks
        param = self.env["ir.config_parameter"].sudo().get_param
        exempt = param("intervia_helpdesk.login_exempt_networks")
        # what Odoo's proxy mode left here; no header is read
        return not is_exempt(request.httprequest.remote_addr, exempt)

    @api.model
    def _is_kept_out(self, kind="login"):
        """Whether the caller's place is blocked now: one indexed statement."""
        if not self._is_guarded():
            return False
        address = get_request().httprequest.remote_addr
        place = {"network": get_block(address), "kind": kind}
        # the transaction of the request may be older than the block
        cr = self.env.cr
        return bool(strikes.find_block(cr, time.time(), self._get_limits(kind), place))

    @api.model
    def _check_place(self, kind="login"):
        """Raise AccessDenied to a place that is blocked."""
        if self._is_kept_out(kind):
            raise AccessDenied(self._get_refusal())

    def _get_refusal(self):
        return self.env._(
            "Too many failed attempts came from your address, so it is blocked."
            " Please ask the support to release it."
        )

    @api.model
    @contextmanager
    def _guard(self, who, kind="login", once=False):
        """Count what happens inside as one attempt of the caller's place.

        It failed when AccessDenied or Unauthorized comes out, or when ``fail()`` of
        what is yielded was called; another error is no attempt. Inside another guard
        this one does nothing: one credential is one attempt.

        :param who: the id of a user, or ``login …`` or another kind of credential;
            its success forgives its own failures, no others
        :param bool once: the same ``who`` failing again is no further failure
        :raise AccessDenied: the place is blocked, whatever the credential
        """
        if not self._is_counted():
            yield Attempt({})
            return
        mark = f"uid {who}" if isinstance(who, int) else who or ""
        attempt = self._take(mark, kind, once)
        request = get_request()
        request._intervia_attempt = attempt
        try:
            yield attempt
        except (AccessDenied, Unauthorized):
            self._settle(attempt, False)
            raise
        except BaseException:
            self._settle(attempt, None)
            raise
        else:
            self._settle(attempt, not attempt.has_failed)
        finally:
            request._intervia_attempt = None

    def _is_counted(self):
        if not self._is_guarded() or getattr(get_request(), "_intervia_attempt", None):
            return False
        # the tests' one connection cannot write beside a read-only cursor
        return isinstance(self.env.cr, Cursor) or not self.env.cr.readonly

    @api.model
    def _guard_link(self, token):
        """As :meth:`_guard` for a secret link. An old link opened again is no guess."""
        mark = hashlib.sha256(token.encode()).hexdigest()[:16]
        return self._guard(f"link {mark}", once=len(token) >= LINK_LENGTH)

    def _take(self, who, kind, once):
        address = get_request().httprequest.remote_addr
        values = {
            "network": get_block(address),
            "address": address,
            "kind": kind,
            "key": secrets.token_hex(8),
            "who": who[:128].strip().lower(),
            "once": once,
        }
        limits = self._get_limits(kind)
        until = time.monotonic() + PATIENCE
        while True:
            with self._own_transaction() as cr:
                taken = strikes.take(cr, time.time(), limits, values)
                if taken.released:
                    self._log_expiry(cr, taken.ban_id)
            if taken.admitted:
                return Attempt(values)
            if taken.blocked or time.monotonic() > until:
                raise AccessDenied(self._get_refusal())
            time.sleep(PAUSE)

    def _settle(self, attempt, passed):
        """End an attempt: ``passed`` or not, or None when it was none."""
        values = attempt.values
        with self._own_transaction() as cr:
            if passed or passed is None:
                who = values["who"] if passed else None
                strikes.settle_success(cr, {**values, "who": who})
                return
            limits = self._get_limits(values["kind"])
            failure = {**values, **self._describe(values["who"])}
            ban_id, is_new = strikes.settle_failure(cr, time.time(), limits, failure)
            if is_new:
                self._on_blocked(cr, ban_id)

    def _describe(self, who):
        """What the history says of a failure."""
        kind, _space, login = who.partition(" ")
        if kind == "uid":
            # sudo: the name of an account, for the administrators' list
            login = self.env["res.users"].sudo().browse(int(login)).exists().login
        request = get_request()
        return {
            "login": login if kind in ("login", "uid") else None,
            "door": request.httprequest.path[:64],
            "country": request.geoip.country_code or None,
        }

    @contextmanager
    def _own_transaction(self):
        """A cursor whose every statement is committed, whatever the request does.

        The statements of the counter are one each, so each commits itself. Tests have
        one connection for all; there it is a part of the test's transaction.
        """
        with self.env.registry.cursor() as cr:
            if isinstance(cr, Cursor):
                cr.connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            yield cr

    @api.model
    def _on_blocked(self, cr, ban_id):
        """A place was blocked just now: the administrators will be told."""
        env = api.Environment(cr, SUPERUSER_ID, {})
        cron = env.ref(
            "intervia_helpdesk.ir_cron_watch_doors", raise_if_not_found=False
        )
        if cron:
            cron._trigger()

    @api.model
    def _log_expiry(self, cr, ban_id):
        """The counter found that a block was over: the history says so."""
        cr.execute(
            """INSERT INTO intervia_login_attempt
                   (ban_id, date, outcome, create_date, create_uid)
               SELECT id, date_released, 'expired', date_released, 1
                 FROM intervia_login_ban WHERE id = %s""",
            [ban_id],
        )

import xmlrpc.client
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged, users
from odoo.tools import config, mute_logger

from odoo.addons.base.models.res_users import CryptContext

from .common import HelpdeskCase

PASSWORD = "a good one"
# The tests' one transaction loses what is counted in a request that is rolled back:
# the doors that answer with an error are tried by setup/doors on a real server.


@tagged("post_install", "-at_install")
class TestLoginGuard(HelpdeskCase, HttpCase):
    """Five failures, and nobody logs in from that address, at any door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        context = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1000)
        for user in cls.user_agent | cls.user_supervisor:
            user._set_encrypted_password(user.id, context.hash(PASSWORD))
        cls.bans = cls.env["intervia.login.ban"]

    def _by_web(self, password, login="agent", **headers):
        """Whether this logs in; or None when the answer is the page of the blocked."""
        self.authenticate(None, None)
        answer = self.url_open(
            "/web/login",
            data={
                "csrf_token": Request.csrf_token(self),
                "login": login,
                "password": password,
            },
            headers=headers,
            allow_redirects=False,
        )
        return None if answer.status_code == 429 else answer.status_code == 303

    def _by_session(self, password, login="agent"):
        params = {"db": self.env.cr.dbname, "login": login, "password": password}
        answer = self.url_open("/web/session/authenticate", json={"params": params})
        return "result" in answer.json()

    def _by_xmlrpc(self, password):
        try:
            return bool(
                self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    self.user_agent.id,
                    password,
                    *("res.users", "context_get", []),
                )
            )
        except xmlrpc.client.Fault as fault:
            self.assertEqual(fault.faultCode, 3)  # AccessDenied, no traceback
            return False

    def _get_ban(self):
        self.bans.invalidate_model()
        return self.bans.search([("network", "=", "127.0.0.1")])

    def _block(self, count=5):
        for number in range(count):
            self._by_web(f"wrong {number}")

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_every_door_is_shut(self):
        doors = (self._by_web, self._by_session, self._by_xmlrpc)
        for door in doors:
            self.assertTrue(door(PASSWORD))
        self._block()
        for door in doors:
            self.assertFalse(door(PASSWORD))
        self.assertFalse(self._by_session(PASSWORD, "supervisor"))
        self._get_ban()._release("released")
        for door in doors:
            self.assertTrue(door(PASSWORD))

    def test_a_setting_that_is_no_number_keeps_nobody_out(self):
        for name in ("login_keep_hours", "login_release_minutes"):
            self.env["ir.config_parameter"].set_param(f"intervia_helpdesk.{name}", "x")
        self.assertTrue(self._by_web(PASSWORD))

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_password_known_to_the_cache(self):
        """RPC answers a password that it saw before without asking the hook."""
        self.assertTrue(self._by_xmlrpc(PASSWORD))
        self._block()
        self.assertFalse(self._by_xmlrpc(PASSWORD))

    @mute_logger("odoo.http")
    def test_the_fifth_failure_is_answered_by_the_page(self):
        answers = [self._by_web(f"wrong {number}") for number in range(5)]
        self.assertEqual(answers, [False] * 4 + [None])
        self.assertIsNone(self._by_web(PASSWORD))
        page = self.url_open("/web/login")
        self.assertEqual(page.status_code, 429)
        self.assertIn("Your connection is blocked", page.text)

    @mute_logger("odoo.http")
    def test_who_is_logged_in_goes_on_but_cannot_guess(self):
        """A stolen session is no way to try passwords."""
        self._block()
        self.authenticate("agent", "agent")
        self.assertEqual(self.url_open("/odoo").status_code, 200)
        call = {
            "model": "res.users",
            "method": "change_password",
            "args": [PASSWORD, "new password"],
            "kwargs": {},
        }
        answer = self.url_open(
            "/web/dataset/call_kw/res.users/change_password", json={"params": call}
        )
        self.assertIn("blocked", answer.json()["error"]["data"]["message"])

    @mute_logger("odoo.http")
    def test_history(self):
        self._block()
        self._by_session("one more")
        ban = self._get_ban()
        self.assertRecordValues(ban, [{"failures": 5, "refusals": 1, "kind": "login"}])
        self.assertEqual(ban.logins, "agent")
        self.assertEqual(
            ban.attempt_ids.sorted("id").mapped("outcome"), ["failed"] * 4 + ["blocked"]
        )
        self.assertEqual(set(ban.attempt_ids.mapped("door")), {"/web/login"})

    @mute_logger("odoo.http")
    def test_success_of_another_forgives_nothing(self):
        """Whoever has an account of his own does not get five guesses more by it."""
        self._block(4)
        self.assertTrue(self._by_session(PASSWORD, "supervisor"))
        self._block(1)
        self.assertFalse(self._by_session(PASSWORD, "supervisor"))

    @mute_logger("odoo.http")
    def test_forged_header_is_not_believed(self):
        for number in range(5):
            self._by_web(f"wrong {number}", **{"X-Forwarded-For": "198.51.100.9"})
        self.assertEqual(self._get_ban().failures, 5)
        self.assertIsNone(self._by_web(PASSWORD, **{"X-Forwarded-For": "203.0.113.5"}))
        self.assertFalse(self.bans.search([("network", "=", "198.51.100.9")]))

    @mute_logger("odoo.http")
    def test_exempt_network(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk.login_exempt_networks", "127.0.0.0/8"
        )
        params = self.env["ir.config_parameter"]
        params.set_param("base.login_cooldown_after", "0")  # else the platform's counts
        self._block(7)
        self.assertTrue(self._by_session(PASSWORD))
        self.assertFalse(self._get_ban())

    @mute_logger("odoo.http")
    def test_requests_for_a_password_are_few(self):
        self.authenticate(None, None)
        for number in range(6):
            answer = self.url_open(
                "/web/reset_password",
                data={
                    "csrf_token": Request.csrf_token(self),
                    "login": f"nobody{number}@nowhere.example",
                },
            )
            self.assertEqual(answer.status_code, 200 if number < 5 else 429)
        self.assertTrue(self._by_session(PASSWORD))

    @mute_logger("odoo.http", "odoo.addons.web.controllers.database")
    def test_master_password(self):
        """Of the pages that make, copy and drop databases, whose cursor reads only."""

        def drop(password):
            form = {"master_pwd": password, "name": "no such database"}
            return self.url_open("/web/database/drop", data=form).status_code

        known = patch.object(
            type(config), "verify_admin_password", lambda _self, text: text == PASSWORD
        )
        with (
            known,
            patch.object(self.registry["intervia.login.ban"], "_guard") as guard,
        ):
            attempt = guard.return_value.__enter__.return_value
            drop(PASSWORD)
            self.assertFalse(attempt.fail.called)
            drop("wrong")
            self.assertTrue(attempt.fail.called)
        self._block()
        with known:
            self.assertEqual(drop(PASSWORD), 429)

    @mute_logger("odoo.http", "odoo.addons.auth_totp")
    def test_second_factor(self):
        """The page that a blocked place gets says so in its status, too."""
        self.user_agent.totp_secret = "A" * 16
        self.assertTrue(self._by_web(PASSWORD))
        seen = [
            self.url_open(
                "/web/login/totp",
                data={"csrf_token": Request.csrf_token(self), "totp_token": "0"},
                allow_redirects=False,
            ).status_code
            for _number in range(6)
        ]
        self.assertEqual(seen, [200] * 4 + [429] * 2)

    def test_no_request_no_guard(self):
        with self.assertRaises(AccessDenied), mute_logger("odoo.addons.base"):
            self.env["res.users"].authenticate(
                {"type": "password", "login": "agent", "password": "x"},
                {"interactive": False},
            )
        self.assertFalse(self._get_ban())


@tagged("post_install", "-at_install")
class TestLoginBan(HelpdeskCase):
    """The list of blocked addresses and those who look after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["intervia.login.ban"].search([]).unlink()
        now = fields.Datetime.now()
        cls.ban = cls.env["intervia.login.ban"].create(
            {"network": "203.0.113.5", "date_blocked": now, "date_last": now}
        )
        cls.env["intervia.login.attempt"].create(
            {"ban_id": cls.ban.id, "date": now, "login": "eva", "outcome": "blocked"}
        )

    @users("manager")
    def test_release(self):
        ban = self.ban.with_user(self.env.user)
        ban.action_release()
        self.assertRecordValues(
            ban, [{"date_blocked": False, "released_by_id": self.env.user.id}]
        )
        self.assertEqual(ban.attempt_ids.filtered("user_id").outcome, "released")

    def test_release_by_a_system_administrator(self):
        system = self._create_user("system", "base.group_system")
        self.ban.with_user(system).action_release()
        self.assertFalse(self.ban.date_blocked)

    def test_nobody_else(self):
        for user in (self.user_supervisor, self.user_agent, self.user_customer):
            ban = self.ban.with_user(user)
            with self.subTest(login=user.login):
                self.assertFalse(ban.has_access("read"))
                with self.assertRaises(AccessError):
                    ban.action_release()
        manager = self.ban.with_user(self.user_manager)
        for operation in ("create", "write", "unlink"):
            self.assertFalse(manager.has_access(operation))

    def test_notice(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.user_manager.partner_id.lang = "es_ES"
        with self.mock_mail_gateway():
            self.bans_cron()
            self.bans_cron()
        notices = self._new_mails.filtered(
            lambda mail: self.user_manager.partner_id in mail.recipient_ids
        )
        self.assertEqual(len(notices), 1)
        self.assertIn("203.0.113.5", notices.body_html)
        self.assertIn("eva", notices.body_html)

    def bans_cron(self):
        self.env["intervia.login.ban"]._cron_watch_doors()

    def test_cron_writes_the_automatic_release_down(self):
        self.env["ir.config_parameter"].set_param(
            "intervia_helpdesk.login_release_minutes", "30"
        )
        self.bans_cron()
        self.assertTrue(self.ban.date_blocked)
        self.ban.date_blocked = fields.Datetime.now() - timedelta(minutes=31)
        self.bans_cron()
        self.assertFalse(self.ban.date_blocked)
        self.assertIn("expired", self.ban.attempt_ids.mapped("outcome"))

    def test_rescue(self):
        self.assertEqual(self.ban._rescue("198.51.100.1"), [])
        self.assertEqual(self.ban._rescue("203.0.113.5"), ["203.0.113.5"])
        self.assertFalse(self.ban.date_blocked)

    def test_settings(self):
        settings = self.env["res.config.settings"]
        with self.assertRaises(ValidationError):
            settings.create({"intervia_login_exempt_networks": "10.0.0.0/8 home"})
        with self.assertRaises(ValidationError):
            settings.create({"intervia_login_keep_hours": 0})
        settings.create({"intervia_login_exempt_networks": "10.0.0.0/8 ::1"})

    def test_quiet_places_are_forgotten(self):
        old = fields.Datetime.now() - timedelta(days=2)
        quiet = self.ban.create({"network": "203.0.113.6", "date_last": old})
        guilty = self.ban.create({"network": "203.0.113.7", "date_last": old})
        self.env["intervia.login.attempt"].create(
            {"ban_id": guilty.id, "date": old, "outcome": "failed"}
        )
        self.env.flush_all()
        self.ban._gc_quiet_places()
        self.assertFalse(quiet.exists())
        self.assertTrue(guilty.exists())
        self.assertTrue(self.ban.exists())

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import HelpdeskCase

NEW = "a brand new password"


@tagged("post_install", "-at_install")
class TestPasswords(HelpdeskCase, HttpCase):
    """The administrator of the helpdesk gives access back, never more than he has."""

    def _change(self, target, by=None, **vals):
        dialog = self.env["intervia.password"].with_user(by or self.user_manager)
        password = vals.pop("password", NEW)
        dialog = dialog.create({"user_id": target.id, "kind": "set", **vals})
        dialog.with_context(intervia_password=password).action_apply()
        return dialog

    def _is_valid(self, user, password):
        try:
            user.with_user(user)._check_credentials(
                {"type": "password", "login": user.login, "password": password},
                {"interactive": True},
            )
        except AccessError:
            raise
        except UserError:  # AccessDenied is one
            return False
        return True

    def _get_log(self):
        return self.env["intervia.password.change"].search([], limit=1)

    def test_set(self):
        for target in (self.user_customer, self.user_agent, self.user_supervisor):
            with self.subTest(login=target.login):
                dialog = self._change(target)
                self.assertTrue(self._is_valid(target, NEW))
                self.assertFalse(dialog.password)
                self.assertRecordValues(
                    self._get_log(),
                    [
                        {
                            "user_id": self.user_manager.id,
                            "target_id": target.id,
                            "kind": "set",
                            "ended": True,
                        }
                    ],
                )
                note = target.partner_id.message_ids[:1]
                self.assertEqual(note.author_id, self.user_manager.partner_id)
                self.assertNotIn(NEW, note.body)

    def test_sessions_end(self):
        self.authenticate("agent", "agent")
        page = self.url_open("/odoo", allow_redirects=False)
        self.assertEqual(page.status_code, 200)
        self._change(self.user_agent)
        page = self.url_open("/odoo", allow_redirects=False)
        self.assertEqual(page.status_code, 303)
        self.assertIn("/web/login", page.headers["Location"])

    def _generate_key(self, user):
        until = fields.Datetime.now() + timedelta(days=1)
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "test", until)

    def test_keys_end(self):
        keys = self.env["res.users.apikeys"]
        for revoke in (False, True):
            key = self._generate_key(self.user_agent)
            self._change(self.user_agent, revoke_keys=revoke)
            found = keys._check_credentials(scope="rpc", key=key)
            self.assertEqual(bool(found), not revoke)

    def test_link(self):
        before = self.user_customer.partner_id.signup_type
        self.assertFalse(before)
        with self.mock_mail_gateway():
            self._change(self.user_customer, kind="link", password=False)
        self.assertEqual(self.user_customer.partner_id.signup_type, "reset")
        mails = [m for m in self._mails if "customer@example.com" in str(m["email_to"])]
        self.assertIn("/web/reset_password", mails[0]["body"])
        self.assertTrue(self._is_valid(self.user_customer, "customer"))
        self.assertEqual(self._get_log().kind, "link")

    def test_link_that_ends_the_old_password(self):
        with self.mock_mail_gateway():
            self._change(self.user_customer, kind="link", password=False, lock_now=True)
        self.assertFalse(self._is_valid(self.user_customer, "customer"))
        self.assertTrue(self._get_log().ended)

    def test_never_for_more_rights(self):
        """Whatever else somebody may do, and were it one group only."""
        other = self.env["res.groups"].create({"name": "Payroll"})
        above = {
            "system": self._create_user("system", "base.group_system"),
            "access": self._create_user("access", "base.group_erp_manager"),
            "payroll": self._create_user("payroll", "base.group_user"),
            "admin": self.env.ref("base.user_admin"),
            "root": self.env.ref("base.user_root"),
            "public": self.env.ref("base.public_user"),
        }
        above["payroll"].group_ids += other
        for name, target in above.items():
            for kind in ("set", "link"):
                with (
                    self.subTest(target=name, kind=kind),
                    self.assertRaises(UserError),  # AccessError is one
                ):
                    self._change(target, kind=kind)
        self.assertNotIn(self._get_log().target_id, above.values())

    def test_never_oneself(self):
        with self.assertRaises(UserError):
            self._change(self.user_manager)

    def test_another_company(self):
        stranger = self._create_user(
            "elsewhere",
            "base.group_portal",
            company_id=self.company_2.id,
            company_ids=[(6, 0, self.company_2.ids)],
        )
        with self.assertRaises(UserError):
            self._change(stranger)

    def test_nobody_below(self):
        for user in (self.user_supervisor, self.user_agent, self.user_customer):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._change(self.user_customer, by=user)
        dialog = (
            self.env["intervia.password"]
            .create({"user_id": self.user_customer.id, "kind": "set"})
            .with_context(intervia_password=NEW)
        )
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_supervisor).sudo().action_apply()

    def test_the_log_is_nobody_s_to_change(self):
        self._change(self.user_agent)
        log = self._get_log().with_user(self.user_manager)
        for operation in ("create", "write", "unlink"):
            self.assertFalse(log.has_access(operation))
        self.assertFalse(log.with_user(self.user_supervisor).has_access("read"))

from unittest.mock import Mock, patch

import requests

from odoo.tools import mute_logger

from .portal_case import PortalCase

VISITOR = {"partner_name": "Ana Soto", "partner_email": "ana@visitor.example"}
# Each captcha of the platform: its parameters, and the field that its script sends.
# The first always comes with websites, the other where somebody installed it.
CAPTCHAS = {
    "google_recaptcha": (
        {"recaptcha_private_key": "s3cret", "recaptcha_min_score": "0.7"},
        "recaptcha_token_response",
    ),
    "website_cf_turnstile": (
        {"cf.turnstile_secret_key": "s3cret"},
        "turnstile_captcha",
    ),
}
HUMAN = {"success": True, "score": 0.9, "action": "intervia_ticket"}


class TestCaptcha(PortalCase):
    """The platform's own check guards the form; only its request to outside is ours."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        installed = self.env.registry._init_modules
        self.captchas = [name for name in CAPTCHAS if name in installed]
        self.assertTrue(self.captchas)

    def _each(self):
        """Switch one captcha on after the other; yield the field of its token."""
        params = self.env["ir.config_parameter"]
        for name in self.captchas:
            settings, field = CAPTCHAS[name]
            for key, value in settings.items():
                params.set_param(key, value)
            with self.subTest(captcha=name):
                yield field
            for key in settings:
                params.set_param(key, False)

    def _ask_with(self, verdict, **form):
        """Send the form while the captcha's service says ``verdict``."""
        outside = (
            Mock(side_effect=verdict) if isinstance(verdict, Exception) else Mock()
        )
        outside.return_value.json.return_value = verdict
        with patch.object(requests, "post", outside), mute_logger("odoo.addons"):
            answer = self._ask(**VISITOR, **form)
        return answer, outside

    def test_a_person_is_let_in_at_once(self):
        for field in self._each():
            before = self._get_last_ticket()
            answer, outside = self._ask_with(HUMAN, **{field: "t0ken"})
            self.assertEqual(answer.status_code, 303)
            sent = outside.call_args.args[1]
            self.assertEqual((sent["secret"], sent["response"]), ("s3cret", "t0ken"))
            ticket = self._get_last_ticket()
            self.assertGreater(ticket.id, before.id)
            self.assertEqual(ticket.partner_email, VISITOR["partner_email"])

    def test_whoever_is_refused_keeps_his_text_and_leaves_nothing(self):
        refusals = (
            {"success": True, "score": 0.9, "action": "another_form"},
            {"success": False, "error-codes": ["invalid-input-response"]},
            {"success": False, "error-codes": ["timeout-or-duplicate"]},
            {"success": False, "error-codes": ["invalid-input-secret"]},
            requests.exceptions.Timeout(),
            requests.exceptions.ConnectionError(),
        )
        for field in self._each():
            for verdict in refusals:
                last = self._get_last_ticket()
                answer, _outside = self._ask_with(verdict, **{field: "t0ken"})
                self.assertEqual(answer.status_code, 200, verdict)
                self.assertIn("Squares are asked of it.", answer.text)
                self.assertIn("alert-danger", answer.text)
                self.assertEqual(self._get_last_ticket(), last)
                self.assertFalse(self.env["intervia.opening"].search_count([]))

    def test_a_robot_is_refused_by_its_score(self):
        params = self.env["ir.config_parameter"]
        for key, value in CAPTCHAS["google_recaptcha"][0].items():
            params.set_param(key, value)
        answer, _outside = self._ask_with({**HUMAN, "score": 0.1})
        self.assertIn("Squares are asked of it.", answer.text)
        self.assertFalse(self.env["intervia.opening"].search_count([]))

    def test_without_a_key_nobody_is_asked_and_the_mail_proves_it(self):
        answer, outside = self._ask_with(HUMAN)
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(outside.called)
        self.assertTrue(self.env["intervia.opening"].search_count([]))

    def test_the_form_names_the_action_that_is_checked(self):
        page = self.url_open("/soporte/nuevo").text
        self.assertIn('data-captcha="intervia_ticket"', page)

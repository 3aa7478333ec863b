from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from .portal_case import PortalCase


class TestPublicPage(PortalCase):
    """The address that anybody may read, while staff lets it."""

    def _open(self):
        self.ticket.with_user(self.user_agent).action_open_public_page()
        return self.url_open(f"/soporte/ticket/{self.ticket.public_token}")

    def test_off_until_opened(self):
        self.assertFalse(self.ticket.public_token)
        for token in ("", "x" * 32, self.key):
            page = self.url_open(f"/soporte/ticket/{token}")
            self.assertEqual(page.status_code, 404)

    def test_shows_the_question_and_neither_names_nor_forms(self):
        self.ticket.description = "<p>Flames at noon</p>"
        page = self._open()
        self.assertEqual(page.status_code, 200)
        self.assertIn("Flames at noon", page.text)
        for hidden in (self.customer.name, self.customer.email, "<textarea", self.key):
            self.assertNotIn(hidden, page.text)
        self.assertEqual(page.headers["X-Robots-Tag"], "noindex, nofollow")
        self.assertEqual(page.headers["Referrer-Policy"], "same-origin")

    def test_each_opening_is_written_down(self):
        self._open()
        opening = self.ticket.opening_ids
        self.assertEqual(opening.address, "127.0.0.0/24")
        self.assertTrue(opening.program)
        self.assertFalse(opening.partner_id)

    def test_revoked_stops_at_once_and_a_new_one_differs(self):
        self._open()
        token = self.ticket.public_token
        self.ticket.with_user(self.user_agent).action_revoke_public_page()
        self.assertEqual(self.url_open(f"/soporte/ticket/{token}").status_code, 404)
        self._open()
        self.assertNotEqual(self.ticket.public_token, token)
        self.assertEqual(len(self.ticket.opening_ids), 1, "within ten minutes")

    def test_ends_after_its_last_day(self):
        self._open()
        url = f"/soporte/ticket/{self.ticket.public_token}"
        self.ticket.with_user(self.user_agent).public_until = fields.Date.today()
        self.assertEqual(self.url_open(url).status_code, 200)
        self.ticket.public_until = fields.Date.today() - timedelta(days=1)
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_works_and_is_revoked_on_a_cancelled_ticket(self):
        self.ticket._move_to("cancelled")
        self.assertEqual(self._open().status_code, 200)
        self.ticket.with_user(self.user_agent).action_revoke_public_page()
        self.assertFalse(self.ticket.public_token)

    def test_nobody_chooses_the_address_and_clients_do_not_open_it(self):
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_manager).public_token = "easy"
        for user in (self.user_customer, self.user_client_manager):
            with self.assertRaises(AccessError):
                self.ticket.with_user(user).action_open_public_page()
            with self.assertRaises(AccessError):
                self.ticket.with_user(user).read(["public_token"])

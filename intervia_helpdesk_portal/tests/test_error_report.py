from odoo.tests import tagged

from .portal_case import PortalCase

PAGE = "/soporte/error"


@tagged("post_install", "-at_install")
class TestErrorReport(PortalCase):
    """A client says what is broken; nobody else's door is opened by it."""

    def setUp(self):
        super().setUp()
        self.env["intervia.error.report"].search([]).unlink()
        self.authenticate(None, None)

    def _get_reports(self):
        return self.env["intervia.error.report"].search([], order="id")

    def test_link_at_the_foot_of_each_page(self):
        page = self.url_open("/soporte")
        self.assertIn(f"{PAGE}?page=%2Fsoporte", page.text)

    def test_client_and_visitor(self):
        for login in ("customer", None):
            self.authenticate(login, login)
            page = self.url_open(f"{PAGE}?page=/soporte%22%3E%3Cscript")
            self.assertNotIn('value="/soporte">', page.text)
            self.assertRegex(page.text, r'<textarea[^>]*name="words"')
            answer = self._send(PAGE, words=f"Broken for {login}", page="/soporte?a=b")
            self.assertEqual(answer.status_code, 303)
        client, visitor = self._get_reports()
        self.assertEqual(client.partner_id, self.customer)
        self.assertFalse(visitor.partner_id)
        self.assertEqual(set((client | visitor).mapped("path")), {"/soporte"})
        self.assertTrue(visitor.program)

    def test_what_is_refused(self):
        for form, files in (
            ({"words": ""}, ()),
            ({"words": "x", "csrf_token": "x"}, ()),
            ({"words": "x"}, [("a.svg", b"<svg/>", "image/svg+xml")]),
            ({"words": "x", "website_address": "spam"}, ()),
        ):
            with self.subTest(form=form):
                answer = self._send(PAGE, files, **form)
                self.assertIn(answer.status_code, (200, 303))
                self.assertFalse(self._get_reports())

    def test_flood(self):
        for number in range(8):
            self._send(PAGE, words=f"Broken {'x' * number}")
        self.assertEqual(len(self._get_reports()), 5)

from .portal_case import PortalCase

# (width and height, language of the pages): every path is walked in both
WAYS = (("1280x900", "en_US"), ("390x844", "es_ES"))


class TestPortalTours(PortalCase):
    """The paths of a client in a real browser: on a desk, and on a Spanish phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spanish = cls.env["res.lang"]._activate_lang("es_ES")
        cls.website.language_ids |= spanish
        cls.area.name = "Tour area"
        cls.env["intervia.category"].create(
            {"name": "Tour subject", "area_id": cls.area.id}
        )

    def _walk(self, tour, path, login=None, then=None):
        for size, lang in WAYS:
            with self.subTest(tour=tour, size=size, lang=lang):
                self.browser_size, self.touch_enabled = size, size < "1280"
                prefix = "/es" if lang == "es_ES" else ""
                self.start_tour(prefix + path, tour, login=login)
                if then:
                    then()

    def test_open_as_client(self):
        def check():
            ticket = self._get_last_ticket()
            self.assertEqual(ticket.opening_attachment_ids.name, "map.png")
            # the same question of the same client would be found again
            ticket._move_to("cancelled")

        self._walk("intervia_portal_open", "/soporte", "customer", check)

    def test_open_as_visitor_and_follow_by_the_link(self):
        self._walk("intervia_portal_visitor", "/soporte")
        for opening in self.env["intervia.opening"].search([]):
            self.start_tour(
                f"/soporte/confirmar/{opening.token}", "intervia_portal_confirm"
            )
            self.assertTrue(opening.ticket_id)

    def test_follow_and_reply_with_three_files(self):
        self._walk("intervia_portal_follow", "/my/intervia/tickets", "customer")
        files = self.ticket._get_client_messages().attachment_ids
        self.assertEqual(len(files), 3 * len(WAYS))

    def test_close_undo_close_reopen(self):
        path = f"/my/intervia/tickets/{self.ticket.id}"
        self._walk("intervia_portal_close", path, "customer")

    def test_manager_sees_the_company(self):
        path = "/my/intervia/tickets"
        self._walk("intervia_portal_company", path, "client_manager")

    def test_public_page(self):
        self.ticket.action_open_public_page()
        path = f"/soporte/ticket/{self.ticket.public_token}"
        self._walk("intervia_portal_public", path)
        self.assertTrue(self.ticket.opening_ids)

from odoo.tests import tagged

from .portal_case import PortalCase


@tagged("post_install", "-at_install")
class TestTicketView(PortalCase):
    """Whoever opens a page of a ticket is written down, with what brought him."""

    def setUp(self):
        super().setUp()
        self.path = f"/my/intervia/tickets/{self.ticket.id}"

    def _get_views(self):
        return self.env["intervia.ticket.view"].search(
            [("ticket_id", "=", self.ticket.id)], order="id"
        )

    def test_client_signed_in(self):
        self.authenticate("customer", "customer")
        for path in (self.path, self.path, "/my/intervia/tickets", "/my"):
            self.url_open(path)
        self.assertRecordValues(
            self._get_views(),
            [
                {
                    "door": "portal",
                    "partner_id": self.customer.id,
                    "address": False,
                    "program": False,
                }
            ],
        )

    def test_link_of_a_mail_and_public_address(self):
        self.url_open(f"{self.path}?access_token={self.key}")
        self.assertRecordValues(
            self._get_views(),
            [{"door": "link", "partner_id": False, "address": "127.0.0.0/24"}],
        )
        self.ticket.action_open_public_page()
        self.authenticate("stranger", "stranger")
        self.url_open(f"/soporte/ticket/{self.ticket.public_token}")
        view = self.ticket.opening_ids
        self.assertEqual(view.partner_id, self.user_stranger.partner_id)
        self.assertEqual(view.door, "public")

    def test_refused_is_no_view(self):
        self.url_open(f"{self.path}?access_token=x")
        for login in ("stranger", "colleague"):
            self.authenticate(login, login)
            self.url_open(self.path)
        self.assertFalse(self._get_views())

    def test_carries_the_source_and_the_visitor(self):
        source = self.env["utm.source"].create({"name": "Newsletter of March"})
        visitor = self.env["website.visitor"].create(
            {"access_token": str(self.customer.id)}
        )
        self.authenticate("customer", "customer")
        campaigns = self.env["utm.campaign"].search_count([])
        self.url_open(f"{self.path}?utm_source={source.name}&utm_campaign=invented")
        view = self._get_views()
        self.assertEqual(view.source_id, source)
        self.assertEqual(view.visitor_id, visitor)
        self.assertFalse(view.campaign_id)
        self.assertEqual(self.env["utm.campaign"].search_count([]), campaigns)

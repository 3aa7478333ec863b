from odoo.exceptions import AccessError

from .portal_case import PortalCase


class TestClientVisibility(PortalCase):
    """Author, colleague, client's manager: who reads which ticket."""

    def _reads(self, user, ticket=None):
        tickets = self.env["intervia.ticket"].with_user(user)
        found = tickets.search([("id", "=", (ticket or self.ticket).id)])
        self.assertEqual(
            bool(found), (ticket or self.ticket).with_user(user).has_access("read")
        )
        return bool(found)

    def test_by_default_its_author_and_the_manager(self):
        self.assertTrue(self._reads(self.user_customer))
        self.assertTrue(self._reads(self.user_client_manager))
        self.assertFalse(self._reads(self.user_colleague))
        self.assertFalse(self._reads(self.user_stranger))

    def test_open_to_the_company(self):
        self.customer_company.intervia_ticket_visibility = "company"
        ticket = self._create_ticket()
        self.assertEqual(ticket.visibility, "company")
        self.assertTrue(self._reads(self.user_colleague, ticket))
        self.assertFalse(self._reads(self.user_stranger, ticket))
        self.assertEqual(self.ticket.visibility, "author", "older ones stay")
        ticket.with_user(self.user_agent).visibility = "author"
        self.assertFalse(self._reads(self.user_colleague, ticket))

    def test_manager_flag_works_at_once_both_ways(self):
        partner = self.user_colleague.partner_id
        partner.intervia_is_client_manager = True
        self.assertTrue(self._reads(self.user_colleague))
        partner.intervia_is_client_manager = False
        self.assertFalse(self._reads(self.user_colleague))

    def test_stranger_without_company_sees_nobody_elses(self):
        ticket = self._create_ticket(partner_id=False, partner_email="who@example.com")
        for user in (self.user_stranger, self.user_customer, self.user_client_manager):
            self.assertFalse(self._reads(user, ticket))

    def test_colleague_joins_but_does_not_decide(self):
        self.ticket.visibility = "company"
        acts = self.ticket.with_user(self.user_colleague)._get_client_acts()
        self.assertEqual(acts, {"reply"})
        acts = self.ticket.with_user(self.user_client_manager)._get_client_acts()
        self.assertEqual(acts, {"reply", "close", "priority"})
        acts = self.ticket.with_user(self.user_agent)._get_client_acts()
        self.assertFalse(acts)

    def test_the_key_is_not_read_by_rpc(self):
        self.ticket.visibility = "company"
        for user in (self.user_colleague, self.user_customer, self.user_agent):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.ticket.with_user(user).read(["access_token"])
        colleague = self.ticket.with_user(self.user_colleague)
        self.assertNotIn(self.key, colleague.get_portal_url())
        author = self.ticket.with_user(self.user_customer)
        self.assertIn(self.key, author.get_portal_url())

    def test_staff_opens_tickets_without_touching_the_key(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        ticket = tickets.create({"name": "By phone", "area_id": self.area.id})
        self.assertTrue(ticket.sudo().access_token)
        self.assertNotEqual(ticket.sudo().access_token, self.key)

    def test_the_key_cannot_be_guessed_by_searching(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_customer)
        with self.assertRaises(AccessError):
            tickets.search([("access_token", "=like", self.key[0] + "%")])

    def test_clients_do_not_change_who_sees(self):
        ticket = self.ticket.with_user(self.user_client_manager)
        with self.assertRaises(AccessError):
            ticket.visibility = "company"

    def test_cancelled_ticket_can_still_be_hidden(self):
        self.ticket.visibility = "company"
        self.ticket._move_to("cancelled")
        self.ticket.with_user(self.user_agent).visibility = "author"
        self.assertFalse(self._reads(self.user_colleague))

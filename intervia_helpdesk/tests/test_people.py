from .mail_case import HelpdeskMailCase


class TestPeople(HelpdeskMailCase):
    """An agent who leaves, and contacts that turn out to be one person."""

    def test_archived_agent_leaves_no_open_ticket_with_him(self):
        agent = self.user_agent_2
        tickets = self._create_ticket(user_id=agent.id)
        tickets |= self._create_ticket(user_id=agent.id, name="Second")
        done = self._create_ticket(user_id=agent.id, name="Done")
        with self.mock_mail_gateway():
            done.with_user(agent).action_finish()
        with self.mock_mail_gateway():
            agent.active = False
            self.env.cr.flush()
        self.assertFalse(tickets.user_id)
        self.assertEqual(done.user_id, agent)
        for ticket in tickets:
            self.assertIn("Agent 2 is gone", ticket.message_ids[:1].body)
        told = sorted(["manager@example.com", "supervisor@example.com"])
        self.assertEqual(self._mailed(), told)
        for mail in self._new_mails:
            self.assertIn("Second", mail.body_html)
            self.assertIn(tickets[0].number, mail.body_html)

    def test_archiving_somebody_without_tickets_tells_nobody(self):
        with self.mock_mail_gateway():
            self.user_agent_2.active = False
            self.env.cr.flush()
        self.assertFalse(self._mailed())

    def test_merged_contacts_keep_every_address(self):
        partners = self.env["res.partner"].create(
            [
                {"name": "Ana Robles", "email": "ana@robles.example"},
                {"name": "Ana R.", "email": "ana@home.example"},
                {"name": "A. Robles", "email": "ana@robles.example"},
            ]
        )
        ticket = self._create_ticket(partner_id=partners[1].id)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(partners.ids, partners[0], extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(partners.exists(), partners[0])
        self.assertEqual(ticket.partner_id, partners[0])
        found = self.env["intervia.client.address"]._find("ana@home.example")
        self.assertEqual(found, partners[0])
        again = self._receive("Once more", From="ana@home.example")
        self.assertEqual(again.partner_id, partners[0])

    def test_merged_contacts_keep_an_address_that_another_company_knows(self):
        stranger, *contacts = self.env["res.partner"].create(
            [
                {"name": "Ana", "company_id": self.company_2.id},
                {"name": "Ana", "email": "ana@robles.example"},
                {"name": "Ana", "email": "ana@home.example"},
            ]
        )
        addresses = self.env["intervia.client.address"]
        addresses._claim_address("ana@home.example", stranger)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        ids = [contact.id for contact in contacts]
        wizard._merge(ids, contacts[0], extra_checks=False)
        self.env.invalidate_all()
        for company, known in (
            (self.area.company_id, contacts[0]),
            (self.company_2, stranger),
        ):
            self.assertEqual(addresses._find("ana@home.example", company), known)

    def test_merged_contacts_of_a_company_and_of_all_have_an_address_once(self):
        contacts = self.env["res.partner"].create(
            [
                {"name": "Ana", "email": "ana@robles.example"},
                {
                    "name": "Ana",
                    "email": "a@x.example",
                    "company_id": self.company_2.id,
                },
            ]
        )
        addresses = self.env["intervia.client.address"]
        for contact in contacts:
            addresses._claim_address("ana@home.example", contact)
        addresses._authorise("ana@home.example", company=self.company_2)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(contacts.ids, contacts[0], extra_checks=False)
        self.env.flush_all()
        self.env.invalidate_all()
        row = addresses.search([("email_normalized", "=", "ana@home.example")])
        self.assertEqual(row.partner_id, contacts[0])
        self.assertEqual(row.company_id, contacts[0].company_id)
        self.assertTrue(row.is_authorised)

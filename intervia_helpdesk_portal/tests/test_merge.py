from .portal_case import PortalCase


class TestMerge(PortalCase):
    """A merge shows no client more than before, unless an agent says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket.user_id = cls.user_agent
        cls.source = cls._create_ticket(
            name="Salary",
            user_id=cls.user_agent.id,
            partner_id=cls.user_colleague.partner_id.id,
            description="<p>My secret plan</p>",
        )
        cls.source.with_user(cls.user_colleague).message_post(
            body="My secret salary", attachments=[("secret.txt", b"100")]
        )
        cls.ticket.with_user(cls.user_customer).message_post(body="His own sorrow")

    def _merge(self, **options):
        source = self.source.with_user(self.user_agent)
        source._merge_into(self.ticket.with_user(self.user_agent), **options)
        self.env.flush_all()
        self.env.invalidate_all()

    def _get_pages(self, user):
        """All that he reads on the pages of both tickets."""
        self.authenticate(user.login, user.login)
        pages = [
            self.url_open(f"/my/intervia/tickets/{ticket.id}")
            for ticket in self.ticket | self.source
        ]
        return " ".join(page.text for page in pages if page.status_code == 200)

    def test_apart(self):
        self._merge()
        theirs = self._get_pages(self.user_customer)
        self.assertIn("His own sorrow", theirs)
        self.assertNotIn("secret", theirs)
        his = self._get_pages(self.user_colleague)
        self.assertIn("My secret salary", his)
        self.assertNotIn("His own sorrow", his)
        # whoever may read both tickets reads the same as before
        boss = self._get_pages(self.user_client_manager)
        self.assertEqual(boss.count("My secret salary"), 1)
        self.assertIn("His own sorrow", boss)

    def test_the_agent_lets_them_read_it(self):
        self._merge(is_open=True)
        self.assertIn("My secret salary", self._get_pages(self.user_customer))

    def test_colleagues_who_read_each_other_anyway(self):
        (self.ticket | self.source).visibility = "company"
        self.assertFalse(self.source._get_exposures(self.ticket))
        self._merge()
        self.assertFalse(self.source.is_merged_apart)
        self.assertIn("My secret salary", self._get_pages(self.user_customer))

    def test_into_a_ticket_open_to_the_company(self):
        """The same person asked both, but one of them in private."""
        self.source.partner_id = self.customer
        self.source.visibility = "author"
        self.ticket.visibility = "company"
        self.assertEqual(len(self.source._get_exposures(self.ticket)), 1)
        self._merge()
        self.assertNotIn("secret", self._get_pages(self.user_colleague))

    def test_into_a_public_page(self):
        self.source.partner_id = self.customer
        self.ticket.with_user(self.user_agent).action_open_public_page()
        self.source.with_user(self.user_agent).message_post(
            body="Your secret", subtype_xmlid="mail.mt_comment"
        )
        self._merge()
        self.assertTrue(self.source.is_merged_apart)
        self.authenticate(None, None)
        page = self.url_open(f"/soporte/ticket/{self.ticket.public_token}").text
        self.assertIn(self.ticket.number, page)
        self.assertNotIn("secret", page)

    def test_survey_of_a_ticket_merged_apart(self):
        """Whoever was asked goes on answering about his own ticket."""
        survey = self.env["survey.survey"].create({"title": "All well?"})
        sheet = self.source._make_survey_sheet(survey)
        self._merge()
        self.assertTrue(self.source.is_merged_apart)
        self.assertEqual(sheet.intervia_ticket_id, self.source)
        self.source.with_user(self.user_agent).action_undo_merge()
        self.env.flush_all()
        self._merge(is_open=True)
        self.assertEqual(sheet.intervia_ticket_id, self.ticket)

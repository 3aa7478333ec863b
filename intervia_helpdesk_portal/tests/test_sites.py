from .portal_case import PortalCase


class TestSites(PortalCase):
    """Several websites, one base of tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["website"].create({"name": "Second support centre"})
        cls.there = cls._create_area("Only there", website_ids=cls.other.ids)
        cls.kind = cls.env["intervia.ticket.type"].create(
            {"name": "Only here", "website_ids": cls.website.ids}
        )

    def test_each_site_offers_its_own_and_what_is_everybodys(self):
        here, there = (
            site._get_intervia_choices() for site in (self.website, self.other)
        )
        self.assertNotIn(self.there, here["areas"])
        self.assertIn(self.there, there["areas"])
        self.assertIn(self.area, here["areas"] & there["areas"])
        self.assertIn(self.kind, here["types"])
        self.assertNotIn(self.kind, there["types"])

    def test_a_site_takes_no_question_for_the_area_of_another(self):
        self.authenticate("customer", "customer")
        page = self._ask(area_id=self.there.id)
        self.assertIn("Choose who should attend you.", page.text)

    def test_tickets_remember_their_site_and_are_counted_by_it(self):
        self.authenticate("customer", "customer")
        self._ask()
        groups = dict(
            self.env["intervia.ticket"]._read_group(
                [("partner_id", "=", self.customer.id)], ["website_id"], ["__count"]
            )
        )
        self.assertEqual(groups[self.website], 1)

    def test_priorities_of_a_site(self):
        high = self.env.ref("intervia_helpdesk.priority_high")
        high.website_ids = self.other
        normal = self.env.ref("intervia_helpdesk.priority_normal")
        self.assertEqual(normal._get_neighbour(1, self.other), high)
        urgent = self.env.ref("intervia_helpdesk.priority_urgent")
        self.assertEqual(normal._get_neighbour(1, self.website), urgent)

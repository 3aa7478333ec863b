from lxml import html

from .portal_case import PortalCase

LIST = "/my/intervia/tickets"


class TestTicketList(PortalCase):
    """My tickets: searched, filtered, sorted, grouped, on pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket.name = "Alpha"
        cls.closed = cls._create_ticket(name="Beta", type_id=cls.type.id)
        cls.closed._move_to("finished")
        cls.other = cls._create_ticket(
            name="Gamma", partner_id=cls.user_colleague.partner_id.id
        )
        cls.other.visibility = "company"

    def _read(self, login="customer", **query):
        """Title of each group, and the subjects under it, in order."""
        self.authenticate(login, login)
        page = html.fromstring(self.url_open(LIST, params=query).text)
        titles = [t.strip() for t in page.xpath("//h2[contains(@class, 'h5')]/text()")]
        lists = [
            [
                node.text_content().split()[-1]
                for node in part.xpath(".//*[@class='o_intervia_ticket_subject']")
            ]
            for part in page.xpath("//ul[contains(@class, 'o_intervia_tickets')]")
        ]
        return titles, lists

    def test_each_ticket_is_in_its_group_and_in_no_other(self):
        titles, lists = self._read(group="person", sort="subject")
        self.assertEqual(dict(zip(titles, lists, strict=True)).keys(), set(titles))
        groups = dict(zip(titles, lists, strict=True))
        self.assertEqual(groups[self.customer.name], ["Alpha", "Beta"])
        self.assertEqual(groups[self.user_colleague.name], ["Gamma"])
        titles, lists = self._read(group="label", sort="subject")
        self.assertEqual(sorted(sum(lists, [])), ["Alpha", "Beta", "Gamma"])

    def test_what_is_shown(self):
        for query, expected in (
            ({}, ["Gamma", "Beta", "Alpha"]),
            ({"who": "mine"}, ["Beta", "Alpha"]),
            ({"show": "completed"}, ["Beta"]),
            ({"show": "open", "sort": "oldest"}, ["Alpha", "Gamma"]),
            ({"search": self.closed.number.lstrip("0")}, ["Beta"]),
            ({"search": "amm"}, ["Gamma"]),
            ({"search": "50%_"}, []),
        ):
            with self.subTest(query=query):
                _titles, lists = self._read(**{"sort": "newest", **query})
                self.assertEqual(sum(lists, []), expected)

    def test_pages(self):
        for number in range(25):
            self._create_ticket(name=f"T{number:02}")
        _titles, lists = self._read(sort="newest", who="mine")
        self.assertEqual(len(lists[0]), 20)
        self.authenticate("customer", "customer")
        page = self.url_open(f"{LIST}/page/2?sort=newest&who=mine")
        self.assertEqual(page.text.count('class="o_intervia_ticket_subject"'), 7)
        self.assertIn("27", page.text)

from .portal_case import PortalCase


class TestStatements(PortalCase):
    """The pages a client opens every day cost the same however much there is."""

    def setUp(self):
        super().setUp()
        self.authenticate("customer", "customer")

    def _count(self, path):
        """Statements of one warm request."""
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.url_open(path).status_code, 200)
        return self.env.cr.sql_log_count - before

    def test_list(self):
        few = self._count("/my/intervia/tickets")
        for _time in range(25):
            self._create_ticket()
        self.assertLessEqual(self._count("/my/intervia/tickets"), few)
        self.assertIn(few, range(10, 30))

    def test_page_of_a_ticket(self):
        path = f"/my/intervia/tickets/{self.ticket.id}"
        self.ticket._answer("<p>First</p>")
        few = self._count(path)
        for _time in range(10):
            self.ticket._answer("<p>More</p>")
        self.assertLessEqual(self._count(path), few)
        self.assertIn(few, range(10, 45))

from unittest.mock import patch

from .portal_case import PortalCase


class TestStatements(PortalCase):
    """The pages a client opens every day cost little, however much there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website.channel_id = False  # a chat costs two of the platform's own

    def setUp(self):
        super().setUp()
        self.authenticate("customer", "customer")

    def _count(self, path):
        """Statements of one warm request."""
        for _time in range(3):
            with self._record() as statements:
                self.assertEqual(self.url_open(path).status_code, 200)
        return statements

    def _assert_at_most(self, count, statements):
        self.assertLessEqual(len(statements), count, "\n".join(statements))

    def test_list(self):
        few = self._count("/my/intervia/tickets")
        self._assert_at_most(21, few)
        for _time in range(25):
            self._create_ticket()
        self._assert_at_most(len(few), self._count("/my/intervia/tickets"))

    def test_page_of_a_ticket(self):
        path = f"/my/intervia/tickets/{self.ticket.id}"
        self.ticket.user_id = self.user_agent
        self.ticket.with_user(self.user_agent)._answer("<p>First</p>")
        few = self._count(path)
        self._assert_at_most(19, few)
        for _time in range(10):
            self.ticket.with_user(self.user_agent)._answer("<p>More</p>")
        self._assert_at_most(len(few), self._count(path))

    def test_page_by_the_key_of_a_mail(self):
        path = f"/my/intervia/tickets/{self.ticket.id}?access_token={self.key}"
        self.authenticate(None, None)
        self._assert_at_most(19, self._count(path))

    def _count_sending(self):
        for number in range(3):
            with self._record() as statements:
                answer = self._ask(name=f"Plotter {number}", seen_suggestions="1")
            self.assertEqual(answer.status_code, 303)
        return statements

    def test_sending_a_question(self):
        """As a queue of people takes it in; who is told of it costs as below."""
        tickets = self.env.registry["intervia.ticket"]
        with patch.object(tickets, "_may_tell", lambda self: False):
            self._assert_at_most(18, self._count_sending())

    def test_sending_a_question_and_telling_everybody(self):
        """A receipt to the client and a notice to support go with it."""
        self.area.assignment_method = "round_robin"
        self._assert_at_most(33, self._count_sending())

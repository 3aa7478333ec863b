from odoo.fields import Domain
from odoo.tests import HttpCase

from .knowledge_case import KnowledgeCase

# (width and height, language of the pages): every path is walked in both
WAYS = (("1280x900", "en_US"), ("390x844", "es_ES"))


class TestKnowledgeTours(KnowledgeCase, HttpCase):
    """Find, be offered, answer, evaluate: on a desk, and on a Spanish phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].get_current_website()
        cls.website.language_ids |= cls.spanish
        cls.area.name = "Tour area"
        cls.printer.video_url = "https://www.youtube.com/watch?v=abcdefghijk"
        survey = cls.env["survey.survey"].create(
            {
                "title": "Survey of the tour",
                "access_mode": "token",
                "questions_layout": "one_page",
                "question_and_page_ids": [
                    (
                        0,
                        0,
                        {
                            "title": "Solved?",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                (0, 0, {"value": "Yes"}),
                                (0, 0, {"value": "No"}),
                            ],
                        },
                    )
                ],
            }
        )
        cls.kind = cls.env["intervia.ticket.type"].create(
            {"name": "Surveyed", "survey_id": survey.id, "sequence": 90}
        )

    def _finish(self):
        ticket = self._create_ticket(type_id=self.kind.id, user_id=self.user_agent.id)
        ticket.with_user(self.user_agent)._answer("<p>Done</p>", state="finished")
        return ticket

    def _walk(self, tour, path, login=None):
        for size, lang in WAYS:
            with self.subTest(tour=tour, size=size, lang=lang):
                self.browser_size, self.touch_enabled = size, size < "1280"
                prefix = "/es" if lang == "es_ES" else ""
                page = path() if callable(path) else path
                self.start_tour(prefix + page, tour, login=login)

    def test_search_an_article(self):
        self._walk("intervia_knowledge_search", "/soporte")
        self.assertEqual(self.printer.useful_count, len(WAYS))

    def test_suggestion_solves(self):
        self._walk("intervia_knowledge_solved", "/soporte/nuevo", "customer")
        self.assertEqual(self.printer.solved_count, len(WAYS))
        self.assertFalse(
            self.env["intervia.ticket"].search([("partner_id", "=", self.customer.id)])
        )

    def test_suggestion_is_passed_by(self):
        asked_before = self.env["intervia.suggestion"].search(Domain.TRUE)
        self._walk("intervia_knowledge_before_sending", "/soporte/nuevo", "customer")
        # what a slow browser asked last may come when the question has gone
        sent = self.env["intervia.suggestion"].search([("outcome", "=", "sent")])
        sent -= asked_before
        self.assertEqual(len(sent), len(WAYS))
        self.assertTrue(all(sent.mapped("ticket_id")))

    def test_answer_the_survey(self):
        self._walk("intervia_knowledge_survey", self._get_finished_page, "customer")
        states = self.env["intervia.ticket"].search([("type_id", "=", self.kind.id)])
        self.assertEqual(set(states.mapped("survey_state")), {"answered"})

    def test_evaluate(self):
        self._walk("intervia_knowledge_evaluate", self._get_finished_page, "customer")
        tickets = self.env["intervia.ticket"].search([("type_id", "=", self.kind.id)])
        self.assertEqual(set(tickets.mapped("rating_last_value")), {4})
        self.assertEqual(len(tickets.answer_rating_ids), len(WAYS))

    def _get_finished_page(self):
        return f"/my/intervia/tickets/{self._finish().id}"

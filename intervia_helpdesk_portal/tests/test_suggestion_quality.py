import json
import logging
from pathlib import Path

from odoo.tests import tagged

from .knowledge_case import KnowledgeCase

_logger = logging.getLogger(__name__)
FOLDER = Path(__file__).parent / "suggestion_set"


@tagged("post_install", "-at_install")
class TestSuggestionQuality(KnowledgeCase):
    """The shipped Spanish set: the right article among the first three."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["intervia.article"].search([]).action_archive()
        articles = json.loads((FOLDER / "articles.json").read_text())
        records = cls.env["intervia.article"].create(
            [
                {
                    **{
                        key: line[key]
                        for key in ("name", "keywords", "summary", "body")
                    },
                    "is_published": True,
                    "audience": "public",
                    "lang_id": cls.spanish.id,
                }
                for line in articles
            ]
        )
        cls.ids = {
            line["id"]: record.id
            for line, record in zip(articles, records, strict=True)
        }

    def _get_offered(self, question):
        suggestions = self.env["intervia.suggestion"].with_user(self.website.user_id)
        return [a.id for a, _why in suggestions._offer(question, "", "es")["articles"]]

    def test_right_article_among_the_first_three(self):
        questions = json.loads((FOLDER / "questions.json").read_text())
        self.assertGreaterEqual(len(self.ids), 60)
        self.assertGreaterEqual(len(questions), 150)
        first = three = 0
        for line in questions:
            offered = self._get_offered(line["question"])
            first += offered[:1] == [self.ids[line["article"]]]
            three += self.ids[line["article"]] in offered
        _logger.info(
            "Suggestions: first %.1f %%, among three %.1f %% of %d",
            100 * first / len(questions),
            100 * three / len(questions),
            len(questions),
        )
        self.assertGreaterEqual(three / len(questions), 0.8)

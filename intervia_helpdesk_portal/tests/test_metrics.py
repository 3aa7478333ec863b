from datetime import timedelta

from odoo.fields import Date, Datetime
from odoo.tests import tagged

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


@tagged("post_install", "-at_install")
class TestMetrics(HelpdeskCase):
    """What clients said and where they came from, in the figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls.env["website"].create({"name": "Other site"})
        cls.ticket = cls._create_ticket(
            user_id=cls.user_agent.id, website_id=cls.site.id
        )
        cls.scores = (100, 40)
        for score in cls.scores:
            level = cls.env["intervia.rating.level"].create(
                {"name": f"Level {score}", "score": score}
            )
            message = cls.ticket.message_post(body="Answer")
            cls.env["intervia.answer.rating"].create(
                {
                    "message_id": message.id,
                    "ticket_id": cls.ticket.id,
                    "level_id": level.id,
                    "user_id": cls.user_agent.id,
                }
            )
        survey = cls.env["survey.survey"].create(
            {"title": "Were you content?", "scoring_type": "scoring_without_answers"}
        )
        sheet = cls.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "intervia_ticket_id": cls.ticket.id,
                "state": "done",
                "end_datetime": Datetime.now() - timedelta(minutes=1),
            }
        )
        cls.env.flush_all()  # its own score is counted first
        sheet.scoring_percentage = 75
        cls.env.flush_all()

    def _get_panel(self, **filters):
        panel = self.env["intervia.panel"].with_user(self.user_supervisor)
        return panel.get_panel("month", **filters)

    def test_satisfaction_is_a_recount(self):
        figures = {f["key"]: f for f in self._get_panel()["figures"]}
        self.assertEqual(figures["evaluation"]["value"], sum(self.scores) / 2)
        self.assertEqual(figures["survey"]["value"], 75)
        metric = self.env["intervia.metric"].with_user(self.user_supervisor)
        for key, count in (("evaluation", 2), ("survey", 1)):
            self.assertEqual(metric.search_count(figures[key]["domain"]), count)

    def test_one_site_alone(self):
        self._create_ticket(name="Of no site")
        here = self._get_panel(website_id=self.site.id)
        self.assertEqual(sum(here["trend"]["opened"]), 1)
        self.assertEqual(here["load"][0]["count"]["value"], 1)
        self.assertEqual(sum(self._get_panel()["trend"]["opened"]), 2)
        self.assertIn((self.site.id, "Other site"), here["choices"]["website_id"])

    def test_every_tile_heeds_the_site_or_says_so(self):
        self._create_ticket(name="Of no site")
        panel = self.env["intervia.panel"].with_user(self.user_manager)
        for tile in panel.get_panel(website_id=self.site.id)["tiles"]:
            records = self.env[tile["model"]].with_user(self.user_manager)
            with self.subTest(tile=tile["key"]):
                found = records.search(tile["domain"])
                self.assertEqual(len(found), tile["value"])
                if "ticket_id" in records._fields and not tile.get("ignored"):
                    found = found.ticket_id
                if found._name == "intervia.ticket":
                    self.assertLessEqual(found, self.ticket)
                else:
                    self.assertIn("Of every site", tile["ignored"])
        for tile in panel.get_panel()["tiles"]:
            self.assertFalse(tile.get("ignored"))

    def test_workbook_has_it(self):
        today = Date.context_today(self.env.user)
        book = self.env["intervia.workbook"].with_user(self.user_supervisor)
        book = book.create({"date_from": Date.subtract(today, days=2)})
        sheet = book._get_satisfaction_sheet()
        self.assertEqual(
            [tuple(row) for row in sheet.rows],
            [(self.user_agent.name, 3, 75, sum(self.scores) / 2)],
        )

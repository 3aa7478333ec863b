import json

from odoo.tests import HttpCase

from odoo.addons.intervia_helpdesk.tests import axe

from .knowledge_case import KnowledgeCase


class TestKnowledgeAccessibility(KnowledgeCase, HttpCase):
    """axe-core finds nothing serious or critical in articles, contact and surveys."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        axe.publish(cls.env)
        cls.printer.video_url = "https://www.youtube.com/watch?v=abcdefghijk"
        cls.printer.program_ids = cls.env["intervia.program"].create({"name": "P"})
        cls.env["intervia.contact.point"].create(
            [
                {
                    "name": "Phone",
                    "kind": "phone",
                    "address": "+34 960 000 000",
                    "area_id": cls.area.id,
                },
                {"name": "Mail", "kind": "mail", "address": "help@example.com"},
            ]
        )
        survey = cls.env["survey.survey"].create(
            {
                "title": "¿Qué tal?",
                "access_mode": "token",
                "questions_layout": "one_page",
                "question_and_page_ids": [
                    (0, 0, {"title": "¿Y?", "question_type": "char_box"})
                ],
            }
        )
        kind = cls.env["intervia.ticket.type"].create(
            {"name": "Avería", "survey_id": survey.id}
        )
        cls.finished = cls._create_ticket(type_id=kind.id, user_id=cls.user_agent.id)
        cls.finished.with_user(cls.user_agent)._answer("Hecho", state="finished")

    def _judge(self, paths, login=None):
        code = axe.JUDGE % {"paths": json.dumps(paths)}
        self.browser_js("/soporte", code, login=login, timeout=180)

    def test_pages_of_visitors(self):
        self._judge(
            [
                "/soporte/articulos",
                "/soporte/articulos?buscar=impresora",
                "/soporte/articulos?buscar=zzzz",
                self.printer.website_url,
                f"{self.printer.website_url}?voted=no",
                "/soporte/contacto",
                "/soporte/no-recibo-correos",
                "/soporte/resuelto",
            ]
        )

    def test_pages_of_clients(self):
        self._judge(
            [
                "/my/intervia/surveys",
                "/my/intervia/tickets",
                f"/my/intervia/tickets/{self.finished.id}?evaluation=thanks",
                "/soporte/no-recibo-correos?sent=yes",
            ],
            "customer",
        )

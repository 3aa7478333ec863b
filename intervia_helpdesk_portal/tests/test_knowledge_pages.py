from odoo import http
from odoo.tests import HttpCase

from .knowledge_case import KnowledgeCase


class TestKnowledgePages(KnowledgeCase, HttpCase):
    """The pages, entered as their readers do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website.language_ids |= cls.spanish
        cls.website.default_lang_id = cls.spanish

        cls.version = cls.env.ref("base.module_intervia_helpdesk_portal").latest_version

    def _open(self, path, status=200):
        response = self.url_open(path)
        self.assertEqual(response.status_code, status, path)
        return response.text

    def _send(self, path, **data):
        token = http.Request.csrf_token(self)
        return self.url_open(
            path, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def test_pages_open_for_visitors(self):
        for path in (
            "/soporte",
            "/soporte/articulos",
            f"/soporte/articulos/categoria/{self.shelf.id}",
            "/soporte/contacto",
            "/soporte/no-recibo-correos",
            "/soporte/resuelto",
        ):
            self._open(path)

    def test_search_by_the_visitor(self):
        page = self._open("/soporte/articulos?buscar=inpresoras")
        self.assertIn("La impresora no imprime", page)
        self.assertIn("noindex", page)
        self.assertNotIn("He olvidado mi contraseña", self._open("/soporte/articulos"))

    def test_page_is_clean_for_search_engines(self):
        self.printer.summary = "Cinco comprobaciones en orden."
        page = self._open(self.printer.website_url)
        self.assertIn('<meta name="description" content="Cinco comprobaciones', page)
        self.assertIn('"@type": "TechArticle"', page)
        self.assertNotIn('content="noindex', page)
        self.assertIn(self.printer.website_url, self._open("/sitemap.xml"))
        self.assertNotIn(self.password.website_url, self._open("/sitemap.xml"))

    def test_what_is_not_for_him_does_not_open(self):
        secret = self._create_article("Secreto", audience="agents")
        draft = self._create_article("Borrador", audience="public", is_published=False)
        for article in (self.password, secret, draft):
            self.assertNotIn(article.name, self._open(article.website_url, 404))
        self.authenticate("customer", "customer")
        self._open(self.password.website_url)
        self._open(secret.website_url, 404)

    def test_video_tells_nobody_until_it_is_played(self):
        self.printer.video_url = "https://www.youtube.com/watch?v=abcdefghijk"
        self.printer.body = (
            '<p>Mire</p><div class="media_iframe_video" data-oe-expression='
            '"//player.vimeo.com/video/76979871"><iframe src="//player.vimeo.com/video/'
            '76979871"></iframe></div>'
        )
        page = self._open(self.printer.website_url)
        self.assertNotIn("<iframe", page)
        self.assertIn('data-player="https://www.youtube-nocookie.com/embed/', page)
        self.assertIn('data-player="https://player.vimeo.com/video/76979871', page)

    def test_useful_is_voted_by_post_once(self):
        path = f"{self.printer.website_url}/util"
        self.assertEqual(self.url_open(path).status_code, 405)
        self.authenticate(None, None)
        self._send(path, useful="yes")
        self._send(path, useful="no", comment="Falta el modelo")
        vote = self.printer.vote_ids
        self.assertRecordValues(
            vote, [{"is_useful": False, "comment": "Falta el modelo"}]
        )

    def test_suggestion_solves(self):
        self.authenticate("customer", "customer")
        answer = self.make_jsonrpc_request(
            "/soporte/sugerencias", {"title": "la impresora no imprime", "text": ""}
        )
        self.assertEqual(answer["count"], 1)
        self.assertIn(self.printer.website_url, answer["html"])
        self._send("/soporte/sugerencias/resuelto", article_id=self.printer.id)
        suggestion = self.env["intervia.suggestion"].search([], limit=1)
        self.assertRecordValues(
            suggestion,
            [
                {
                    "outcome": "solved",
                    "solved_article_id": self.printer.id,
                    "partner_id": self.customer.id,
                }
            ],
        )
        self.assertEqual(self.printer.solved_count, 1)

    def test_already_a_ticket(self):
        ticket = self._create_ticket(name="La grapadora del archivo no grapa")
        self.authenticate("customer", "customer")
        answer = self.make_jsonrpc_request(
            "/soporte/sugerencias", {"title": "no grapa la grapadora del archivo"}
        )
        self.assertEqual(answer["known"], ticket.number)
        response = self._send("/soporte/sugerencias/resuelto", ticket_id=ticket.id)
        self.assertIn(ticket.access_url, response.headers["Location"])

    def test_contact_status(self):
        point = self.env["intervia.contact.point"].create(
            {
                "name": "Tel",
                "kind": "phone",
                "address": "+34 1",
                "area_id": self.area.id,
            }
        )
        status = self.make_jsonrpc_request("/soporte/contacto/estado", {})
        self.assertIn(str(point.id), status)

    def test_test_mail(self):
        self.authenticate("customer", "customer")
        self._open("/soporte/no-recibo-correos")
        with self.mock_mail_gateway():
            first = self._send("/soporte/no-recibo-correos/prueba")
            second = self._send("/soporte/no-recibo-correos/prueba")
        self.assertIn("sent=yes", first.headers["Location"])
        self.assertIn("sent=wait", second.headers["Location"])
        self.assertEqual(self._new_mails.mapped("email_to"), [self.customer.email])

    def test_manuals_are_in_the_system(self):
        for role in ("client", "agent", "supervisor", "manager"):
            manuals = self.env["intervia.article"].search([("manual_role", "=", role)])
            self.assertEqual(set(manuals.mapped("language")), {"es", "en"}, role)
            self.assertEqual(set(manuals.mapped("version")), {self.version}, role)


class TestSurveyPages(KnowledgeCase, HttpCase):
    """A survey answered without login, refused to staff; verdicts by their form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
        cls.ticket = cls._create_ticket(type_id=kind.id, user_id=cls.user_agent.id)
        cls.answer = cls.ticket.with_user(cls.user_agent)._answer(
            "Hecho", state="finished"
        )
        cls.link = cls.ticket._get_survey_url()

    def test_link_works_without_login(self):
        response = self.url_open(self.link)
        self.assertEqual(response.status_code, 200)
        self.assertIn("o_survey_form", response.text)

    def test_staff_cannot_answer(self):
        for user in (self.user_agent, self.user_manager):
            self.authenticate(user.login, user.login)
            self.assertNotIn("o_survey_form", self.url_open(self.link).text)
        self.assertEqual(self.ticket.survey_input_ids.state, "new")

    def test_my_surveys(self):
        self.authenticate("customer", "customer")
        page = self.url_open("/my/intervia/surveys").text
        self.assertIn(self.ticket.number, page)
        self.assertIn(self.link, page.replace("&amp;", "&"))

    def _evaluate(self, **data):
        token = http.Request.csrf_token(self)
        return self.url_open(
            f"/my/intervia/tickets/{self.ticket.id}/evaluate",
            data={"csrf_token": token, **data},
            allow_redirects=False,
        )

    def test_evaluate_by_login_and_by_key(self):
        level = self.env.ref("intervia_helpdesk_portal.rating_level_satisfactory")
        self.authenticate("customer", "customer")
        self._evaluate(message_id=self.answer.id, level_id=level.id)
        self.assertEqual(self.ticket.answer_rating_ids.level_id, level)
        self.authenticate(None, None)
        self._evaluate(stars=3, access_token=self.ticket.sudo().access_token)
        self.assertEqual(self.ticket.rating_last_value, 3)

    def test_strangers_and_staff_evaluate_nothing(self):
        self.authenticate(None, None)
        self.assertEqual(self._evaluate(stars=1).status_code, 404)
        self._create_user("stranger", "base.group_portal")
        self.authenticate("stranger", "stranger")
        self.assertEqual(self._evaluate(stars=1).status_code, 404)
        self.authenticate("manager", "manager")
        self.assertEqual(self._evaluate(stars=1).status_code, 404)
        self.assertFalse(self.ticket.rating_last_value)
        get = self.url_open(f"/my/intervia/tickets/{self.ticket.id}/evaluate?stars=1")
        self.assertIn(get.status_code, (404, 405))

from odoo.exceptions import AccessError
from odoo.tests import users

from .knowledge_case import KnowledgeCase

AUDIENCES = ("public", "clients", "agents", "supervisors", "managers")
READERS = {  # who -> how many of the audiences, from the first on
    "visitor": 1,
    "customer": 2,
    "employee": 2,
    "agent": 3,
    "supervisor": 4,
    "manager": 5,
}


class TestArticles(KnowledgeCase):
    """Who reads and writes which article, and what a search finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.readers = {
            "visitor": cls.website.user_id,
            "customer": cls.user_customer,
            "employee": cls._create_user("clerk", "group_user"),
            "agent": cls.user_agent,
            "supervisor": cls.user_supervisor,
            "manager": cls.user_manager,
        }
        cls.by_audience = {
            audience: cls._create_article(f"Secreto {audience}", audience=audience)
            for audience in AUDIENCES
        }

    def test_each_reads_what_is_for_him(self):
        for name, count in READERS.items():
            for number, audience in enumerate(AUDIENCES):
                article = self.by_audience[audience].with_user(self.readers[name])
                with self.subTest(reader=name, audience=audience):
                    self.assertEqual(article.has_access("read"), number < count)

    def test_search_finds_only_what_he_may_read(self):
        for name, count in READERS.items():
            found = self._find("secreto", self.readers[name])
            expected = {f"Secreto {audience}" for audience in AUDIENCES[:count]}
            with self.subTest(reader=name):
                self.assertEqual(set(found.mapped("name")), expected)

    def test_drafts_are_for_support(self):
        self.printer.is_published = False
        for name in ("visitor", "customer", "employee"):
            article = self.printer.with_user(self.readers[name])
            self.assertFalse(article.has_access("read"), name)
        self.assertTrue(self.printer.with_user(self.user_agent).has_access("read"))

    @users("agent")
    def test_agent_writes_drafts_and_publishes_nothing(self):
        articles = self.env["intervia.article"]
        draft = articles.create({"name": "Borrador", "lang_id": self.spanish.id})
        draft.body = "Texto"
        with self.assertRaises(AccessError):
            draft.is_published = True
        with self.assertRaises(AccessError):
            articles.create({"name": "Público", "is_published": True})
        with self.assertRaises(AccessError):
            self.printer.with_user(self.env.user).name = "Otra cosa"

    @users("supervisor")
    def test_supervisor_publishes(self):
        draft = self.env["intervia.article"].create({"name": "Borrador"})
        draft.action_publish()
        self.assertTrue(draft.is_published)

    def test_search_forgives(self):
        for text in (
            "impresoras",
            "IMPRIMIR",
            "impresora",
            "imprezora",
            "impersora",
            "inpresora",
            "cola impresion",
            "no inprime",
        ):
            with self.subTest(text=text):
                self.assertEqual(self._find(text)[:1], self.printer)
        for text in ("contrasena", "contraseña olvidada", "password", "contraseñas"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text)[:1], self.password)

    def test_words_of_clients_and_changed_texts_are_found(self):
        self.assertFalse(self._find("cacharro"))
        self.printer.keywords = "cacharro, chisme"
        self.assertEqual(self._find("el cacharro"), self.printer)
        self.printer.keywords = False
        self.assertFalse(self._find("cacharro"))

    def test_search_without_trigrams(self):
        self.patch(self.env.registry, "has_trigram", False)
        self.assertEqual(self._find("inpresora")[:1], self.printer)

    def test_article_of_another_site(self):
        elsewhere = self.env["website"].create({"name": "Elsewhere"})
        self.printer.website_ids = elsewhere
        articles = self.env["intervia.article"].with_user(self.user_customer)
        here = articles._get_reader_domain(self.website)
        there = articles._get_reader_domain(elsewhere)
        self.assertNotIn(self.printer, articles.search(here))
        self.assertIn(self.printer, articles.search(there))

    def test_related_by_hand_then_by_words(self):
        queue = self._create_article("Vaciar la cola de la impresora")
        self.printer.related_ids = self.password
        related = self.printer.with_user(self.user_customer)._get_related()
        self.assertEqual(related[:2], self.password | queue)
        self.assertNotIn(self.printer, related)


class TestArticleFromTicket(KnowledgeCase):
    """Two clicks: "Make an article", "Publish"."""

    def test_draft_holds_the_answer_and_not_the_client(self):
        ticket = self._create_ticket(
            name="La impresora no imprime",
            description="<p>Soy Carmen y mi clave es 1234</p>",
            user_id=self.user_agent.id,
        )
        ticket.with_user(self.user_agent)._answer("Vacíe la cola.", state="finished")
        ticket.message_post(body="nota secreta", subtype_xmlid="mail.mt_note")
        action = ticket.with_user(self.user_agent).action_make_article()
        article = self.env["intervia.article"].browse(action["res_id"])
        self.assertFalse(article.is_published)
        self.assertIn("Vacíe la cola", article.body)
        self.assertNotIn("1234", article.body)
        self.assertNotIn("secreta", article.body)
        self.assertEqual(article.origin_ticket_id, ticket)
        article.with_user(self.user_supervisor).action_publish()
        self.assertIn(article, self._find("impresora"))

    def test_agent_is_offered_articles_and_solved_tickets(self):
        solved = self._create_ticket(
            name="La impresora se queda en la cola", user_id=self.user_agent.id
        )
        solved._move_to("finished")
        ticket = self._create_ticket(
            name="Problema de impresora y cola", user_id=self.user_agent.id
        ).with_user(self.user_agent)
        self.assertIn(self.printer, ticket.suggested_article_ids)
        self.assertEqual(ticket.similar_ticket_ids, solved)
        beside = ticket.read_related()
        self.assertIn(self.printer.name, [a["name"] for a in beside["articles"]])
        self.assertEqual([t["number"] for t in beside["similar"]], [solved.number])

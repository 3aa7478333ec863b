from markupsafe import Markup

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


class KnowledgeCase(HelpdeskCase):
    """A few articles on the site, in Spanish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_demo_away()
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company_admin
        cls.spanish = cls.env["res.lang"]._activate_lang("es_ES")
        cls.shelf = cls.env["intervia.article.category"].create({"name": "Shelf"})
        cls.printer = cls._create_article(
            "La impresora no imprime",
            "<p>Abra la cola de impresión y cancele los trabajos atascados.</p>",
            audience="public",
        )
        cls.password = cls._create_article(
            "He olvidado mi contraseña",
            "<p>Pulse restablecer y recibirá un enlace en su correo.</p>",
        )

    @classmethod
    def _put_demo_away(cls):
        """The areas and articles of a demo company would be found, too."""
        cls.env["intervia.area"].search([("id", "!=", cls.area.id)]).active = False
        manuals = cls.env["ir.model.data"].search(
            [("model", "=", "intervia.article"), ("name", "like", "manual")]
        )
        articles = cls.env["intervia.article"].search(
            [("id", "not in", manuals.mapped("res_id"))]
        )
        articles.active = False

    @classmethod
    def _create_article(cls, name, body="<p>…</p>", **vals):
        return cls.env["intervia.article"].create(
            {
                "name": name,
                "body": Markup(body),
                "is_published": True,
                "audience": "clients",
                "lang_id": cls.spanish.id,
                "category_id": cls.shelf.id,
                **vals,
            }
        )

    def _find(self, text, user=None):
        """Articles that the engine finds for ``text``, best first."""
        articles = self.env["intervia.article"].with_user(user or self.user_customer)
        engine = articles.env["intervia.suggestion.engine"]._get_engine()
        question = self._question(text)
        found = engine._rank_articles(question, articles._get_reader_domain())
        return articles.browse(match.record_id for match in found)

    @staticmethod
    def _question(title, text="", language="es"):
        from ..models.intervia_suggestion_engine import Question

        return Question(title, text, language)

from markupsafe import Markup

from odoo import models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import is_html_empty
from odoo.tools.json import scriptsafe

from ..tools.article_video import hold_videos
from .intervia_suggestion_engine import Question

RELATED = 4


class InterviaArticle(models.Model):
    """An article as a page of the website."""

    _inherit = "intervia.article"

    def _get_page_body(self):
        """The text, its videos asleep until somebody plays them."""
        self.ensure_one()
        if is_html_empty(self.body):
            return Markup()
        label = self.env._("Play the video (it will be loaded from %s)", "%s")
        # Markup: sanitised when it was written, and only videos were replaced since
        return Markup(hold_videos(str(self.body), label))

    def _get_related(self, website=None):
        """What to read next: chosen by hand, then by its words, then on its shelf."""
        self.ensure_one()
        reader = self._get_reader_domain(website) & Domain("id", "!=", self.id)
        # sudo: one chosen by hand may be for others; the domain leaves it out
        chosen = self.browse(self.sudo().related_ids.ids)
        chosen = self.search(reader & Domain("id", "in", chosen.ids), limit=RELATED)
        if len(chosen) < RELATED:
            engine = self.env["intervia.suggestion.engine"]._get_engine()
            same = reader & Domain("language", "=", self.language)
            question = Question(
                f"{self.name} {self.keywords or ''}", self.summary or "", self.language
            )
            found = engine._rank_articles(question, same, RELATED + len(chosen))
            chosen |= self.browse(match.record_id for match in found)
        if len(chosen) < RELATED and self.category_id:
            shelf = reader & Domain("category_id", "=", self.category_id.id)
            shelf &= Domain("language", "=", self.language)
            chosen |= self.search(shelf & Domain("id", "not in", chosen.ids), limit=2)
        return chosen[:RELATED]

    def _default_website_meta(self):
        """Title and description for search engines and for whoever shares the page."""
        meta = super()._default_website_meta()
        meta["default_opengraph"]["og:type"] = "article"
        meta["default_opengraph"]["og:description"] = self._get_excerpt()
        meta["default_meta_description"] = self._get_excerpt()
        return meta

    def _get_structured_data(self):
        """The article in the words of schema.org; nothing of what is not public."""
        self.ensure_one()
        if self.audience != "public":
            return ""
        root = request.httprequest.url_root.rstrip("/")
        return scriptsafe.dumps(
            {
                "@context": "https://schema.org",
                "@type": "TechArticle",
                "headline": self.name,
                "description": self._get_excerpt(),
                "inLanguage": self.language,
                "datePublished": self.create_date.date().isoformat(),
                "dateModified": self.write_date.date().isoformat(),
                "mainEntityOfPage": f"{root}{self.website_url}",
                "publisher": {
                    "@type": "Organization",
                    "name": request.website.company_id.sudo().name,
                },
            }
        )

import secrets

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.intervia_suggestion_engine import Question
from ..tools.form_values import read_id, read_text
from ..tools.text_words import guess_language
from .support_centre import SupportCentre

SHELF = "/soporte/articulos"
PAGE = 20


def get_language():
    """Two letters of the language of the page."""
    return (request.env.lang or "en_US")[:2]


def get_articles(domain=Domain.TRUE):
    """Domain of the articles this reader may find here: his language, else any."""
    articles = request.env["intervia.article"]
    base = articles._get_reader_domain(request.website)
    in_language = base & Domain("language", "=", get_language())
    if articles.search_count(in_language, limit=1):
        base = in_language
    return base & domain


def list_sitemap(env, rule, query):
    """Addresses of the public articles, for search engines."""
    public = env["intervia.article"].sudo()
    domain = Domain("is_published", "=", True) & Domain("audience", "=", "public")
    for article in public.search(domain):
        if not query or query.lower() in article.website_url:
            yield {"loc": article.website_url, "lastmod": article.write_date.date()}


class Articles(SupportCentre):
    """The knowledge base: shelves, search, one article, its usefulness."""

    def _prepare_intervia_support_centre(self, **query):
        values = super()._prepare_intervia_support_centre(**query)
        return {**values, **self._get_intervia_shelves()}

    def _get_intervia_shelves(self):
        """Categories and programs that have something for this reader, counted."""
        domain = get_articles() & Domain("manual_role", "in", [False, "client"])
        # sudo: visitors may not read programs; the domain says what they may count
        articles = request.env["intervia.article"].sudo()
        counts = articles._read_group(domain, ["category_id"], ["__count"])
        programs = articles._read_group(domain, ["program_ids"], ["__count"])
        offered = request.website._get_intervia_offer()
        return {
            "shelves": sorted(
                (pair for pair in counts if pair[0]),
                key=lambda pair: (pair[0].sequence, pair[0].name),
            ),
            "program_shelves": [
                pair
                for pair in programs
                if pair[0] and pair[0].filtered_domain(offered)
            ],
            "first_articles": request.env["intervia.article"].search(domain, limit=6),
        }

    @http.route(
        [
            SHELF,
            f"{SHELF}/pagina/<int:page>",
            f'{SHELF}/categoria/<model("intervia.article.category"):category>',
        ],
        type="http",
        auth="public",
        website=True,
        # the platform answers a POST to a shelf that is gone with an error of its own
        methods=["GET"],
        sitemap=True,
        readonly=True,
    )
    def intervia_articles(self, category=None, page=1, buscar="", programa=None, **_q):
        buscar = read_text(buscar)[:200]
        domain, program = get_articles(), None
        if category:
            domain &= Domain("category_id", "=", category.id)
        if read_id(programa):
            # sudo: a name to print
            programs = request.env["intervia.program"].sudo()
            program = programs.browse(read_id(programa)).exists()
            domain &= Domain("program_ids", "in", program.ids)
        if buscar:
            found, pager = self._search_intervia_articles(buscar, domain), None
        else:
            found, pager = self._browse_intervia_articles(domain, page)
        return request.render(
            "intervia_helpdesk_portal.articles",
            {
                **self._get_intervia_shelves(),
                "page_name": "intervia_articles",
                "articles": found,
                "pager": pager,
                "search": buscar,
                "category": category,
                "program": program,
                # pages of results are for people, not for search engines
                "no_index": bool(buscar or programa),
            },
        )

    def _search_intervia_articles(self, text, domain):
        """Articles that speak of ``text``, best first, whatever the spelling."""
        engine = request.env["intervia.suggestion.engine"]._get_engine()
        question = Question(text, "", guess_language(text, get_language()))
        matches = engine._rank_articles(question, domain, limit=PAGE)
        ids = [match.record_id for match in matches]
        return request.env["intervia.article"].browse(ids)._filtered_access("read")

    def _browse_intervia_articles(self, domain, page):
        articles = request.env["intervia.article"]
        pager = portal_pager(
            url=SHELF, total=articles.search_count(domain), page=page, step=PAGE
        )
        found = articles.search(domain, limit=PAGE, offset=pager["offset"])
        return found, pager

    @http.route(
        "/soporte/articulo/<string:slug>",
        type="http",
        auth="public",
        website=True,
        sitemap=list_sitemap,
        readonly=True,
    )
    def intervia_article(self, slug, voted=None, **_query):
        article = self._find_intervia_article(slug)
        if article.website_url.rpartition("/")[2] != slug:
            return request.redirect(article.website_url, code=301)
        return request.render(
            "intervia_helpdesk_portal.article",
            {
                "page_name": "intervia_article",
                "main_object": article,
                "article": article,
                "body": article._get_page_body(),
                "related": article._get_related(request.website),
                "structured": article._get_structured_data(),
                "voted": voted,
                "no_index": article.audience != "public",
            },
        )

    def _find_intervia_article(self, slug):
        """The article; what this reader may not read here does not exist."""
        _name, article_id = request.env["ir.http"]._unslug(slug)
        articles = request.env["intervia.article"]
        reader = articles._get_reader_domain(request.website)
        article = articles.search(reader & Domain("id", "=", article_id), limit=1)
        if not article:
            raise NotFound()
        return article

    @http.route(
        "/soporte/articulo/<string:slug>/util",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def intervia_article_vote(self, slug, useful="", comment="", **_form):
        article = self._find_intervia_article(slug)
        visitor = request.session.get("intervia_visitor")
        if not visitor:
            visitor = request.session["intervia_visitor"] = secrets.token_hex(12)
        request.env["intervia.article.vote"]._vote(
            article, visitor, useful == "yes", read_text(comment)
        )
        answer = "yes" if useful == "yes" else "comment" if comment else "no"
        return request.redirect(
            f"{article.website_url}?voted={answer}#o_intervia_useful", code=303
        )

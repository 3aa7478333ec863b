from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..tools.article_video import get_video
from .intervia_article_term import weigh_words

AUDIENCES = [
    ("public", "Everybody"),
    ("clients", "Clients"),
    ("agents", "Agents"),
    ("supervisors", "Supervisors"),
    ("managers", "Administrators"),
]
# Group of support -> the audiences it adds to those of everybody
_AUDIENCE_OF_GROUP = [
    ("intervia_helpdesk.group_agent", "agents"),
    ("intervia_helpdesk.group_supervisor", "supervisors"),
    ("intervia_helpdesk.group_manager", "managers"),
]
INDEXED = {"name", "keywords", "summary", "body", "lang_id"}


class InterviaArticle(models.Model):
    """One answer of the knowledge base, for whom it is meant and in one language."""

    _name = "intervia.article"
    _description = "Knowledge Article"
    _inherit = ["mail.thread", "website.seo.metadata"]
    _order = "sequence, name, id"

    name = fields.Char("Title", required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_published = fields.Boolean(
        "Published", tracking=True, copy=False, help="Until then only support sees it."
    )
    audience = fields.Selection(
        AUDIENCES, string="For", required=True, default="clients", tracking=True
    )
    lang_id = fields.Many2one(
        "res.lang",
        string="Language",
        required=True,
        default=lambda self: self._get_default_lang(),
        context={"active_test": False},
    )
    language = fields.Char(
        "Language (two letters)",
        compute="_compute_language",
        store=True,
        precompute=True,
    )
    category_id = fields.Many2one(
        "intervia.article.category", index=True, ondelete="restrict", tracking=True
    )
    program_ids = fields.Many2many("intervia.program", string="Programs")
    website_ids = fields.Many2many(
        "website",
        "intervia_article_website_rel",
        string="Websites",
        help="Leave empty to show it on every website.",
    )
    summary = fields.Text(help="One or two sentences: what the reader will solve.")
    keywords = fields.Char(
        "Words clients use",
        help="Other names, messages of errors and misspellings that lead here.",
    )
    body = fields.Html(sanitize_overridable=False)
    video_url = fields.Char("Video", help="Address of a YouTube or Vimeo video.")
    related_ids = fields.Many2many(
        "intervia.article",
        "intervia_article_related_rel",
        "article_id",
        "related_id",
        string="Related articles",
        help="Shown first; others are found by their words.",
    )
    version = fields.Char(help="Of the product, in the manuals that come with it.")
    manual_role = fields.Selection(
        [
            ("client", "Client"),
            ("agent", "Agent"),
            ("supervisor", "Supervisor"),
            ("manager", "Administrator"),
        ],
        help="Whose manual this is.",
    )
    origin_ticket_id = fields.Many2one(
        "intervia.ticket",
        string="Born of",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="intervia_helpdesk.group_agent",
    )
    vote_ids = fields.One2many(
        "intervia.article.vote", "article_id", groups="intervia_helpdesk.group_agent"
    )
    useful_count = fields.Integer("Useful", compute="_compute_votes", compute_sudo=True)
    useless_count = fields.Integer(
        "Not useful", compute="_compute_votes", compute_sudo=True
    )
    solved_count = fields.Integer(
        "Tickets saved",
        compute="_compute_solved_count",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )
    search_length = fields.Integer(readonly=True, copy=False)
    website_url = fields.Char(compute="_compute_website_url")

    _shelf_idx = models.Index("(audience, language) WHERE active AND is_published")

    @api.model
    def _get_default_lang(self):
        return self.env["res.lang"]._lang_get(self.env.lang or "en_US")

    @api.depends("lang_id.code")
    def _compute_language(self):
        for article in self:
            article.language = (article.lang_id.code or "")[:2]

    @api.depends("vote_ids")
    def _compute_votes(self):
        groups = self.env["intervia.article.vote"]._read_group(
            [("article_id", "in", self.ids)], ["article_id", "is_useful"], ["__count"]
        )
        counts = {(article.id, useful): count for article, useful, count in groups}
        for article in self:
            article.useful_count = counts.get((article.id, True), 0)
            article.useless_count = counts.get((article.id, False), 0)

    def _compute_solved_count(self):
        groups = self.env["intervia.suggestion"]._read_group(
            [("solved_article_id", "in", self.ids)], ["solved_article_id"], ["__count"]
        )
        counts = {article.id: count for article, count in groups}
        for article in self:
            article.solved_count = counts.get(article.id, 0)

    @api.depends("name", "seo_name")
    def _compute_website_url(self):
        slug = self.env["ir.http"]._slug
        for article in self:
            article.website_url = article.id and f"/soporte/articulo/{slug(article)}"

    # Framework

    @api.model_create_multi
    def create(self, vals_list):
        articles = super().create(vals_list)
        articles._check_may_publish()
        self.env["intervia.article.term"].sudo()._rebuild(articles.sudo())
        return articles

    def write(self, vals):
        result = super().write(vals)
        if {"is_published", "audience"} & vals.keys():
            self._check_may_publish()
        if INDEXED & vals.keys():
            self.env["intervia.article.term"].sudo()._rebuild(self.sudo())
        return result

    def _check_may_publish(self):
        """Agents write drafts; what clients read is published by a supervisor."""
        if self.env.su or not any(self.mapped("is_published")):
            return
        if not self.env.user.has_group("intervia_helpdesk.group_supervisor"):
            raise AccessError(
                self.env._("A supervisor or an administrator publishes articles.")
            )

    # Who reads what

    @api.model
    def _get_audiences(self):
        """Audiences that the current user belongs to."""
        user = self.env.user
        if user._is_public():
            return ["public"]
        return ["public", "clients"] + [
            audience for group, audience in _AUDIENCE_OF_GROUP if user.has_group(group)
        ]

    @api.model
    def _get_reader_domain(self, website=None, language=None):
        """Published articles for the current user, on a site and in a language."""
        domain = Domain("is_published", "=", True)
        domain &= Domain("audience", "in", self._get_audiences())
        if website:
            domain &= website._get_intervia_offer()
        if language:
            domain &= Domain("language", "=", language)
        return domain

    # Words

    def _count_words(self):
        """Weight of each word of this article."""
        self.ensure_one()
        return weigh_words(
            self.name,
            self.keywords,
            self.summary,
            html2plaintext(self.body or "", include_references=False),
            self.language,
        )

    def _get_excerpt(self, length=180):
        """The first words of an article, for a list."""
        self.ensure_one()
        text = self.summary or html2plaintext(self.body or "", include_references=False)
        text = " ".join(text.split())
        return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"

    def _get_video(self):
        """Provider, address to play and address to visit of the video, or None."""
        self.ensure_one()
        return get_video(self.video_url or "")

    # Buttons

    def action_publish(self):
        self.write({"is_published": True})

    def action_unpublish(self):
        self.write({"is_published": False})

    def action_view_page(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.website_url, "target": "new"}

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.similarity import is_same_matter
from ..tools.text_words import get_words, guess_language
from .intervia_suggestion_engine import Question

MIN_LETTERS = 8
MAX_LETTERS = 6000


class InterviaSuggestion(models.Model):
    """What was offered to one person before he sent a question, and what came of it.

    The only honest measure of the suggestions: the questions of this installation.
    """

    _name = "intervia.suggestion"
    _description = "Suggestion before Sending"
    _order = "id desc"
    _rec_name = "question"

    question = fields.Text(readonly=True)
    partner_id = fields.Many2one("res.partner", "Client", readonly=True)
    website_id = fields.Many2one("website", readonly=True, ondelete="set null")
    article_ids = fields.Many2many(
        "intervia.article", string="Articles offered", readonly=True
    )
    outcome = fields.Selection(
        [
            ("offered", "Left"),
            ("solved", "Solved without a ticket"),
            ("known", "Already a ticket"),
            ("sent", "Sent nevertheless"),
        ],
        default="offered",
        required=True,
        readonly=True,
    )
    solved_article_id = fields.Many2one(
        "intervia.article", "Solved by", readonly=True, index="btree_not_null"
    )
    solved_ticket_id = fields.Many2one(
        "intervia.ticket",
        "Solved by his ticket",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    ticket_id = fields.Many2one(
        "intervia.ticket", readonly=True, index="btree_not_null", ondelete="set null"
    )

    # Offering

    @api.model
    def _offer(self, title, text, language, website=None):
        """What may answer this question, for the current user.

        :param str language: two letters, of the page; what is typed may differ
        :return: ``articles`` and ``tickets``, each a list of pairs (record, why), and
            ``open_ticket``, the client's own open ticket on the same matter, if any
        :rtype: dict
        """
        title, text = (title or "").strip(), (text or "").strip()[:MAX_LETTERS]
        nothing = {"articles": [], "tickets": [], "open_ticket": None}
        if len(title) + len(text) < MIN_LETTERS:
            return nothing
        written = guess_language(f"{title} {text}", default=language)
        question = Question(title, text, written)
        return {
            "articles": self._offer_articles(question, language, website),
            "tickets": self._offer_own_tickets(question),
            "open_ticket": self._get_same_open_ticket(question),
        }

    @api.model
    def _offer_articles(self, question, language, website=None, limit=3):
        """Pairs (article, why) in the language of the page, else in any other."""
        articles = self.env["intervia.article"]
        engine = self.env["intervia.suggestion.engine"]._get_engine()
        domain = articles._get_reader_domain(website)
        in_language = domain & Domain("language", "=", language)
        matches = engine._rank_articles(question, in_language, limit)
        if not matches:
            matches = engine._rank_articles(question, domain, limit)
        return self._read_matches(articles, matches)

    @api.model
    def _offer_own_tickets(self, question, limit=2):
        """Pairs (ticket, why) among the finished tickets of the client and company."""
        if self.env.user._is_public():
            return []
        engine = self.env["intervia.suggestion.engine"]._get_engine()
        domain = self._get_own_domain() & Domain("state", "=", "finished")
        matches = engine._rank_tickets(question, domain, limit)
        return self._read_matches(self.env["intervia.ticket"], matches)

    @api.model
    def _get_own_domain(self):
        """Tickets of the client's company; record rules leave those he may see."""
        company = self.env.user.partner_id.commercial_partner_id
        return Domain("commercial_partner_id", "=", company.id)

    @api.model
    def _read_matches(self, model, matches):
        """Records the user may read, in the order of ``matches``, with their reason."""
        why = {match.record_id: match.why for match in matches}
        records = model.browse(why).exists()._filtered_access("read")
        return [(record, why[record.id]) for record in records]

    @api.model
    def _get_same_open_ticket(self, question):
        """An open ticket of this very client about the same matter, or None."""
        if self.env.user._is_public():
            return None
        mine = Domain("partner_id", "=", self.env.user.partner_id.id)
        tickets = self.env["intervia.ticket"]
        ids = list(tickets._search(mine & Domain("is_open", "=", True), limit=60))
        if not ids:
            return None
        asked = set(get_words(f"{question.title} {question.text}", question.language))
        texts = self.env["intervia.ticket.words"]._read_words(ids)
        engine = self.env["intervia.suggestion.engine.words"]
        every = set().union(asked, *texts.values())
        rarities = engine._get_rarities(every, texts.values())
        for ticket_id in sorted(texts, reverse=True):
            if is_same_matter(asked, texts[ticket_id], rarities):
                return tickets.browse(ticket_id)
        return None

    # Counting

    @api.model
    def _note_offer(self, known_id, question, offer, website=None):
        """Note what is offered; what one person goes on typing is one suggestion.

        :param int known_id: suggestion already noted for this person, or None
        :rtype: ``intervia.suggestion``, as superuser
        """
        user = self.env.user
        # sudo: nobody outside support reads what others were offered
        suggestions = self.sudo()
        values = {
            "question": question[:2000],
            "article_ids": [
                (6, 0, [article.id for article, _why in offer["articles"]])
            ],
        }
        known = suggestions.browse(known_id or []).exists()
        if known and known.outcome == "offered":
            known.write(values)
            return known
        partner = user.partner_id if not user._is_public() else None
        return suggestions.create(
            {
                **values,
                "partner_id": partner and partner.id,
                "website_id": website and website.id,
            }
        )

    def _note_solved(self, article=None, ticket=None):
        """The question was answered before it was sent, or is a ticket already."""
        is_known = bool(ticket and ticket.is_open)
        self.write(
            {
                "outcome": "known" if is_known else "solved",
                "solved_article_id": article and article.id,
                "solved_ticket_id": ticket and ticket.id,
            }
        )

    def _note_sent(self, ticket_id=None):
        """A ticket was opened all the same; a visitor's has no number yet."""
        self.write({"outcome": "sent", "ticket_id": ticket_id})

    @api.autovacuum
    def _gc_old(self):
        """Questions are personal: they are kept as long as the settings say."""
        limit = self.env["res.config.settings"]._get_intervia_limit("suggestion")
        if not limit:
            return
        self.env.cr.execute(
            SQL(
                "DELETE FROM intervia_suggestion WHERE id IN (SELECT id FROM"
                " intervia_suggestion WHERE create_date < %s ORDER BY id LIMIT 5000)",
                limit,
            )
        )

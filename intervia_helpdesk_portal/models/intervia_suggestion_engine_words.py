from odoo import api, models
from odoo.tools import SQL

from ..tools.similarity import K1, B, get_coverage, get_distance, get_rarity
from ..tools.text_words import get_concept, get_pairs, get_sound
from .intervia_suggestion_engine import Match

MAX_WORDS = 14  # the most telling words of a question: more cost time, gain nothing
FLOOR = 0.2  # share of the question an article must speak of to be offered
ONE_WORD_FLOOR = 0.28  # the same, when it shares a single word with a long question
TICKET_FLOOR = 0.34
TITLE_BONUS = 1.6
CONCEPT_WEIGHT = 0.7  # a word meant weighs less than the word itself
CORRECTED_WEIGHT = 0.6  # so does a word put in the place of a misspelt one
UNKNOWN_WEIGHT = 0.7  # a word nobody wrote of tells less of what is meant
UNKNOWN_AMONG = 100  # and no more so among thousands of articles than among these
OWN_TICKETS = 300  # a client's latest finished tickets that are compared
CANDIDATES = 1500


class InterviaSuggestionEngineWords(models.AbstractModel):
    """Okapi BM25 over folded, stemmed words, inside PostgreSQL. Nothing leaves it."""

    _name = "intervia.suggestion.engine.words"
    _description = "Engine of Suggestions by Words"
    _inherit = "intervia.suggestion.engine"

    # Articles

    @api.model
    def _rank_articles(self, question, domain, limit=5):
        words = self._read_question(question)
        if not words:
            return []
        total, length, holders = self._get_statistics(list(words))
        words, holders = self._correct(words, holders)
        words = self._keep_telling(words, holders, total)
        known = {word: value for word, value in words.items() if holders.get(word)}
        rows = self._score(known, domain, length, limit)
        return [
            Match(article_id, score, why)
            for article_id, score, found in rows
            if (why := self._explain(words, found))
        ]

    @api.model
    def _explain(self, words, found):
        """The words, as written, that an article shares; none when they say too little.

        :param dict words: word -> (weight, as written), all that was asked
        :param found: those of them that the article has
        """
        asked = sum(weight for weight, _surface in words.values())
        coverage = sum(words[word][0] for word in found) / asked
        why = tuple(dict.fromkeys(words[word][1] for word in found))
        is_long = len({surface for _weight, surface in words.values()}) > 3
        floor = ONE_WORD_FLOOR if is_long and len(why) < 2 else FLOOR
        return why if coverage >= floor else ()

    @api.model
    def _read_question(self, question):
        """Word -> (how often it counts, as it was written)."""
        words = {}
        for text, value in ((question.title, TITLE_BONUS), (question.text, 1.0)):
            for surface, word in get_pairs(text, question.language):
                if word not in words:
                    words[word] = (value, surface)
        return words

    @api.model
    def _get_statistics(self, words):
        """How many articles there are, how long, and how many hold each word."""
        self.env["intervia.article"].flush_model()
        [(total, length)] = self.env.execute_query(
            SQL(
                "SELECT count(*), coalesce(avg(search_length), 1)"
                " FROM intervia_article WHERE active AND is_published"
            )
        )
        return total, float(length) or 1.0, self._get_holders(words)

    @api.model
    def _get_holders(self, words):
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT word, count(*) FROM intervia_article_term"
                    " WHERE word = ANY(%s) GROUP BY word",
                    list(words),
                )
            )
        )

    @api.model
    def _correct(self, words, holders):
        """Put in the place of words no article uses those they were meant to be."""
        unknown = [w for w in words if w not in holders and w.isalpha()][:8]
        meant = self._get_meant(unknown) if unknown else {}
        if not meant:
            return words, holders
        words = dict(words)
        for word, intended in meant.items():
            value, surface = words.pop(word)
            for new in filter(None, (intended, get_concept(intended))):
                words.setdefault(new, (value * CORRECTED_WEIGHT, surface))
        return words, self._get_holders(words)

    @api.model
    def _get_meant(self, unknown):
        """Misspelt word -> the known word that sounds or looks alike."""
        rows = self.env.execute_query(
            SQL(
                "SELECT sound, min(name) FROM intervia_article_word"
                " WHERE sound = ANY(%s) GROUP BY sound",
                [get_sound(word) for word in unknown],
            )
        )
        alike = dict(rows)
        meant = {w: alike[get_sound(w)] for w in unknown if get_sound(w) in alike}
        strange = [w for w in unknown if w not in meant and len(w) >= 5]
        if strange and self.env.registry.has_trigram:
            meant |= self._get_nearest(strange)
        return meant

    @api.model
    def _get_nearest(self, strange):
        """Word -> the nearest one, a letter or two away, where there is one."""
        self.env.cr.execute(SQL("SET LOCAL pg_trgm.similarity_threshold = 0.24"))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked, near.name
                FROM unnest(%s::text[]) AS asked, LATERAL (
                    SELECT name FROM intervia_article_word AS w
                    WHERE w.name %% asked AND left(w.name, 1) = left(asked, 1)
                    ORDER BY similarity(w.name, asked) DESC, name LIMIT 25
                ) AS near
                """,
                strange,
            )
        )
        best = {}
        for asked, name in rows:
            limit = 1 if len(asked) < 9 else 2
            distance = get_distance(asked, name, limit)
            if distance <= limit and distance < best.get(asked, (9, ""))[0]:
                best[asked] = (distance, name)
        return {asked: name for asked, (_distance, name) in best.items()}

    @api.model
    def _keep_telling(self, words, holders, total):
        """The most telling words, each with its weight: word -> (weight, surface)."""
        weighed = {}
        for word, (value, surface) in words.items():
            if word not in holders and get_concept(word) in holders:
                continue  # another word for what articles speak of
            rarity = get_rarity(total, holders.get(word, 0))
            if word not in holders:
                rarity = get_rarity(min(total, UNKNOWN_AMONG), 0) * UNKNOWN_WEIGHT
            elif word.startswith("~"):
                rarity *= CONCEPT_WEIGHT
            weighed[word] = (rarity * value, surface)
        telling = sorted(weighed, key=lambda word: -weighed[word][0])[:MAX_WORDS]
        return {word: weighed[word] for word in telling}

    @api.model
    def _score(self, words, domain, length, limit):
        """Ids of articles, their BM25 score and the words they share, best first."""
        if not words:
            return []
        articles = self.env["intervia.article"]._search(domain)
        return self.env.execute_query(
            SQL(
                """
                SELECT t.article_id,
                       sum(asked.weight * t.weight * %(k)s
                           / (t.weight + %(k1)s * (%(b1)s + %(b)s * a.search_length
                                                   / %(length)s))) AS score,
                       array_agg(t.word)
                FROM unnest(%(words)s::text[], %(weights)s::float[])
                     AS asked (word, weight)
                JOIN intervia_article_term AS t ON t.word = asked.word
                JOIN intervia_article AS a ON a.id = t.article_id
                WHERE t.article_id IN %(articles)s
                GROUP BY t.article_id
                ORDER BY score DESC, t.article_id
                LIMIT %(limit)s
                """,
                k=K1 + 1,
                k1=K1,
                b=B,
                b1=1 - B,
                length=length,
                words=list(words),
                weights=[weight for weight, _surface in words.values()],
                articles=articles.subselect(),
                limit=limit,
            )
        )

    # Tickets

    @api.model
    def _rank_tickets(self, question, domain, limit=3):
        words = self._read_question(question)
        if len(words) < 2:
            return []
        texts = self._get_ticket_words(list(words), domain)
        rarities = self._get_rarities(words, texts.values())
        matches = []
        for ticket_id, text in texts.items():
            coverage = get_coverage(words, text, rarities)
            shared = [w for w in words if w in text and not w.startswith("~")]
            if coverage >= TICKET_FLOOR and len(shared) >= 2:
                why = dict.fromkeys(words[word][1] for word in shared)
                matches.append(Match(ticket_id, coverage, tuple(why)))
        matches.sort(key=lambda match: (-match.score, -match.record_id))
        return matches[:limit]

    @api.model
    def _get_rarities(self, words, texts):
        """How telling each word is among the articles and these texts together."""
        total, _length, holders = self._get_statistics(list(words))
        total += len(texts)
        rarities = {}
        for word in words:
            count = holders.get(word, 0) + sum(word in text for text in texts)
            factor = CONCEPT_WEIGHT if word.startswith("~") else 1.0
            rarities[word] = factor * get_rarity(total, min(count, total))
        return rarities

    @api.model
    def _get_ticket_words(self, words, domain):
        """Ticket id -> set of its words, of those worth comparing."""
        tickets = self.env["intervia.ticket"]
        digests = self.env["intervia.ticket.words"]
        if domain is not None:
            ids = tickets._search(domain, order="id DESC", limit=OWN_TICKETS)
            return digests._read_words(list(ids))
        found = digests._find(words, CANDIDATES)
        visible = tickets.search(
            [("id", "in", list(found)), ("state", "=", "finished")]
        )
        return {ticket_id: found[ticket_id] for ticket_id in visible.ids}

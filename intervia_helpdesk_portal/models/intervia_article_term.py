from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.text_words import count_words, get_sound

# What one occurrence weighs by where it stands
TITLE, KEYWORDS, SUMMARY, BODY = 4, 3, 2, 1


class InterviaArticleTerm(models.Model):
    """How much of one word there is in one article: what the ranking reads."""

    _name = "intervia.article.term"
    _description = "Word in an Article"
    _log_access = False
    _rec_name = "word"

    article_id = fields.Many2one(
        "intervia.article", required=True, index=True, ondelete="cascade"
    )
    word = fields.Char(required=True)
    weight = fields.Integer(required=True)

    _word_idx = models.Index("(word) INCLUDE (article_id, weight)")

    @api.model
    def _rebuild(self, articles):
        """Write anew the words of ``articles``, and of each how long it is."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM intervia_article_term WHERE article_id IN %s",
                articles._ids,
            )
        )
        rows = []
        for article in articles:
            words = article._count_words()
            rows += [(article.id, word, weight) for word, weight in words.items()]
            article.search_length = sum(words.values())
        if not rows:
            return
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.env.cr.execute(
            SQL(
                "INSERT INTO intervia_article_term (article_id, word, weight)"
                " SELECT * FROM unnest(%s::int[], %s::text[], %s::int[])",
                *columns,
            )
        )
        self._learn(sorted({word for word in columns[1] if not word.startswith("~")}))
        self.invalidate_model()

    @api.model
    def _learn(self, words):
        """Remember ``words``, in order: writers of articles never lock each other."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO intervia_article_word (name, sound)"
                " SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING",
                words,
                [get_sound(word) for word in words],
            )
        )


def weigh_words(title, keywords, summary, body, language):
    """Weight of each word of an article, by where it stands."""
    return count_words(
        (title, TITLE),
        (keywords, KEYWORDS),
        (summary, SUMMARY),
        (body, BODY),
        language=language,
    )

from typing import NamedTuple

from odoo import api, models


class Question(NamedTuple):
    """What somebody is about to ask."""

    title: str
    text: str = ""
    language: str = "es"


class Match(NamedTuple):
    """A record that may answer, how well, and the words that tell why."""

    record_id: int
    score: float
    why: tuple = ()


class InterviaSuggestionEngine(models.AbstractModel):
    """Finds what may answer a question. To plug another engine:

    inherit this model under a name of your own, implement the two methods, and write
    that name in the system parameter ``intervia_helpdesk_portal.suggestion_engine``.
    Engines only rank: they get what the reader may see as a domain, and what they
    return is read with his rights again.
    """

    _name = "intervia.suggestion.engine"
    _description = "Engine of Suggestions"

    @api.model
    def _get_engine(self):
        """The engine in use, in the current environment."""
        name = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("intervia_helpdesk_portal.suggestion_engine")
        )
        if not name or name not in self.env:
            name = "intervia.suggestion.engine.words"
        return self.env[name]

    @api.model
    def _rank_articles(self, question, domain, limit=5):
        """Return the matches among the articles of ``domain``, best first.

        :param Question question:
        :param Domain domain: articles to look in; record rules are added to it
        :rtype: list of Match
        """
        raise NotImplementedError

    @api.model
    def _rank_tickets(self, question, domain, limit=3):
        """Return the matches among the tickets of ``domain``, best first.

        :param domain: tickets to look in; None for every finished one the user sees
        :rtype: list of Match
        """
        raise NotImplementedError

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ...tools.text_words import guess_language
from ..intervia_suggestion_engine import Question


class InterviaTicket(models.Model):
    """Old answers for whoever attends a ticket, and new articles out of it."""

    _inherit = "intervia.ticket"

    article_ids = fields.One2many(
        "intervia.article",
        "origin_ticket_id",
        string="Articles made of it",
        groups="intervia_helpdesk.group_agent",
    )
    suggested_article_ids = fields.Many2many(
        "intervia.article",
        string="Articles that may help",
        compute="_compute_suggestions",
        groups="intervia_helpdesk.group_agent",
    )
    similar_ticket_ids = fields.Many2many(
        "intervia.ticket",
        string="Similar solved tickets",
        compute="_compute_suggestions",
        groups="intervia_helpdesk.group_agent",
    )

    def _compute_suggestions(self):
        """For one ticket on a form; a list of tickets is not worth the search."""
        engine = self.env["intervia.suggestion.engine"]._get_engine()
        articles = self.env["intervia.article"]
        for ticket in self:
            ticket.suggested_article_ids = articles
            ticket.similar_ticket_ids = self.browse()
            if len(self) > 1 or not ticket.id or not ticket.name:
                continue
            question = ticket._get_question()
            domain = articles._get_reader_domain()
            found = engine._rank_articles(question, domain, 5)
            ticket.suggested_article_ids = articles.browse(m.record_id for m in found)
            found = engine._rank_tickets(question, None, 6)
            ids = [m.record_id for m in found if m.record_id != ticket._origin.id]
            ticket.similar_ticket_ids = self.browse(ids[:5])

    def _get_question(self):
        """What this ticket asks, as the engine of suggestions takes it."""
        self.ensure_one()
        text = html2plaintext(self.description or "", include_references=False)[:4000]
        return Question(self.name, text, guess_language(f"{self.name} {text}"))

    def action_make_article(self):
        """A draft out of a finished ticket: its subject, and what staff answered.

        Nothing the client wrote goes in. What an answer says of him a machine cannot
        tell, so the draft waits for whoever publishes it.
        """
        self.ensure_one()
        if self.state != "finished":
            raise UserError(self.env._("Finish the ticket first: an article answers."))
        language = self._get_question().language
        article = self.env["intervia.article"].create(
            {
                "name": self.name,
                "body": self._get_article_body(),
                "lang_id": self._get_lang_of(language).id,
                "program_ids": [(6, 0, self.program_id.ids)],
                "keywords": ", ".join(self.tag_ids.mapped("name")),
                "origin_ticket_id": self.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.article",
            "res_id": article.id,
            "views": [(False, "form")],
        }

    def _get_lang_of(self, language):
        """The user's language if it starts so, else the first active one that does."""
        mine = self.env.lang or "en_US"
        langs = self.env["res.lang"].search([("code", "=like", f"{language}%")])
        return (
            langs.filtered(lambda lang: lang.code == mine)
            or langs[:1]
            or langs._lang_get(mine)
        )

    def _get_article_body(self):
        """The public answers of staff, oldest first."""
        messages = self._get_client_messages()
        answers = messages.filtered(lambda m: self._is_staff_author(m.author_id))
        return Markup("<hr/>").join(message.body for message in answers)

import re

from odoo import http
from odoo.http import request
from odoo.tools import html2plaintext

from ..tools.form_values import read_id, read_text
from .articles import get_language
from .new_ticket import NewTicket

SESSION_KEY = "intervia_suggestion"
_TICKET = re.compile(r"/my/intervia/tickets/(\d+)")


class Suggestions(NewTicket):
    """What may answer a question, while it is typed and before it is sent."""

    def _note_intervia_offer(self, title, text, offer):
        """Count what is offered to this session; one suggestion for each question."""
        suggestions = request.env["intervia.suggestion"]
        known = suggestions._note_offer(
            request.session.get(SESSION_KEY),
            f"{title}\n{text}".strip(),
            offer,
            request.website,
        )
        request.session[SESSION_KEY] = known.id

    def _offer_intervia(self, title, text):
        """What may answer this question, or None when nothing does."""
        offer = request.env["intervia.suggestion"]._offer(
            title, text, get_language(), request.website
        )
        if not any(offer.values()):
            return None
        self._note_intervia_offer(title, text, offer)
        return offer

    def _get_intervia_second_thoughts(self, question, form):
        """Show once, before a question goes, what may answer it."""
        thoughts = super()._get_intervia_second_thoughts(question, form)
        if thoughts or form.get("seen_suggestions"):
            return thoughts
        text = html2plaintext(question.get("description") or "")
        offer = self._offer_intervia(question.get("name") or "", text)
        return offer and {"second_thoughts": offer}

    def _send_intervia_question(self, question, files):
        response = super()._send_intervia_question(question, files)
        known = self._pop_intervia_suggestion()
        found = _TICKET.search(response.location or "")
        if known and known.outcome == "offered":
            known._note_sent(int(found[1]) if found else None)
        return response

    def _pop_intervia_suggestion(self):
        suggestion_id = request.session.pop(SESSION_KEY, None)
        # sudo: what was offered to this very session
        suggestions = request.env["intervia.suggestion"].sudo()
        return suggestions.browse(suggestion_id or []).exists()

    @http.route(
        "/soporte/sugerencias",
        type="jsonrpc",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def intervia_suggest(self, title="", text="", **_kwargs):
        """HTML of what may help, how many things it offers, and a ticket's number."""
        offer = self._offer_intervia(read_text(title), read_text(text))
        if not offer:
            return {"count": 0, "html": "", "known": ""}
        ticket = offer["open_ticket"]
        return {
            "count": len(offer["articles"]) + len(offer["tickets"]),
            "html": request.env["ir.qweb"]._render(
                "intervia_helpdesk_portal.suggestions", offer
            ),
            "known": ticket.number if ticket else "",
        }

    @http.route(
        "/soporte/sugerencias/resuelto",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def intervia_suggestion_solved(self, article_id=None, ticket_id=None, **_form):
        """It is solved without a ticket: count it and say thank you."""
        article = self._find_intervia("intervia.article", article_id)
        ticket = self._find_intervia("intervia.ticket", ticket_id)
        known = self._pop_intervia_suggestion()
        if known and known.outcome == "offered":
            known._note_solved(article, ticket)
        if ticket and ticket.is_open:
            return request.redirect(ticket.access_url, code=303)
        return request.redirect("/soporte/resuelto", code=303)

    def _find_intervia(self, model, record_id):
        """The record, if the reader may read it."""
        number = read_id(record_id)
        return number and request.env[model].search([("id", "=", number)]) or None

    @http.route(
        "/soporte/resuelto",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        readonly=True,
    )
    def intervia_solved(self, **_query):
        return request.render(
            "intervia_helpdesk_portal.solved", {"page_name": "intervia_solved"}
        )

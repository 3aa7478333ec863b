from odoo import api, fields, models
from odoo.tools import SQL, html2plaintext

from ..tools.text_words import get_words, guess_language

TITLE_AND_QUESTION = 4000  # characters; a log pasted below says little more
ANSWER = 3000
_BACKFILL = "intervia_helpdesk_portal.words_read_from"


class InterviaTicketWords(models.Model):
    """The words of a ticket and its answer: what similar questions are found by."""

    _name = "intervia.ticket.words"
    _description = "Words of a Ticket"
    _log_access = False
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one("intervia.ticket", required=True, ondelete="cascade")

    _ticket_uniq = models.UniqueIndex("(ticket_id)", "A ticket has one set of words.")

    def init(self):
        """An array of words has no field type; its index serves ``&&``."""
        self.env.cr.execute(
            SQL(
                "ALTER TABLE intervia_ticket_words"
                " ADD COLUMN IF NOT EXISTS words text[]"
            )
        )
        self.env.cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS intervia_ticket_words_words_idx"
                " ON intervia_ticket_words USING gin (words)"
            )
        )

    @api.model
    def _rebuild(self, tickets):
        """Write anew the words of ``tickets``: question, and answer where public."""
        answers = self._get_answers(tickets.filtered(lambda t: not t.is_open))
        ids, lines = [], []
        for ticket in tickets:
            question = html2plaintext(ticket.description or "", False)
            text = f"{ticket.name} {question}"[:TITLE_AND_QUESTION]
            answer = answers.get(ticket.id, "")[:ANSWER]
            language = guess_language(text)
            ids.append(ticket.id)
            words = dict.fromkeys(get_words(f"{text} {answer}", language))
            lines.append(" ".join(words))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO intervia_ticket_words (ticket_id, words)
                SELECT id, string_to_array(line, ' ')
                FROM unnest(%s::int[], %s::text[]) AS new (id, line)
                ON CONFLICT (ticket_id) DO UPDATE SET words = EXCLUDED.words
                """,
                ids,
                lines,
            )
        )

    @api.model
    def _cron_index_older(self):
        self._index_older()

    @api.model
    def _index_older(self, batch=500):
        """Read the tickets that were there before this addon, newest first, by id."""
        cron = self.env["ir.cron"]
        tickets = self.env["intervia.ticket"].with_context(active_test=False)
        start = self._get_backfill_start()
        while start:
            older = tickets.search([("id", "<", start)], order="id DESC", limit=batch)
            self._rebuild(older)
            start = older[-1:].id or 0
            self._set_backfill_start(start)
            if not cron._commit_progress(len(older), remaining=start and 1):
                return
        cron._commit_progress(deactivate=True)

    @api.model
    def _get_backfill_start(self):
        """Tickets from this id on are read; the first time, all are older."""
        start = self.env["ir.config_parameter"].get_param(_BACKFILL)
        if start:
            return int(start)
        newest = self.env["intervia.ticket"].search([], order="id DESC", limit=1)
        return newest.id + 1 if newest else 0

    @api.model
    def _set_backfill_start(self, start):
        self.env["ir.config_parameter"].set_param(_BACKFILL, str(start))

    @api.model
    def _get_answers(self, tickets):
        """Ticket id -> plain text of the last public answer of staff."""
        if not tickets:
            return {}
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (m.res_id) m.res_id, m.body
                FROM mail_message AS m JOIN res_partner AS p ON p.id = m.author_id
                WHERE m.model = 'intervia.ticket' AND m.res_id = ANY(%s)
                  AND m.subtype_id = %s AND m.is_internal IS NOT TRUE
                  AND m.message_type IN ('comment', 'email')
                  AND p.partner_share IS NOT TRUE
                ORDER BY m.res_id, m.id DESC
                """,
                tickets.ids,
                comment,
            )
        )
        return {key: html2plaintext(body or "", False) for key, body in rows}

    @api.model
    def _read_words(self, ticket_ids):
        """Ticket id -> set of words."""
        rows = self.env.execute_query(
            SQL(
                "SELECT ticket_id, words FROM intervia_ticket_words"
                " WHERE ticket_id = ANY(%s)",
                ticket_ids,
            )
        )
        return {ticket_id: set(words or ()) for ticket_id, words in rows}

    @api.model
    def _find(self, words, limit):
        """The latest tickets that share a telling word: ticket id -> set of words."""
        rare = self._get_rare(words, limit)
        if not rare:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT ticket_id, words FROM intervia_ticket_words
                WHERE id IN (
                    SELECT id FROM intervia_ticket_words WHERE words && %s LIMIT %s
                )
                """,
                rare,
                limit * 2,
            )
        )
        return {ticket_id: set(found) for ticket_id, found in rows}

    @api.model
    def _get_rare(self, words, budget):
        """The rarest of ``words``, as many as lead to some ``budget`` tickets.

        How common a word is, PostgreSQL knows: it keeps the commonest elements of
        every array column. What it does not list is rarer than all it does.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT most_common_elems::text::text[],
                       most_common_elem_freqs, reltuples
                FROM pg_stats, pg_class
                WHERE tablename = 'intervia_ticket_words' AND attname = 'words'
                  AND schemaname = current_schema
                  AND pg_class.oid = to_regclass('intervia_ticket_words')
                """
            )
        )
        elements, frequencies, tickets = rows[0] if rows else ([], [], 0)
        known = dict(zip(elements or [], frequencies or [], strict=False))
        least = min(known.values(), default=0)
        ordered = sorted(words, key=lambda word: known.get(word, 0))
        rare, expected = [], 0
        for word in ordered:
            expected += known.get(word, least) * tickets
            if rare and expected > budget:
                break
            rare.append(word)
        return rare

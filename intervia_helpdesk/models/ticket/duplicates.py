from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.mail import html2plaintext

from ...tools.own_context import OWN
from ...tools.similarity import get_digest, get_sketch, is_same, is_same_subject
from ...tools.spam_tokens import get_tokens

SAME_WITHIN = timedelta(hours=24)
MAX_COMPARED = 10


class InterviaTicket(models.Model):
    """The same mail again, and mail that nobody wants."""

    _inherit = "intervia.ticket"

    intake_ids = fields.One2many(
        "intervia.intake", "ticket_id", groups="intervia_helpdesk.group_agent"
    )
    spam_verdict = fields.Selection(
        [("possible", "Possible spam"), ("spam", "Spam")],
        "Spam filter",
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
    )

    # Copies

    @api.model
    def _step_copy(self, incoming, message, message_dict):
        """The same text of the same sender within a day is told the number it has."""
        text = html2plaintext(message_dict.get("body") or "")
        digest = get_digest(incoming.mail.subject, text)
        sketch = " ".join(map(str, get_sketch(text)))
        incoming.values |= {"text_digest": digest, "sketch": sketch}
        if not digest or not incoming.mail.sender or incoming.is_released:
            return None
        first = self._find_first(incoming, digest, text)
        if not first or first._lacks_files(message_dict):
            return None
        incoming.values["origin_id"] = first.id
        ticket = first.ticket_id
        reason = self.env._("The same text of the same sender within a day.")
        incoming.settle("copy", reason, ticket)
        self._note_copy(incoming, ticket)
        self._answer_unattended(incoming, ticket.area_id, "copy", ticket=ticket)
        return []

    @api.model
    def _find_first(self, incoming, digest, text):
        """The row of the mail this one repeats, while its ticket is open."""
        # sudo: the ledger belongs to the gateway
        intakes = self.env["intervia.intake"].sudo()
        company = intakes._get_company_of(incoming)
        today = intakes.search_fetch(
            [
                ("sender", "=", incoming.mail.sender),
                ("company_id", "=", company.id),
                ("create_date", ">=", fields.Datetime.now() - SAME_WITHIN),
                ("outcome", "in", ("ticket", "follow_up")),
                ("ticket_id.is_open", "=", True),
            ],
            ["subject", "text_digest", "ticket_id"],
            order="id desc",
            limit=MAX_COMPARED,
        )
        same = today.filtered(lambda i: i.text_digest == digest)
        for other in () if same else today:
            if is_same_subject(other.subject, incoming.mail.subject):
                body = other._read_again()[1]
                if is_same(html2plaintext(body), text):
                    return other
        return same[-1:]

    @api.model
    def _note_copy(self, incoming, ticket):
        areas = self.env["intervia.area"].union(
            *(
                self.env["intervia.intake"]._get_area(alias)
                for alias in incoming.aliases
            )
        )
        ticket._message_log(
            body=self.env._(
                "The client sent the same mail again, to %(areas)s.",
                areas=", ".join(areas.mapped("name")) or ticket.area_id.name,
            )
        )

    # Spam

    @api.model
    def _step_spam(self, incoming, message, message_dict):
        """Ask the filter of the company. Who is known is never quarantined."""
        company = self.env["intervia.intake"]._get_company_of(incoming)
        company = company or self.env.company
        # sudo: only the filter reads what it knows
        tokens = self.env["intervia.spam.token"].sudo()
        if incoming.is_released or not tokens._is_active(company.id):
            return None
        words = get_tokens(incoming.mail, message_dict.get("body"))
        score, verdict, reasons = tokens._judge(company, words)
        incoming.values |= {
            "spam_score": score,
            "spam_verdict": verdict,
            "spam_reasons": tokens._describe(reasons),
        }
        if verdict != "spam" or self._is_known_sender(incoming):
            return None
        incoming.settle("spam", self.env._("The spam filter is sure of it."))
        return []

    @api.model
    def _is_known_sender(self, incoming):
        """A contact, unless all we know of him is spam."""
        # sudo: the gateway knows every client, his tickets and his mails
        partner = incoming.partner and incoming.partner.sudo()
        if not partner or incoming.is_forged:
            return False
        if partner.parent_id or partner.user_ids:
            return True
        marked = [("sender", "=", incoming.mail.sender), ("spam_learnt", "=", "spam")]
        if not self.env["intervia.intake"].sudo().search_count(marked, limit=1):
            return True
        good = [("partner_id", "=", partner.id), ("spam_verdict", "!=", "spam")]
        return bool(self.sudo().search_count(good, limit=1))

    def _cancel_as_spam(self):
        """Cancel without telling anybody: an answer would confirm the address."""
        tickets = self.filtered(lambda t: t.state != "cancelled")
        tickets.write({"spam_verdict": "spam"})
        quiet = tickets.with_context(intervia_no_notice=OWN)
        quiet.filtered("is_open")._move_to("cancelled")

    def action_mark_spam(self):
        """This ticket is spam, says staff; offers what looks like it."""
        self.check_access("write")
        births = self._get_births()
        births._settle_as_spam()
        # sudo: the right to write was checked
        self.sudo()._cancel_as_spam()
        return births.with_env(self.env)._open_similar()

    def action_mark_possible(self):
        """Doubtful, says staff: the filter learns nothing of this ticket."""
        self.check_access("write")
        self._get_births()._learn_as("")
        self._write_verdict("possible")

    def action_mark_normal(self):
        """This ticket is no spam, says staff."""
        self.check_access("write")
        self._get_births()._settle_as_normal()
        self._write_verdict(False)

    def _write_verdict(self, verdict):
        # sudo: readonly for people; a cancelled ticket stays as it is
        tickets = self.sudo().filtered(lambda t: t.state != "cancelled")
        tickets.write({"spam_verdict": verdict})

    def _get_births(self):
        """The mails that opened these tickets."""
        # sudo: whoever may write the ticket may judge the mail that opened it
        return self.sudo().intake_ids.filtered(
            lambda i: i.outcome in ("ticket", "follow_up", "spam")
        )

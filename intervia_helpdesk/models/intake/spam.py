import hashlib
from datetime import timedelta
from email import message_from_bytes, policy

from odoo import api, fields, models
from odoo.tools.mail import html2plaintext

from ...tools.forwarded_mail import get_bytes
from ...tools.incoming_mail import IncomingMail
from ...tools.similarity import MIN_SHARED, get_sketch, is_similar
from ...tools.spam_tokens import get_tokens
from .recognition import Incoming

SIMILAR_DAYS = 7
LEARN_AT_ONCE = 50


class InterviaIntake(models.Model):
    """What the spam filter of a company said of a mail, and what it learnt from it."""

    _inherit = "intervia.intake"

    spam_verdict = fields.Selection(
        [("normal", "Normal"), ("possible", "Possible spam"), ("spam", "Spam")],
        readonly=True,
    )
    spam_score = fields.Float(readonly=True, digits=(6, 4))
    spam_reasons = fields.Text("Strongest words", readonly=True)
    spam_learnt = fields.Selection(
        [("spam", "As spam"), ("ham", "As normal mail")], "Learnt", readonly=True
    )
    spam_company_id = fields.Many2one("res.company", "Learnt by", readonly=True)
    spam_tokens = fields.Text(readonly=True, prefetch=False, groups="base.group_system")

    _learnt_idx = models.Index("(ticket_id) WHERE spam_learnt IS NULL")

    # Words of a mail

    def _read_again(self):
        """The original of this row, and its text as the platform reads it."""
        mail = IncomingMail(self._get_raw())
        return mail, self._read_body(mail)

    def _lacks_files(self, message_dict):
        """Whether a mail brings a file that this one did not have."""
        new = self._get_file_sums(message_dict)
        if not new:
            return False
        return bool(new - self._get_file_sums(self._parse(self._read_again()[0])))

    @api.model
    def _get_file_sums(self, message_dict):
        files = message_dict.get("attachments") or ()
        return {hashlib.sha256(get_bytes(file[1])).digest() for file in files}

    @api.model
    def _read_body(self, mail):
        return self._parse(mail).get("body") or ""

    @api.model
    def _parse(self, mail):
        incoming = Incoming(mail)
        incoming.parent = self.env["mail.message"]
        thread = self.env["mail.thread"].with_context(intervia_incoming=incoming)
        message = message_from_bytes(mail.tamed[0], policy=policy.SMTP)
        return thread.message_parse(message)

    # Learning

    def _learn_as(self, verdict):
        """Teach the filter of the company; what it learnt of them is unlearnt.

        :param str verdict: ``spam``, ``ham``, or empty to only unlearn
        """
        # sudo: what the filter knows and keeps is written by itself alone
        tokens = self.env["intervia.spam.token"].sudo()
        for intake in self.sudo():
            if intake.spam_learnt == (verdict or False):
                continue
            company = intake.area_id.company_id or intake.company_id
            company = company or self.env.company
            if intake.spam_learnt:
                known = (intake.spam_tokens or "").split("\n")
                learner = intake.spam_company_id or company
                tokens._learn(learner, known, intake.spam_learnt, times=-1)
            words = []
            if verdict:
                words = get_tokens(*intake._read_again())
                tokens._learn(company, words, verdict)
            intake.write(
                {
                    "spam_learnt": verdict or False,
                    "spam_company_id": verdict and company.id,
                    "spam_tokens": "\n".join(words),
                }
            )

    def action_mark_spam(self):
        """Spam; a ticket of theirs is cancelled silently. Offers what is similar."""
        self._check_desk()
        # sudo: the desk was checked; people never write the ledger
        intakes = self.sudo()
        tickets = intakes.filtered(lambda i: i.outcome == "ticket").ticket_id
        intakes._settle_as_spam()
        tickets._cancel_as_spam()
        return self._open_similar()

    def action_mark_possible(self):
        """Neither learnt as spam nor as normal; shown as doubtful."""
        self._check_desk()
        self._learn_as("")
        # sudo: the desk was checked; people never write the ledger
        self.sudo().write({"spam_verdict": "possible"})

    def action_mark_normal(self):
        """No spam: learnt as such, and let in where it was quarantined."""
        self._check_desk()
        # sudo: the desk was checked; people never write the ledger
        intakes = self.sudo()
        intakes._settle_as_normal()
        intakes.filtered(lambda i: i.outcome == "spam" and not i.ticket_id)._take_in()

    def _settle_as_spam(self):
        self._learn_as("spam")
        self.write({"spam_verdict": "spam"})
        apart = ("ticket", "held", "refused", "copy", "machine")
        self.filtered(lambda i: i.outcome in apart).write({"outcome": "spam"})

    def _settle_as_normal(self):
        self._learn_as("ham")
        self.write({"spam_verdict": "normal"})
        opened = self.filtered(lambda i: i.outcome == "spam" and i.ticket_id)
        opened.write({"outcome": "ticket"})

    @api.model
    def _learn_from_answered(self):
        """Mail that support has answered or solved was no spam.

        One that cannot be read again teaches nothing, and is not asked again.
        """
        answered = self.search(
            [
                ("outcome", "=", "ticket"),
                ("spam_learnt", "=", False),
                ("ticket_id.date_first_reply", "!=", False),
            ],
            limit=LEARN_AT_ONCE,
        )
        failed = self.env["ir.cron"]._do_intervia_safely(
            answered, lambda intakes: intakes._learn_as("ham")
        )
        failed.write({"spam_learnt": "ham"})

    # All similar

    def action_view_similar(self):
        """The mails of this week that look like these, or that there are none."""
        none = {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": self.env._("No other mail looks like it.")},
        }
        return self._open_similar() or none

    def _open_similar(self):
        """Offer what looks like these, to mark it as well; None if nothing does."""
        similar = self._find_similar()
        if not similar:
            return None
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk.intervia_intake_action"
        )
        return {
            **action,
            "display_name": self.env._("Similar mails"),
            "domain": [("id", "in", similar.ids)],
            "context": {},
        }

    def _find_similar(self):
        """Unanswered mails of the last days whose text is mostly the same."""
        found = self.browse()
        since = fields.Datetime.now() - timedelta(days=SIMILAR_DAYS)
        for intake in self:
            text = html2plaintext(intake._read_again()[1])
            sketch = get_sketch(text)
            for other in self._search_sketch(sketch, since) - self - found:
                body = html2plaintext(other._read_again()[1])
                if is_similar(text, body, with_numbers=False):
                    found |= other
        # sudo: only whether the ticket was answered is asked
        return found.filtered(
            lambda i: (
                i.spam_learnt != "spam" and not i.ticket_id.sudo().date_first_reply
            )
        )

    @api.model
    def _search_sketch(self, sketch, since):
        """Rows that share enough of a sketch, that the person may see."""
        if len(sketch) < MIN_SHARED:
            return self.browse()
        self.flush_model(["outcome", "sketch"])
        self.env.cr.execute(
            """WITH near AS MATERIALIZED (
                    SELECT id, create_date, outcome, string_to_array(sketch, ' ') AS s
                      FROM intervia_intake
                     WHERE string_to_array(sketch, ' ') && %(sketch)s)
               SELECT id FROM near
                WHERE create_date >= %(since)s
                  AND outcome IN ('ticket', 'spam', 'copy', 'held', 'refused')
                  AND (SELECT count(*) FROM unnest(s) item
                        WHERE item = ANY(%(sketch)s)) >= %(shared)s
                ORDER BY id DESC LIMIT 100""",
            {
                "sketch": [str(item) for item in sketch],
                "since": since,
                "shared": MIN_SHARED,
            },
        )
        rows = self.env.cr.fetchall()
        return self.search([("id", "in", [row[0] for row in rows])])

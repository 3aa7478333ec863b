from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..tools.spam_score import MIN_HAM, MIN_SPAM, TOTAL, get_score, get_verdict


class InterviaSpamToken(models.Model):
    """In how much spam and in how much other mail a company has seen one token.

    The empty token counts the mails themselves.
    """

    _name = "intervia.spam.token"
    _description = "Spam Filter Token"
    _rec_name = "token"
    _order = "spam_count desc, id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    token = fields.Char(readonly=True)
    label = fields.Char("Word or sign", compute="_compute_label")
    spam_count = fields.Integer("In spam", readonly=True)
    ham_count = fields.Integer("In other mail", readonly=True)

    _token_uniq = models.UniqueIndex("(company_id, token)")

    @api.depends("token")
    def _compute_label(self):
        for known in self:
            known.label = self._get_label(known.token or "")

    @api.model
    def _learn(self, company, tokens, verdict, times=1):
        """Count one more mail (or, with ``times`` -1, one less) of a verdict.

        Sums only: what was learnt is unlearnt to the last digit. Tokens are sorted, so
        that two of these never wait for each other.

        :param str verdict: ``spam`` or ``ham``
        """
        was_active = self._is_active(company.id)
        spam, ham = (times, 0) if verdict == "spam" else (0, times)
        self.env.cr.execute(
            SQL(
                """INSERT INTO intervia_spam_token AS t
                               (company_id, token, spam_count, ham_count)
                   SELECT %(company)s, token, %(spam)s, %(ham)s
                     FROM unnest(%(tokens)s) AS token
                   ON CONFLICT (company_id, token) DO UPDATE
                      SET spam_count = t.spam_count + %(spam)s,
                          ham_count = t.ham_count + %(ham)s""",
                company=company.id,
                spam=spam,
                ham=ham,
                tokens=sorted({TOTAL, *tokens}),
            )
        )
        self.invalidate_model()
        if self._count_active(company.id) != was_active:
            self.env.registry.clear_cache()

    @api.model
    @tools.ormcache("company_id")
    def _is_active(self, company_id):
        """Whether a company has marked enough; kept until that changes."""
        return self._count_active(company_id)

    @api.model
    def _count_active(self, company_id):
        counts = self._get_counts(company_id, [])
        spam, ham = counts.get(TOTAL, (0, 0))
        return spam >= MIN_SPAM and ham >= MIN_HAM

    @api.model
    def _get_counts(self, company_id, tokens):
        rows = self.env.execute_query(
            SQL(
                """SELECT token, spam_count, ham_count FROM intervia_spam_token
                    WHERE company_id = %s AND token = ANY(%s)
                      AND (spam_count > 0 OR ham_count > 0)""",
                company_id,
                [TOTAL, *tokens],
            )
        )
        # what was learnt twice over or elsewhere can be unlearnt below nought
        return {token: (max(spam, 0), max(ham, 0)) for token, spam, ham in rows}

    @api.model
    def _judge(self, company, tokens):
        """Score, verdict and strongest tokens of a mail: one statement."""
        counts = self._get_counts(company.id, tokens)
        totals = counts.pop(TOTAL, (0, 0))
        score, reasons = get_score(tokens, counts, *totals)
        return score, get_verdict(score, *totals), reasons

    # In words

    @api.model
    def _describe(self, reasons):
        """The strongest tokens of a verdict, one a line, for people to read."""
        return "\n".join(
            self.env._(
                "“%(word)s”: %(spam)s times in spam, %(ham)s in other mail",
                word=self._get_label(token),
                spam=spam,
                ham=ham,
            )
            for token, spam, ham in reasons
        )

    @api.model
    def _get_label(self, token):
        kind, colon, value = token.partition(":")
        kinds = self._get_kinds() if colon else {}
        return f"{kinds[kind]}: {value}" if kind in kinds else token

    @api.model
    def _get_kinds(self):
        """What the tokens that are no words speak of."""
        return {
            "s": self.env._("subject"),
            "subject": self.env._("subject"),
            "from": self.env._("sender"),
            "from tld": self.env._("sender's country or kind"),
            "to": self.env._("recipients"),
            "reply-to": self.env._("answers go to"),
            "return-path": self.env._("errors go to"),
            "mail": self.env._("address in the text"),
            "link": self.env._("link to"),
            "path": self.env._("in a link"),
            "links": self.env._("number of links"),
            "shape": self.env._("text"),
            "script": self.env._("alphabet"),
            "header": self.env._("technical field"),
            "program": self.env._("sent with"),
            "x-mailer": self.env._("sent with"),
            "user-agent": self.env._("sent with"),
            "id": self.env._("identifier"),
            "id like": self.env._("identifier"),
            "route": self.env._("sent by"),
            "auth": self.env._("authentication"),
            "part": self.env._("part"),
            "encoding": self.env._("encoding"),
            "charset": self.env._("character set"),
            "file": self.env._("file"),
        }

    @api.autovacuum
    def _gc_forgotten(self):
        """Rows that unlearning has emptied."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM intervia_spam_token WHERE spam_count = 0 AND ham_count = 0"
            )
        )

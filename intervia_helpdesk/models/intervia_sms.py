import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
MAX_LETTERS = 1600  # of Twilio's "Body"
RETRY_AFTER = timedelta(minutes=2)


class InterviaSms(models.Model):
    """One answer on its way out as SMS: the job sends it, again when that fails."""

    _name = "intervia.sms"
    _description = "Outgoing SMS"
    _order = "id desc"
    _rec_name = "number"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    door_id = fields.Many2one(
        "intervia.door", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Char(required=True, readonly=True)
    body = fields.Text(required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waits"), ("sent", "Sent"), ("failed", "Failed")],
        default="waiting",
        required=True,
        readonly=True,
    )
    attempts = fields.Integer(readonly=True)
    date_retry = fields.Datetime("Next attempt", default=fields.Datetime.now)
    reason = fields.Text(readonly=True)

    _waiting_idx = models.Index("(date_retry) WHERE state = 'waiting'")

    @api.model
    def _queue(self, ticket, text):
        """Send this text when the answer is committed, if its receiver wants any."""
        number = ticket.door_id._get_number(ticket.partner_phone)
        if self._is_refused(number):
            ticket._message_log(
                body=self.env._("%(phone)s wants no more text messages.", phone=number)
            )
            return
        if len(text) > MAX_LETTERS:
            text = text[: MAX_LETTERS - 1] + "…"
            ticket._message_log(
                body=self.env._("The SMS holds only the beginning of this answer.")
            )
        # sudo: staff answers tickets; what is sent out is the system's
        self.sudo().create(
            {
                "ticket_id": ticket.id,
                "door_id": ticket.door_id.id,
                "number": number or ticket.partner_phone,
                "body": text,
            }
        )
        cron = self.env.ref("intervia_helpdesk.ir_cron_send_sms")
        # sudo: the job is the system's
        cron.sudo()._trigger()

    @api.model
    def _is_refused(self, number):
        """Whether whoever has this number wants no texts."""
        # sudo: the platform's list
        refused = self.env["phone.blacklist"].sudo()
        return number and bool(refused.search_count([("number", "=", number)], limit=1))

    @api.model
    def _send_due(self):
        """Send what is due, one transaction each: none goes out twice."""
        due = self.search(
            [("state", "=", "waiting"), ("date_retry", "<=", fields.Datetime.now())],
            order="id",
            limit=100,
        )
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(due))
        for sms in due:
            if sms._claim():
                sms._send()
            if not progress._commit_progress(1):
                break

    def _claim(self):
        """Lock this row; False when somebody else sends it."""
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT 1 FROM intervia_sms WHERE id = %s AND state = 'waiting'
                          FOR NO KEY UPDATE SKIP LOCKED""",
                    self.id,
                )
            )
        )

    def _send(self):
        """Hand the text to the provider; its refusal is tried again, then said."""
        self.ensure_one()
        if self._is_refused(self.number):  # since it waits
            reason = self.env._(
                "%(phone)s wants no more text messages.", phone=self.number
            )
            return self.write({"state": "failed", "reason": reason})
        try:
            self.door_id._send_sms(self.number, self.body)
        except Exception as error:  # whatever a network can cause
            return self._fail(error)
        self.write({"state": "sent", "attempts": self.attempts + 1, "reason": False})
        self._say(self.env._("Sent as SMS to %(phone)s.", phone=self.number))

    def _say(self, text):
        """Note it on the ticket; one that takes no note stops no other text, and
        what was sent stays sent."""
        try:
            with self.env.cr.savepoint():
                self.ticket_id._message_log(body=text)
        except Exception as error:  # whatever a ticket can cause
            _logger.warning("SMS %s could not be noted", self.id, exc_info=error)

    def _fail(self, error):
        attempts = self.attempts + 1
        _logger.info("SMS %s was not taken", self.id, exc_info=error)
        is_over = attempts >= MAX_ATTEMPTS
        wait = RETRY_AFTER * 4 ** (attempts - 1)
        self.write(
            {
                "state": "failed" if is_over else "waiting",
                "attempts": attempts,
                "reason": str(error),
                "date_retry": fields.Datetime.now() + wait,
            }
        )
        if is_over:
            self._say(
                self.env._(
                    "The SMS to %(phone)s could not be sent: %(error)s",
                    phone=self.number,
                    error=error,
                )
            )

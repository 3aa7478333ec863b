from odoo import api, models

from ..tools.error_text import clean_text


class MailMail(models.Model):
    """The queue sends what answers a mail; what cannot be sent is reported."""

    _inherit = "mail.mail"

    @api.model
    def _intervia_wake_queue(self):
        """Send what waits as soon as this transaction is committed."""
        self.env["ir.cron"]._wake_intervia("mail.ir_cron_mail_scheduler_action")

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        if failure_type:
            for mail in self.filtered(lambda mail: mail.model == "intervia.ticket"):
                mail._note_intervia_failure(failure_type, failure_reason)
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )

    def _note_intervia_failure(self, failure_type, reason):
        labels = dict(self._fields["failure_type"]._description_selection(self.env))
        self.env["intervia.error.report"]._note(
            "notice",
            labels.get(failure_type, failure_type),
            [failure_type],
            details=clean_text(str(reason or "")),
            about_ticket_id=self.res_id,
        )

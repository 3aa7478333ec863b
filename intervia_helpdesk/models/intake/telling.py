import logging

from odoo import api, fields, models, modules
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
AT_ONCE = 20


class InterviaIntake(models.Model):
    """Receipts and notices of new tickets go out by a job: the next mail does not wait
    for them, and one that cannot be written holds up none."""

    _inherit = "intervia.intake"

    notices_due = fields.Char(readonly=True, copy=False, groups="base.group_system")

    _notices_due_idx = models.Index("(id) WHERE notices_due IS NOT NULL")

    @api.model
    def _leave_to_job(self):
        """Whether notices are left to the job. A test has one transaction: no."""
        is_tested = bool(modules.module.current_test)
        return not is_tested or self.env.context.get("intervia_tells_by_job")

    @api.model
    def _wake_job(self):
        """Let the job run once this transaction is committed."""
        self.env["ir.cron"]._wake_intervia(
            "intervia_helpdesk.ir_cron_tell_of_new_tickets"
        )

    @api.model
    def _cron_tell(self):
        """Tell of all new tickets that nobody was told of yet, each once."""
        progress = self.env["ir.cron"]
        while rows := self._claim_untold():
            rows._tell_safely()
            if not progress._commit_progress(len(rows), remaining=0):
                self._wake_job()
                break

    @api.model
    def _claim_untold(self):
        """Lock some rows that no other job tells of."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM intervia_intake WHERE notices_due IS NOT NULL
                    ORDER BY id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED""",
                AT_ONCE,
            )
        )
        return self.browse([row[0] for row in rows])

    def _tell_safely(self):
        """Together; where that fails one by one, so that a bad one stops no other."""
        try:
            with self.env.cr.savepoint():
                return self._tell_births()
        except Exception as error:  # whatever a template or a ticket can cause
            if len(self) == 1:
                return self._give_up_telling(error)
        for row in self:
            row._tell_safely()

    def _tell_births(self):
        for names, rows in self.grouped("notices_due").items():
            tickets = rows.ticket_id.filtered(lambda t: t.state != "cancelled")
            tickets.with_context(mail_notify_force_send=False)._tell(*names.split())
        self.env["intervia.panel"]._announce()
        self.write({"notices_due": False})
        self.flush_recordset()

    def _give_up_telling(self, error):
        _logger.warning("Nobody was told of mail %s", self.message_id, exc_info=error)
        self.write({"notices_due": False})
        self.env["intervia.error.report"]._note_exception(
            "notice", error, about_ticket_id=self.ticket_id.id
        )

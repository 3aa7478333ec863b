import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class IrCron(models.Model):
    """A job that fails is in the error report, not only in the server's log."""

    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        try:
            return super()._callback(cron_name, server_action_id)
        except Exception as error:
            self.env["intervia.error.report"]._note_exception(
                "job", error, name=cron_name
            )
            raise

    @api.model
    def _wake_intervia(self, xmlid):
        """Let a job run as soon as this transaction is committed.

        Two hundred mails call it once: a mail makes no call while another one waits. A
        job takes its calls away before it looks for work; the mail holds on to the call
        it found until it is committed, so the job sees it. Whatever may take longer
        than a mail makes its own call, and holds up no job.
        """
        # sudo: jobs are the system's
        job = self.sudo().browse(self.env["ir.model.data"]._xmlid_to_res_id(xmlid))
        is_mail = self.env["mail.thread"]._get_incoming()
        if not (is_mail and job._hold_intervia_call()):
            job._trigger()

    def _hold_intervia_call(self):
        """Lock a call that waits for this job, unless the job takes it, or has it."""
        cr = self.env.cr
        call = SQL(
            """SELECT id FROM ir_cron_trigger
                WHERE cron_id = %s AND call_at <= %s
                LIMIT 1 FOR KEY SHARE SKIP LOCKED""",
            self.id,
            fields.Datetime.now(),
        )
        try:
            with cr.savepoint(flush=False):
                cr.execute(call, log_exceptions=False)
                return bool(cr.rowcount)
        except SerializationFailure:  # taken since this transaction began
            return False

    @api.model
    def _do_intervia_in_batches(self, records, domain, act, size=100):
        """Let a job do ``act`` to all that ``domain`` finds, a commit after each batch.

        Rows that another server holds are skipped: two of them do nothing twice.

        :param records: empty recordset of the model
        :param act: function of a recordset; see :meth:`_do_intervia_safely`
        :return: whether there was time for all
        """
        last = 0
        while found := records.search(
            domain & Domain("id", ">", last), limit=size, order="id"
        ):
            last = found[-1].id
            # a fault is noted, with its ticket, in a transaction of its own
            locked = found.try_lock_for_update(allow_referencing=True)
            self._do_intervia_safely(locked, act)
            if not self._commit_progress(len(locked)):
                return False
        return True

    @api.model
    def _do_intervia_safely(self, records, act):
        """Let a job do ``act`` to records, without those that cannot take it.

        All at once, or one by one when that fails. One that fails is left as it was and
        noted in the error report; the next run of the job tries it again.

        :param records: tickets, or what has a ``ticket_id``
        :param act: function of a recordset
        :return: the records that failed; not those that somebody else is at
        """
        try:
            with self.env.cr.savepoint():
                act(records)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            _logger.info("%s: somebody else is at them", records)
            return records.browse()
        except Exception as error:
            failed = records.browse()
            if len(records) > 1:
                for record in records:
                    failed |= self._do_intervia_safely(record, act)
                return failed
            _logger.exception("%s: left as it was", records)
            is_ticket = records._name == "intervia.ticket"
            ticket = records if is_ticket else records.ticket_id
            self.env["intervia.error.report"]._note_exception(
                "job", error, about_ticket_id=ticket.id
            )
        else:
            return records.browse()
        return records

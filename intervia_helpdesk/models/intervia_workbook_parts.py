import gzip
import logging
from time import monotonic

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.workbook_writer import MAX_ROWS, Written, write_rows
from .intervia_workbook import WAITING

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
CLAIM = 20_260_101  # the advisory locks of workbooks, beside their id
PART = 5_000  # tickets written at a time
# Seconds: a server ends what takes 60 of its processor (``limit_time_cpu``)
STEP, FINISH = 20, 10


class InterviaWorkbook(models.Model):
    """Making large workbooks in the background, a part in each step.

    The rows of tickets are written down part by part, in as many runs of the job as it
    takes; a run that begins with all of them makes the file.
    """

    _inherit = "intervia.workbook"

    attempts = fields.Integer(
        readonly=True, copy=False, help="Runs since its last part was written."
    )
    written_count = fields.Integer("Rows written", readonly=True, copy=False)
    last_written = fields.Integer("Last ticket written", readonly=True, copy=False)

    def _queue(self):
        self._forget_parts()
        self.write({"state": "queued", "progress": 0, "attempts": 0})
        # sudo: a job is the system's
        self.env.ref("intervia_helpdesk.ir_cron_workbook").sudo()._trigger()

    # The job

    @api.model
    def _cron_make(self):
        """Make what is queued, one after another, then forget old files.

        What is being made and claimed by nobody was broken off: it goes on from its
        last part.
        """
        progress, end = self.env["ir.cron"], monotonic() + STEP
        # sudo: the job works for everybody
        books = self.sudo().search([("state", "in", WAITING)], order="id")
        if not progress._commit_progress(remaining=len(books)):
            return  # the platform calls ten times in a row: no longer than one step
        for left, book in zip(reversed(range(len(books))), books, strict=True):
            if not book._claim():
                continue  # another server is at it
            try:
                is_made = book._make_claimed(end)
            finally:
                book._release()
            goes_on = is_made and monotonic() < end
            if not goes_on:  # the next run begins now, not within a minute
                self.env.cr.postcommit.add(progress._notifydb)
            progress._commit_progress(1, remaining=left + (not is_made))
            if not goes_on:
                return
        progress._commit_progress(remaining=0)
        old = self.env["res.config.settings"]._get_intervia_limit("workbook")
        if old:
            self.sudo().search([("write_date", "<", old)]).unlink()

    def _claim(self):
        """Whether it is ours alone, over commits and until this process ends."""
        lock = SQL("SELECT pg_try_advisory_lock(%s, %s)", CLAIM, self.id)
        return self.env.execute_query(lock)[0][0]

    def _release(self):
        self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s, %s)", CLAIM, self.id))

    def _make_claimed(self, end):
        """
        :param end: by the clock of ``monotonic()``
        :return: whether it needs no more runs
        """
        cron = self.env["ir.cron"]
        cron._commit_progress()  # see whether another server made it just now
        if not self.exists() or self.state not in WAITING:
            return True
        self.write({"state": "making", "attempts": self.attempts + 1})
        too_often = self.attempts > MAX_ATTEMPTS
        cron._commit_progress()
        user = self.create_uid
        book = self.with_user(user).with_context(lang=user.lang)
        return book._make_in_background(too_often, end)

    def _make_in_background(self, is_hopeless, end):
        try:
            if is_hopeless:
                raise UserError(
                    self.env._(
                        "It was broken off twice: jobs that take longer than the"
                        " server's time limit are ended."
                    )
                )
            self._check_exporter()
            if not self._write_parts(end):
                return False
            self._make()
            self._forget_parts()
        except Exception:  # the others in the queue are made all the same
            _logger.exception("The workbook %s could not be made", self.id)
            self.env.cr.rollback()
            if not self.exists():
                return True  # somebody threw it away meanwhile
            self.sudo().write({"state": "failed"})  # sudo: whatever he may now
        self._tell()
        return True

    # Its parts

    def _write_parts(self, end):
        """
        :return: whether all are written and there is time to make the file
        """
        while self._write_part():
            self._tell_progress()
            if monotonic() > end:
                return False
        return monotonic() < end - FINISH

    def _write_part(self):
        """Write the next rows of tickets down, if there are any."""
        domain = self._get_ticket_domain() & Domain("id", ">", self.last_written)
        limit = min(PART, MAX_ROWS - self.written_count)
        found = self.env["intervia.ticket"]._search(domain, order="id", limit=limit)
        ids = found.get_result_ids() if limit else ()
        if not ids:
            return False
        book = self._in_its_words()
        text = write_rows(
            book._get_ticket_sheet_columns(),
            book._iter_ticket_rows(ids),
            self.written_count + 1,
            book._get_date_format(),
        )
        self.env["ir.attachment"].create(
            {
                "name": f"{self.written_count + 1}.xml.gz",
                "res_model": self._name,
                "res_id": self.id,
                "raw": gzip.compress(text.encode(), 1),
            }
        )
        count = self.written_count + len(ids)
        self.write({"written_count": count, "last_written": ids[-1], "attempts": 0})
        return True

    def _get_written(self):
        """Its rows that were written before, for the sheet of tickets."""
        parts = self._get_parts()
        return Written(
            self.written_count,
            (gzip.decompress(part.raw).decode() for part in parts),
        )

    def _get_parts(self):
        of_book = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        return self.env["ir.attachment"].search(of_book, order="id")

    def _forget_parts(self):
        self._get_parts().unlink()
        self.write({"written_count": 0, "last_written": 0})

    # Telling of it

    def _tell_progress(self):
        """Write down how far it is, where the person sees it."""
        self.progress = min(99, 100 * self.written_count // (self.row_count or 1))
        self._tell()
        self.env["ir.cron"]._commit_progress()

    def _tell(self):
        self.env.user._bus_send(
            "intervia_helpdesk/workbook",
            {
                "id": self.id,
                "name": self.name,
                "state": self.state,
                "progress": self.progress,
                "url": self._get_url(),
            },
        )

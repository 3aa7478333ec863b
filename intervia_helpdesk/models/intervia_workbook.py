import base64
import logging
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date, Datetime, Domain
from odoo.tools import SQL, split_every

from ..tools.workbook_writer import WorkbookWriter, to_excel_date

_logger = logging.getLogger(__name__)

AT_ONCE = 50_000  # rows; more are made in the background
BATCH = 1000
MAX_ATTEMPTS = 2
WAITING = ("queued", "making")
CLAIM = 20_260_101  # the advisory locks of workbooks, beside their id
EXPORT = "intervia_helpdesk.group_permission_export"


class InterviaWorkbook(models.Model):
    """The metrics of a period as an Excel file, for whoever asked.

    What is on its sheets is in ``intervia_workbook_sheets.py``; a leaf adds its own in
    :meth:`_get_sheets`.
    """

    _name = "intervia.workbook"
    _description = "Metrics Workbook"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    date_from = fields.Date(
        "First day",
        required=True,
        default=lambda self: Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        "Last day", required=True, default=lambda self: Date.context_today(self)
    )
    area_ids = fields.Many2many(
        "intervia.area", string="Areas", help="Leave empty for all that you supervise."
    )
    company_ids = fields.Many2many(
        "res.company", default=lambda self: self.env.companies, readonly=True
    )
    state = fields.Selection(
        [
            ("draft", "To be made"),
            ("queued", "In the background"),
            ("making", "Being made"),
            ("done", "Made"),
            ("failed", "Failed"),
        ],
        default="draft",
        readonly=True,
        required=True,
        copy=False,
    )
    progress = fields.Integer("Progress (%)", readonly=True, copy=False)
    row_count = fields.Integer("Rows", readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False)
    tz = fields.Char(
        default=lambda self: self.env.context.get("tz") or self.env.user.tz or "UTC",
        readonly=True,
    )
    file = fields.Binary(readonly=True, copy=False, attachment=True)

    @api.depends("date_from", "date_to")
    @api.depends_context("lang")
    def _compute_name(self):
        for book in self:
            book.name = self.env._(
                "Metrics %(start)s to %(end)s.xlsx",
                start=book.date_from,
                end=book.date_to,
            )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for book in self:
            if book.date_from > book.date_to:
                raise ValidationError(self.env._("The period ends before it begins."))

    # The period

    def _get_moment(self, day):
        zone = self.with_context(tz=self.tz).env.tz
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _get_bounds(self):
        """The period in UTC: (first moment, first moment after it)."""
        return (
            self._get_moment(self.date_from),
            self._get_moment(self.date_to + timedelta(days=1)),
        )

    def _get_previous_bounds(self):
        """As many days before the period."""
        days = self.date_to - self.date_from + timedelta(days=1)
        return self._get_moment(self.date_from - days), self._get_bounds()[0]

    def _get_area_domain(self):
        domain = self.env["intervia.panel"]._get_area_scope()
        if self.area_ids:
            domain &= Domain("area_id", "in", self.area_ids.ids)
        return domain

    def _get_span(self, name, bounds=None):
        start, end = (
            Datetime.to_string(moment) for moment in bounds or self._get_bounds()
        )
        return Domain(name, ">=", start) & Domain(name, "<", end)

    def _get_event_domain(self, bounds=None):
        return self._get_area_domain() & self._get_span("date", bounds)

    def _get_ticket_domain(self):
        """Tickets that were opened or finished in the period."""
        dates = self._get_span("create_date") | self._get_span("date_closed")
        return self._get_area_domain() & dates

    # Making it

    def action_make(self):
        """Make the file now; a large one in the background."""
        self.ensure_one()
        self._check_exporter()
        if self.state in WAITING:
            raise UserError(self.env._("It is being made already."))
        self.row_count = self.env["intervia.ticket"].search_count(
            self._get_ticket_domain()
        )
        if self.row_count > self._get_limit():
            self.write({"state": "queued", "progress": 0, "attempts": 0})
            # sudo: a job is the system's
            self.env.ref("intervia_helpdesk.ir_cron_workbook").sudo()._trigger()
            return False  # the form shows how far it is
        self._make()
        return self.action_download()

    @api.model
    def _get_limit(self):
        """Rows that somebody waits for."""
        return AT_ONCE

    def action_download(self):
        self.ensure_one()
        self._check_exporter()
        if self.state != "done":
            raise UserError(self.env._("The workbook is not made yet."))
        return {"type": "ir.actions.act_url", "url": self._get_url(), "target": "new"}

    def _get_url(self):
        return (
            f"/web/content/{self._name}/{self.id}/file"
            "?download=true&filename_field=name"
        )

    def _check_exporter(self):
        if not self.env.user.has_group(EXPORT):
            raise AccessError(self.env._("You are not allowed to export tickets."))

    def _make(self, on_rows=lambda count: None):
        """Write the file, as its user and in his language.

        :param on_rows: called with the rows of tickets written, now and then
        """
        self.ensure_one()
        book = self.with_context(
            lang=self.create_uid.lang or self.env.lang,
            tz=self.tz,
            allowed_company_ids=self.company_ids.ids,
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "workbook.xlsx"
            dates = self.env["res.lang"]._get_data(code=book.env.context["lang"])
            writer = WorkbookWriter(str(path), to_excel_date(dates.date_format or ""))
            for sheet in book._get_sheets(on_rows):
                writer.add(sheet)
            writer.close()
            content = base64.b64encode(path.read_bytes())
        self.write({"file": content, "state": "done", "progress": 100})

    # In the background

    @api.model
    def _cron_make(self):
        """Make what is queued, one after another, then forget old files.

        What is being made and claimed by nobody was broken off: it is tried once more.
        """
        # sudo: the job works for everybody
        books = self.sudo().search([("state", "in", WAITING)], order="id")
        for left, book in zip(reversed(range(len(books))), books, strict=True):
            if not book._claim():
                continue  # another server is at it
            try:
                book._make_claimed()
            finally:
                book._release()
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break
        old = self.env["res.config.settings"]._get_intervia_limit("workbook")
        if old:
            self.sudo().search([("write_date", "<", old)]).unlink()

    def _claim(self):
        """Whether it is ours alone, over commits and until this process ends."""
        lock = SQL("SELECT pg_try_advisory_lock(%s, %s)", CLAIM, self.id)
        return self.env.execute_query(lock)[0][0]

    def _release(self):
        self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s, %s)", CLAIM, self.id))

    def _make_claimed(self):
        cron = self.env["ir.cron"]
        cron._commit_progress()  # see whether another server made it just now
        if not self.exists() or self.state not in WAITING:
            return
        self.write({"state": "making", "attempts": self.attempts + 1})
        too_often = self.attempts > MAX_ATTEMPTS
        cron._commit_progress()
        user = self.create_uid
        book = self.with_user(user).with_context(lang=user.lang)
        book._make_in_background(too_often)

    def _make_in_background(self, is_hopeless):
        try:
            if is_hopeless:
                raise UserError(
                    self.env._(
                        "It was broken off twice: jobs that take longer than the"
                        " server's time limit are ended."
                    )
                )
            self._check_exporter()
            self._make(self._tell_progress)
        except Exception:  # the others in the queue are made all the same
            _logger.exception("The workbook %s could not be made", self.id)
            self.env.cr.rollback()
            if not self.exists():
                return  # somebody threw it away meanwhile
            self.sudo().write({"state": "failed"})  # sudo: whatever he may now
        self._tell()

    def _tell_progress(self, count):
        """Write down how far it is, where the person sees it."""
        self.progress = min(99, 100 * count // (self.row_count or 1))
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

    def _get_sheets(self, on_rows):
        """The sheets in their order, each made when the one before is written.

        :rtype: iterable of ``tools.workbook_writer.Sheet``
        """
        yield self._get_summary_sheet()
        splits = self._read_splits()
        split_sheet = self._get_split_sheet(splits)
        yield self._get_ticket_sheet(on_rows, split_sheet)
        yield split_sheet
        yield self._get_time_sheet(splits)
        yield self._get_demand_sheet()
        yield self._get_trend_sheet()

    def _iter_tickets(self, on_rows):
        """Tickets of the period as dicts, in batches: what has a name, by its name."""
        tickets = self.env["intervia.ticket"]
        columns = self._get_ticket_columns()
        names = {n: {} for n in columns if tickets._fields[n].type == "many2one"}
        ids = tickets._search(self._get_ticket_domain(), order="id").get_result_ids()
        count = 0
        for part in split_every(BATCH, ids):
            rows = tickets.browse(part).read(columns, load=None)
            for name, known in names.items():
                self._learn_names(name, known, {row[name] for row in rows})
                for row in rows:
                    row[name] = known[row[name]]
            yield from rows
            count += len(part)
            if len(ids) > BATCH:
                on_rows(count)
            self.env.invalidate_all()

    def _learn_names(self, name, known, ids):
        """Add the names of the records ``ids`` of a field to ``known``."""
        unknown = [id_ for id_ in ids - known.keys() if id_]
        comodel = self.env["intervia.ticket"]._fields[name].comodel_name
        # sudo: whoever may read the ticket may read what it is of
        for record in self.env[comodel].sudo().browse(unknown):
            known[record.id] = record.display_name
        known[False] = None

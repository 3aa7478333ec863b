import base64
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date, Datetime, Domain
from odoo.tools import split_every

from ..tools.workbook_writer import WorkbookWriter, to_excel_date

AT_ONCE = 50_000  # rows; more are made in the background
BATCH = 1000
WAITING = ("queued", "making")
EXPORT = "intervia_helpdesk.group_permission_export"


class InterviaWorkbook(models.Model):
    """The metrics of a period as an Excel file, for whoever asked.

    What is on its sheets is in ``intervia_workbook_sheets.py``; a leaf adds its own in
    :meth:`_get_sheets`. How large ones are made is in ``intervia_workbook_parts.py``.
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
            self._queue()
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

    def _in_its_words(self):
        """In the language of its user, and with his companies."""
        return self.with_context(
            lang=self.create_uid.lang or self.env.lang,
            tz=self.tz,
            allowed_company_ids=self.company_ids.ids,
        )

    def _get_date_format(self):
        dates = self.env["res.lang"]._get_data(code=self.env.context["lang"])
        return to_excel_date(dates.date_format or "")

    def _make(self):
        """Write the file, as its user and in his language."""
        self.ensure_one()
        book = self._in_its_words()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "workbook.xlsx"
            writer = WorkbookWriter(str(path), book._get_date_format())
            for sheet in book._get_sheets():
                writer.add(sheet)
            writer.close()
            content = base64.b64encode(path.read_bytes())
        self.write({"file": content, "state": "done", "progress": 100})

    def _get_sheets(self):
        """The sheets in their order, each made when the one before is written.

        :rtype: iterable of ``tools.workbook_writer.Sheet``
        """
        yield self._get_summary_sheet()
        splits = self._read_splits()
        split_sheet = self._get_split_sheet(splits)
        yield self._get_ticket_sheet(split_sheet)
        yield split_sheet
        yield self._get_time_sheet(splits)
        yield self._get_demand_sheet()
        yield self._get_trend_sheet()

    def _iter_tickets(self, ids):
        """Tickets as dicts, in batches: what has a name, by its name."""
        tickets = self.env["intervia.ticket"]
        columns = self._get_ticket_columns()
        names = {n: {} for n in columns if tickets._fields[n].type == "many2one"}
        for part in split_every(BATCH, ids):
            rows = tickets.browse(part).read(columns, load=None)
            for name, known in names.items():
                self._learn_names(name, known, {row[name] for row in rows})
                for row in rows:
                    row[name] = known[row[name]]
            yield from rows
            self.env.invalidate_all()

    def _learn_names(self, name, known, ids):
        """Add the names of the records ``ids`` of a field to ``known``."""
        unknown = [id_ for id_ in ids - known.keys() if id_]
        comodel = self.env["intervia.ticket"]._fields[name].comodel_name
        # sudo: whoever may read the ticket may read what it is of
        for record in self.env[comodel].sudo().browse(unknown):
            known[record.id] = record.display_name
        known[False] = None

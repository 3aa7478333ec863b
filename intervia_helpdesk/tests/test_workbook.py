import base64
import io
import re
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Date
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from odoo.addons.intervia_helpdesk.models import intervia_workbook_parts
from odoo.addons.intervia_helpdesk.tools import workbook_writer

from .metrics_case import MetricsCase

HOSTILE = "=cmd|' /C calc'!A0"


@tagged("post_install", "-at_install")
class TestWorkbook(MetricsCase):
    """The file of a period: its figures, its manners, and who may have it."""

    TICKETS = 14
    DAYS = 25

    def _create_workbook(self, user):
        today = Date.context_today(self.env.user)
        books = self.env["intervia.workbook"].with_user(user)
        return books.create({"date_from": Date.subtract(today, days=30)})

    def _open(self, book):
        content = base64.b64decode(book.with_context(bin_size=False).file)
        return load_workbook(io.BytesIO(content))

    def _make(self, user):
        book = self._create_workbook(user)
        book.action_make()
        return self._open(book)

    def test_figures_and_manners(self):
        excel = self._make(self.user_supervisor)
        own = self.tickets.filtered(lambda t: t.area_id == self.area)
        names = excel.sheetnames
        self.assertEqual(names[:3], ["Summary", "Tickets", "Breakdown"])
        for sheet in excel:
            with self.subTest(sheet=sheet.title):
                self.assertEqual(sheet.freeze_panes, "A2")
                self.assertTrue(sheet.auto_filter.ref)
                if sheet.max_row > 1:
                    self.assertTrue(sheet._charts)
        figures = {row[0]: row[1] for row in excel["Summary"].values}
        self.assertEqual(figures["New tickets"], len(own))
        finished = own.filtered(lambda t: t.state == "finished")
        self.assertEqual(figures["Solved tickets"], len(finished))
        numbers = {row[0] for row in list(excel["Tickets"].values)[1:]}
        self.assertEqual(numbers, set(own.mapped("number")), "his areas alone")
        split = {(row[0], row[1]): row for row in list(excel["Breakdown"].values)[1:]}
        for agent in (self.user_agent, self.other_agent):
            mine = own.filtered(lambda t, agent=agent: t.user_id == agent)
            row = split.get(("Agent", agent.name))
            self.assertEqual(row[2] or 0 if row else 0, len(mine))
        last = list(excel["Trends"].values)[-1]
        self.assertEqual(last[4], len(own.filtered("is_open")))
        total = sum(row[-1] for row in list(excel["Demand"].values)[1:])
        self.assertEqual(total, len(own))

    def test_a_subject_is_no_formula(self):
        self.tickets.filtered(lambda t: t.state != "cancelled").name = HOSTILE
        sheet = self._make(self.user_manager)["Tickets"]
        found = [row[1] for row in sheet.iter_rows() if row[1].value == HOSTILE]
        self.assertTrue(found)
        self.assertEqual({cell.data_type for cell in found}, {"s"})

    def test_large_ones_are_made_in_the_background(self):
        book = self._create_workbook(self.user_manager)
        with patch.object(
            self.registry["intervia.workbook"], "_get_limit", lambda s: 0
        ):
            book.action_make()
        self.assertEqual(book.state, "queued")
        job = self.env.ref("intervia_helpdesk.ir_cron_workbook")
        with (
            self.enter_registry_test_mode(),
            patch.object(
                self.registry["intervia.workbook"], "_tell", autospec=True
            ) as t,
        ):
            job.method_direct_trigger()
        book.invalidate_recordset()
        self.assertEqual((book.state, book.progress), ("done", 100))
        told = t.call_args.args[0]
        self.assertEqual(told.id, book.id)
        self.assertEqual(told.env.context["lang"], self.user_manager.lang)
        self.assertIn("Tickets", self._open(book).sheetnames)

    def _call_job(self):
        """As the platform does once in each run, with a new clock."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["intervia.workbook"]._cron_make()
        self.env.invalidate_all()

    def test_one_that_takes_long_goes_on_where_it_was(self):
        """The server ends long jobs: each run writes a part, the last one the file."""
        self.env["res.lang"]._activate_lang("es_ES")
        self.user_manager.lang = "es_ES"
        at_once, book = (self._create_workbook(self.user_manager) for _time in "12")
        at_once.action_make()
        book.row_count = count = at_once.row_count
        book._queue()
        self.patch(intervia_workbook_parts, "PART", -(-count // 3))
        with patch.object(intervia_workbook_parts, "STEP", -1):
            for written in (-(-count // 3), 2 * -(-count // 3), count, count):
                self._call_job()
                self.assertEqual((book.state, book.written_count), ("making", written))
        self.assertEqual((book.progress, len(book._get_parts())), (99, 3))
        alive = self.tickets.filtered(lambda t: t.state != "cancelled")
        alive.name = "What is written is not written again"
        self._call_job()
        self.assertEqual((book.state, book.written_count), ("done", 0))
        self.assertFalse(book._get_parts())
        excel, expected = self._open(book), self._open(at_once)
        self.assertEqual(excel.sheetnames, expected.sheetnames)
        made, sheet = excel.worksheets[1], expected.worksheets[1]
        self.assertEqual(made.dimensions, sheet.dimensions)
        for rows in zip(made.iter_rows(), sheet.iter_rows(), strict=True):
            for own, other in zip(*rows, strict=True):
                self.assertEqual(own.value, other.value)
                self.assertEqual(own.number_format, other.number_format)

    def test_one_that_stays_where_it_is_fails(self):
        book = self._create_workbook(self.user_manager)
        book._queue()
        logger = "odoo.addons.intervia_helpdesk.models.intervia_workbook_parts"
        with (
            patch.object(self.registry["intervia.workbook"], "_write_parts") as write,
            mute_logger(logger),
        ):
            write.return_value = False  # as if the server ended it
            for state in ("making", "making", "failed"):
                self._call_job()
                self.assertEqual(book.state, state)

    def test_one_that_fails_holds_up_nobody(self):
        bad, good = (self._create_workbook(self.user_manager) for _time in range(2))
        (bad | good).state = "queued"
        self.env.flush_all()
        books = self.registry["intervia.workbook"]
        make = books._get_sheets

        def fail(book):
            if book.id == bad.id:
                raise ValueError("No")
            return make(book)

        job = self.env.ref("intervia_helpdesk.ir_cron_workbook")
        logger = "odoo.addons.intervia_helpdesk.models.intervia_workbook_parts"
        with (
            self.enter_registry_test_mode(),
            patch.object(books, "_get_sheets", fail),
            mute_logger(logger),
        ):
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((bad.state, good.state), ("failed", "done"))

    def test_charts_of_the_tickets_point_at_their_counts(self):
        excel = self._make(self.user_manager)
        charts = excel["Tickets"]._charts
        self.assertEqual(len(charts), 2)
        rows = list(excel["Breakdown"].values)
        for chart, label in zip(charts, ("State now", "Priority"), strict=True):
            (series,) = chart.series
            sheet, cells = series.val.numRef.f.split("!")
            self.assertEqual(sheet, "Breakdown")
            first, last = (int(cell) for cell in re.findall(r"\d+", cells))
            self.assertEqual({row[0] for row in rows[first - 1 : last]}, {label})
            self.assertEqual(sum(row[0] == label for row in rows), last - first + 1)

    def test_it_speaks_the_language_of_its_user(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.user_manager.lang = "es_ES"
        excel = self._make(self.user_manager)
        dates = excel.worksheets[1].iter_rows(min_row=2)
        shown = {cell.number_format for row in dates for cell in row if cell.is_date}
        self.assertEqual(shown, {"dd/mm/yyyy hh:mm"})

    def test_he_is_told_in_his_language(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.user_manager.lang = "es_ES"
        book = self._create_workbook(self.user_manager)
        book.state = "queued"
        self.env.flush_all()
        told = []
        job = self.env.ref("intervia_helpdesk.ir_cron_workbook")
        with (
            self.enter_registry_test_mode(),
            patch.object(
                self.registry["res.users"],
                "_bus_send",
                lambda _user, _kind, values: told.append(values["name"]),
            ),
        ):
            job.method_direct_trigger()
        self.assertIn("Métricas", told[-1])

    def test_two_servers_never_make_the_same(self):
        book = self._create_workbook(self.user_manager)
        book.state = "making"  # as of a process that is gone, or of another server
        self.env.flush_all()
        job = self.env.ref("intervia_helpdesk.ir_cron_workbook")
        books = self.registry["intervia.workbook"]
        with self.registry.cursor() as other:
            self.assertTrue(book.with_env(book.env(cr=other))._claim())
            with (
                self.enter_registry_test_mode(),
                patch.object(books, "_make", autospec=True) as make,
            ):
                job.method_direct_trigger()
                self.assertFalse(make.called, "the other server is at it")
                book.with_env(book.env(cr=other))._release()
                job.method_direct_trigger()
                self.assertEqual(make.call_count, 1, "it was broken off")

    def test_who_may(self):
        book = self._create_workbook(self.user_manager)
        with self.assertRaises(AccessError):
            book.with_user(self.user_supervisor).read(["state"])
        for user in (self.user_agent, self.user_customer):
            with self.assertRaises(AccessError):
                self._create_workbook(user)
        with self.assertRaises(ValidationError):
            book.date_from = Date.add(book.date_to, days=1)


class TestWorkbookWriter(BaseCase):
    """Names and texts that Excel takes."""

    def test_clean(self):
        name = workbook_writer.clean_name("Hours: [who]/what?")
        self.assertFalse(set(name) & set("[]:*?/\\"))
        self.assertEqual(len(workbook_writer.clean_name("x" * 50)), 31)
        twice = workbook_writer.clean_name("x" * 50, {"x" * 31})
        self.assertEqual((len(twice), twice[-2:]), (30, " 2"))
        self.assertEqual(workbook_writer.clean_text("a\x00b\x0bc"), "abc")

    def test_dates_are_those_of_the_language(self):
        for written, excel in (
            ("%d/%m/%Y", "dd/mm/yyyy"),
            ("%m/%d/%y", "mm/dd/yy"),
            ("%d. %B %Y", "dd. mmmm yyyy"),
            ("%j", "yyyy-mm-dd"),
            ("", "yyyy-mm-dd"),
        ):
            self.assertEqual(workbook_writer.to_excel_date(written), excel)

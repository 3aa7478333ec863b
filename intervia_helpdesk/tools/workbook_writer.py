"""Tables and their charts as an Excel workbook, row by row, without a database."""

import io
import re
from typing import NamedTuple

import xlsxwriter

FORMATS = {
    "text": {"align": "left", "valign": "top", "indent": 1},
    "long": {"align": "left", "valign": "top", "indent": 1, "text_wrap": True},
    "number": {"valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "hours": {"num_format": "#,##0.00", "valign": "top"},
    "change": {"num_format": "+0.0%;-0.0%;0.0%", "valign": "top"},
    "percent": {"num_format": '0.0"%"', "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "date": {"align": "left", "valign": "top", "indent": 1},
    "moment": {"align": "left", "valign": "top", "indent": 1},
}
TEXTS = ("text", "long")
ISO = "yyyy-mm-dd"
MAX_NAME = 31
MAX_TEXT = 32767
MAX_ROWS = 1048576 - 1
HEADER = 45  # points: three lines
SHORT = 40  # rows of a table that leaves room for its charts below
MANY = 12  # labels below a chart that have to lean
A4 = 9


class Column(NamedTuple):
    title: str
    kind: str = "text"  # one of FORMATS
    width: int = 16


class Cell(NamedTuple):
    """A value that is of another kind than its column."""

    value: object
    kind: str


class Chart(NamedTuple):
    title: str
    kind: str  # column, bar, line or pie
    labels: int  # column of the categories
    values: tuple  # columns of the series
    rows: int = 0  # so many alone; 0 is all
    stacked: bool = False
    first: int = 1  # the row they begin with
    sheet: str = ""  # another sheet that has the figures


class Written(NamedTuple):
    """Rows that :func:`write_rows` wrote before."""

    count: int
    parts: object  # any iterable of what it returned, in their order


class Sheet(NamedTuple):
    name: str
    columns: list
    rows: object  # any iterable of sequences, or Written
    charts: tuple = ()
    scale: tuple = ()  # columns coloured by their figures, as one area


def clean_name(name, taken=()):
    """A name that Excel takes for a sheet, once.

    >>> clean_name("Hours: who/what?")
    'Hours  who what'
    >>> clean_name("Time", {"time"})
    'Time 2'
    """
    clean = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:MAX_NAME] or "-"
    number = 2
    unique = clean
    while unique.lower() in taken:
        unique = f"{clean[: MAX_NAME - 3]} {number}"
        number += 1
    return unique


def to_excel_date(date_format):
    """A date as the platform's languages write it, for Excel.

    >>> to_excel_date("%d/%m/%Y"), to_excel_date("%x")
    ('dd/mm/yyyy', 'yyyy-mm-dd')
    """
    parts = {"%d": "dd", "%m": "mm", "%Y": "yyyy", "%y": "yy", "%b": "mmm"}
    parts |= {"%B": "mmmm", "%-d": "d", "%-m": "m", "%e": "d"}
    found = re.sub(r"%-?\w", lambda part: parts.get(part[0], "%"), date_format)
    return ISO if "%" in found or not found else found


def clean_text(value):
    """What a cell can hold: no control characters, not too long.

    >>> clean_text("a\\x00b")
    'ab'
    """
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", str(value))
    return text[:MAX_TEXT]


def write_rows(columns, rows, first, date_format=ISO):
    """Rows of a sheet, from number ``first`` on, for a file that is made later.

    :return: a text, for :class:`Written`
    """
    writer = WorkbookWriter(io.BytesIO(), date_format)
    page = writer.book.add_worksheet()
    for number, row in enumerate(rows, start=first):
        writer._write_row(page, number, columns, row)
    page._write_single_row()
    page.row_data_fh.seek(0)
    text = page.row_data_fh.read()
    writer.close()
    return text


class WorkbookWriter:
    """A file on disk; nothing of a sheet is kept in memory but its current row.

    A text is always a text: whatever begins with ``=`` or looks like an address is
    written as it is read.
    """

    def __init__(self, path, date_format=ISO):
        self.book = xlsxwriter.Workbook(
            path,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self.date_format = date_format
        shown = {"date": date_format, "moment": f"{date_format} hh:mm"}
        self.formats = {
            kind: self.book.add_format(
                {**style, **({"num_format": shown[kind]} if kind in shown else {})}
            )
            for kind, style in FORMATS.items()
        }
        self.header = self.book.add_format(
            {
                "bold": True,
                "bg_color": "#1F4E79",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        # numbered alike in every file, whatever is used first: rows written apart fit
        for style in (*self.formats.values(), self.header):
            style._get_xf_index()
        self.names = set()

    def add(self, sheet):
        """Write a table: header, rows, filter and charts; return how many rows."""
        name = clean_name(sheet.name, self.names)
        self.names.add(name.lower())
        page = self.book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.hide_gridlines(2)
        page.set_row(0, HEADER)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width)
            page.write_string(0, index, clean_text(column.title), self.header)
        count = self._write_rows(page, sheet)
        page.autofilter(0, 0, max(count, 1), len(sheet.columns) - 1)
        if count and sheet.scale:
            first, last = min(sheet.scale), max(sheet.scale)
            colours = {"type": "2_color_scale"}
            colours |= {"min_color": "#FFFFFF", "max_color": "#F8696B"}
            page.conditional_format(1, first, count, last, colours)
        if count:
            self._add_charts(page, name, sheet, count)
        self._set_up_print(page, sheet, count)
        return count

    def _set_up_print(self, page, sheet, count):
        """One page wide; a short table with its charts on one page."""
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 1 if count <= SHORT else 0)
        page.repeat_rows(0)
        page.set_footer("&L&A&R&P / &N")
        if count > SHORT and any(chart.sheet for chart in sheet.charts):
            page.print_area(0, 0, count, len(sheet.columns) - 1)

    def _write_rows(self, page, sheet):
        count = 0
        if isinstance(sheet.rows, Written):
            page._write_single_row()  # the header
            for part in sheet.rows.parts:
                page.row_data_fh.write(part)
            page.previous_row = page.dim_rowmax = count = sheet.rows.count
            return count
        for count, row in enumerate(sheet.rows, start=1):
            if count > MAX_ROWS:
                break
            self._write_row(page, count, sheet.columns, row)
        return count

    def _write_row(self, page, number, columns, row):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            kind = column.kind
            if isinstance(value, Cell):
                value, kind = value
            style = self.formats[kind]
            if value is None or value is False or value == "":
                continue
            if kind in TEXTS:
                page.write_string(number, index, clean_text(value), style)
            elif kind in ("date", "moment"):
                page.write_datetime(number, index, value, style)
            else:
                page.write_number(number, index, value, style)

    def _add_charts(self, page, name, sheet, count):
        """Below a short table, else beside it."""
        for index, wanted in enumerate(sheet.charts):
            row, column = 1 + index * 19, len(sheet.columns) + 1
            if count <= SHORT:
                row, column = count + 2 + index * 19, 0
            chart = self._make_chart(wanted, name, count)
            kind = "" if wanted.sheet else sheet.columns[wanted.labels].kind
            if kind == "date":
                chart.set_x_axis({"date_axis": True, "num_format": self.date_format})
            elif wanted.kind == "column" and count > MANY:
                chart.set_x_axis({"num_font": {"rotation": -45}})
            page.insert_chart(row, column, chart, {"description": wanted.title})

    def _make_chart(self, wanted, name, count):
        source = clean_name(wanted.sheet) if wanted.sheet else name
        first, last = wanted.first, wanted.first - 1 + wanted.rows
        if source == name:
            last = min(last if wanted.rows else count, count)
        stacked = {"subtype": "stacked"} if wanted.stacked else {}
        chart = self.book.add_chart({"type": wanted.kind, **stacked})
        chart.set_title({"name": wanted.title, "name_font": {"size": 12}})
        for column in wanted.values:
            labels = [source, first, wanted.labels, last, wanted.labels]
            chart.add_series(
                {
                    "name": [source, 0, column],
                    "categories": labels,
                    "values": [source, first, column, last, column],
                }
            )
        chart.set_size({"width": 720, "height": 360})
        single = len(wanted.values) == 1
        chart.set_legend({"none": True} if single else {"position": "bottom"})
        if wanted.kind == "bar":  # the first row on top, as in the table
            chart.set_y_axis({"reverse": True, "crossing": "max"})
        return chart

    def close(self):
        self.book.close()

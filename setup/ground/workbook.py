"""The workbook of metrics in a program that is not ours: LibreOffice opens it.

It is converted to an OpenDocument, which says how LibreOffice understood each sheet:
what is text, number or formula, which charts there are, what is filtered.
"""

import json
import os
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

from . import office, template
from .report import step

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"


def check(workbench, templates, tally):
    """Make the workbook of the demo in two languages and read it with LibreOffice."""
    reader = office.obtain()
    database = f"workbook_{os.getpid()}"
    with (
        step("workbook: made in two languages, opened by LibreOffice"),
        tempfile.TemporaryDirectory(prefix="intervia-") as folder,
        ExitStack() as running,
    ):
        folder = Path(folder)
        template.clone(workbench.cluster, templates.full, database)
        running.callback(template.drop, workbench.cluster, database)
        workbench.server.script("workbook", database, "workbook.py", OUTPUT=folder)
        expected = json.loads((folder / "expected.json").read_text())
        files = [folder / f"{language}.xlsx" for language in expected]
        for file in reader.convert(files, "ods", folder):
            complaints = compare(Document(file), expected[file.stem])
            tally.check(f"workbook: LibreOffice reads it ({file.stem})", complaints)


def compare(document, expected):
    """What LibreOffice read otherwise than it was written, a line each."""
    wrong = []

    def same(what, found, wanted):
        if found != wanted:
            wrong.append(f"{what}: {found!r}, not {wanted!r}")

    same("sheets", list(document.sheets), list(expected["sheets"]))
    same("formulas", document.formulas, [])
    for name, wanted in expected["sheets"].items():
        rows = document.sheets.get(name, [[]])
        same(f"{name}: header", rows[0][: len(wanted["header"])], wanted["header"])
        same(f"{name}: rows", len(rows) - 1, wanted["rows"])
        same(f"{name}: charts", document.charts.get(name, 0), wanted["charts"])
        same(f"{name}: filter", name in document.filtered, True)
    for text in expected["texts"]:
        same(f"the subject {text!r} is there", text in document.texts, True)
    return wrong


class Document:
    """What an OpenDocument of a calculation says."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            content = ElementTree.fromstring(archive.read("content.xml"))
            self.drawn = {
                name.split("/")[0]: archive.read(name)
                for name in archive.namelist()
                if name.startswith("Object ") and name.endswith("/content.xml")
            }
        self.sheets, self.charts, self.formulas = {}, {}, []
        for table in content.iter(f"{TABLE}table"):
            if table.get(f"{TABLE}name"):
                self._read(table)
        self.texts = {cell for rows in self.sheets.values() for r in rows for cell in r}
        ranges = content.iter(f"{TABLE}database-range")
        self.filtered = {
            item.get(f"{TABLE}target-range-address").split(".")[0].strip("$'")
            for item in ranges
            if item.get(f"{TABLE}display-filter-buttons") == "true"
        }

    def _read(self, table):
        name = table.get(f"{TABLE}name")
        rows = []
        for row in table.iter(f"{TABLE}table-row"):
            values = [value for cell in row for value in self._get_values(cell)]
            if any(values):
                rows.append(values)
        self.sheets[name] = rows
        objects = [
            link.get(LINK, "").removeprefix("./")
            for link in table.iter(f"{DRAW}object")
        ]
        # a chart that LibreOffice understood has a series with its values
        self.charts[name] = sum(self._is_chart(found) for found in objects)

    def _get_values(self, cell):
        if cell.get(f"{TABLE}formula"):
            self.formulas.append(cell.get(f"{TABLE}formula"))
        kind = cell.get(f"{OFFICE}value-type")
        value = ""
        if kind == "string":
            value = "\n".join(map(self._get_text, cell.findall(f"{TEXT}p")))
        elif kind:
            value = kind
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        return [value] * (repeated if value else min(repeated, 50))

    def _is_chart(self, name):
        drawn = ElementTree.fromstring(self.drawn.get(name, b"<none/>"))
        series = list(drawn.iter(f"{CHART}series"))
        ranges = f"{CHART}values-cell-range-address"
        return bool(series) and all(one.get(ranges) for one in series)

    def _get_text(self, part):
        """The text of a paragraph; tabs and several blanks are marked in it."""
        marks = {f"{TEXT}tab": "\t", f"{TEXT}s": " ", f"{TEXT}line-break": "\n"}
        times = int(part.get(f"{TEXT}c", 1))
        inner = "".join(self._get_text(child) + (child.tail or "") for child in part)
        return marks.get(part.tag, "") * times + (part.text or "") + inner

import tempfile
import unittest
import zipfile
from pathlib import Path

from ground.workbook import Document, compare

HEAD = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink">"""
TAIL = "</office:document-content>"
SHEET = """<table:table table:name="Tickets">
 <table:shapes><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>
 </table:shapes>
 <table:table-row><table:table-cell office:value-type="string"><text:p>Subject</text:p>
  </table:table-cell></table:table-row>
 <table:table-row>{cell}</table:table-row>
</table:table>
<table:database-range table:target-range-address="Tickets.A1:Tickets.A2"
 table:display-filter-buttons="{filter}"/>"""
TEXT = """<table:table-cell office:value-type="string"><text:p><text:tab/>=1<text:s
 text:c="2"/>+1</text:p></table:table-cell>"""
FORMULA = """<table:table-cell table:formula="of:=1+1" office:value-type="float"/>"""
CHART = """<chart:series chart:values-cell-range-address="Tickets.A2"/>"""
EXPECTED = {
    "sheets": {"Tickets": {"header": ["Subject"], "rows": 1, "charts": 1}},
    "texts": ["\t=1  +1"],
}


class TestWorkbook(unittest.TestCase):
    """What LibreOffice made of a workbook is read as it is."""

    def read(self, cell=TEXT, chart=CHART, filtered="true"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "book.ods"
            with zipfile.ZipFile(path, "w") as archive:
                sheet = SHEET.format(cell=cell, filter=filtered)
                archive.writestr("content.xml", HEAD + sheet + TAIL)
                archive.writestr("Object 1/content.xml", HEAD + chart + TAIL)
            return compare(Document(path), EXPECTED)

    def test_as_it_was_written(self):
        self.assertEqual(self.read(), [])

    def test_a_text_that_became_a_formula(self):
        wrong = "\n".join(self.read(FORMULA))
        self.assertIn("formulas", wrong)
        self.assertIn("the subject", wrong)

    def test_a_chart_that_lost_its_figures(self):
        self.assertEqual(len(self.read(chart="<chart:series/>")), 1)

    def test_a_filter_that_is_gone(self):
        self.assertEqual(len(self.read(filtered="false")), 1)

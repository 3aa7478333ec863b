import doctest
import io
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools import file_kind, form_values, network


def make_zip(*names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@tagged("post_install", "-at_install")
class TestFileKind(BaseCase):
    """Files are judged by content."""

    def test_doctests(self):
        for module in (file_kind, form_values, network):
            self.assertFalse(doctest.testmod(module).failed)

    def test_containers_are_looked_into(self):
        word = make_zip("[Content_Types].xml", "word/document.xml")
        sheet = make_zip("[Content_Types].xml", "xl/workbook.xml")
        cases = (
            (word, file_kind._DOCX),
            (sheet, None),
            (make_zip("notes.txt"), "application/zip"),
            (make_zip("META-INF/MANIFEST.MF"), None),
            (b"PK\x03\x04 broken", None),
            (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
            (OLE + "Workbook".encode("utf-16-le"), None),
            (b"BM is how this text begins", None),
        )
        for content, expected in cases:
            with self.subTest(content=content[:12]):
                self.assertEqual(file_kind.get_mimetype(content), expected)

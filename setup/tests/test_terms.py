"""What a translation lacks is found."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from ground.paths import SCRIPTS

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def entry(msgid, msgstr="", flag=""):
    return f'{flag}msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


class TestTerms(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.template = Path(folder.name) / "a.pot"
        self.translation = Path(folder.name) / "i18n" / "es.po"
        self.translation.parent.mkdir()
        self.template.write_text(HEADER + entry("Ticket") + entry("Area"))

    def compare(self, *options):
        return subprocess.run(
            [sys.executable, SCRIPTS / "compare_terms.py"]
            + [self.template, self.translation, *options],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()

    def test_a_complete_translation_is_silent(self):
        text = HEADER + entry("Ticket", "Tique") + entry("Area", "Área")
        self.translation.write_text(text)
        self.assertEqual(self.compare(), [])

    def test_each_lack_is_named(self):
        fuzzy = entry("Ticket", "Tique", "#, fuzzy\n")
        self.translation.write_text(HEADER + fuzzy + entry("Old", "Viejo"))
        self.assertEqual(
            self.compare(),
            ["fuzzy: 'Ticket'", "missing: 'Area'", "no longer in the source: 'Old'"],
        )

    def test_merging_keeps_what_was_translated(self):
        self.translation.write_text(HEADER + entry("Ticket", "Tique"))
        self.assertEqual(self.compare("--merge"), ["not translated: 'Area'"])
        self.assertIn("Tique", self.translation.read_text())

    def test_no_file_is_one_complaint(self):
        self.assertEqual(len(self.compare()), 1)

"""How a run ended, read from its log."""

import unittest

from ground.odoolog import outcome

HEAD = "2026-01-01 10:00:00,000 7 %s db %s: %s"
TESTS = "odoo.addons.one.tests.test_one"


class TestOutcome(unittest.TestCase):
    def read(self, *records):
        return outcome([HEAD % record for record in records])

    def test_a_skipped_tour_is_seen(self):
        result = self.read(
            ("INFO", TESTS, "Starting TestTour.test_tour ..."),
            ("INFO", TESTS, "skipped TestTour.test_tour : Chrome executable not found"),
        )
        self.assertEqual(len(result.skipped), 1)
        self.assertEqual(result.passed, [])

    def test_a_class_that_was_not_set_up_fails(self):
        result = self.read(
            ("ERROR", "odoo.tests.suite", "ERROR: setUpClass (odoo.addons.one.T)")
        )
        self.assertEqual(len(result.failed), 1)

    def test_subtests_of_one_test_fail_once(self):
        result = self.read(
            ("INFO", TESTS, "Starting TestA.test_a ..."),
            ("ERROR", TESTS, "FAIL: Subtest TestA.test_a (x=1)"),
            ("ERROR", TESTS, "FAIL: Subtest TestA.test_a (x=2)"),
        )
        self.assertEqual(len(result.failed), 1)
        self.assertEqual(result.passed, [])

    def test_any_warning_is_loud_and_a_traceback_belongs_to_it(self):
        lines = [HEAD % ("WARNING", "py.warnings", "old"), "  File x", "more"]
        result = outcome(lines)
        self.assertEqual(result.loud[0]["text"], "old\n  File x\nmore")

"""The examples in the docstrings are tests."""

import doctest

from ground import browser, debian, odoolog, odootests, suite, tally


def load_tests(_loader, tests, _pattern):
    for module in (browser, debian, odoolog, odootests, suite, tally):
        tests.addTests(doctest.DocTestSuite(module))
    return tests

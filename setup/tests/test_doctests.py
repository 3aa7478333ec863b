"""The examples in the docstrings are tests."""

import doctest

from ground import browser, debian, odoolog, odootests


def load_tests(_loader, tests, _pattern):
    for module in (browser, debian, odoolog, odootests):
        tests.addTests(doctest.DocTestSuite(module))
    return tests

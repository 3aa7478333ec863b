"""Reading Odoo's log: how the tests ended, and what should not be there."""

import re
from dataclasses import dataclass, field

RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ "
    r"(?P<level>[A-Z]+) (?P<database>\S+) (?P<logger>[\w.]+): (?P<text>.*)$"
)
STARTED = re.compile(r"Starting (\S+\.\w+) \.\.\.")
SKIPPED = re.compile(r"skipped (.+?) : (.*)")
BROKEN = re.compile(
    r"(?:FAIL|ERROR): (?:Subtest )?((?:setUp|tearDown)Class \(\S+\)|\S+)"
)
OURS = "intervia"
LOUD = {"WARNING", "ERROR", "CRITICAL"}

# What may be loud, and why. Everything else fails, whoever said it.
ALLOWED = (
    # The failures themselves are counted.
    ("odoo.tests.result", r"[1-9]\d* failed|\d+ failed, [1-9]"),
)


@dataclass
class Outcome:
    """What a log says: names of tests by their end, and loud records."""

    passed: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    loud: list = field(default_factory=list)


def records(lines):
    """The log's records; the lines of a traceback belong to the record before them."""
    current = None
    for line in lines:
        hit = RECORD.match(line)
        if hit:
            if current:
                yield current
            current = hit.groupdict()
        elif current:
            current["text"] += "\n" + line
    if current:
        yield current


def read(path, ignore=None):
    """The outcome of a log; loud records about the addon ``ignore`` are not ours."""
    with path.open(errors="replace") as log:
        result = outcome(line.rstrip("\n") for line in log)
    if ignore:
        result.loud = [
            record
            for record in result.loud
            if ignore not in record["logger"] + record["text"] or OURS in record["text"]
        ]
    return result


def outcome(lines):
    """Sort the records of a run.

    >>> head = "2026-01-01 10:00:00,000 7 %s db odoo.addons.a.tests.t: %s"
    >>> result = outcome([
    ...     head % ("INFO", "Starting TestA.test_one ..."),
    ...     head % ("INFO", "Starting TestA.test_two ..."),
    ...     head % ("ERROR", "FAIL: TestA.test_two"),
    ...     head % ("WARNING", "something odd"),
    ... ])
    >>> result.passed, result.failed, len(result.loud)
    (['a: TestA.test_one'], ['a: TestA.test_two'], 1)
    """
    started, broken, skipped, result = {}, {}, {}, Outcome()
    for record in records(lines):
        text = record["text"]
        addon = _addon_of(record["logger"])
        if addon and (hit := STARTED.match(text)):
            started[f"{addon}: {hit[1]}"] = True
        elif addon and (hit := SKIPPED.match(text)):
            skipped[f"{addon}: {hit[1]}"] = hit[2]
        elif record["level"] == "ERROR" and (hit := BROKEN.match(text)):
            # An error outside a test's module (a class that could not be set up).
            broken[f"{addon or record['logger']}: {hit[1]}"] = text
        elif record["level"] in LOUD and not _is_allowed(record):
            result.loud.append(record)
    result.failed = list(broken)
    result.skipped = [f"{name} ({reason})" for name, reason in skipped.items()]
    result.passed = [name for name in started if name not in {**broken, **skipped}]
    return result


def _addon_of(logger):
    hit = re.match(r"odoo\.addons\.(\w+)\.tests\b", logger)
    return hit[1] if hit else None


def _is_allowed(record):
    return any(
        re.fullmatch(logger, record["logger"]) and re.match(text, record["text"])
        for logger, text in ALLOWED
    )

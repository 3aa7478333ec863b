"""Running Odoo's tests on a database that is ready."""

import re

from . import odoolog
from .paths import LOG


def run(server, log, database, tags, tally, part, ignore=None):
    """Run the tests on a ready database and count them."""
    code = server.run(
        log,
        *("-d", database, "--test-tags", tags, "--stop-after-init"),
        *("--http-interface", "127.0.0.1", "--http-port", "0"),
        *("--max-cron-threads", "0", "--smtp", "127.0.0.1", "--smtp-port", "1"),
        check=False,
    )
    outcome = odoolog.read(LOG / f"{log}.log", ignore)
    tally.add(outcome, part)
    # A server that was killed leaves a log without a complaint.
    broken = outcome.failed or outcome.loud
    complaint = [f"Odoo ended with {code}, see {LOG / log}.log"]
    tally.check(f"{part}: Odoo's end", complaint if code and not broken else [])


def tags(names, wanted=None, left_out=()):
    """Odoo's tag specification for the chosen addons, with the exceptions added.

    Without `-at_install` Odoo runs such tests while modules load, with half the models.
    """
    chosen = [spec for spec in re.split(r",(?![^\[]*\])", wanted or "") if spec]
    specs = [
        expanded
        for spec in chosen or [""]
        for expanded in ([spec] if "/" in spec else in_addons(spec, names))
    ]
    return ",".join([*specs, "-at_install", *left_out])


def in_addons(spec, names):
    """A tag, :class or .method without an addon, for each of ours.

    >>> in_addons(":TestTicket", ["one", "two"])
    ['/one:TestTicket', '/two:TestTicket']
    >>> in_addons("-slow", ["one"])
    ['-slow/one']
    """
    tag, rest = re.fullmatch(r"([+-]?\w*)(.*)", spec).groups()
    return [f"{tag}/{name}{rest}" for name in names]

"""setup/test: the addons' tests, their translations and neighbours, and its own."""

import argparse
import os
import re
import subprocess
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from . import (
    addons,
    arrivals,
    axe,
    browser,
    coexist,
    doors,
    kit,
    libraries,
    odoolog,
    odootests,
    outage,
    report,
    scenario,
    template,
    translations,
    workbook,
)
from .paths import LOG, SETUP
from .process import lock
from .report import Problem, say, step
from .tally import Tally

# What the tests of each took, by the clock of a small machine
SECONDS = defaultdict(
    lambda: 60,
    intervia_helpdesk=500,
    intervia_helpdesk_portal=450,
    intervia_helpdesk_billing=190,
    intervia_helpdesk_stock=80,
)


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="setup/test",
        description="Run the tests of the addons (default: all) on a private Odoo. "
        "A skipped test, a warning in the log and an untranslated text fail the run.",
    )
    parser.add_argument("addons", nargs="*", metavar="ADDON")
    parser.add_argument("--tags", help="Odoo test tags, e.g. :TestTicket or .test_name")
    parser.add_argument("--no-tours", action="store_true", help="leave out the browser")
    parser.add_argument("--allow-skips", action="store_true")
    parser.add_argument(
        "--rounds",
        type=int,
        default=1,
        help="attempts to break in at each door of a server with workers; 0: none",
    )
    parser.add_argument(
        "--no-coexist",
        action="store_true",
        help="leave out the run beside helpdesk_mgmt",
    )
    return parser.parse_args(argv)


def command(argv):
    options = arguments(argv)
    names = addons.chosen(options.addons)
    tally = Tally()
    workbench = kit.obtain()
    chromium = None if options.no_tours else browser.obtain_in_background()
    whole = not options.addons and not options.tags
    if whole:
        own_tests(tally)
    with workbench.cluster.in_use(), lock("test", "another test run is going on"):
        templates = template.Templates(workbench.server, names)
        templates.obtain()
        if chromium:
            chromium()
            axe.obtain()
        run_addons(workbench, templates, names, options, tally)
        if whole:
            workbook.check(workbench, templates, tally)
            scenario.check(workbench, templates, tally)
            arrivals.check(workbench, templates, tally)
            outage.check(workbench, templates, tally)
        if whole and options.rounds:
            doors.check(workbench, templates, tally, options.rounds)
        if whole and not options.no_coexist:
            coexist.check(workbench, templates, names, tally)
    return tally.close(options.allow_skips)


def run_addons(workbench, templates, names, options, tally):
    for log in filter(Path.exists, templates.logs()):
        tally.add(odoolog.read(log), log.stem)
    if not options.tags:
        with clone(workbench, templates, "terms") as database:
            translations.check(workbench.server, database, templates, names, tally)
    parts = [names] if options.tags else shares(names)

    def run(part):
        log = "-".join(["test", *(part if len(parts) > 1 else ())])
        with clone(workbench, templates, log.replace("-", "_")) as database:
            specs = tags(part, options)
            odootests.run(workbench.server, log, database, specs, tally, "tests")

    with step(f"tests of {', '.join(names)}"):
        report.together(*(partial(run, part) for part in parts))
    say(f"           the logs are {LOG / 'test*.log'}")


@contextmanager
def clone(workbench, templates, name):
    database = f"{name}_{os.getpid()}"
    template.clone(workbench.cluster, templates.full, database)
    try:
        yield database
    finally:
        template.drop(workbench.cluster, database)


def shares(names, servers=2):
    """The addons in as many parts of about the same length, to test side by side.

    >>> shares(["intervia_helpdesk", "intervia_helpdesk_portal", "other"])
    [['intervia_helpdesk'], ['intervia_helpdesk_portal', 'other']]
    """
    parts = [[] for _server in range(servers)]
    for name in sorted(names, key=SECONDS.__getitem__, reverse=True):
        min(parts, key=lambda part: sum(map(SECONDS.__getitem__, part))).append(name)
    return [part for part in parts if part]


def tags(names, options):
    left_out = browser.tours(names) if options.no_tours else []
    return odootests.tags(names, options.tags, left_out)


def own_tests(tally):
    """The unit tests of this folder, in a process of their own."""
    with step("tests of the set-up itself"):
        done = subprocess.run(
            [libraries.python(), "-m", "unittest", "discover", "-s", SETUP / "tests"],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SETUP)},
        )
    (LOG / "own-tests.log").write_text(done.stderr)
    ran = re.search(r"^Ran (\d+) test", done.stderr, re.M)
    if not ran:
        raise Problem(
            f"the set-up's own tests did not run; see {LOG / 'own-tests.log'}."
        )
    broken = re.findall(r"^(?:FAIL|ERROR): (.+)$", done.stderr, re.M)
    skipped = re.search(r"skipped=(\d+)", done.stderr)
    tally.failed += [f"set-up: {name}" for name in broken]
    tally.skipped += ["set-up"] * int(skipped[1] if skipped else 0)
    tally.passed += int(ran[1]) - len(broken) - int(skipped[1] if skipped else 0)


if __name__ == "__main__":
    report.main(command)

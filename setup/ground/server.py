"""Starting Odoo: what every start has in common."""

import re
from pathlib import Path

from . import libraries, process
from .paths import DATA, ROOT, SCRIPTS

# The mail gateway speaks XML-RPC because JSON would spoil mail that is not UTF-8;
# Odoo says at each call that its successor will not know it any more.
QUIET = ("--log-handler", "odoo.addons.rpc.controllers.xmlrpc:ERROR")
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
TEST = re.compile(r"(\d+) post-tests|Starting (\w+\.\w+) \.\.\.")


class Server:
    """Odoo's command line on our private cluster."""

    def __init__(self, odoo, cluster, addons_path=ROOT, more_python=()):
        self.odoo = odoo
        self.cluster = cluster
        self.addons_path = addons_path
        self.more_python = more_python

    def command(self, *arguments, subcommand=()):
        paths = ["--addons-path", self.addons_path] if self.addons_path else []
        return [
            *(libraries.python(), "-m", "odoo", *subcommand),
            *("--config", Path("/dev/null")),
            *("--db_host", self.cluster.socket, "--db_user", "odoo"),
            *("--data-dir", DATA, "--unaccent", *paths, *QUIET, *arguments),
        ]

    def environment(self):
        # The tests start mail exchanges of their own with the code under setup/.
        return self.odoo.environment(*self.more_python)

    def run(self, log, *arguments, subcommand=(), **options):
        """Run to its end and return the exit code, with progress by module."""
        return process.run(
            self.command(*arguments, subcommand=subcommand),
            log,
            progress=progress,
            env=self.environment(),
            **options,
        )

    def script(self, log, database, name, **variables):
        """Run one of scripts/ in Odoo's shell; variables reach it by environment."""
        environment = self.environment()
        environment.update({key: str(value) for key, value in variables.items()})
        with (SCRIPTS / name).open("rb") as source:
            return process.run(
                self.command("-d", database, "--no-http", subcommand=["shell"]),
                log,
                stdin=source,
                progress=progress,
                env=environment,
            )


def progress(path):
    """Where a running Odoo is, read from the end of its log."""
    with path.open("rb") as log:
        log.seek(0, 2)
        log.seek(max(0, log.tell() - 20_000))
        text = log.read().decode(errors="replace")
    module = LOADING.findall(text)
    test = TEST.findall(text)
    if test and test[-1][1]:
        return f"test {test[-1][1]}"
    if module:
        name, number, total = module[-1]
        return f"module {number} of {total}: {name}"
    return None

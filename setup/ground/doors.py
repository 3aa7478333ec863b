"""The doors: a real server with four workers, and those who try to break in."""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from . import scenario, template
from .paths import SCRIPTS, SETUP
from .process import free_port
from .report import step

FIRST_PORT = 8189
WORKERS = 4


def check(workbench, templates, tally, count):
    """Run ``count`` rounds at every door, and count each door as one check."""
    sys.path.insert(0, str(SETUP))
    from doors.rounds import Rounds

    database = f"doors_{os.getpid()}"
    with (
        step(f"doors: {count} rounds at each, {WORKERS} workers and a restart"),
        tempfile.TemporaryDirectory(prefix="intervia-") as folder,
    ):
        template.clone(workbench.cluster, templates.full, database)
        state_file = Path(folder) / "state.json"
        server = Restarted(workbench, database)
        try:
            workbench.server.script(
                "doors-people", database, "doors.py", OUTPUT=state_file
            )
            state = {**json.loads(state_file.read_text()), "database": database}
            server.start()
            rounds = Rounds(
                server.port,
                state,
                server.restart,
                lambda sql: workbench.cluster.query(sql, database),
            )
            for name, complaints in rounds.run_all(count).items():
                tally.check(f"doors: {name}", complaints[:3])
        finally:
            server.stop()
            template.drop(workbench.cluster, database)


class Restarted:
    """A server with several workers that can be ended and started again."""

    def __init__(self, workbench, database):
        self.workbench, self.database = workbench, database
        self.port = free_port(FIRST_PORT)
        self.running = contextlib.ExitStack()

    def start(self):
        # a server with workers starts one more of itself, by the name of its file
        module, file = ("-m", "odoo"), str(SCRIPTS / "odoo_bin.py")
        command = self.workbench.server.command(
            *("-d", self.database, "--db-filter", f"^{self.database}$"),
            "--no-database-list",
            *("--workers", WORKERS, "--max-cron-threads", "0"),
            *("--http-interface", "127.0.0.1", "--http-port", self.port),
            *("--gevent-port", free_port(self.port + 1), "--db_maxconn", "16"),
        )
        place = command.index(module[0])
        command[place : place + len(module)] = [file]
        self.running.enter_context(
            scenario.background(
                "doors-odoo", command, self.workbench.server.environment()
            )
        )
        scenario.wait_for_answer(self.port)

    def stop(self):
        self.running.close()

    def restart(self):
        self.stop()
        self.start()

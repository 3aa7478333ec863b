"""The scenario: a real server, a real mail exchange, and people at their doors."""

import http.client
import json
import os
import re
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import libraries, odoolog, template
from .paths import LOG, SETUP
from .process import free_port, tail
from .report import Problem, step

FIRST_PORT, FIRST_MAIL_PORT = 8169, 2625
PATIENCE = 120
# Said as a warning though the story means it: a call that is refused, and XML-RPC,
# which Odoo's own mail gateway script still speaks.
EXPECTED = {"odoo.http", "odoo.addons.rpc.controllers.xmlrpc"}
# What a job of the platform says when somebody else was quicker: it runs again.
RETRIED = "could not serialize access"


def check(workbench, templates, tally):
    """Tell the story of setup/scenario against a server of its own, and count it."""
    database = f"scenario_{os.getpid()}"
    with (
        step("scenario: SMTP and HTTP against a running server"),
        tempfile.TemporaryDirectory(prefix="intervia-") as folder,
        ExitStack() as running,
    ):
        folder = Path(folder)
        template.clone(workbench.cluster, templates.full, database)
        running.callback(template.drop, workbench.cluster, database)
        workbench.server.script(
            "scenario-demo", database, "demo.py", OUTPUT=folder / "state.json"
        )
        story = start(workbench, running, database, folder)
        run_story(story, tally)
    log = odoolog.read(LOG / "scenario-odoo.log")
    log.loud = [record for record in log.loud if not is_meant(record)]
    tally.add(log, "scenario")


def is_meant(record):
    return record["logger"] in EXPECTED or RETRIED in record["text"]


def start(workbench, running, database, folder, name="scenario"):
    """Start the exchange and Odoo; return what the story needs to find them.

    :param str name: how their logs begin
    """
    state = json.loads((folder / "state.json").read_text())
    port, mail_port = free_port(FIRST_PORT), free_port(FIRST_MAIL_PORT)
    url, mail = f"http://127.0.0.1:{port}", folder / "mail"
    settings = {
        "url": url,
        "database": database,
        "user": state["user"],
        "key": state["key"],
        "folder": str(mail),
        "port": mail_port,
    }
    (folder / "exchange.json").write_text(json.dumps(settings))
    exchange = [libraries.python(), "-m", "ground.exchange", folder / "exchange.json"]
    paths = {**os.environ, "PYTHONPATH": str(SETUP)}
    running.enter_context(background(f"{name}-exchange", exchange, paths))
    odoo = workbench.server.command(
        *("-d", database, "--db-filter", f"^{database}$", "--max-cron-threads", "1"),
        *("--http-interface", "127.0.0.1", "--http-port", port),
        *("--smtp", "127.0.0.1", "--smtp-port", mail_port),
    )
    running.enter_context(
        background(f"{name}-odoo", odoo, workbench.server.environment())
    )
    wait_for_answer(port, name)
    return {
        "STORY_URL": url,
        "STORY_DATABASE": database,
        "STORY_SMTP": str(mail_port),
        "STORY_MAIL": str(mail),
    }


@contextmanager
def background(name, command, environment):
    """Run a process, its output in var/log, for as long as the block lasts."""
    with (LOG / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for_answer(port, name="scenario"):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/web/login")
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.3)
        finally:
            connection.close()
    raise Problem(f"Odoo does not answer:\n{tail(LOG / f'{name}-odoo.log')}")


def run_story(story, tally):
    done = subprocess.run(
        [libraries.python(), "-m", "unittest", "-v", "scenario.test_story"],
        cwd=SETUP,
        env={**os.environ, **story},
        capture_output=True,
        text=True,
    )
    (LOG / "scenario.log").write_text(done.stderr)
    results = re.findall(r"^(test_\w+) .*? \.\.\. (\w+)", done.stderr, re.M | re.S)
    if not results:
        raise Problem(f"the scenario did not run; see {LOG / 'scenario.log'}")
    for name, end in results:
        complaint = [] if end == "ok" else [f"{end}; see {LOG / 'scenario.log'}"]
        tally.check(f"scenario: {name}", complaint)

"""The outage: mails are fetched while servers die, and none is lost or doubled.

200 mails wait in an IMAP and a POP mailbox, 40 of them in both, and two Odoo fetch them
at once. Odoo, dovecot and PostgreSQL are killed in the middle of it, as by a power cut.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from email.message import EmailMessage
from pathlib import Path

from . import dovecot, template
from .paths import LOG, SCRIPTS
from .report import Problem, step

MAILS, IN_BOTH = 200, 40
BOXES = ("imap", "pop")
VICTIMS = ("dovecot", "postgres", "odoo")
PATIENCE = 60
ALL = "message_id LIKE '<outage-%'"
# The threshold guards against loops: here a few clients write very much.
PREPARE = """
INSERT INTO fetchmail_server
       (name, server_type, server, port, "user", password, state, active, attach,
        object_id)
SELECT kind, kind, '127.0.0.1', port, kind, 'secret', 'done', true, true, ir_model.id
  FROM (VALUES ('imap', {imap}), ('pop', {pop})) AS box (kind, port), ir_model
 WHERE model = 'intervia.ticket';
INSERT INTO ir_config_parameter (key, value)
VALUES ('mail.gateway.loop.threshold', '100000')
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
SELECT alias_full_name FROM mail_alias WHERE alias_name = 'sistemas'
"""


def check(workbench, templates, tally):
    """Let everything die in the middle of fetching, and count what was kept."""
    packages, version = dovecot.obtain()
    database = f"outage_{os.getpid()}"
    with (
        step(f"outage: {MAILS} mails are fetched while servers die"),
        tempfile.TemporaryDirectory(prefix="intervia-") as folder,
        ExitStack() as running,
    ):
        template.clone(workbench.cluster, templates.full, database)
        running.callback(template.drop, workbench.cluster, database)
        post = dovecot.Dovecot(packages, version, Path(folder))
        running.callback(post.kill)
        outage = Outage(workbench, database, post)
        running.callback(outage.end)
        outage.run()
        complaints = outage.complaints()
    tally.check(f"outage: {outage.killed}", complaints)


def build(number, area):
    mail = EmailMessage()
    mail["From"] = f"Cliente {number % 37} <cliente{number % 37}@cliente.example>"
    mail["To"] = area
    mail["Subject"] = f"Avería {number}"
    mail["Message-Id"] = f"<outage-{number}@cliente.example>"
    mail.set_content(f"No funciona el equipo {number}: se apaga solo cada mañana.\n")
    return mail.as_bytes()


class Outage:
    """The mailboxes, the two processes that empty them, and who dies when."""

    def __init__(self, workbench, database, post):
        self.server, self.cluster = workbench.server, workbench.cluster
        self.database, self.post = database, post
        self.killed = Counter()
        self.fetching = {}

    def run(self):
        # A transaction that was confirmed is on disk, as on any real server.
        self.cluster.query(
            f'ALTER DATABASE "{self.database}" SET synchronous_commit TO on'
        )
        self._fill()
        self.post.start()
        self._fetch()
        for number, victim in enumerate(VICTIMS, 1):
            self._wait_for(lambda n=number: self._count() >= MAILS * n // 4)
            self._kill(victim)
        self._wait_for(lambda: not self.waiting())
        for box in reversed(BOXES):  # the last one tidies up
            (self.post.base / f"{box}.stop").touch()
            self.fetching[box].wait(PATIENCE)

    def _fill(self):
        ((area,),) = self._query(PREPARE.format(imap=self.post.imap, pop=self.post.pop))
        self.post.prepare(BOXES)
        half = (MAILS - IN_BOTH) // 2
        for number in range(MAILS):
            raw = build(number, area)
            if number < half + IN_BOTH:
                self.post.deliver("imap", f"{number}.mail", raw)
            if number >= half:
                self.post.deliver("pop", f"{number}.mail", raw)
        self.post.hand_over(BOXES)

    def waiting(self):
        """Mails that are still unread, or still there: POP deletes what it read."""
        return sum(map(self.post.waiting, BOXES))

    # Fetching

    def _fetch(self):
        command = self.server.command(
            *("-d", self.database, "--no-http"),
            *("--smtp", "127.0.0.1", "--smtp-port", "1"),
            subcommand=["shell"],
        )
        for box in BOXES:
            variables = {
                "MAILBOX": box,
                "STOP": str(self.post.base / f"{box}.stop"),
            }
            with (
                (SCRIPTS / "outage.py").open("rb") as source,
                (LOG / f"outage-{box}.log").open("ab") as log,
            ):
                self.fetching[box] = subprocess.Popen(
                    [str(part) for part in command],
                    env={**self.server.environment(), **variables},
                    stdin=source,
                    stdout=log,
                    stderr=log,
                )

    def _wait_for(self, is_reached):
        until = time.monotonic() + PATIENCE
        while not is_reached():
            if time.monotonic() > until:
                raise Problem(f"nothing is fetched any more; see {LOG}/outage-*.log")
            time.sleep(0.3)

    def _count(self):
        """How many mails are in the ledger."""
        ((count,),) = self._query(f"SELECT count(*) FROM intervia_intake WHERE {ALL}")
        return count

    def end(self):
        for process in self.fetching.values():
            process.kill()
            process.wait()

    # Dying

    def _kill(self, victim):
        if victim == "odoo":
            self.end()
            self._fetch()
        elif victim == "dovecot":
            self.post.kill()
            self.post.start()
        else:
            self._kill_backend()
        self.killed[victim] += 1

    def _kill_backend(self):
        """A connection dies of SIGKILL: PostgreSQL ends all others and recovers."""
        rows = self._query(
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() LIMIT 1"
        )
        for (pid,) in rows:
            os.kill(pid, signal.SIGKILL)
            time.sleep(1)

    def _query(self, statement):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.cluster.query(statement, self.database)
            except Problem:  # it recovers
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    # Counting

    def complaints(self):
        """What is wrong; each mail must be one row, one ticket and one message."""
        expected = {
            f"SELECT outcome, count(*) FROM intervia_intake WHERE {ALL} GROUP BY 1": [
                ["ticket", MAILS]
            ],
            "SELECT count(*), count(DISTINCT name) FROM intervia_ticket"
            " WHERE name LIKE 'Avería %'": [[MAILS, MAILS]],
            "SELECT count(*), count(DISTINCT message_id) FROM mail_message"
            f" WHERE {ALL}": [[MAILS, MAILS]],
        }
        found = {statement: self._query(statement) for statement in expected}
        wrong = [
            f"{found[statement]}, not {rows}: {statement}"
            for statement, rows in expected.items()
            if found[statement] != rows
        ]
        if self.waiting():
            wrong.append(f"{self.waiting()} mails are left in the mailboxes")
        if dict(self.killed) != Counter(VICTIMS):
            wrong.append(f"only {dict(self.killed)} died")
        return wrong

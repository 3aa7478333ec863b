"""200 mails in each of two mailboxes, and everything dies in the middle of fetching.

    python -m outage WORK DOVECOT_ROOT PG_SOCKET DATABASE -- ODOO SHELL...

Odoo, dovecot and PostgreSQL are killed with SIGKILL again and again, until the mailboxes
are empty. Then each mail must have one row in the ledger, one outcome and one ticket.
"""

import os
import random
import signal
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

from .dovecot import Dovecot

MAILS, IN_BOTH = 200, 40
IMAP, POP = 11431, 11101
SCRIPTS = Path(__file__).parent
random.seed(7)


def build(number, area):
    mail = EmailMessage()
    mail["From"] = f"Cliente {number % 37} <cliente{number % 37}@cliente.example>"
    mail["To"] = area
    mail["Subject"] = f"Avería {number}"
    mail["Message-Id"] = f"<outage-{number}@cliente.example>"
    mail["Date"] = "Mon, 1 Jun 2026 10:00:00 +0200"
    mail.set_content(f"No funciona el equipo {number}: se apaga solo cada mañana.\n")
    return mail.as_bytes()


class Outage:
    def __init__(self, arguments):
        split = arguments.index("--")
        work, root, self.socket, self.database = arguments[:split]
        self.odoo = arguments[split + 1 :]
        Path(work).mkdir(parents=True)
        self.dovecot = Dovecot(Path(root), Path(work), IMAP, POP)
        self.kills = {"odoo": 0, "dovecot": 0, "postgres": 0}

    def query(self, sql):
        command = ["psql", "-XtA", "-h", self.socket, "-U", "odoo", self.database]
        done = subprocess.run(
            [*command, "-c", sql], capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    def script(self, name, wait=True):
        with (SCRIPTS / f"{name}.py").open() as source:
            process = subprocess.Popen(
                self.odoo,
                stdin=source,
                stdout=subprocess.DEVNULL,
                stderr=(self.dovecot.base / "odoo.log").open("ab"),
                env={**os.environ, "IMAP": str(IMAP), "POP": str(POP)},
            )
        if wait:
            process.wait()
        return process

    def fill(self, area):
        self.dovecot.prepare(["imap", "pop"])
        for number in range(2 * MAILS - IN_BOTH):
            raw = build(number, area)
            if number < MAILS:
                self.dovecot.deliver("imap", f"{number}.mail", raw)
            if number >= MAILS - IN_BOTH:
                self.dovecot.deliver("pop", f"{number}.mail", raw)
        self.dovecot.hand_over()

    def kill_backend(self):
        """A connection of Odoo dies of SIGKILL: PostgreSQL restarts all the others."""
        sql = (
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() LIMIT 1"
        )
        pids = self.query(sql)
        if pids:
            os.kill(int(pids[0]), signal.SIGKILL)
            self.kills["postgres"] += 1
            time.sleep(3)

    def waiting(self):
        box = self.dovecot.base
        unread = [*(box / "imap/Maildir/new").iterdir()]
        unread += [
            f for f in (box / "imap/Maildir/cur").iterdir() if "S" not in f.name[-6:]
        ]
        pop = [f for d in ("new", "cur") for f in (box / "pop/Maildir" / d).iterdir()]
        return len(unread), len(pop)

    def run(self):
        self.script("prepare")
        (area,) = self.query(
            "SELECT alias_full_name FROM mail_alias WHERE alias_name = 'outage'"
        )
        self.fill(area)
        self.dovecot.start()
        for turn in range(40):
            if not any(self.waiting()):
                break
            process = self.script("fetch", wait=False)
            time.sleep(random.uniform(5, 12))
            if process.poll() is not None:
                continue
            victim = ("odoo", "postgres", "dovecot", "odoo")[turn % 4]
            if victim == "postgres":
                self.kill_backend()
            if victim == "dovecot":
                self.dovecot.kill()
                self.dovecot.start()
                self.kills["dovecot"] += 1
            time.sleep(1)
            if process.poll() is None and victim == "odoo":
                process.kill()
                self.kills["odoo"] += 1
            if turn < 12:
                process.kill()
            process.wait()
        self.script("settle")
        return self.verdict()

    def verdict(self):
        expected = 2 * MAILS - IN_BOTH
        where = "message_id LIKE '<outage-%'"
        rows = self.query(
            "SELECT outcome || ':' || count(*) FROM intervia_intake"
            f" WHERE {where} GROUP BY outcome"
        )
        tickets = self.query(
            "SELECT count(*) || '/' || count(DISTINCT name) FROM intervia_ticket"
            " WHERE name LIKE 'Avería %'"
        )
        messages = self.query(
            "SELECT count(*) || '/' || count(DISTINCT message_id) FROM mail_message"
            f" WHERE {where}"
        )
        print("killed:", self.kills, "left in the mailboxes:", self.waiting())
        print("ledger:", rows, "tickets:", tickets, "messages:", messages)
        good = rows == [f"ticket:{expected}"]
        return good and tickets == messages == [f"{expected}/{expected}"]


if __name__ == "__main__":
    outage = Outage(sys.argv[1:])
    try:
        is_good = outage.run()
    finally:
        outage.dovecot.kill()
    sys.exit(not is_good)

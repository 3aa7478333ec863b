"""The arrivals: every awkward mail comes over the wire, and three times.

Odoo's own job fetches them from an IMAP and a POP mailbox; then each is handed in as
by the script that mail servers start. What Odoo sends goes to the local mail exchange,
where it is looked at.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from . import dovecot, mailboxes, odoolog, scenario, template
from .gateway import Gateway, Unavailable
from .outage import PREPARE
from .paths import LOG, ROOT
from .report import Problem, step

BOXES = ("imap", "pop")
PATIENCE = 300
TRACEBACK = "Traceback (most recent call last)"
FETCH_NOW = """
UPDATE ir_cron SET active = true, nextcall = now() AT TIME ZONE 'UTC'
 WHERE id = (SELECT res_id FROM ir_model_data
              WHERE module = 'mail' AND name = 'ir_cron_mail_gateway_action')
"""
LAST = "SELECT coalesce(max(id), 0) FROM intervia_intake"
UNDONE = """
SELECT (SELECT count(*) FROM mail_mail WHERE state = 'outgoing')
     + (SELECT count(*) FROM intervia_intake
         WHERE outcome = 'received' OR notices_due IS NOT NULL)
"""


def check(workbench, templates, tally):
    """Let every mail arrive, and count what became of it."""
    packages, version = dovecot.obtain()
    database = f"arrivals_{os.getpid()}"
    with (
        step("arrivals: every awkward mail by IMAP, by POP and by script"),
        tempfile.TemporaryDirectory(prefix="intervia-") as folder,
        ExitStack() as running,
    ):
        template.clone(workbench.cluster, templates.full, database)
        running.callback(template.drop, workbench.cluster, database)
        post = dovecot.Dovecot(packages, version, Path(folder))
        running.callback(post.kill)
        arrivals = Arrivals(workbench, database, Path(folder), post)
        arrivals.run(running)
        complaints = arrivals.complaints()
    tally.check(f"arrivals: {len(arrivals.mails)} mails, three times each", complaints)


def awkward_mails(area):
    """Pairs of the outcome, where it is known, and a raw mail to the address ``area``.

    Those of the addon's tests, and the public ones beside the repository, if any. No
    mail server passes NUL on (RFC 3501 §9); dovecot writes another byte for it.
    """
    tests = str(ROOT / "intervia_helpdesk" / "tests")
    sys.path.insert(0, tests)
    try:
        import broken_mails
        import raw_mails
        import shared_data
    finally:
        sys.path.remove(tests)
    ours = [(outcome, raw) for _name, raw, outcome in raw_mails.get_all(area)]
    small = [raw for _outcome, raw in ours if len(raw) < 20_000]
    others = [
        *broken_mails.get_broken(small, 60),
        *broken_mails.get_monstrous(area),
        *shared_data.get_raw_mails("mikel-mail", "sisimai"),
    ]
    every = ours + [("", raw) for _name, raw in others]
    return [(outcome, raw.replace(b"\0", b"\x80")) for outcome, raw in every]


class Arrivals:
    """The mailboxes, the server that empties them, and what it said and sent."""

    def __init__(self, workbench, database, folder, post):
        self.workbench, self.database = workbench, database
        self.folder, self.post = folder, post
        self.mails = []
        self.refused = []

    def run(self, running):
        self._fill()
        self.post.start()
        self.workbench.server.script(
            "arrivals-demo", self.database, "demo.py", OUTPUT=self.folder / "state.json"
        )
        server = scenario.start(
            self.workbench, running, self.database, self.folder, "arrivals"
        )
        self._query(FETCH_NOW)
        self.workbench.cluster.query(
            f"SELECT pg_notify('cron_trigger', '{self.database}')"
        )
        self._wait_for(lambda: not sum(map(self.post.waiting, BOXES)))
        self._hand_in(server["STORY_URL"])
        self._wait_for(lambda: self._query(UNDONE) == [[0]])

    def _fill(self):
        ((area,),) = self._query(PREPARE.format(imap=self.post.imap, pop=self.post.pop))
        ((self.last,),) = self._query(LAST)
        self.mails = awkward_mails(area)
        self.post.prepare(BOXES)
        for number, (_outcome, raw) in enumerate(self.mails):
            for box in BOXES:
                self.post.deliver(box, f"{number}.mail", raw)
        self.post.hand_over(BOXES)

    def _hand_in(self, url):
        """As the script does that a mail server starts for each mail."""
        state = json.loads((self.folder / "state.json").read_text())
        gateway = Gateway(url, self.database, state["user"], state["key"])
        for _outcome, raw in self.mails:
            try:
                gateway.process(raw)
            except Unavailable as error:
                self.refused.append(f"the script was refused: {error}")

    def _wait_for(self, is_reached):
        until = time.monotonic() + PATIENCE
        while not is_reached():
            if time.monotonic() > until:
                raise Problem(f"it does not end; see {LOG / 'arrivals-odoo.log'}")
            time.sleep(0.5)

    def _query(self, statement):
        return self.workbench.cluster.query(statement, self.database)

    def complaints(self):
        """What is wrong with the ledger, with Odoo's log and with what was sent."""
        source, target = self.folder / "mails", self.folder / "verdict.json"
        source.mkdir()
        for number, (outcome, raw) in enumerate(self.mails):
            (source / f"{number:04}.{outcome or 'any'}").write_bytes(raw)
        self.workbench.server.script(
            "arrivals-ledger",
            self.database,
            "arrivals.py",
            SOURCE=source,
            OUTPUT=target,
            LAST=self.last,
        )
        verdict = json.loads(target.read_text())
        return [
            *self.refused,
            *verdict["complaints"],
            *self._get_stumbles(),
            *self._get_answers(verdict["machines"], verdict["people"]),
        ]

    def _get_stumbles(self):
        with (LOG / "arrivals-odoo.log").open(errors="replace") as log:
            for record in odoolog.records(line.rstrip("\n") for line in log):
                is_loud = record["level"] in odoolog.LOUD or TRACEBACK in record["text"]
                if is_loud and not scenario.is_meant(record):
                    yield f"{record['logger']}: {record['text'][-300:]}"

    def _get_answers(self, machines, people):
        """What was sent about a mail that a machine wrote; people do get receipts."""
        mails = self.folder / "mail"
        sent = [
            (address, file.read_bytes().split(b"\n\n")[0].decode(errors="replace"))
            for address in mailboxes.boxes(mails)
            for file in (mails / address).glob("*/*")
        ]
        if not any(
            message_id in head for _address, head in sent for message_id in people
        ):
            yield "nobody was answered"
        for address, head in sent:
            for message_id in machines:
                if message_id in head:
                    yield f"{address} was answered: {message_id}"

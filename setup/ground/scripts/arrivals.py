# Odoo shell: compare the ledger with the raw mails in SOURCE, whose suffix is the
# outcome; write to OUTPUT what is wrong, and the ids of mails of machines and people.
import json
import os
from collections import defaultdict
from pathlib import Path

from odoo.addons.intervia_helpdesk.tools.incoming_mail import IncomingMail

# By the clock of a machine that may do other things; the tests count what each takes.
MAX_SECONDS = 15
rows = env["intervia.intake"].search([("id", ">", int(os.environ["LAST"]))])
complaints, machines, people = [], set(), set()
outcomes = defaultdict(set)
for path in sorted(Path(os.environ["SOURCE"]).iterdir()):
    mail = IncomingMail(path.read_bytes())
    outcomes[mail.fingerprint].add(path.suffix[1:])
    (machines if mail.machine_sign else people).add(mail.message_id)
for fingerprint, expected in outcomes.items():
    row = rows.filtered(lambda r, known=fingerprint: r.fingerprint == known)
    said = f"{row.message_id} {row.subject!r}: {row.outcome}"
    if len(row) != 1:
        complaints.append(f"{len(row)} rows for one mail")
    elif row.outcome in ("received", "failed"):
        complaints.append(f"{said}: {row.reason}")
    elif "any" not in expected and row.outcome not in expected:
        complaints.append(f"{said}, not {expected}")
    if row.seconds > MAX_SECONDS:
        complaints.append(f"{said} in {row.seconds:.1f} s")
others = rows.filtered(lambda r: r.fingerprint not in outcomes)
complaints += [f"twice: {row.message_id} {row.subject!r}" for row in others]
result = {
    "complaints": complaints,
    "machines": sorted(machines - people - {""}),
    "people": sorted(people - machines - {""}),
}
Path(os.environ["OUTPUT"]).write_text(json.dumps(result))

"""Our wheels beside another helpdesk: one database, both installed, tests green.

The wheels are built, and installed with OCA's `helpdesk_mgmt` into a folder of its own;
Odoo then finds the addons there and not in the working tree.
"""

import hashlib
import os
import shutil
import zipfile

from . import libraries, odoolog, odootests, server, template, wheels
from .paths import LOG, ROOT, RUN, SETUP, VAR
from .report import step

NEIGHBOUR = "helpdesk_mgmt"
LOCK = SETUP / "requirements-coexist.txt"
WHEELS = VAR / "wheels"
SITE = VAR / "coexist"
PART = "beside helpdesk_mgmt"
# Where a neighbour can be in the way: names, menus and screens, rights, mails, pages.
TESTS = """
    /intervia_helpdesk:TestAccess
    /intervia_helpdesk:TestAnswer
    /intervia_helpdesk:TestAssignment
    /intervia_helpdesk:TestConfidentiality
    /intervia_helpdesk:TestMailIntake
    /intervia_helpdesk:TestMailNotices
    /intervia_helpdesk:TestMailReply
    /intervia_helpdesk:TestViews
    /intervia_helpdesk:TestWorkflow
    /intervia_helpdesk_billing:TestCharge
    /intervia_helpdesk_billing:TestOrderPages
    /intervia_helpdesk_portal:TestClientActs
    /intervia_helpdesk_portal:TestQuestionForm
    /intervia_helpdesk_portal:TestTicketList
    /intervia_helpdesk_stock:TestSupply
"""


def check(workbench, templates, names, tally):
    """Install and test beside the neighbour, unless these very files passed before."""
    stamp = RUN / f"coexists-{_key(templates)}"
    if stamp.exists():
        tally.check(f"{PART} (unchanged since it passed)", [])
        return
    before = len(tally.failed)
    with step("wheels of the four addons, and helpdesk_mgmt"):
        wheels.build(names, WHEELS, tracked_only=False)
        install()
    beside = server.Server(workbench.odoo, workbench.cluster, None, (SITE,))
    database = f"coexist_{os.getpid()}"
    template.clone(workbench.cluster, templates.base, database)
    try:
        with step(f"installing beside {NEIGHBOUR}"):
            _install_addons(beside, database, names)
        tally.add(odoolog.read(LOG / "coexist-install.log", NEIGHBOUR), PART)
        with step(f"tests beside {NEIGHBOUR}"):
            wanted = [test for test in TESTS.split() if test[1:].split(":")[0] in names]
            specs = odootests.tags(names, ",".join(wanted))
            log = "coexist-test"
            odootests.run(beside, log, database, specs, tally, PART, NEIGHBOUR)
    finally:
        template.drop(workbench.cluster, database)
    if len(tally.failed) == before:
        stamp.touch()


def _key(templates):
    digest = hashlib.sha256(templates.full.encode() + LOCK.read_bytes())
    for name in templates.names:
        for path in sorted((ROOT / name / "tests").rglob("*.*")):
            digest.update(path.read_bytes() if path.suffix != ".pyc" else b"")
    return digest.hexdigest()[:12]


def install():
    """The neighbour by pip with its hash; ours are plain archives just made."""
    shutil.rmtree(SITE, ignore_errors=True)
    libraries.install_into(SITE, LOCK)
    for wheel in WHEELS.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(SITE)


def _install_addons(beside, database, names):
    beside.run(
        "coexist-install",
        *("-d", database, "-i", ",".join([NEIGHBOUR, *names]), "--with-demo"),
        *("--no-http", "--stop-after-init"),
    )

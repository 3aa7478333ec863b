"""Every term of ours has its Spanish: the source's terms against ``i18n/es.po``."""

import subprocess

from . import addons, libraries
from .paths import ROOT, RUN, SCRIPTS, VAR
from .report import step

TERMS = VAR / "terms"


def check(server, database, templates, names, tally):
    """One check per addon; once all pass, nothing is asked until a file changes."""
    stamp = RUN / f"translated-{templates.full}"
    if stamp.exists():
        for name in names:
            tally.check(f"translation of {name}", [])
        return
    with step("Spanish translations"):
        export(server, database, names)
        found = {name: compare(name) for name in names}
    for name, complaints in found.items():
        tally.check(f"translation of {name} (setup/ctl i18n helps)", complaints)
    if set(names) == set(addons.manifests()) and not any(found.values()):
        stamp.touch()


def export(server, database, names):
    TERMS.mkdir(exist_ok=True)
    server.script(
        "terms", database, "export_terms.py", ADDONS=",".join(names), OUTPUT=TERMS
    )


def compare(name, merge=False):
    """What i18n/es.po lacks, a line each."""
    template, translated = TERMS / f"{name}.pot", ROOT / name / "i18n" / "es.po"
    if not template.stat().st_size:
        return []
    done = subprocess.run(
        [libraries.python(), SCRIPTS / "compare_terms.py", template, translated]
        + (["--merge"] if merge else []),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()

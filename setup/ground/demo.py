"""The demo database: a clone of the full template, switched to Spanish."""

import json

from . import template
from .paths import RUN
from .report import step

DATABASE = "demo"
STATE = RUN / "demo.json"


def state():
    try:
        return json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}


def obtain(kit, templates, reset):
    """The demo database, up to date with the code; fresh with ``reset``."""
    exists = DATABASE in kit.cluster.databases() and state()
    if exists and not reset:
        if state()["made_from"] != templates.full:
            _update(kit, templates)
        return
    with step("demo database, in Spanish"):
        template.clone(kit.cluster, templates.full, DATABASE)
        kit.server.script("demo", DATABASE, "demo.py", OUTPUT=STATE)
    _remember(templates)


def _update(kit, templates):
    with step("demo database: the addons changed since it was made"):
        kit.server.run(
            "demo-update",
            *("-d", DATABASE, "-u", ",".join(templates.names), "--i18n-overwrite"),
            *("--no-http", "--stop-after-init"),
        )
    _remember(templates)


def _remember(templates):
    STATE.write_text(json.dumps({**state(), "made_from": templates.full}))

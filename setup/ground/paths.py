"""Where everything is. All that is made lies in ``var/``: removing it undoes all."""

import os
from pathlib import Path

SETUP = Path(__file__).resolve().parents[1]
ROOT = SETUP.parent
VAR = ROOT / "var"
CACHE = Path(os.environ.get("INTERVIA_CACHE") or VAR / "cache").expanduser().resolve()
LOG = VAR / "log"
RUN = VAR / "run"
BIN = VAR / "bin"
MAIL = VAR / "mail"
DATA = VAR / "data"
SCRIPTS = SETUP / "ground" / "scripts"


def make_folders():
    for folder in (VAR, CACHE, LOG, RUN, BIN, MAIL, DATA):
        folder.mkdir(parents=True, exist_ok=True)

"""Odoo 19.0: found on this machine or fetched, and how to start it."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import debian, downloads
from .paths import VAR
from .process import output_of, succeeds
from .report import Problem, say, step

VERSION = "19.0.0+dfsg-1"
SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
POOL_PATH = f"pool/main/o/odoo/odoo-19_{VERSION}_all.deb"
SNAPSHOT_MOMENT = "20260415T000000Z"
PYTHON_PATH = "usr/lib/python3/dist-packages"
# 818 MB of the 1.3 GB are translations; those of the peninsula and English stay.
LEAVE_OUT = ("*/i18n/[!ecgp]*.po", "*/i18n_extra/[!ecgp]*.po")
# Fonts and scripts that Debian moved to packages of their own, from stable suites.
COMPANIONS = Path(__file__).with_name("companions.txt")
# Listed in mail's manifest, missing in Debian's package: without it each page of the
# back office logs an error and every tour there fails.
MISSING = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Odoo:
    home: Path  # the folder that holds the package `odoo`
    label: str  # changes when the source changes; part of the templates' keys

    def environment(self, *more_paths):
        paths = [*more_paths, self.home]
        variables = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(path) for path in paths),
            "PATH": f"{VAR / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPYCACHEPREFIX": str(VAR / "pycache"),
            "PYTHONUNBUFFERED": "1",
        }
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in [name for name in variables if name.startswith("PG")]:
            variables.pop(name)
        return variables


def obtain():
    """The Odoo to use: yours, one already unpacked, an installed one, a fetched one."""
    return _named_by_hand() or _unpacked() or _installed() or _fetched()


def series_of(home):
    """'19.0' when the folder holds that Odoo, read without importing it."""
    try:
        text = (home / "odoo" / "release.py").read_text()
    except OSError:
        return None
    hit = re.search(r"^version_info = \((\d+), (\d+),", text, re.M)
    return f"{hit[1]}.{hit[2]}" if hit else None


def _named_by_hand():
    named = os.environ.get("ODOO_HOME")
    if not named:
        return None
    for home in (Path(named).resolve(), Path(named).resolve() / PYTHON_PATH):
        if series_of(home) == "19.0":
            head = output_of(["git", "-C", home, "rev-parse", "HEAD"])
            return Odoo(home, head or f"{home}-{home.stat().st_mtime_ns}")
    raise Problem(f"ODOO_HOME={named} holds no Odoo 19.0; unset it to fetch one.")


def _unpacked():
    home = VAR / f"odoo-{VERSION}" / PYTHON_PATH
    return Odoo(home, VERSION) if series_of(home) == "19.0" else _cloned()


def _cloned():
    home = VAR / "odoo-git"
    return Odoo(home, "git-19.0") if series_of(home) == "19.0" else None


def _installed():
    home = Path("/") / PYTHON_PATH
    # Debian's own package lacks a file (see MISSING) that only root could add.
    if series_of(home) == "19.0" and (home / MISSING).exists():
        return Odoo(home, f"installed-{(home / 'odoo/release.py').stat().st_mtime_ns}")
    return None


def _fetched():
    with step("Odoo 19.0: download and unpack"):
        try:
            package = downloads.fetch(
                "odoo.deb",
                SHA256,
                debian.pool(POOL_PATH, SHA256),
                debian.snapshot(POOL_PATH, SHA256, SNAPSHOT_MOMENT),
            )
        except Problem as problem:
            return _another_19(problem)
        return _lay_out(package, VERSION)


def _another_19(problem):
    """The pinned file is nowhere: Debian's newest 19.0, or upstream's branch."""
    say(f"  !        {problem}")
    package = _newest_of_debian()
    if package:
        say("  !        using Debian's current odoo-19: NOT the pinned version")
        return _lay_out(package, VERSION)
    source = os.environ.get("INTERVIA_ODOO_GIT")
    target = VAR / "odoo-git"
    clone = ["git", "clone", "-q", "--depth", "1", "--branch", "19.0", source, target]
    if source and succeeds(clone):
        return _cloned()
    raise Problem(
        "Odoo 19.0 could not be fetched. Check the network, or name a checkout in "
        "ODOO_HOME, a repository in INTERVIA_ODOO_GIT, or a folder that holds "
        "odoo.deb in INTERVIA_CACHE."
    )


def _newest_of_debian():
    try:
        apt = debian.PrivateApt(["sid"])
        apt.update()
        found = debian.uris(["odoo-19"], apt.options(), alone=True)
        for name, url, digest in found:
            if name.startswith("odoo-19_19.0."):
                return downloads.fetch(name, digest, debian.by_apt(url, digest))
    except Problem as problem:
        say(f"  !        {problem}")
    return None


def _lay_out(package, version):
    target = VAR / f"odoo-{version}"
    fresh = VAR / f"odoo-{version}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    debian.unpack(package, fresh, LEAVE_OUT)
    for line in COMPANIONS.read_text().splitlines():
        if line and not line.startswith("#"):
            digest, path = line.split()
            name = path.rsplit("/", 1)[1]
            part = downloads.fetch(name, digest, debian.pool(path, digest))
            debian.unpack(part, fresh)
    missing = fresh / PYTHON_PATH / MISSING
    if not missing.exists():
        missing.parent.mkdir(parents=True, exist_ok=True)
        missing.write_text("/* not part of Debian's package */\n")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return Odoo(target / PYTHON_PATH, version)

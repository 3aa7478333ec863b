"""Databases made once and cloned: the slow part of every run, cached by content.

Template 1 holds Odoo's modules that ours need, with their web bundles, without Odoo's
demo data, which is of another company; template 2 adds our addons with their demo.
A clone with hard-linked files takes less than a second.
"""

import hashlib
import os
import shutil
from datetime import date

from . import addons, libraries
from .paths import DATA, LOG, RUN
from .process import lock
from .report import step

LANGUAGES = "en_US,es_ES"
COUNTRY = "ES"
MAY_HAVE_DEMO = "UPDATE ir_module_module SET demo = TRUE WHERE state = 'installed'"


class Templates:
    """The two templates for a choice of addons."""

    def __init__(self, server, names):
        self.server = server
        self.cluster = server.cluster
        self.names = addons.with_ours(names)
        self.base = f"t1_{self._base_key()}"
        self.full = f"t2_{self._full_key()}"

    def _base_key(self):
        parts = [self.server.odoo.label, *addons.dependencies(self.names), LANGUAGES]
        parts += [COUNTRY, MAY_HAVE_DEMO]
        parts += [str(self.cluster.major), libraries.lock_key()]
        return _short("|".join(parts))

    def _full_key(self):
        content = addons.content_key(self.names)
        # The demo's dates are relative to the day it is loaded: make it anew each week.
        week = date.today().strftime("%G-W%V")
        return _short("|".join([self.base, *self.names, content, week]))

    def obtain(self):
        """Build what is missing; the name of the full template."""
        with lock("templates", "another command is building the template database"):
            existing = self.cluster.databases()
            if self.base not in existing:
                self._build_base()
            if self.full not in existing:
                self._build_full()
                self._forget_old(existing)
        return self.full

    def logs(self):
        """The logs of installing our addons; their warnings count as ours."""
        names = (f"install-{self.full}", f"bundles-{self.full}")
        return [LOG / f"{name}.log" for name in names]

    def _build_base(self):
        modules = ",".join(addons.dependencies(self.names))
        fresh = f"{self.base}_new"
        drop(self.cluster, fresh)
        with step("template database: Odoo's core, at home in the country"):
            self._install("template-core", fresh, "base")
            self.server.script("template-country", fresh, "country.py", COUNTRY=COUNTRY)
        with step("template database: Odoo's modules (minutes, once)"):
            self._install("template-odoo", fresh, modules)
        with step("template database: web bundles"):
            # Odoo loads a module's demo only where everything below it has its own.
            self.cluster.query(MAY_HAVE_DEMO, fresh)
            self.server.script("template-bundles", fresh, "bundles.py")
        rename(self.cluster, fresh, self.base)

    def _install(self, log, database, modules):
        self.server.run(
            log,
            *("-d", database, "-i", modules, "--load-language", LANGUAGES),
            *("--no-http", "--stop-after-init"),
        )

    def _build_full(self):
        fresh = f"{self.full}_new"
        clone(self.cluster, self.base, fresh)
        with step(f"template database: {', '.join(self.names)}"):
            install, bundles = (path.stem for path in self.logs())
            self.server.run(
                install,
                *("-d", fresh, "-i", ",".join(self.names), "--with-demo"),
                *("--no-http", "--stop-after-init"),
            )
            self.server.script(bundles, fresh, "bundles.py")
        rename(self.cluster, fresh, self.full)

    def _forget_old(self, existing):
        """Keep one full template per choice of addons, and the bases in use."""
        current = _marks()
        previous = current.get(self._choice())
        (RUN / f"template-{self._choice()}").write_text(f"{self.full} {self.base}")
        kept = {name for pair in _marks().values() for name in pair}
        for name in (previous or ()) if existing else ():
            if name not in kept:
                drop(self.cluster, name)
                for log in LOG.glob(f"*-{name}.log"):
                    log.unlink()

    def _choice(self):
        return _short("|".join(self.names))


def _marks():
    """For each choice of addons the templates last made for it."""
    files = RUN.glob("template-*")
    return {
        file.name.removeprefix("template-"): file.read_text().split() for file in files
    }


def _short(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def filestore(database):
    return DATA / "filestore" / database


def clone(cluster, source, target):
    """A copy of a database; its files are never changed in place, so links do."""
    drop(cluster, target)
    strategy = " STRATEGY FILE_COPY" if cluster.major >= 15 else ""
    cluster.query(f'CREATE DATABASE "{target}" TEMPLATE "{source}"{strategy}')
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(target), copy_function=os.link)


def drop(cluster, name):
    cluster.drop(name)
    shutil.rmtree(filestore(name), ignore_errors=True)


def rename(cluster, source, target):
    cluster.query(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
    if filestore(source).exists():
        filestore(source).rename(filestore(target))

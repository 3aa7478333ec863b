"""Our addons: which there are, what they need, and when their content changed."""

import ast
import hashlib
from functools import lru_cache

from .paths import ROOT
from .report import Problem

IGNORED = {"__pycache__", ".git"}
# Addons of Odoo that ours do not stand on: a payment made at once, and a bank transfer
TRIED_WITH = {"intervia_helpdesk_billing": ("payment_custom", "payment_demo")}


@lru_cache(None)
def manifests():
    """Name and manifest of each addon at the top of the repository."""
    found = {}
    for path in sorted(ROOT.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text())
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def chosen(names):
    """The addons asked for, or all of them."""
    unknown = set(names) - set(manifests())
    if unknown:
        known = ", ".join(manifests()) or "none"
        raise Problem(
            f"no addon called {', '.join(sorted(unknown))}; there are {known}."
        )
    return sorted(names or manifests())


def with_ours(names):
    """The addons and those of ours that they stand on."""
    found, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [
                other for other in manifests()[name]["depends"] if other in manifests()
            ]
    return sorted(found)


def dependencies(names):
    """What the addons, their tests and the demo need from Odoo itself."""
    needed = {"web"}
    for name in with_ours(names):
        needed.update(manifests()[name].get("depends", ()), TRIED_WITH.get(name, ()))
    return sorted(needed - set(manifests()))


def content_key(names):
    """A hash of all files that a database is made from; tests are not among them."""
    digest = hashlib.sha256()
    for name in with_ours(names):
        for path in sorted((ROOT / name).rglob("*")):
            parts = path.relative_to(ROOT / name).parts
            # tests/ is Python that a database never sees; static/tests/ is in bundles.
            if path.is_file() and parts[0] != "tests" and not IGNORED & set(parts):
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()

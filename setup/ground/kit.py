"""Everything a command needs, brought together once."""

import shutil
from dataclasses import dataclass

from . import libraries, odoo, paths, postgres, server
from .report import Problem, together

NEEDED_BYTES = 2_500_000_000


@dataclass
class Kit:
    odoo: odoo.Odoo
    cluster: postgres.Cluster
    server: server.Server


def obtain():
    """Odoo, its libraries and PostgreSQL: fetched when missing."""
    _prepare_folders()
    found = []
    together(lambda: found.append(odoo.obtain()), libraries.obtain)
    cluster = postgres.Cluster()
    return Kit(found[0], cluster, server.Server(found[0], cluster))


def _prepare_folders():
    try:
        fresh = not (paths.VAR / "pg").exists()
        paths.make_folders()
    except PermissionError as error:
        raise Problem(
            f"{error.filename} can't be written: it was made by another user; "
            "remove var/ as that user, or run as him."
        ) from error
    free = shutil.disk_usage(paths.VAR).free
    if fresh and free < NEEDED_BYTES:
        raise Problem(
            f"{free / 1e9:.1f} GB are free on the disk of {paths.VAR}, "
            "2.5 GB are needed."
        )

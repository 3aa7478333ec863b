"""axe-core, with which the portal's tests judge its pages: a file of an npm package."""

import os
import tarfile

from . import downloads
from .paths import CACHE
from .report import Problem

VERSION = "4.14.1"
DIGEST = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
URL = f"https://registry.npmjs.org/axe-core/-/axe-core-{VERSION}.tgz"


def obtain():
    """Fetch the package and tell the tests, by INTERVIA_AXE, where its script is."""
    package = downloads.fetch(f"axe-core-{VERSION}.tgz", DIGEST, downloads.by_url(URL))
    script = CACHE / f"axe-{VERSION}.min.js"
    try:
        with tarfile.open(package) as archive:
            script.write_bytes(archive.extractfile("package/axe.min.js").read())
    except (KeyError, OSError, tarfile.TarError) as error:
        raise Problem(f"{package} can't be unpacked: {error}") from error
    os.environ["INTERVIA_AXE"] = str(script)

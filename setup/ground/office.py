"""LibreOffice Calc, a second reader of our workbooks: installed, or Debian's unpacked.

Debian's packages expect to lie under /usr and /etc; three lines of their settings are
told where they really are.
"""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import debian, downloads
from .paths import LOG, VAR
from .report import Problem

PACKAGE = "libreoffice-calc-nogui"
NAMES = ("soffice", "libreoffice")
# What solves equations, draws icons or reads the files of other suites.
LEFT_OUT = re.compile(
    r"^(libreoffice-style|lp-solve|coinor-|liblapack|libblas|libgfortran|libcolamd"
    r"|libsuitesparse|libmwaw|libwps|libetonyek|libstaroffice|dictionaries|openssl"
    r"|ucf|debconf|sensible-utils|perl|libperl|shared-mime-info)"
)
PROGRAM = Path("usr/lib/libreoffice/program")
MOVED = {
    "file:///etc/libreoffice/registry": "usr/lib/libreoffice/share/.registry",
    "file:///usr/lib/libreoffice": "usr/lib/libreoffice",
}
PATIENCE = 180


def obtain():
    """LibreOffice, fetched when missing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Office(Path(found))
    root = VAR / "office"
    if not (root / PROGRAM / "soffice").exists():
        _fetch(root)
    folders = {file.parent for file in root.rglob("lib*.so*")}
    return Office(root / PROGRAM / "soffice", ":".join(map(str, sorted(folders))))


def _fetch(root):
    needed = debian.needed([PACKAGE])
    packages = [package for package in needed if not LEFT_OUT.match(package[0])]
    if not packages:
        raise Problem(
            f"apt has no {PACKAGE} for this machine, which the workbook needs."
        )
    fresh = root.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)

    def get(package):
        name, url, digest = package
        return downloads.fetch(name, digest, debian.by_apt(url, digest))

    with ThreadPoolExecutor(4) as pool:
        for file in pool.map(get, packages):
            debian.unpack(file, fresh, ["./usr/share/doc*", "./usr/share/man*"])
    for settings in (fresh / PROGRAM).glob("*rc"):
        text = settings.read_text()
        for old, new in MOVED.items():
            text = text.replace(old, (root / new).as_uri())
        settings.write_text(text)
    shutil.rmtree(root, ignore_errors=True)
    fresh.rename(root)


class Office:
    """LibreOffice without a screen."""

    def __init__(self, program, libraries=""):
        self.program, self.libraries = program, libraries

    def convert(self, files, kind, folder):
        """Open ``files`` and save them as ``kind`` in ``folder``; it must not fail."""
        environment = dict(os.environ)
        if self.libraries:
            environment["LD_LIBRARY_PATH"] = self.libraries
        profile = (folder / "profile").as_uri()
        command = [self.program, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", kind, "--outdir", folder, *files]
        with (LOG / "office.log").open("wb") as log:
            done = subprocess.run(
                [str(part) for part in command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=PATIENCE,
            )
        made = [folder / f"{file.stem}.{kind}" for file in files]
        lacking = [path.name for path in made if not path.exists()]
        if done.returncode or lacking:
            raise Problem(f"LibreOffice did not make {lacking}: see {LOG}/office.log")
        return made

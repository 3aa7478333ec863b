"""Debian packages without root and without installing: found, verified, unpacked."""

import io
import lzma
import os
import re
import shutil
import subprocess
import tarfile
from functools import lru_cache
from pathlib import Path

from . import downloads
from .paths import LOG, VAR
from .process import output_of, succeeds
from .report import Problem

APT_HELPERS = ("/usr/lib/apt/apt-helper", "/usr/libexec/apt-helper")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
URI_LINE = re.compile(r"^'(?P<url>[^']+)' (?P<name>\S+) \d+ SHA256:(?P<digest>\w{64})")


@lru_cache(None)
def mirror():
    """The Debian mirror this machine is configured for, or an empty text."""
    chosen = os.environ.get("INTERVIA_DEBIAN_MIRROR", "")
    if not chosen:
        uris = output_of(
            ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
            + ["Created-By: Packages", "Origin: Debian"]
        ).split()
        chosen = next((uri for uri in sorted(uris) if "security" not in uri), "")
    return chosen.rstrip("/")


def by_apt(url, digest):
    """A source that lets apt fetch, with the proxies and certificates set for it."""

    def read(target):
        helper = next((path for path in APT_HELPERS if Path(path).exists()), None)
        if not helper:
            return downloads.by_url(url)(target)
        command = [helper, "download-file", url, target, f"SHA256:{digest}"]
        if not succeeds_quietly(command):
            raise Problem(f"{url}: apt's helper could not download it")

    return read


def succeeds_quietly(command):
    """Like ``succeeds`` with time enough for a download of some hundred megabytes."""
    with (LOG / "apt.log").open("ab") as log:
        return not subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            timeout=1800,
        ).returncode


def pool(path, digest):
    """A source for one exact file of the mirror's pool."""

    def read(target):
        if not mirror():
            raise Problem(
                "no Debian mirror is configured here (INTERVIA_DEBIAN_MIRROR names one)"
            )
        by_apt(f"{mirror()}/{path}", digest)(target)

    return read


def snapshot(path, digest, moment):
    """A source for the same file in an archive that keeps every version for ever."""

    def read(target):
        archive = os.environ.get("INTERVIA_DEBIAN_SNAPSHOT", "").rstrip("/")
        if not archive:
            raise Problem("INTERVIA_DEBIAN_SNAPSHOT names no archive of old packages")
        by_apt(f"{archive}/{moment}/{path}", digest)(target)

    return read


class PrivateApt:
    """apt with lists of its own under var/, usable by an ordinary user."""

    def __init__(self, suites):
        self.folder = VAR / "apt" / "-".join(suites)
        self.suites = suites

    def options(self):
        folder = self.folder
        return [
            f"Dir::Etc::SourceList={folder / 'sources.list'}",
            "Dir::Etc::SourceParts=-",
            f"Dir::State::Lists={folder / 'lists'}",
            f"Dir::Cache={folder / 'cache'}",
            "Debug::NoLocking=1",
            f"APT::Sandbox::User={output_of(['id', '-un'])}",
            "Acquire::Languages=none",
        ]

    def update(self):
        if not (mirror() and shutil.which("apt-get")):
            raise Problem("there is no apt with a Debian mirror on this machine.")
        for name in ("lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        lines = [
            f"deb [signed-by={KEYRING}] {base} {suite} main\n"
            for base, suite in (self._address(suite) for suite in self.suites)
        ]
        (self.folder / "sources.list").write_text("".join(lines))
        if not succeeds_quietly(["apt-get", *flags(self.options()), "update"]):
            raise Problem("apt's package lists could not be fetched (see apt.log).")

    def _address(self, suite):
        if suite.endswith("-security"):
            return re.sub(r"/debian$", "/debian-security", mirror()), suite
        return mirror(), suite


def flags(options):
    return [part for option in options for part in ("-o", option)]


def uris(packages, options=(), alone=False):
    """Name, address and hash of the packages, and of what they need and lack here.

    With ``alone`` only of the packages themselves.
    """
    verb = ["download"] if alone else ["install", "-y", "--no-install-recommends"]
    settings = ["Acquire::ForceHash=SHA256", "Debug::NoLocking=1", *options]
    lines = output_of(["apt-get", *flags(settings), *verb, "--print-uris", *packages])
    found = map(URI_LINE.match, lines.splitlines())
    return [(hit["name"], hit["url"], hit["digest"]) for hit in found if hit]


def codename():
    try:
        text = Path("/etc/os-release").read_text()
    except OSError:
        return ""
    hit = re.search(r"^VERSION_CODENAME=(\w+)", text, re.M)
    return hit[1] if hit and re.search(r"^ID=debian$", text, re.M) else ""


def needed(packages):
    """The packages and what they lack here, by the machine's lists or by new ones."""
    for options in (lambda: (), _fresh_lists):
        found = uris(packages, options())
        if found:
            return found
    return []


def _fresh_lists():
    name = codename()
    if not name:
        return ()
    apt = PrivateApt([name, f"{name}-security"])
    try:
        apt.update()
    except Problem:
        return ()
    return apt.options()


def unpack(package, target, exclude=()):
    """Lay the package's files under ``target``; patterns as tar understands them."""
    target.mkdir(parents=True, exist_ok=True)
    if shutil.which("dpkg-deb") and succeeds(["tar", "--version"]):
        _unpack_with_dpkg(package, target, exclude)
    else:
        _unpack_with_python(package, target, exclude)


def _unpack_with_dpkg(package, target, exclude):
    # dpkg brings its own xz and zstd; Python's filter refuses absolute links.
    reader = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE
    )
    options = [f"--exclude={pattern}" for pattern in exclude]
    done = subprocess.run(
        ["tar", "-x", "-C", str(target), "--no-same-owner", "--wildcards", *options],
        stdin=reader.stdout,
    )
    if reader.wait() or done.returncode:
        raise Problem(f"{package.name} could not be unpacked: is the disk full?")


def _unpack_with_python(package, target, exclude):
    """The same without dpkg: a .deb is an `ar` archive that holds a compressed tar."""
    with package.open("rb") as archive:
        data = _member(archive, b"data.tar.xz")
    patterns = [re.compile(_as_regex(pattern)) for pattern in exclude]
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(data))) as content:
        for member in content:
            if not any(pattern.match(member.name) for pattern in patterns):
                content.extract(member, target)


def _member(archive, wanted):
    archive.seek(8)
    while header := archive.read(60):
        name, size = header[:16].strip().rstrip(b"/"), int(header[48:58])
        if name == wanted:
            return archive.read(size)
        archive.seek(size + size % 2, os.SEEK_CUR)
    raise Problem(f"{archive.name} holds no {wanted.decode()}.")


def _as_regex(pattern):
    """Shell pattern to regular expression; a star also crosses folders, as in tar.

    >>> bool(re.match(_as_regex("*/i18n/[!e]*.po"), "./a/i18n/fr.po"))
    True
    >>> bool(re.match(_as_regex("*/i18n/[!e]*.po"), "./a/i18n/es.po"))
    False
    """
    escaped = re.escape(pattern).replace(r"\*", ".*")
    return escaped.replace(r"\[!", "[^").replace(r"\]", "]") + "$"

"""The Python libraries: one virtual environment, from a lock file with hashes."""

import hashlib
import shutil
import sys
import sysconfig
from pathlib import Path

from . import debian
from .paths import SETUP, VAR
from .process import output_of, run, succeeds
from .report import Problem, say, step

LOCK = SETUP / "requirements.txt"
TOOLS_LOCK = SETUP / "requirements-tools.txt"


def lock_key():
    text = LOCK.read_bytes() + sysconfig.get_python_version().encode()
    return hashlib.sha256(text).hexdigest()[:10]


def folder():
    return VAR / f"venv-{lock_key()}"


def python():
    return folder() / "bin" / "python"


def site_packages():
    return next((folder() / "lib").glob("python3.*/site-packages"))


def obtain():
    """Make the environment if it is not there for this very lock file."""
    if (folder() / "complete").exists():
        return
    with step("Python libraries"):
        shutil.rmtree(folder(), ignore_errors=True)
        if not (_made_by_uv() or _made_by_pip()):
            raise Problem(
                "the Python libraries could not be installed: is the network there? "
                f"The logs are in {VAR / 'log'}."
            )
        (folder() / "complete").touch()


def _made_by_uv():
    uv = _uv()
    if not uv:
        return False
    venv = [uv, "venv", "-q", "--python", sys.executable, folder()]
    install = [uv, "pip", "install", "--python", python(), "--require-hashes"]
    if run(venv, "uv-venv", check=False):
        return False
    # Company mirrors are often known to pip alone: on any failure pip has a try.
    return not run([*install, "-r", LOCK], "uv-install", check=False)


def _uv():
    """uv from the PATH, or into var/tools: five times quicker than pip."""
    if succeeds(["uv", "--version"]):
        return "uv"
    private = VAR / "tools" / "bin" / "uv"
    if not private.exists():
        install_into(VAR / "tools", TOOLS_LOCK, check=False)
    return private if succeeds([private, "--version"]) else None


def install_into(target, lock, check=True):
    """Install a locked list into a folder of its own."""
    command = ["install", "-q", "--upgrade", "--no-deps", "--require-hashes"]
    command += ["--target", target, "-r", lock]
    if succeeds([sys.executable, "-m", "pip", "--version"]):
        return run([sys.executable, "-m", "pip", *command], "pip-tools", check=check)
    wheel = _pip_wheel()
    if wheel:
        command = [sys.executable, f"{wheel}/pip", *command]
        return run(command, "pip-tools", check=check)
    if check:
        raise Problem("neither pip nor Debian's pip could be found.")
    return 1


def _made_by_pip():
    say("  !        without uv: pip takes a minute or two")
    shutil.rmtree(folder(), ignore_errors=True)
    install = ["install", "-q", "--require-hashes", "-r", LOCK]
    if not run([sys.executable, "-m", "venv", folder()], "venv", check=False):
        return not run([python(), "-m", "pip", *install], "pip-install", check=False)
    shutil.rmtree(folder(), ignore_errors=True)
    wheel = _pip_wheel()
    if not wheel:
        return False
    bare = [sys.executable, "-m", "venv", "--without-pip", folder()]
    if run(bare, "venv", check=False):
        return False
    return not run([python(), f"{wheel}/pip", *install], "pip-install", check=False)


def _pip_wheel():
    """pip's own wheel out of a Debian package, where Python came without pip."""
    target = VAR / "pip-wheel"
    if not target.exists():
        for name, url, digest in debian.uris(["python3-pip-whl"], alone=True):
            source = debian.by_apt(url, digest)
            debian.unpack(debian.downloads.fetch(name, digest, source), target)
    return next(iter(Path(target).glob("usr/share/python-wheels/pip-*.whl")), None)


def version():
    return output_of([python(), "--version"]) if python().exists() else ""

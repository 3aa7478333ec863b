"""A mail server with mailboxes: Debian's dovecot, unpacked into a folder of its own.

Its packages look for two things under /usr, their modules and the program that reads
the settings, and are told to look for them by names relative to our own folder.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress

from . import debian, downloads
from .process import free_port, output_of
from .report import Problem

PACKAGES = ("dovecot-core", "dovecot-imapd", "dovecot-pop3d")
# What the packages ask for to install themselves, not to run.
LEFT_OUT = re.compile(r"^(adduser|ucf|ssl-cert|openssl|debconf|perl|sensible-utils)")
# What the programs look for under /usr -> where they find it: from the run folder the
# one, from the folder they are started in the other.
MOVED = {
    b"/usr/lib/dovecot/modules\0": b"../modules\0",
    b"/usr/bin/doveconf\0": b"doveconf\0",
}
FIRST_PORT = 11431
STRANGER = 1000  # who owns the mailboxes of root: dovecot refuses root's
COMMON = """
base_dir={base}/run
libexec_dir={lib}
default_internal_user={user}
default_internal_group={group}
default_login_user={user}
first_valid_uid=1
listen=127.0.0.1
ssl=no
log_path={base}/log
service imap-login {{
  chroot=
  inet_listener imap {{
    port={imap}
  }}
}}
service pop3-login {{
  chroot=
  inet_listener pop3 {{
    port={pop}
  }}
}}
service anvil {{
  chroot=
}}
service stats {{
  chroot=
}}
"""
# Version -> how its settings begin, and what they call what differs.
SETTINGS = {
    "2.3.": (
        "",
        """
auth_stats=no
protocols=imap pop3
disable_plaintext_auth=no
mail_location=maildir:~/Maildir
pop3_uidl_format=%g
import_environment=LD_LIBRARY_PATH TZ
passdb {{
  driver=passwd-file
  args={base}/users
}}
userdb {{
  driver=passwd-file
  args={base}/users
}}
""",
    ),
    "2.4.": (
        "dovecot_config_version=2.4.0\ndovecot_storage_version=2.4.0\n",
        """
protocols {{
  imap=yes
  pop3=yes
}}
auth_allow_cleartext=yes
mail_driver=maildir
mail_path=~/Maildir
pop3_uidl_format=%{{guid}}
import_environment {{
  LD_LIBRARY_PATH=%{{env:LD_LIBRARY_PATH}}
  TZ=%{{env:TZ}}
}}
passdb passwd-file {{
  passwd_file_path={base}/users
}}
userdb passwd-file {{
  passwd_file_path={base}/users
}}
""",
    ),
}


def obtain():
    """The packages and their version, fetched when missing."""
    found = [
        package for package in debian.needed(PACKAGES) if not LEFT_OUT.match(package[0])
    ]
    versions = [name for name, *_rest in found if name.startswith(PACKAGES)]
    known = [v for v in SETTINGS if all(f"%3a{v}" in name for name in versions)]
    if len(versions) < len(PACKAGES) or not known:
        raise Problem(
            f"apt has no dovecot {' or '.join(SETTINGS)} for this machine, to"
            " fetch mail from (found: " + (", ".join(versions) or "none") + ")."
        )
    packages = [
        downloads.fetch(name, digest, debian.by_apt(url, digest))
        for name, url, digest in found
    ]
    return packages, known[0]


class Dovecot:
    """An IMAP and a POP server that can be killed and started again."""

    def __init__(self, packages, version, base):
        self.version = version
        self.root, self.base = base / "root", base
        self.lib = self.root / "usr/lib/dovecot"
        self.imap = free_port(FIRST_PORT)
        self.pop = free_port(self.imap + 1)
        self.owner = os.geteuid() or STRANGER
        self.process = None
        for package in packages:
            debian.unpack(package, self.root)
        for program in (*self.lib.glob("*.so.0.0.0"), self.root / "usr/sbin/dovecot"):
            content = moved = program.read_bytes()
            for old, new in MOVED.items():
                moved = moved.replace(old, new.ljust(len(old), b"\0"))
            if moved != content:
                program.write_bytes(moved)

    def prepare(self, users):
        (self.base / "run").mkdir()
        (self.base / "modules").symlink_to(self.lib / "modules")
        (self.base / "doveconf").symlink_to(self.root / "usr/bin/doveconf")
        lines = []
        for user in users:
            home = self.base / user
            for part in ("new", "cur", "tmp"):
                (home / "Maildir" / part).mkdir(parents=True)
            lines.append(f"{user}:{{PLAIN}}secret:{self.owner}:{self.owner}::{home}::")
        (self.base / "users").write_text("\n".join(lines) + "\n")
        name = output_of(["id", "-un"]) if os.geteuid() else "nobody"
        group = output_of(["id", "-gn"]) if os.geteuid() else "nogroup"
        settings = {"base": self.base, "lib": self.lib, "user": name, "group": group}
        settings |= {"imap": self.imap, "pop": self.pop}
        first, own = SETTINGS[self.version]
        (self.base / "conf").write_text((first + COMMON + own).format(**settings))

    def deliver(self, user, name, raw):
        (self.base / user / "Maildir/new" / name).write_bytes(raw)

    def hand_over(self, users):
        """Give the mailboxes to their owner."""
        self.base.chmod(0o755)
        for user in users if not os.geteuid() else ():
            for path in (self.base / user, *(self.base / user).rglob("*")):
                shutil.chown(path, self.owner, self.owner)

    def waiting(self, user):
        """The mails of a mailbox that nobody has marked as read."""
        folder = self.base / user / "Maildir"
        seen = [
            f for f in (folder / "cur").iterdir() if "S" in f.name.partition(",")[2]
        ]
        every = [f for part in ("new", "cur") for f in (folder / part).iterdir()]
        return len(every) - len(seen)

    def start(self):
        conf = self.base / "conf"
        folders = {file.parent for file in self.root.rglob("lib*.so*")}
        libraries = ":".join(map(str, [self.lib, *sorted(folders - {self.lib})]))
        self.process = subprocess.Popen(
            [self.root / "usr/sbin/dovecot", "-F", "-c", conf],
            cwd=self.base,
            env={**os.environ, "LD_LIBRARY_PATH": libraries},
            start_new_session=True,
        )
        time.sleep(1)

    def kill(self):
        """As a power cut would: all of it, at once."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        for pid_file in (self.base / "run").glob("*.pid"):
            pid_file.unlink()

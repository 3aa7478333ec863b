"""A dovecot of its own, out of Debian's packages unpacked into a folder.

The packages look for two things under /usr; both are told elsewhere: the settings are
read by our own doveconf, the modules by a name relative to the run folder.
"""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

MODULES = b"/usr/lib/dovecot/modules\0"
RELATIVE = b"../modules".ljust(len(MODULES), b"\0")
PACKAGES = ("dovecot-core", "dovecot-imapd", "dovecot-pop3d")
MAILBOX = 1000  # uid of the owner of the mailboxes; dovecot refuses root's
SETTINGS = """
base_dir={base}/run
libexec_dir={lib}
auth_stats=no
default_internal_user=nobody
default_internal_group=nogroup
default_login_user=nobody
first_valid_uid=1
protocols=imap pop3
listen=127.0.0.1
ssl=no
disable_plaintext_auth=no
log_path={base}/log
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


def unpack(packages, root):
    """Unpack .deb files, and let the libraries find their modules."""
    for package in packages:
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    for library in root.glob("usr/lib/dovecot/*.so.0.0.0"):
        content = library.read_bytes()
        if MODULES in content:
            library.write_bytes(content.replace(MODULES, RELATIVE))


class Dovecot:
    """An IMAP and a POP server that can be killed and started again."""

    def __init__(self, root, base, imap, pop):
        self.root, self.base, self.imap, self.pop = root, base, imap, pop
        self.process = None

    def prepare(self, users):
        lib = self.root / "usr/lib/dovecot"
        (self.base / "run").mkdir(parents=True)
        (self.base / "modules").symlink_to(lib / "modules")
        lines = []
        for user in users:
            home = self.base / user
            for part in ("new", "cur", "tmp"):
                (home / "Maildir" / part).mkdir(parents=True)
            lines.append(f"{user}:{{PLAIN}}secret:{MAILBOX}:{MAILBOX}::{home}::")
        (self.base / "users").write_text("\n".join(lines) + "\n")
        settings = SETTINGS.format(
            base=self.base, lib=lib, imap=self.imap, pop=self.pop
        )
        (self.base / "conf").write_text(settings)

    def deliver(self, user, name, raw):
        (self.base / user / "Maildir/new" / name).write_bytes(raw)

    def hand_over(self):
        """Give the mailboxes to their owner."""
        for folder, _folders, files in os.walk(self.base):
            if "Maildir" in folder or Path(folder).parent == self.base:
                for name in (".", *files):
                    os.chown(Path(folder) / name, MAILBOX, MAILBOX)
        os.chown(self.base / "run", 0, 0)

    def start(self):
        lib = self.root / "usr/lib/dovecot"
        binary, conf = self.root / "usr/sbin/dovecot", self.base / "conf"
        environment = {"LD_LIBRARY_PATH": f"{lib}:{lib}/modules/old-stats"}
        command = [self.root / "usr/bin/doveconf", "-f", "service=master", "-c", conf]
        command += ["-m", "master", "-e", binary, "-F", "-c", conf]
        self.process = subprocess.Popen(
            command, env={**os.environ, **environment}, start_new_session=True
        )
        time.sleep(1)

    def kill(self):
        """As the machine would at a power cut: all of it, at once."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        for pid_file in (self.base / "run").glob("*.pid"):
            pid_file.unlink()

"""Maildirs: one per address of the outside world, and a spool for what waits.

A Maildir is a folder of plain files, one per message, that any mail program opens.
"""

import mailbox
import re
from email import message_from_bytes, policy

QUEUE, FAILED = "queue", "failed"
# Invisible characters that keep a mail program's preview line short.
PADDING = re.compile("[\u034f\u200b-\u200f\u2060\ufeff][ \xa0]*")
ENVELOPE = b"X-Envelope-To: "


def box(folder, name):
    safe = re.sub(r"[^\w@.+=-]", "_", name.lower()).lstrip(".") or "_"
    folder.mkdir(parents=True, exist_ok=True)
    return mailbox.Maildir(folder / safe, create=True)


def deliver(folder, address, raw):
    """Lay a message in the mailbox of one address."""
    box(folder, address).add(raw)


def boxes(folder):
    """The addresses that have mail, without the spool."""
    found = sorted(path.parent.name for path in folder.glob("*/new"))
    return [name for name in found if name not in (QUEUE, FAILED)]


def last(folder, address=None, position=1):
    """The newest message of one address, or of all; with ``position`` an older one."""
    names = [address.lower()] if address else boxes(folder)
    files = [file for name in names for file in (folder / name).glob("*/*")]
    files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return files[position - 1] if len(files) >= position else None


def parsed(path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def readable(path):
    """The message as a person reads it: who, what, the text, names of attachments."""
    message = parsed(path)
    lines = [
        f"{name}: {message[name]}"
        for name in (
            *("From", "To", "Cc", "Reply-To", "Subject", "Date"),
            *("Message-Id", "In-Reply-To", "References"),
        )
        if message[name]
    ]
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    if body and body.get_content_type() == "text/html":
        text = re.sub(r"<[^>]+>", "", re.sub(r"(?i)<br ?/?>|</p>|</div>", "\n", text))
    text = PADDING.sub("", text)
    files = [part.get_filename() or "-" for part in message.iter_attachments()]
    lines += ["", text.strip(), *(f"[attachment: {name}]" for name in files)]
    return "\n".join(lines)


class Spool:
    """Messages taken over from a sender and not yet handed on: kept on disk first."""

    def __init__(self, folder, name):
        self.box = box(folder, name)

    def add(self, recipients, raw):
        return self.box.add(ENVELOPE + ", ".join(recipients).encode() + b"\n" + raw)

    def take(self, key):
        """The recipients and the message, as they were given."""
        first, raw = self.box.get_bytes(key).split(b"\n", 1)
        return first.removeprefix(ENVELOPE).decode().split(", "), raw

    def waiting(self):
        """The keys of the messages, read anew from the folder."""
        return self.box.keys()

    def remove(self, key):
        self.box.discard(key)

"""What comes through a door that is no mail, written as a mail: kept, threaded and
recognised like one."""

import hashlib
from email.message import EmailMessage
from functools import cached_property

from .incoming_mail import IncomingMail

MAX_FILES, MAX_EXTERNAL_ID = 50, 200


class DoorMail(IncomingMail):
    """A message with an id of the other system: the same id is the same message."""

    def __init__(self, raw, door_id, channel_id):
        super().__init__(raw)
        self.door_id, self.channel_id = door_id, channel_id

    @cached_property
    def fingerprint(self):
        return hashlib.sha256(f"{self.door_id}:{self.message_id}".encode()).hexdigest()


def make_id(door_id, external_id):
    """A Message-Id for an id of another system.

    >>> make_id(3, "CALL 7/ñ")
    '<door-3-43414c4c20372fc3b1@doors.intervia>'
    """
    return f"<door-{door_id}-{external_id.encode().hex()}@doors.intervia>"


def build_mail(door_id, data):
    """A raw mail out of the values of a door.

    :param dict data: ``external_id``, ``subject``, ``text`` or ``html``, ``name``,
        ``email``, ``phone``, ``reply_to`` (external id), ``files`` (name, bytes) and
        ``media`` (addresses)
    """
    mail = EmailMessage()
    mail["Message-Id"] = make_id(door_id, data["external_id"])
    mail["Subject"] = " ".join((data.get("subject") or "").split())
    if data.get("email"):
        mail["From"] = _get_sender(data.get("name"), data["email"])
    for header, key in (("X-Intervia-Name", "name"), ("X-Intervia-Phone", "phone")):
        if data.get(key):
            mail[header] = " ".join(str(data[key]).split())[:200]
    for url in data.get("media") or ():
        mail["X-Intervia-Media"] = url
    if data.get("reply_to"):
        mail["In-Reply-To"] = make_id(door_id, data["reply_to"])
    if data.get("html"):
        mail.set_content(data["html"], subtype="html")
    else:
        mail.set_content(data.get("text") or "")
    for name, content in data.get("files") or ():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return mail.as_bytes()


def _get_sender(name, address):
    name = " ".join((name or "").replace('"', "").split())
    address = "".join(address.split())
    return f'"{name}" <{address}>' if name else address

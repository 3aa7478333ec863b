"""What must be put right in a raw mail before the platform reads it. Never raises.

``tame`` works on the bytes, against whatever makes a parser slow or recurse;
``repair`` on the parsed mail, against whatever it would not read or would not show.
"""

import codecs
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache

from .tnef import parse_tnef

MAX_FIELD = 32_000
MAX_CONTAINERS = 60
MAX_PARTS = 300  # the platform's time to join them grows with their square
MAX_TEXT = 600_000
FLAT_TEXT = 20_000
_CONTAINER = re.compile(rb"(?im)^content-type:[ \t\r\n]*(?:multipart|message)/")
_TYPE = re.compile(rb"(?im)^content-type:")
_BOUNDARY = re.compile(rb"(?i)\bboundary=[\"']?([^\"'\s;]{1,70})")
_FIELD = re.compile(rb"(?m)^(?=[^ \t\r\n])")
_MIME_FIELDS = re.compile(rb"(?is)^(content-[\w-]+|mime-version):")
# What Windows writes under this name has letters where Latin-1 has control characters
_LATIN = ("iso-8859-1", "latin-1", "latin1")
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_ENCRYPTED = {"multipart/encrypted", "application/pgp-encrypted"}
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}

CUT = "cut"  # the text was longer than is shown
FLAT = "flat"  # nested without end; shown as the text it is
SEALED = "sealed"  # encrypted


class _KeptFields(policy.EmailPolicy):
    """A field is read once: the standard policy parses it at each look."""

    @lru_cache(1024)  # noqa: B019 - one policy, whose results are texts
    def header_fetch_parse(self, name, value):
        return super().header_fetch_parse(name, value)


_KEPT = _KeptFields(linesep="\r\n", max_line_length=policy.SMTP.max_line_length)


def read_fields_once(message):
    """Let an ``EmailMessage`` and its parts keep what they read of their fields."""
    for part in message.walk():
        part.policy = _KEPT


def tame(raw, header_length):
    """The same mail without fields and nesting that no honest mail has.

    :param int header_length: of its headers
    :return: raw mail, and the marks of what was done

    >>> tame(b"Subject: a\\n\\nb", 12)
    (b'Subject: a\\n\\nb', set())
    """
    headers, body = raw[:header_length], raw[header_length:]
    if b"\0" in raw:
        headers, body = headers.replace(b"\0", b""), body.replace(b"\0", b"")
        raw = headers + body
    if len(headers) > MAX_FIELD:
        fields = _FIELD.split(headers)
        headers = b"".join(
            field if len(field) <= MAX_FIELD else field[:MAX_FIELD] + b"\r\n"
            for field in fields
        )
        raw = headers + body
    if (
        len(_CONTAINER.findall(raw)) <= MAX_CONTAINERS
        and _count_parts(raw) <= MAX_PARTS
    ):
        return raw, set()
    fields = [f for f in _FIELD.split(headers) if not _MIME_FIELDS.match(f)]
    text = body[:FLAT_TEXT].decode("utf-8", "replace").encode()
    kind = b'Content-Type: text/plain; charset="utf-8"\r\n'
    return b"".join(f for f in fields if f.strip()) + kind + b"\r\n" + text, {FLAT}


def _count_parts(raw):
    r"""How many parts a mail has, whether they say of what type or not.

    >>> _count_parts(b"Content-Type: a/b; boundary=x\n\n--x\n\n1\n--x\n\n2\n--x--")
    3
    """
    names = set(_BOUNDARY.findall(raw)[:MAX_PARTS])
    marks = sum(raw.count(b"\n--" + name) for name in names)
    return max(marks, len(_TYPE.findall(raw)))


def repair(message):
    """Make every part of an ``EmailMessage`` readable, in place.

    :return: the marks of what people should be told
    """
    marks = set()
    for part in list(message.walk()):
        try:
            marks |= _repair_part(part)
        except Exception:  # whatever a broken part can cause: shown as it is
            for name in ("Content-Type", "Content-Transfer-Encoding"):
                del part[name]
            part["Content-Type"] = 'text/plain; charset="utf-8"'
            if not isinstance(part._payload, str):
                part.set_payload("")
    return marks


def _repair_part(part):
    marks = set()
    kind = part.get_content_type()
    if kind in _ENCRYPTED:
        marks.add(SEALED)
    elif kind in _SMIME or (part.get_filename() or "").lower() == "smime.p7m":
        marks |= _open_smime(part)
    elif not part.is_multipart():
        _repair_charset(part)
        if part.get_content_maintype() == "text":
            marks |= _find_sealed(part) | _cut_text(part)
        elif kind.endswith("ms-tnef") or part.get_filename() == "winmail.dat":
            _open_tnef(part)
    return marks


def drop_unreadable(message):
    """Remove the fields of an ``EmailMessage`` that Python itself cannot read."""
    for name in set(message.keys()):
        try:
            str(message.get_all(name))
        except Exception:  # whatever its parser makes of it
            del message[name]


def _find_sealed(part):
    """A text that is encrypted in itself (RFC 9580 §6.2)."""
    start = str(part.get_payload() or "")[:2000].lstrip()
    return {SEALED} if start.startswith("-----BEGIN PGP MESSAGE-----") else set()


def _get_content(part):
    try:
        return part.get_payload(decode=True) or b""
    except Exception:  # whatever a broken encoding can cause
        return b""


def _repair_charset(part):
    """An unknown charset, or bytes of another than the one declared."""
    charset = part.get_content_charset()
    try:
        known = bool(charset) and codecs.lookup(charset)._is_text_encoding
        known = known and bool(b"a\xe9".decode(charset, "replace"))
    except (LookupError, ValueError, TypeError):
        known = False
    is_latin = charset in _LATIN
    is_sure = known and charset != "us-ascii" and not is_latin
    if part.get_content_maintype() != "text" or is_sure:
        return
    content = _get_content(part)
    if is_latin and not _WINDOWS.search(content):
        return
    if charset is None and content.isascii() and b"\x1b" not in content:
        return
    part.set_param("charset", "cp1252" if is_latin else guess_charset(content))


def guess_charset(content):
    """The charset of a text that declares none, or a wrong one.

    >>> guess_charset("avería".encode()), guess_charset("avería".encode("latin-1"))
    ('utf-8', 'cp1252')
    >>> guess_charset("\\x1b$B".encode())
    'iso-2022-jp'
    """
    if b"\x1b$" in content or b"\x1b(J" in content:
        return "iso-2022-jp"
    for charset in ("utf-8", "cp1252"):
        try:
            content.decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return "latin-1"


def _cut_text(part):
    """A text longer than anybody reads; the original has all of it."""
    if len(part.get_payload() or "") <= MAX_TEXT or part.get_filename():
        return set()
    charset = part.get_content_charset() or "utf-8"
    try:
        text = _get_content(part).decode(charset, "replace")
    except LookupError:
        text = _get_content(part).decode("utf-8", "replace")
    subtype = part.get_content_subtype()
    replace_content(part, lambda new: new.set_content(text[:MAX_TEXT], subtype=subtype))
    return {CUT}


def replace_content(part, fill):
    """Give a part a new content made by ``fill(message)``."""
    new = EmailMessage()
    fill(new)
    for name in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del part[name]
        if new[name]:
            part[name] = new[name]
    part.set_payload(new.get_payload())


def _open_tnef(part):
    """Put what is in a ``winmail.dat`` where a mail program puts it."""
    tnef = parse_tnef(_get_content(part))
    if not tnef or not (tnef.text or tnef.html or tnef.files):
        return

    def fill(new):
        new.set_content(tnef.text)
        if tnef.html:
            new.add_alternative(tnef.html, subtype="html")
        for name, content in tnef.files:
            new.add_attachment(
                content,
                maintype="application",
                subtype="octet-stream",
                filename=name.rpartition("\\")[2] or "file",
            )

    replace_content(part, fill)


def _open_smime(part):
    """A signed mail in one piece (RFC 8551 §3.5.2) is read; an encrypted one is not."""
    kind = str(part.get_param("smime-type", "")).lower()
    may_be_read = not kind or "signed" in kind
    inner = _read_signed(_get_content(part)) if may_be_read else None
    if inner is None:
        return {SEALED}
    opened = message_from_bytes(inner, policy=policy.SMTP)
    for name in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del part[name]
        if opened[name]:
            part[name] = opened[name]
    part.set_payload(opened.get_payload())
    return set()


def _read_signed(content):
    try:
        from asn1crypto import cms  # comes with Odoo, not with each installation

        signed = cms.ContentInfo.load(content)["content"]
        return signed["encap_content_info"]["content"].native
    except Exception:  # no library, or nothing that it can read
        return None

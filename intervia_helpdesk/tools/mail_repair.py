"""What must be put right in a raw mail before the platform reads it. Never raises.

``tame`` works on the bytes, against whatever makes a parser slow or recurse;
``repair`` on the parsed mail, against whatever it would not read or would not show.
"""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache

from .html_repair import drop_unseen, is_blank, tame_html
from .mail_charset import get_charset
from .tnef import parse_tnef

MAX_FIELD = 32_000
MAX_CONTAINERS = 60
MAX_PARTS = 300  # the platform's time to join them grows with their square
MAX_TEXT = 600_000
# Of one field about a part; time grows with their square, too
MAX_PARAMETERS, MAX_MIME_FIELD, LONG_MIME_FIELD = 60, 3000, 500
MAX_LONG_FIELDS = 20  # of a mail; with more, each is cut short
FLAT_TEXT = 20_000
# Each is searched in all of every mail: what begins with one letter is found fastest
_CONTAINER = re.compile(rb"\n(?i:content-type:[ \t\r\n]*(?:multipart|message)/)")
_TYPE = re.compile(rb"\n(?i:content-type:)")
_MIME_FIELD = re.compile(rb"\n(?i:content-)[\w-]+:[^\n]*(?:\n[ \t][^\n]*)*")
_BOUNDARY = re.compile(rb"(?i)\bboundary=[\"']?([^\"'\s;]{1,70})")
_FIELD = re.compile(rb"(?m)^(?=[^ \t\r\n])")
_MIME_FIELDS = re.compile(rb"(?is)^(content-[\w-]+|mime-version):")
_ANY_MIME_FIELD = re.compile(
    rb"(?i)(?:\A|(?<=[\r\n]))content-[\w-]+:[^\r\n]*(?:[\r\n]{1,2}[ \t][^\r\n]*)*"
)
_FIRST_BOUNDARY = re.compile(r"(?m)^--([^\s\"-][^\s\"]{0,69})[ \t]*\r?$")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n]")
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
    if _may_have_long_fields(raw):
        headers, body = limit_fields(headers), limit_fields(body)
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


def _may_have_long_fields(raw):
    if max(map(raw.count, (b";", b"("))) > MAX_PARAMETERS:
        return True
    if b"\r" in raw.replace(b"\r\n", b""):
        return True  # a line end of its own
    fields = _MIME_FIELD.findall(b"\n" + raw)
    return any(len(field) > LONG_MIME_FIELD for field in fields)


def limit_fields(raw):
    r"""Fields about parts without what is too much in them.

    >>> limit_fields(b"Content-Type: a/b" + b"; c" * 999 + b"\n")[-9:]
    b' c; c; c\n'
    >>> limit_fields(b"To: a\nContent-Type: " + b'"' * 9999 + b"\n")[:24]
    b'To: a\nContent-Type:     '
    """
    lengths = map(len, _ANY_MIME_FIELD.findall(raw))
    has_many = sum(length > LONG_MIME_FIELD for length in lengths) > MAX_LONG_FIELDS
    limit = LONG_MIME_FIELD if has_many else MAX_MIME_FIELD
    return _ANY_MIME_FIELD.sub(lambda found: _limit_field(found.group()[:limit]), raw)


def _limit_field(field):
    field = b";".join(field.split(b";")[:MAX_PARAMETERS])
    for mark, most in ((b"(", MAX_PARAMETERS), (b'"', 2 * MAX_PARAMETERS)):
        if field.count(mark) > most:
            field = field.replace(mark, b" ")
    return field


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
    for repair_one in (_reopen, _repair_part, _show_text):
        for part in list(message.walk()):
            try:
                marks |= repair_one(part) or set()
            except Exception:  # whatever a broken part can cause: shown as it is
                _make_plain(part)
    return marks


def _make_plain(part):
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del part[name]
    part["Content-Type"] = 'text/plain; charset="utf-8"'
    if not isinstance(part._payload, str):
        part.set_payload("")


def _reopen(part):
    """Parts whose boundary is not the one declared: found, or shown as one text."""
    if part.get_content_maintype() != "multipart" or part.is_multipart():
        return
    text = part._payload or ""
    found = _FIRST_BOUNDARY.search(text)
    if not found or text.count(found.group().rstrip()) > MAX_PARTS:
        _make_plain(part)
        return
    field = f'Content-Type: multipart/mixed; boundary="{found.group(1)}"\r\n\r\n'
    raw = (field + text).encode("ascii", "surrogateescape")
    opened = message_from_bytes(raw, policy=part.policy)
    if opened.is_multipart():
        _take_over(part, opened)
    else:
        _make_plain(part)


def _show_text(part):
    """The text that people read is there, and not an attachment."""
    if part.get_content_type() == "multipart/alternative" and part.is_multipart():
        shown = [p for p in part.get_payload() if not _is_blank_html(p)]
        if any(_get_content(p).strip() for p in shown):
            part.set_payload(shown)
    elif part.get_content_type() == "multipart/mixed" and part.is_multipart():
        texts = [p for p in part.walk() if p.get_content_maintype() == "text"]
        if all(p.get_filename() for p in texts):
            for text in texts[:1]:
                if not text["Content-Disposition"]:
                    text.del_param("name")


def _is_blank_html(part):
    return part.get_content_type() == "text/html" and is_blank(_get_text(part))


def _repair_part(part):
    marks = set()
    _repair_encoding(part)
    kind = part.get_content_type()
    if kind in _ENCRYPTED:
        marks.add(SEALED)
    elif kind in _SMIME or (part.get_filename() or "").lower() == "smime.p7m":
        marks |= _open_smime(part)
    elif not part.is_multipart():
        _repair_charset(part)
        if part.get_content_maintype() == "text":
            marks |= _find_sealed(part) | _tame_text(part)
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


def _get_text(part):
    charset = part.get_content_charset() or "utf-8"
    try:
        return _get_content(part).decode(charset, "replace")
    except LookupError:
        return _get_content(part).decode("utf-8", "replace")


def _repair_encoding(part):
    """An encoding that is misspelt, or said of a text that has none."""
    said = str(part.get("Content-Transfer-Encoding", ""))
    meant = said.partition(";")[0].strip().lower()
    if meant == "base64" and part.get_content_maintype() == "text":
        text = str(part.get_payload() or "")
        if len(_NOT_BASE64.findall(text)) > len(text) / 8:
            meant = "8bit"
    if meant != said.lower():
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = meant


def _repair_charset(part):
    """An unknown charset, or bytes of another than the one declared."""
    if part.get_content_maintype() != "text":
        return
    content, declared = _get_content(part), part.get_content_charset()
    if declared is None and content.isascii() and b"\x1b" not in content:
        return
    charset = get_charset(declared, content)
    if charset != declared:
        part.set_param("charset", charset)


def _tame_text(part):
    """A text that stops no parser, and not longer than anybody reads; the original has
    all of it."""
    is_html = part.get_content_subtype() == "html"
    is_long = len(part.get_payload() or "") > MAX_TEXT
    if part.get_filename() or not (is_html or is_long):
        return set()
    said = text = _get_text(part)
    if is_html:
        text = tame_html(drop_unseen(text) if is_long else text)
    text = text[:MAX_TEXT]
    if text != said:
        subtype = part.get_content_subtype()
        replace_content(part, lambda new: new.set_content(text, subtype=subtype))
    return {CUT} if is_long and text != said else set()


def replace_content(part, fill):
    """Give a part a new content made by ``fill(message)``."""
    new = EmailMessage()
    fill(new)
    _take_over(part, new)


def _take_over(part, new):
    """Give a part the content of another."""
    for name in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del part[name]
        if new[name]:
            part[name] = new[name]
    part.set_payload(new._payload)  # ``get_payload`` decodes the bytes of a text


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
    _take_over(part, message_from_bytes(inner, policy=policy.SMTP))
    return set()


def _read_signed(content):
    try:
        from asn1crypto import cms  # comes with Odoo, not with each installation

        signed = cms.ContentInfo.load(content)["content"]
        return signed["encap_content_info"]["content"].native
    except Exception:  # no library, or nothing that it can read
        return None

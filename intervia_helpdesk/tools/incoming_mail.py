"""What a received mail says of itself, read without a database and without raising."""

import codecs
import hashlib
import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from functools import cached_property

from lxml.etree import LxmlError

from odoo.tools.mail import email_normalize, email_split_tuples, html2plaintext

from .machine_mail import get_machine_sign, is_relayed
from .mail_charset import guess_charset
from .mail_repair import MAX_FIELD, limit_fields, tame

MAX_REFERENCES = 32
MAX_SUBJECT = MAX_NAME = 250
# Longer ones no honest program writes, and no index takes (RFC 5321 §4.5.3, RFC 5322)
MAX_ADDRESS, MAX_MESSAGE_ID = 320, 900
MAX_COMMENTS = 50
REPORT_BYTES = 200_000
FIRST_TEXT = 20_000

_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
_TICKET_NUMBER = re.compile(r"\[#?(\d{6,})\]|#(\d{6,})\b")
_HEADER_END = re.compile(rb"\r\n\r?\n|\n\r?\n|\r\r")
_REPORTED_ID = re.compile(rb"(?im)^[ >]*message-id:\s*(<[^<>\s]{3,250}>)")
_REPORT_PART = re.compile(
    rb"(?im)^content-type:[ \t]*message/"
    rb"(disposition-notification|feedback-report|delivery-status)"
)
_REPORT_ACTION = re.compile(
    rb"(?im)^action:[ \t]*(failed|delayed|delivered|relayed|expanded)\b"
)
_REPORTED_ADDRESS = re.compile(
    rb"(?im)^(?:final-recipient|original-recipient|x-failed-recipients):"
    rb"[ \t]*(?:rfc822;)?[ \t]*<?([^\s<>;]+@[^\s<>;]+)"
)
_REPORT_TEXT = re.compile(
    rb"(?i)(diagnostic-code:|final-recipient:|reporting-mta:|undeliverable"
    rb"|(could|can|was) ?not be delivered|\b5[05]\d[ -]#?5\.\d\.\d"
    rb"|(user|address|recipient) unknown|unknown (user|address|recipient)"
    rb"|mailbox (unavailable|full)|over quota|no se (ha podido|pudo) entregar"
    rb"|delivery (has )?failed"
    rb"|\b550[ -](<|user|mailbox|no such|recipient|requested|unknown|address|message"
    rb"|sender|relay|rejected|access|permanent|sorry|invalid|host|domain|blocked|spam))"
)
_NO_REPLY = re.compile(r"(do[-_.]?not|no)[-_.]?(reply|responder|contestar)\b", re.I)
_FOLD = re.compile(r"[\r\n]+(?=[ \t])")
_XML_START = re.compile(r"\A\s*<\?xml[^>]*>")
_RAW_COMMENT = re.compile(rb"\([^()]*\)")


def get_header_block(raw):
    r"""The headers of a raw mail, without its body.

    >>> get_header_block(b"From: a@b.es\r\nTo: c@d.es\r\n\r\nHello\r\n\r\nBye")
    b'From: a@b.es\r\nTo: c@d.es\r\n\r\n'
    """
    end = _HEADER_END.search(raw)
    return raw[: end.end()] if end else raw


def _find_start(raw):
    r"""Without the empty lines and byte order marks that some put before the fields.

    >>> _find_start(b"\r\nTo: a@b.es\r\n\xef\xbb\xbfFrom: c@d.es\r\n\r\n")
    b'To: a@b.es\r\nFrom: c@d.es\r\n\r\n'
    """
    raw = raw.lstrip(b"\r\n")
    block = get_header_block(raw[:REPORT_BYTES])
    if codecs.BOM_UTF8 not in block:
        return raw
    return block.replace(codecs.BOM_UTF8, b"").lstrip(b"\r\n") + raw[len(block) :]


def _flatten_comments(raw):
    r"""Without comments (RFC 5322 §3.2.2) nested so deep that parsers give up.

    >>> _flatten_comments(b"To: (a) b@c.es\n\n"), _flatten_comments(b"(" * 99)[:3]
    (b'To: (a) b@c.es\n\n', b'   ')
    """
    block = rest = get_header_block(raw)
    for _level in range(5):
        if rest.count(b"(") <= MAX_COMMENTS:
            return raw
        rest = _RAW_COMMENT.sub(b"", rest)
    return block.replace(b"(", b" ") + raw[len(block) :]


def decode_words(value):
    """A header as text, whatever charset it claims.

    >>> decode_words("=?utf-8?q?Impresora_rota=C3=A9?=")
    'Impresora rotaé'
    >>> decode_words("=?x-no-such?q?Impresora_rota=C3=A9?=")
    'Impresora rotaé'
    >>> decode_words("plain")
    'plain'
    """
    texts = []
    try:
        chunks = decode_header(str(value))
    except HeaderParseError:
        return str(value)
    for chunk, charset in chunks:
        if isinstance(chunk, bytes):
            chunk = _decode(chunk, charset or "utf-8")
        texts.append(chunk)
    return "".join(texts)


def _decode(content, charset):
    for candidate in (charset, "utf-8"):
        try:
            return content.decode(candidate)
        except (LookupError, ValueError):  # unknown, no text, or not this one
            continue
    return content.decode("latin-1")


def _walk(message):
    yield message
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _walk(part)


def _decode_8bit(value, charset=None):
    """A raw header value, which Python keeps as ASCII with surrogates.

    :param str charset: of the text, in which whoever declares none wrote his fields
    """
    value = str(value)
    if value.isascii():
        return value
    content = value.encode("utf-8", "surrogateescape")
    guessed = guess_charset(content)
    if guessed == "utf-8" or not charset:
        return content.decode(guessed, "replace")
    return _decode(content, charset)


def clean_text(text):
    r"""Without what a database refuses: NUL and lone surrogates.

    >>> clean_text("a\x00b\udce9")
    'ab�'
    """
    text = text.replace("\x00", "")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def cut_subject(subject):
    """One line of at most 250 characters.

    >>> cut_subject("  The printer\\r\\n is   broken ")
    'The printer is broken'
    >>> len(cut_subject("x" * 10000))
    250
    """
    subject = " ".join((subject or "").split())
    if len(subject) <= MAX_SUBJECT:
        return subject
    return subject[: MAX_SUBJECT - 1] + "…"


def get_ticket_numbers(subject):
    """The numbers of tickets that a subject quotes, in order.

    >>> get_ticket_numbers("Re: [004217] and #004218, not 004219 nor #12")
    ['004217', '004218']
    """
    return [a or b for a, b in _TICKET_NUMBER.findall(subject or "")]


def get_authentication(results, authserv, domain):
    """What the receiving server says of the sender's domain (RFC 8601).

    Only the topmost field of the trusted server counts: those below may have come
    along with the mail. A pass counts only for the domain in From (alignment). A
    failure counts when DMARC failed, or when both SPF and DKIM did and nothing passed.

    :param list[str] results: the ``Authentication-Results`` fields, topmost first
    :param str authserv: authserv-id of our own server; empty trusts nobody
    :param str domain: domain of the address in From
    :return: ``pass``, ``fail`` or, where nothing is known, an empty text

    >>> results = ["mx.us.es; dkim=pass header.d=us.es; dmarc=pass header.from=us.es"]
    >>> get_authentication(results, "mx.us.es", "us.es")
    'pass'
    >>> get_authentication(results, "mx.us.es", "bank.es")
    ''
    >>> get_authentication(results, "mx.other.es", "us.es")
    ''
    >>> get_authentication(["mx.us.es; dmarc=fail", *results], "mx.us.es", "us.es")
    'fail'
    >>> get_authentication(["mx.us.es; spf=pass"], "mx.us.es", "us.es")
    ''
    >>> get_authentication(["mx.us.es; spf=fail; dkim=fail"], "mx.us.es", "us.es")
    'fail'
    """
    for field in results if authserv and domain else ():
        server, *verdicts = _drop_quoted(field).lower().split(";")
        if (server.split() or [""])[0] != authserv.lower():
            continue
        if any(_vouches(verdict, domain.lower()) for verdict in verdicts):
            return "pass"
        words = {word for verdict in verdicts for word in verdict.split()[:1]}
        refuted = "dmarc=fail" in words or {"spf=fail", "dkim=fail"} <= words
        return "fail" if refuted else ""
    return ""


def _drop_quoted(field):
    r"""A field without comments and quoted texts: our server repeats there what the
    sender said of himself.

    >>> _drop_quoted('spf=pass (of (a) ; x=1) y="b; c\\"; d" z=2')
    'spf=pass  y= z=2'
    """
    kept, depth, is_quoted, is_escaped = [], 0, False, False
    for char in field:
        if is_escaped:
            is_escaped = False
        elif char == "\\" and (depth or is_quoted):
            is_escaped = True
        elif char == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif char in "()":
            depth = max(depth + (1 if char == "(" else -1), 0)
        elif not depth:
            kept.append(char)
    return "".join(kept)


def _to_plain_text(source):
    """The words of an HTML that nobody has looked at yet.

    >>> _to_plain_text("<?xml version='1.0' encoding='utf-8'?><p>Hola</p>").strip()
    'Hola'
    >>> _to_plain_text("<!-- -->")
    ''
    """
    try:
        return html2plaintext(_XML_START.sub("", source))
    except (AttributeError, LxmlError, ValueError):
        return ""


def _split_addresses(value):
    """Pairs of name and address; none of groups in groups without end.

    >>> _split_addresses("Ana <a@b.es>"), _split_addresses(":" * 10_000)
    ([('Ana', 'a@b.es')], [])
    """
    try:
        return email_split_tuples(value)
    except RecursionError:
        return []


def _vouches(verdict, domain):
    words = verdict.split()
    if not words or words[0] not in ("dmarc=pass", "dkim=pass"):
        return False
    keys = ("header.from=", "header.d=", "header.i=@")
    return any(word == key + domain for word in words for key in keys)


class IncomingMail:
    r"""The headers of one received mail.

    >>> mail = IncomingMail(b"From: Ana <Ana@b.es>\nTo: x@us.es\nCc: y@us.es\n\n")
    >>> mail.sender, mail.sender_name, mail.recipients, mail.machine_sign
    ('ana@b.es', 'Ana', ['x@us.es', 'y@us.es'], '')
    """

    # of what came through another door than mail
    door_id = channel_id = None
    is_stray = False  # to none of our addresses, nor about anything we know

    def __init__(self, raw):
        self.original = raw
        self.raw = raw = _flatten_comments(_find_start(raw))
        block = limit_fields(get_header_block(raw))
        self.headers = message_from_bytes(block, policy=policy.compat32)

    @cached_property
    def _charset(self):
        """The charset of the text, where the mail is one text that declares it."""
        charset = self.headers.get_content_charset() or ""
        try:
            return charset if codecs.lookup(charset)._is_text_encoding else ""
        except (LookupError, ValueError):
            return ""

    @cached_property
    def tamed(self):
        """Raw mail that no parser stumbles over, and what was done; see ``tame``."""
        return tame(self.raw, len(get_header_block(self.raw)))

    def get_all(self, *names):
        """Every value of these headers, decoded, in the order asked for."""
        return [
            clean_text(decode_words(value[:MAX_FIELD]))
            for value in self._get_raw(names)
        ]

    def _get_raw(self, names):
        """Values unfolded (RFC 5322 §2.2.3), 8-bit ones decoded (RFC 6532, or whatever
        they are)."""
        for wanted in names:
            for name, value in self.headers.raw_items():
                if name.lower() == wanted.lower():
                    yield _FOLD.sub("", _decode_8bit(value, self._charset))

    def get(self, name):
        return next(iter(self.get_all(name)), "").strip()

    def _get_addresses(self, *names):
        """Pairs of name and normalized address, each address once.

        Addresses are split before their names are decoded: a name may hold a comma.
        """
        values = [clean_text(value[:MAX_FIELD]) for value in self._get_raw(names)]
        pairs = [pair for value in values for pair in _split_addresses(value)]
        found = {}
        for name, address in pairs:
            normalized = email_normalize(address)
            if normalized and len(normalized) <= MAX_ADDRESS:
                name = clean_text(decode_words(name)).strip()
                found.setdefault(normalized, name[:MAX_NAME])
        return [(name, address) for address, name in found.items()]

    @cached_property
    def message_id(self):
        """Its name; empty when it has none, or one that is none."""
        message_id = self.get("Message-Id")
        return message_id if len(message_id) <= MAX_MESSAGE_ID else ""

    @cached_property
    def subject(self):
        return self.get("Subject")

    @cached_property
    def sender_name(self):
        return self._sender[0]

    @cached_property
    def sender(self):
        """Normalized address of From; empty when there is none."""
        return self._sender[1]

    @cached_property
    def _sender(self):
        return next(iter(self._get_addresses("From")), ("", ""))

    @cached_property
    def participants(self):
        """Name and address of whoever else the mail is for: To, then Cc."""
        return self._get_addresses("To", "Cc")

    @cached_property
    def recipients(self):
        """Addresses of To, then Cc, then of the envelope where it is known."""
        names = ("To", "Cc", "Delivered-To", "X-Original-To", "Resent-To", "Resent-Cc")
        return [address for _name, address in self._get_addresses(*names)]

    @cached_property
    def references(self):
        """Message-Ids this mail answers, the nearest first (RFC 5322 §3.6.4)."""
        chain = _MESSAGE_ID.findall(" ".join(self.get_all("References")))
        parents = _MESSAGE_ID.findall(self.get("In-Reply-To"))
        return list(dict.fromkeys([*parents, *reversed(chain)]))

    @cached_property
    def ticket_numbers(self):
        return get_ticket_numbers(self.subject)

    @cached_property
    def machine_sign(self):
        """The sign that no person wrote this mail; empty for a person.

        See :mod:`machine_mail` for what counts.

        >>> def sign(line):
        ...     return IncomingMail(line.encode() + b"\\r\\n\\r\\n").machine_sign
        >>> sign("Auto-Submitted: no"), sign("Auto-Submitted: auto-replied (holiday)")
        ('', 'Auto-Submitted: auto-replied')
        >>> sign("Return-Path: <>"), sign("Return-Path: <ana@b.es>")
        ('Return-Path: <>', '')
        >>> sign("Precedence: bulk"), sign("Precedence: list")
        ('Precedence: bulk', '')
        >>> sign("X-Autorespond: yes"), sign("From: MAILER-DAEMON@b.es")
        ('X-Autorespond', 'From: mailer-daemon')
        >>> sign("From: postmaster@b.es"), sign("Subject: Fuera de la oficina: Re: a")
        ('', 'Subject: Fuera de la oficina:')
        >>> sign("Subject: Respuesta automática no funciona")
        ''
        """
        return get_machine_sign(self)

    def mentions(self, *words):
        """Whether any of these lower-case bytes may stand in the mail as far as a
        program looks, without taking it apart."""
        return any(word in self._lower for word in words)

    @cached_property
    def _lower(self):
        return (
            self.raw[:REPORT_BYTES].lower().replace(b"=\r\n", b"").replace(b"=\n", b"")
        )

    @cached_property
    def parts(self):
        """Itself and its parts, as far as a program looks; not those of mails in it."""
        return list(_walk(message_from_bytes(self.tamed[0][:REPORT_BYTES])))

    @cached_property
    def first_lines(self):
        """The first two lines of its text that are not empty."""
        texts = [part for part in self.parts if part.get_content_maintype() == "text"]
        for part in texts[:1]:
            charset = part.get_content_charset() or "utf-8"
            text = _decode((part.get_payload(decode=True) or b"")[:FIRST_TEXT], charset)
            if part.get_content_subtype() == "html":
                text = _to_plain_text(text)
            lines = (" ".join(line.split()) for line in text.splitlines())
            return [line for line in lines if line][:2]
        return []

    @cached_property
    def content_type(self):
        return self.headers.get_content_type()

    @cached_property
    def raw_sender(self):
        """From as it stands, for senders that are no addresses."""
        return self.get("From")

    @cached_property
    def has_report_text(self):
        """Whether the body speaks the language of mail servers."""
        return bool(_REPORT_TEXT.search(self.raw[:REPORT_BYTES]))

    @cached_property
    def reported_ids(self):
        """Message-Ids quoted in a report: of the mail that it speaks about."""
        if not self.machine_sign:
            return []
        body = self.raw[len(get_header_block(self.raw)) :][:REPORT_BYTES]
        found = _REPORTED_ID.findall(body)
        ids = [clean_text(item.decode("ascii", "ignore")) for item in found]
        return list(dict.fromkeys(ids))

    @cached_property
    def reported_address(self):
        """The address that a report says it could not reach."""
        found = _REPORTED_ADDRESS.search(self.raw[:REPORT_BYTES])
        return clean_text(found.group(1).decode("ascii", "ignore")) if found else ""

    @cached_property
    def fingerprint(self):
        """The same for one mail that arrives twice, whatever way it took.

        Mailboxes and lists add fields and footers, so the body counts only where the
        mail does not name itself, whatever its line ends: IMAP and POP have their own.
        A program that gives each of its mails the same Message-Id is told by date,
        sender and subject.
        """
        parts = [self.message_id, self.sender, self.get("Date"), self.subject]
        if not self.message_id:
            block = get_header_block(self.raw)
            parts += [*self.get_all("To", "Cc"), *self.references]
            parts.append(b"\n".join(self.raw[len(block) :].strip().splitlines()))
        digest = hashlib.sha256()
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode("utf-8", "replace")
            digest.update(b"%d:" % len(data) + data)
        return digest.hexdigest()

    @cached_property
    def is_other_report(self):
        """A report that does not say that a mail came back: somebody opened it (RFC
        8098) or complains (RFC 5965), or it arrived or is on its way (RFC 3464 §2.3.3).
        """
        report = str(self.headers.get_param("report-type", "")).lower()
        if self.content_type == "multipart/report" and not report:
            found = _REPORT_PART.search(self.raw[:REPORT_BYTES])
            report = found.group(1).decode().lower() if found else ""
        if report in ("disposition-notification", "feedback-report"):
            return True
        actions = _REPORT_ACTION.findall(self.raw[:REPORT_BYTES])
        return bool(actions) and not any(a.lower() == b"failed" for a in actions)

    @cached_property
    def wants_receipt(self):
        """Whether an automatic receipt may be sent.

        Not to lists (RFC 3834 §2), nor to a mailbox whose rule would pass it on to us,
        nor where the sender suppresses it (X-Auto-Response-Suppress of Exchange).
        """
        suppressed = self.get("X-Auto-Response-Suppress").lower()
        if any(word in suppressed for word in ("all", "autoreply")):
            return False
        if _NO_REPLY.match(self.sender) or is_relayed(self):
            return False
        is_list = self.get("Precedence").lower() in ("list", "bulk")
        return not (is_list or self.get("List-Id"))

    def get_authentication(self, authserv):
        """See :func:`get_authentication`."""
        # as written: decoded words could say what our server did not
        results = list(self._get_raw(["Authentication-Results"]))
        return get_authentication(results, authserv, self.sender.rpartition("@")[2])

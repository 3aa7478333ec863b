"""Who wrote the mail that somebody passes on."""

from email.message import Message

from .incoming_mail import IncomingMail
from .plain_text import to_text
from .reply_patterns import ADDRESS, FIELD, FORWARD
from .reply_trimming import MAX_LINE


def get_forwarded_senders(subject, body, files=()):
    """Who wrote the mails that another one holds, the outermost first.

    :param body: HTML
    :param files: name and content of each; mails among them are read

    >>> body = "<p>Va.</p><p>De: Ana &lt;Ana@b.es&gt;<br dir=ltr>Enviado: hoy</p>"
    >>> get_forwarded_senders("RV: Red", body), get_forwarded_senders("Red", body)
    (['ana@b.es'], [])
    >>> get_forwarded_senders("Red", body + "<p>Para: yo</p>")
    ['ana@b.es']
    >>> get_forwarded_senders("RV: Red", "<p>De: jefe@b.es me llega</p><p>Bien</p>")
    []
    >>> get_forwarded_senders("Red", "", [("a.eml", b"From: Eva <eva@b.es>\\n\\n")])
    ['eva@b.es']
    """
    least = 2 if FORWARD.match(subject or "") else 3
    senders = [
        address.group().lower()
        for block in _get_blocks(to_text(body))
        if len(block) >= least and (address := ADDRESS.search(block.get("from", "")))
    ]
    for name, content, *_rest in files or ():
        is_mail = isinstance(content, Message) or (name or "").lower().endswith(".eml")
        if is_mail:
            senders.append(IncomingMail(get_bytes(content)).sender)
    return list(dict.fromkeys(filter(None, senders)))


def get_bytes(content):
    """What a file of a mail holds, however the gateway hands it over."""
    if isinstance(content, str):
        return content.encode(errors="replace")
    return bytes(content) if content is not None else b""


def _get_blocks(text):
    """The header blocks of a text: fields one below the other, as name -> line."""
    block = {}
    for line in text.split("\n"):
        field = FIELD.match(line[:MAX_LINE])
        if field:
            name = next(name for name, found in field.groupdict().items() if found)
            block.setdefault(name, line[:MAX_LINE])
        elif line.strip(" \t>") and block:
            yield block
            block = {}
    yield block

"""What the spam filter sees of a mail: its words, and how and from where it was sent.

Words tell what a mail wants; the envelope (sender, links, program,
parts, how headers agree with each other) tells who sends it. The two are judged apart,
see :mod:`spam_score`. Nothing is looked up outside, and the same mail has the same
tokens for ever.
"""

import re
import unicodedata
from html import unescape
from itertools import islice

# Longer texts are judged by their beginning: one mail of a hundred pages would teach
# the filter the whole language
MAX_TEXT, MAX_BODY, MAX_RAW, MAX_SUBJECT = 3000, 100_000, 100_000, 500
MAX_TOKENS, MAX_CHARS, MAX_LINKS = 1000, 80, 100

_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[a-z0-9$€%!']{2,25}")
_TAG = re.compile(r"<(/?[a-z!][a-z0-9]{0,10})[^<>]*>", re.I)
_UNSEEN = frozenset(("head", "script", "style", "title"))
_LINK = re.compile(r"https?://([^\s/\"'<>?#]{3,120})([^\s\"'<>]{0,100})", re.I)
_MAIL = re.compile(r"[\w.+-]{1,60}@([\w-]{1,60}(?:\.[\w-]{1,30}){1,4})")
_PART = re.compile(
    rb"^content-(type|transfer-encoding):[ \t]*([\w.+/-]{1,60})", re.M | re.I
)
_CHARSET = re.compile(rb"charset[ \t]*=[ \t]*\"?([\w-]{2,30})", re.I)
_FILE = re.compile(
    rb"name[ \t]*=[ \t]*\"?[^\"\r\n]{0,200}\.([\w]{1,6})\"?[\r\n;]", re.I
)
_ADDRESS = re.compile(
    r"\[(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\]|\((\d+\.\d+)\.\d+\.\d+\)"
)
_NOT_PLAIN = re.compile(r"[^ -~€]+")
# Written by the servers and programs on our side of the way, or in every mail
_OUR_NAMES = """
apparently-to content-length date delivered-to delivery-date envelope-to from lines
message-id received return-path status subject to x-apparently-to
x-authentication-warning x-delivered-to x-envelope-to x-keywords x-loop
x-mime-autoconverted x-mozilla-status x-mozilla-status2 x-original-date x-original-to
x-status x-uid x-uidl
"""
_OUR_SIDE = frozenset(_OUR_NAMES.split())


def fold(text):
    """Lower case without accents.

    >>> fold("¡Última OFERTA!")
    '¡ultima oferta!'
    """
    text = text.lower()
    if text.isascii():
        return text
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text))


def is_text(token):
    """Whether a token is of the words of a mail; the others are of its envelope.

    >>> is_text("oferta"), is_text("s:oferta"), is_text("from:b.es")
    (True, True, False)
    """
    return ":" not in token or token.startswith("s:")


def get_tokens(mail, body):
    r"""What a mail consists of, as a sorted list of tokens.

    :param mail: ``IncomingMail``
    :param str body: its text or HTML

    >>> from .incoming_mail import IncomingMail
    >>> mail = IncomingMail(b"From: a@x.b.es\nSubject: Hola\n\n")
    >>> tokens = get_tokens(mail, "<p>Mundo <b>nuevo</b></p>")
    >>> [token for token in tokens if is_text(token)]
    ['hola', 'mundo', 'nuevo', 's:hola']
    >>> [token for token in tokens if token.startswith("from:")]
    ['from:a@x.b.es', 'from:b.es', 'from:without a name', 'from:x.b.es']
    """
    body = (body or "")[:MAX_BODY]
    text, subject = get_plain(body), mail.subject[:MAX_SUBJECT]
    tokens = _get_words(subject, text[:MAX_TEXT])
    tokens |= _get_links(body) | _get_shape(subject, text)
    tokens |= {f"mail:{host}" for host in _MAIL.findall(text[:MAX_TEXT].lower())}
    tokens |= _get_people(mail) | _get_programs(mail) | _get_parts(mail.raw[:MAX_RAW])
    plain = {_NOT_PLAIN.sub("", token)[:MAX_CHARS] for token in tokens}
    return sorted(sorted(plain - {""}, key=is_text)[:MAX_TOKENS])


def get_plain(body):
    """The text of an HTML body, in one pass whatever the body is like.

    >>> get_plain("<style>p {}</style><p>a &lt; b<br>c</p>")
    '  a < b c '
    """
    if "<" not in body:
        return body
    pieces, start, unseen = [], 0, ""
    for tag in _TAG.finditer(body):
        if not unseen:
            pieces.append(body[start : tag.start()])
        start, name = tag.end(), tag[1].lower()
        if not unseen and name in _UNSEEN:
            unseen = name
        elif name == f"/{unseen}":
            unseen = ""
    pieces.append("" if unseen else body[start:])
    return unescape(" ".join(pieces))


def _get_words(subject, text):
    titles, words = _WORD.findall(fold(subject)), _WORD.findall(fold(text))
    return {*titles, *words, *(f"s:{word}" for word in titles)}


def _get_links(body):
    """Where a mail leads to: hosts and all they are part of, and odd ways to say it."""
    tokens, count = set(), 0
    for link in islice(_LINK.finditer(body), MAX_LINKS):
        count += 1
        place, path = link[1].lower(), link[2].lower()
        host = place.rpartition("@")[2].partition(":")[0].strip(".")
        if "@" in place:
            tokens.add("link:with a name")
        if ":" in place:
            tokens.add("link:with a port")
        if host.replace(".", "").isdigit():
            tokens.add("link:to a number")
        tokens |= {f"link:{name}" for name in _get_domains(host)}
        tokens |= {f"path:{word}" for word in re.findall(r"[a-z0-9]{2,25}", path)[:8]}
    return tokens | {f"links:{min(count.bit_length(), 4)}"}


def _get_domains(host):
    """A host and what it is part of.

    >>> _get_domains("www.b.com.es")
    ['www.b.com.es', 'b.com.es', 'com.es', 'es']
    """
    parts = host.split(".")[-5:]
    return [".".join(parts[index:]) for index in range(len(parts))]


def _get_shape(subject, text):
    tokens = {f"shape:length {len(text).bit_length()}"}
    tokens.add(f"shape:exclamations {min(text.count('!').bit_length(), 5)}")
    letters = [char for char in f"{subject} {text}"[:2000] if char.isalpha()]
    if len(letters) > 20 and sum(map(str.isupper, letters)) * 3 > len(letters):
        tokens.add("shape:capitals")
    foreign = [char for char in letters if char > "\u024f"]
    if len(foreign) * 3 > len(letters):
        tokens.add(f"script:{unicodedata.name(foreign[0], '').split(' ')[0].lower()}")
    signs = {
        "empty": not subject.strip(),
        "capitals": subject.isupper(),
        "exclamation": "!" in subject,
        "number at its end": bool(re.search(r"\d{4,}\s*$", subject)),
        "gap": "   " in subject,
        "answer": subject[:3].lower() in ("re:", "rv:"),
    }
    return tokens | {f"subject:{sign}" for sign, is_so in signs.items() if is_so}


def _get_people(mail):
    """Who writes to whom, and whether the headers agree about it."""
    sender, domain = mail.sender, mail.sender.rpartition("@")[2]
    tokens = {
        f"from:{name}" for name in (sender or "nobody", *_get_domains(domain)[:-1])
    }
    tokens.add(f"from tld:{domain.rpartition('.')[2]}")
    answers = mail.get("Reply-To").lower()
    if answers:
        found = _MAIL.search(answers)
        tokens.add(f"reply-to:{found[1] if found else 'nobody'}")
        same = found and found[1] == domain
        tokens.add("reply-to:the sender's domain" if same else "reply-to:elsewhere")
    path = mail.get("Return-Path").lower()
    if path.strip("<> "):
        agrees = domain and domain in path
        tokens.add("return-path:the sender's" if agrees else "return-path:elsewhere")
    to = mail.get("To").lower()
    tokens.add(f"to:{min(to.count('@'), 4)}")
    signs = {
        "to:the sender": bool(sender) and sender in to,
        "to:undisclosed": not to or "undisclosed" in to,
        "from:without a name": not mail.sender_name,
        "from:a name that is an address": "@" in mail.sender_name,
        "from:a number in the address": bool(re.search(r"\d\d.*@", sender)),
    }
    return tokens | {sign for sign, is_so in signs.items() if is_so}


def _get_programs(mail):
    """What wrote and sent the mail, by its headers, and what filters said of it."""
    names = {name.lower() for name, _value in mail.headers.raw_items()}
    ours = {name for name in names if name in _OUR_SIDE or name.startswith("x-spam")}
    tokens = {f"header:{name}" for name in islice(sorted(names - ours), 60)}
    for name in ("x-mailer", "user-agent", "x-priority", "precedence"):
        value = mail.get(name).lower()
        if value:
            tokens.add(f"{name}:{value[:40]}")
    program = fold(mail.get("X-Mailer") or mail.get("User-Agent"))
    tokens.add(f"program:{program[:18].rstrip(' 0123456789.')}")
    local, _at, domain = mail.message_id.strip("<> ").lower().rpartition("@")
    tokens |= {f"id:{name}" for name in _get_domains(domain)[-2:-1]}
    own = domain and mail.sender.endswith(".".join(domain.split(".")[-2:]))
    tokens.add("id:of the sender's domain" if own else "id:of another domain")
    pattern = re.sub("[a-z]+", "a", re.sub("[0-9]+", "9", local))
    tokens.add(f"id like:{pattern[:24]}")
    return tokens | _get_route(mail) | _get_verdicts(mail)


def _get_route(mail):
    """Where the mail was first handed in."""
    received = mail.get_all("Received")
    if not received:
        return set()
    first = " ".join(received[-1].lower().split())
    tokens = {f"route:{one or other}" for one, other in _ADDRESS.findall(first)}
    greeting = re.search(r"from ([^\s]{1,100})", first)
    if greeting:
        host = greeting[1].strip("[]()")
        is_number = host.replace(".", "").isdigit()
        domain = ".".join(host.split(".")[-2:]) if "." in host else "a word"
        tokens.add("route:a number" if is_number else f"route:{domain}")
    return tokens | {
        f"route:{word}" for word in ("unknown", "may be forged") if word in first
    }


def _get_verdicts(mail):
    r"""What the servers on the way thought of the mail.

    >>> from .incoming_mail import IncomingMail
    >>> sorted(_get_verdicts(IncomingMail(b"X-Spam-Flag: YES\nX-Spam-Score: 7.3\n\n")))
    ['x-spam-flag:yes', 'x-spam-score:6']
    >>> line = b"Authentication-Results: mx; dmarc=fail; spf=pass\n\n"
    >>> sorted(_get_verdicts(IncomingMail(line)))
    ['auth:dmarc=fail', 'auth:spf=pass']
    """
    results = " ".join(mail.get_all("Authentication-Results")).lower()
    tokens = {
        f"auth:{verdict}"
        for verdict in re.findall(r"\b((?:dmarc|spf|dkim)=\w{1,12})", results)
    }
    flag = mail.get("X-Spam-Flag").lower()
    if flag:
        tokens.add(f"x-spam-flag:{flag[:10]}")
    for name in ("x-spam-score", "x-rspamd-score"):
        number = re.match(r"-?\d{1,4}", mail.get(name))
        if number:
            tokens.add(f"{name}:{int(number[0]) // 3 * 3}")
    return tokens


def _get_parts(raw):
    r"""What the mail is made of, without parsing it.

    >>> sorted(_get_parts(b"Content-Type: text/html; charset=utf-8\n\n"))
    ['charset:utf-8', 'part:html alone', 'part:text/html']
    """
    tokens = set()
    for kind, value in _PART.findall(raw):
        label = "part" if kind.lower() == b"type" else "encoding"
        tokens.add(f"{label}:{value.decode().lower()}")
    if "part:text/html" in tokens and "part:text/plain" not in tokens:
        tokens.add("part:html alone")
    found = {value.decode().lower() for value in _CHARSET.findall(raw)}
    files = {value.decode("ascii", "ignore").lower() for value in _FILE.findall(raw)}
    return (
        tokens
        | {f"charset:{name}" for name in found}
        | {f"file:.{ending}" for ending in files if ending}
    )

"""Texts of errors, without what belongs to persons or opens doors."""

import hashlib
import re
import traceback
from pathlib import PurePath

_SECRETS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),
    (re.compile(r"(?i)\b(?:bearer|basic)\s+\S+"), "…"),
    (re.compile(r"\?\S*"), ""),  # query strings
    (re.compile(r"=\([^)]*\)"), "=(…)"),  # the values of a constraint
    (re.compile(r"[\w-]{20,}"), "…"),  # tokens
    (re.compile(r"\+?\d[\d ().-]{7,}\d"), "…"),  # telephones, cards
)
_NUMBERS = re.compile(r"\d+")


def clean_text(text, limit=300):
    """``text`` on one line, without addresses, tokens, values and query strings.

    >>> clean_text("Key (email)=(ana@b.example) exists")
    'Key (email)=(…) exists'
    >>> clean_text("550 ana.ruiz@b.example is unknown")
    '550 …@… is unknown'
    >>> clean_text("/my/intervia/tickets/4?access_token=0af3-99")
    '/my/intervia/tickets/4'
    >>> clean_text("/soporte/ticket/Zm9vYmFyYmF6cXV4MTIzNDU2")
    '/soporte/ticket/…'
    """
    for pattern, word in _SECRETS:
        text = pattern.sub(word, text or "")
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def get_fingerprint(*words):
    """The same for errors that differ in numbers alone.

    >>> get_fingerprint("job", "Mail 7") == get_fingerprint("job", "Mail 12")
    True
    """
    text = _NUMBERS.sub("#", "\\0".join(word or "" for word in words))
    return hashlib.sha256(text.encode()).hexdigest()


def describe(error):
    """What an exception is, and where it came from: no values, no lines of source.

    :return: (name, list of places, the innermost last)

    >>> def divide(number):
    ...     return 1 / number
    >>> try:
    ...     divide(0)
    ... except ZeroDivisionError as error:
    ...     name, places = describe(error)
    >>> name
    'ZeroDivisionError: division by zero'
    >>> places[-1].endswith("in divide")
    True
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno}"
        f" in {frame.name}"
        for frame in frames
    ]
    return f"{type(error).__name__}: {clean_text(str(error))}", places

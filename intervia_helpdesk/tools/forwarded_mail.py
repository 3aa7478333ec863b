"""Who wrote the mail that somebody passes on."""

from .reply_patterns import ADDRESS, FIELD, FORWARD
from .reply_trimming import MAX_LINE


def get_forwarded_sender(subject, text):
    """Who wrote the mail that another one forwards; empty for any other mail.

    >>> get_forwarded_sender("RV: Red", "Va.\\nDe: Ana <Ana@b.es>\\nEnviado: hoy")
    'ana@b.es'
    >>> get_forwarded_sender("Red", "De: Ana <ana@b.es>")
    ''
    """
    if not FORWARD.match(subject or ""):
        return ""
    for line in text.split("\n"):
        field = FIELD.match(line[:MAX_LINE])
        address = ADDRESS.search(line[:MAX_LINE])
        if field and field.group("from") and address:
            return address.group().lower()
    return ""

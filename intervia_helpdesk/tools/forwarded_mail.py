"""Who wrote the mail that somebody passes on."""

from odoo.tools.mail import html2plaintext

from .reply_patterns import ADDRESS, FIELD, FORWARD
from .reply_trimming import MAX_LINE


def get_forwarded_sender(subject, body):
    """Who wrote the mail that another one forwards; empty for any other mail.

    :param body: HTML

    >>> body = "<p>Va.</p><p>De: Ana &lt;Ana@b.es&gt;<br>Enviado: hoy</p>"
    >>> get_forwarded_sender("RV: Red", body), get_forwarded_sender("Red", body)
    ('ana@b.es', '')
    """
    if not FORWARD.match(subject or ""):
        return ""
    for line in html2plaintext(body or "").split("\n"):
        field = FIELD.match(line[:MAX_LINE])
        address = ADDRESS.search(line[:MAX_LINE])
        if field and field.group("from") and address:
            return address.group().lower()
    return ""

"""Mail addresses as they are compared: one spelling each, the domain as DNS has it."""

from functools import cache
from pathlib import Path

import idna

from odoo.tools.mail import email_normalize

_PUBLIC = Path(__file__).with_name("words") / "public_mail_domains.txt"


def get_domain(text):
    """A domain in the spelling of DNS, or None.

    >>> get_domain(" LaEspiga.Example. "), get_domain("@panadería.es")
    ('laespiga.example', 'xn--panadera-i2a.es')
    >>> get_domain("localhost"), get_domain("a b.es"), get_domain(""), get_domain(7)
    (None, None, None, None)
    """
    if not isinstance(text, str):
        return None
    name = text.strip().removeprefix("@").rstrip(".")
    try:
        name = idna.encode(name, uts46=True, std3_rules=True).decode()
    except idna.IDNAError:
        return None
    return name if "." in name else None


def get_address(text):
    """An address in one spelling, to write to and to compare, or None.

    What is proven by a mail is the very address that is compared afterwards: a domain
    that only looks like another's is another one, here as for the mail.

    >>> get_address("Ana <ANA@PanaDería.es>"), get_address("ana+x@a.es")
    ('ana@xn--panadera-i2a.es', 'ana+x@a.es')
    >>> get_address("ana@a.es, luis@a.es"), get_address("ana@localhost")
    (None, None)
    """
    local, at, domain = (email_normalize(text or "") or "").rpartition("@")
    domain = get_domain(domain)
    return f"{local}@{domain}" if at and local and domain else None


@cache
def get_public_domains():
    """Providers where anybody has an address: they say nothing of a company.

    >>> "gmail.com" in get_public_domains(), "laespiga.example" in get_public_domains()
    (True, False)
    """
    lines = _PUBLIC.read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def mask(address):
    """An address that its owner recognises and nobody else learns.

    >>> mask("javier@nominas.example")
    'j•••@nominas.example'
    """
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"

"""Addresses of visitors, without the part that names a machine."""

import ipaddress


def get_network(address):
    """The network of an address, as text.

    >>> get_network("203.0.113.77")
    '203.0.113.0/24'
    >>> get_network("2001:db8:1:2:3::4")
    '2001:db8:1::/48'
    >>> get_network("somewhere")
    ''
    """
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    prefix = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network((parsed, prefix), strict=False))

"""Addresses of those who knock at the doors, as the blocks that are counted."""

import functools
import ipaddress
import re

# who has one IPv6 address has as a rule the 2**64 beside it
_IPV6_PREFIX = 64
_UNKNOWN = "unknown"

_PRIVATE = [
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
]


def get_block(address):
    """The block of addresses that counts as one place, as text.

    >>> get_block("203.0.113.77")
    '203.0.113.77'
    >>> get_block("2001:db8:1:2:3::4")
    '2001:db8:1:2::/64'
    >>> get_block("::ffff:203.0.113.77")
    '203.0.113.77'
    >>> get_block("fe80::1%eth0")
    'fe80::/64'
    >>> get_block("a socket")
    'unknown'
    """
    parsed = _parse(address)
    if parsed is None:
        return _UNKNOWN
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((int(parsed), _IPV6_PREFIX), strict=False))


def is_private(block):
    """Whether a block lies in a private network, as a proxy of one's own does.

    >>> [is_private(block) for block in ("10.0.0.3", "8.8.8.8", "unknown")]
    [True, False, True]
    >>> [is_private(block) for block in ("203.0.113.66", "fd00:1::/64", "::1/128")]
    [False, True, True]
    """
    try:
        found = ipaddress.ip_network(block)
    except ValueError:
        return True
    # not the standard library's: it calls addresses of documentation private, too
    return any(
        found.version == network.version and found.subnet_of(network)
        for network in _PRIVATE
    )


def is_exempt(address, networks):
    """Whether an address lies in one of the networks, written as one text.

    >>> is_exempt("192.0.2.7", "10.0.0.0/8, 192.0.2.0/24")
    True
    >>> is_exempt("::ffff:192.0.2.7", "192.0.2.7")
    True
    >>> is_exempt("192.0.2.7", "2001:db8::/32"), is_exempt("unknown", "0.0.0.0/0")
    (False, False)
    """
    parsed = _parse(address) if networks else None
    return parsed is not None and any(
        parsed in network for network in parse_networks(networks)[0]
    )


@functools.lru_cache(maxsize=8)
def parse_networks(text):
    """(networks, words that are none) of a text that lists networks.

    >>> parse_networks("10.0.0.1/8; here")
    ((IPv4Network('10.0.0.0/8'),), ('here',))
    """
    networks, wrong = [], []
    for word in re.split(r"[\s,;]+", text or ""):
        try:
            if word:
                networks.append(ipaddress.ip_network(word, strict=False))
        except ValueError:
            wrong.append(word)
    return tuple(networks), tuple(wrong)


def _parse(address):
    try:
        parsed = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed

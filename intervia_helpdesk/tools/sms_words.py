"""Words by which people stop text messages, and ask for them again.

Those of Twilio's documentation ("Opt-out keywords"), and the Spanish ones.
"""

_STOP = frozenset(
    ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "baja", "parar", "alto"]
)
_START = frozenset(["start", "unstop", "alta"])


def get_wish(text):
    """``stop``, ``start``, or nothing for a text that says anything else.

    >>> get_wish(" Stop. "), get_wish("BAJA"), get_wish("Alta"), get_wish("Baja de Ana")
    ('stop', 'stop', 'start', '')
    """
    word = (text or "").strip(" \t\r\n.!").lower()
    return "stop" if word in _STOP else "start" if word in _START else ""

"""Comparing secrets, whatever a stranger sends."""

import hmac


def is_same_secret(known, sent):
    """Compare in constant time. The platform's ``consteq`` raises on other letters.

    >>> is_same_secret("key", "key"), is_same_secret("key", "llave ñ")
    (True, False)
    >>> is_same_secret("", "")
    False
    """
    if not known or not isinstance(sent, str):
        return False
    return hmac.compare_digest(known.encode(), sent.encode(errors="replace"))

"""Twilio's signature of a request, as its documentation ("Webhooks security") says:
base64 of HMAC-SHA1, under the account's auth token, of the URL followed by each field
and its value, sorted by field."""

import base64
import hashlib
import hmac

from .same_secret import is_same_secret


def sign_twilio(url, fields, token):
    """The value of ``X-Twilio-Signature``; the example is Twilio's own.

    >>> fields = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309",
    ...     "Digits": "1234", "From": "+14158675309", "To": "+18005551212"}
    >>> sign_twilio("https://mycompany.com/myapp.php?foo=1&bar=2", fields, "12345")
    'RSOYDt4T1cUTdK1PDd93/VVr8B8='

    A field that is sent several times counts once with each of its values.

    >>> one, other = {"A": ["2", "1", "2"]}, {"A": ["1", "2"]}
    >>> sign_twilio("/", one, "1") == sign_twilio("/", other, "1")
    True
    """
    pairs = sorted(
        (name, value)
        for name, values in fields.items()
        for value in ({values} if isinstance(values, str) else set(values))
    )
    text = url + "".join(f"{name}{value}" for name, value in pairs)
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed_by_twilio(urls, fields, token, signature):
    """Whether one of the URLs under which we are known was signed."""
    if not token or not signature:
        return False
    return any(
        is_same_secret(sign_twilio(url, fields, token), signature) for url in urls
    )

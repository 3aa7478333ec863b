"""Pictures of a text message (MMS), fetched from whoever carried it.

As Twilio's documentation ("Media subresource") says: the webhook names an address for
each under ``api.twilio.com``, which asks for the account and its token, and may send on
to Twilio's own delivery network.
"""

import mimetypes
import time
from urllib.parse import urljoin, urlsplit

import requests

ORIGIN = "https://api.twilio.com"
SENT_ON_TO = (".twilio.com", ".twiliocdn.com")
MAX_FILES = 10
MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 30
_HARMLESS = ("image/", "audio/", "video/", "application/pdf", "text/vcard")


def is_ours(url, origin, account):
    """Whether an address is one of this account's at the provider.

    >>> base = ORIGIN + "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
    >>> is_ours(base, ORIGIN, "AC1"), is_ours(base, ORIGIN, "AC2")
    (True, False)
    >>> is_ours(base.replace("api.twilio.com", "api.twilio.com@evil.es"), ORIGIN, "AC1")
    False
    >>> is_ours(base.replace("/AC1/", "/AC1/../../x/"), ORIGIN, "AC1")
    False
    """
    try:
        parts, wanted = urlsplit(url), urlsplit(origin)
    except ValueError:
        return False
    path = f"/2010-04-01/Accounts/{account}/"
    return bool(
        account
        and (parts.scheme, parts.netloc) == (wanted.scheme, wanted.netloc)
        and parts.path.startswith(path)
        and ".." not in parts.path
    )


def fetch(url, origin, auth):
    """One file, within limits of size and time.

    :return: its content and type
    :raises ValueError: it is too large, too slow, or somewhere else
    :raises requests.RequestException:
    """
    until = time.monotonic() + MAX_SECONDS
    with requests.get(
        url, auth=auth, stream=True, timeout=10, allow_redirects=False
    ) as answer:
        if not answer.is_redirect:
            return _read(answer, until)
        url = urljoin(url, answer.headers["Location"])
    # the account's token stays with the provider
    if not _is_network(url, origin):
        raise ValueError(f"sent on to {urlsplit(url).hostname}")
    with requests.get(url, stream=True, timeout=10, allow_redirects=False) as answer:
        return _read(answer, until)


def _is_network(url, origin):
    parts = urlsplit(url)
    if url.startswith(f"{origin}/"):
        return True
    return parts.scheme == "https" and (parts.hostname or "").endswith(SENT_ON_TO)


def _read(answer, until):
    answer.raise_for_status()
    if answer.status_code != requests.codes.ok:
        raise ValueError(f"answer {answer.status_code}")
    content = bytearray()
    for chunk in answer.iter_content(64 * 1024):
        content += chunk
        if len(content) > MAX_BYTES:
            raise ValueError(f"larger than {MAX_BYTES // 1024 // 1024} MB")
        if time.monotonic() > until:
            raise ValueError(f"slower than {MAX_SECONDS} s")
    return bytes(content), get_type(answer.headers.get("Content-Type"))


def get_type(declared):
    """The type under which a file is kept; what could run in a browser is only bytes.

    >>> get_type("image/jpeg; x=1"), get_type("text/html"), get_type("image/svg+xml")
    ('image/jpeg', 'application/octet-stream', 'application/octet-stream')
    """
    kind = (declared or "").partition(";")[0].strip().lower()
    if kind.startswith(_HARMLESS) and "svg" not in kind and "xml" not in kind:
        return kind
    return "application/octet-stream"


def get_name(number, kind):
    """
    >>> get_name(2, "image/png")
    'mms-2.png'
    """
    return f"mms-{number}{mimetypes.guess_extension(kind) or ''}"

"""Files from outside: fetched once, kept, and never used without the right SHA-256."""

import hashlib
import os
import shutil
import urllib.error
import urllib.request

from .paths import CACHE
from .report import Problem


def sha256(path):
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def fetch(name, digest, *sources):
    """The cached file ``name``, taken from the first source that gives the right hash.

    A source is called with the path to fill and raises Problem when it can't.
    """
    target = CACHE / name
    if target.exists() and sha256(target) == digest:
        return target
    partial = CACHE / f"{name}.{os.getpid()}.part"
    reasons = []
    for source in sources:
        try:
            source(partial)
            if sha256(partial) == digest:
                os.replace(partial, target)
                return target
            reasons.append("a file with another SHA-256 was served")
        except Problem as problem:
            reasons.append(str(problem))
        finally:
            partial.unlink(missing_ok=True)
    raise Problem(f"{name} could not be fetched: {'; '.join(reasons)}")


def by_url(url):
    """A source that reads one address with the standard library."""

    def read(target):
        request = urllib.request.Request(url, headers={"User-Agent": "intervia-setup"})
        try:
            with (
                urllib.request.urlopen(request, timeout=60) as answer,
                target.open("wb") as output,
            ):
                shutil.copyfileobj(answer, output, 1 << 20)
        except (urllib.error.URLError, TimeoutError, ValueError) as error:
            raise Problem(f"{url}: {getattr(error, 'reason', error)}") from error

    return read

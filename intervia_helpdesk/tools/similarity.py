"""Whether two texts are the same but for greetings, footers and line breaks.

The 32 smallest hashes of the three-word shingles are a sketch: those of two copies meet
in an index; then the share of shingles they have in common decides, and the numbers in
them, because alerts of one template differ only there.
"""

import hashlib
import re
import zlib

from .spam_score import fold

SKETCH = 32
MIN_SHARED, MIN_CONTAINED, MAX_NUMBERS_MISSING = 2, 0.5, 0.2
MAX_CHARS = 40_000
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\b[\w.-]*\d[\w.-]*\b")


def normalise(text):
    """Words alone.

    >>> normalise(" ¡No   imprime!\\n-- ")
    'no imprime'
    """
    return " ".join(_WORD.findall(fold((text or "")[:MAX_CHARS])))


def get_digest(subject, text):
    """The same for two mails that say the same; empty for a text that says nothing."""
    said = normalise(text)
    if not said:
        return ""
    subject = re.sub(r"^\W*((re|rv|fwd?|aw|rm)\s*:\s*)+", "", subject or "", flags=re.I)
    return hashlib.sha256(f"{normalise(subject)}\n{said}".encode()).hexdigest()


def get_shingles(text):
    """Hashes of three neighbouring words each.

    >>> len(get_shingles("uno dos tres cuatro")), len(get_shingles("uno"))
    (2, 1)
    """
    words = normalise(text).split()
    if not words:
        return set()
    count = max(len(words) - 2, 1)
    return {
        zlib.crc32(" ".join(words[i : i + 3]).encode()) & 0x7FFFFFFF
        for i in range(count)
    }


def get_sketch(text):
    return sorted(get_shingles(text))[:SKETCH]


def is_similar(one, other, with_numbers=True):
    """Whether one of two texts is contained in the other, numbers included.

    :param bool with_numbers: whether their numbers must agree: yes for copies, no for
        spam, where each receiver has his own

    >>> base = "No puedo entrar en el programa de facturas desde ayer por la tarde"
    >>> is_similar(base, f"Buenos días: {base}. Un saludo, Ana")
    True
    >>> is_similar(base, "La impresora de la tienda no imprime desde el lunes")
    False
    >>> alert = "Alerta: el disco del servidor srv{} está al {} por ciento de capacidad"
    >>> is_similar(alert.format(1, 91), alert.format(7, 95))
    False
    """
    mine, theirs = get_shingles(one), get_shingles(other)
    shorter = min(len(mine), len(theirs))
    if not shorter or len(mine & theirs) / shorter < MIN_CONTAINED:
        return False
    if not with_numbers:
        return True
    numbers = sorted((_get_numbers(one), _get_numbers(other)), key=len)
    if not numbers[0]:
        return True
    return len(numbers[0] - numbers[1]) / len(numbers[0]) <= MAX_NUMBERS_MISSING


def _get_numbers(text):
    return set(_NUMBER.findall(fold((text or "")[:MAX_CHARS])))

"""Whether two texts are the same but for greetings, footers and line breaks.

The 32 smallest hashes of the three-word shingles are a sketch: those of two copies meet
in an index. Then the share of neighbouring words they have in common decides, how the
shorter begins, because two mails of one person end alike, and the numbers in them,
because alerts of one template differ only there.
"""

import hashlib
import re
import zlib
from difflib import SequenceMatcher
from itertools import pairwise

from .spam_tokens import fold

SKETCH = 32
MIN_SHARED, MIN_CONTAINED, MAX_NUMBERS_MISSING = 2, 0.5, 0.2
# Words a mail begins with, at most a third of it, and the share to find again
MIN_OPENING, MAX_OPENING, MIN_FOUND = 3, 15, 0.4
MAX_CHARS = 40_000
# For joining without asking: long enough to tell, and a word in twenty may differ
MIN_WORDS, MAX_WORDS, MAX_RUN, WORDS_PER_CHANGE = 5, 1500, 2, 20
_POLITE_WORDS = """
hola y and su your para quedo espera respuesta ayuda buenas buenos dias tardes noches
estimado estimada estimados estimadas senor senora senores muy un una cordial
cordiales saludo saludos atentamente atte cordialmente gracias muchas mil antemano
adelantado por favor abrazo hello hi dear sir madam good morning afternoon evening
thanks thank you many advance best kind regards sincerely yours please
"""
POLITE = frozenset(_POLITE_WORDS.split())
# From here on nobody reads: the signature mark, or a mobile's advertisement
_FOOTER = re.compile(
    r"^(-- ?|_{5,}|(enviado|sent) (desde|from) .*|(aviso legal|confidencialidad)\b.*)$",
    re.M | re.I,
)
_RULE = re.compile(r"^[ \t]*([-_=~]{8,}[ \t]*$|[-_=~]{20,})", re.M)
_WORD = re.compile(r"\w+")
# A word that turns a sentence round, in Spanish and its neighbours, and in English,
# where "can't" are two words
_TURN_WORDS = """
no ni nunca jamas tampoco sin non nin nao nem sem pas mai sense gens ez
not never neither nor cannot t without
"""
_TURNS = frozenset(_TURN_WORDS.split())
_PREFIXES = re.compile(r"^\W*((re|rv|fwd?|aw|rm)\s*:\s*)+", re.I)
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
    return hashlib.sha256(f"{strip_prefixes(subject)}\n{said}".encode()).hexdigest()


def strip_prefixes(subject):
    """The words of a subject, without what programs put before it.

    >>> strip_prefixes("RV: Re: No imprime!")
    'no imprime'
    """
    return normalise(_PREFIXES.sub("", subject or ""))


def is_same_subject(one, other):
    """Whether one of two subjects only says more than the other.

    >>> is_same_subject("Alta de Ana", "URGENTE: alta de Ana")
    True
    >>> is_same_subject("Caído: web", "Caído: correo"), is_same_subject("Alta", "")
    (False, False)
    >>> is_same_subject("Factura", "Factura 17")
    False
    """
    short, long = sorted(
        (strip_prefixes(one).split(), strip_prefixes(other).split()), key=len
    )
    if not short or _get_numbers(" ".join(short)) != _get_numbers(" ".join(long)):
        return short == long
    return set(short) <= set(long)


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
    >>> footer = "Ana Ruiz, Talleres Mora, calle Mayor 3, Getafe. Aviso legal"
    >>> is_similar(f"{base}. {footer}", f"La impresora se atasca. {footer}")
    False
    >>> alert = "Alerta: el disco del servidor srv{} está al {} por ciento de capacidad"
    >>> is_similar(alert.format(1, 91), alert.format(7, 95))
    False
    """
    texts = sorted((one, other), key=lambda text: len(_get_said(text)))
    short, long = map(_get_said, texts)
    if len(short) < MIN_WORDS:
        return bool(short) and short == long
    pairs = set(pairwise(long))
    if _get_share(short, pairs) < MIN_CONTAINED:
        return False
    if _get_share(_get_opening(texts[0], len(short)), pairs) < MIN_FOUND:
        return False
    if not with_numbers:
        return True
    numbers = sorted((_get_numbers(one), _get_numbers(other)), key=len)
    if not numbers[0]:
        return True
    return len(numbers[0] - numbers[1]) / len(numbers[0]) <= MAX_NUMBERS_MISSING


def _get_said(text):
    return [word for word in normalise(text).split() if word not in POLITE]


def _get_opening(text, length):
    """The first words of a mail, without those of its footer."""
    ends = [found.start() for sign in (_FOOTER, _RULE) if (found := sign.search(text))]
    body = _get_said(text[: min(ends, default=None)])
    most = MAX_OPENING if len(body) < length else length // 3
    return (body or _get_said(text))[: max(MIN_OPENING, min(MAX_OPENING, most))]


def _get_share(words, pairs):
    """Of the neighbouring words of one text, the share that another has as well."""
    mine = set(pairwise(words))
    return len(mine & pairs) / len(mine) if mine else 0


def is_same(one, other):
    """Whether two mails say the same but for politeness, a word or two, and layout.

    Whatever the later one adds must be nothing: it would not be read by itself.

    >>> base = "No puedo entrar en el programa de facturas desde ayer por la tarde"
    >>> is_same(base, f"Buenos días: {base}. Muchas gracias, un saludo")
    True
    >>> is_same(base, f"{base}. Ahora tampoco imprime")
    False
    >>> is_same(f"{base}. Error 17", f"{base}. Error 18")
    False
    >>> is_same(base, base.replace("No puedo", "Puedo"))
    False
    >>> base = "A impressora não imprime desde ontem"
    >>> is_same(base, base.replace("não ", ""))
    False
    """
    old, new = _get_plain_words(one), _get_plain_words(other)
    if len(old) < MIN_WORDS or len(new) < MIN_WORDS:
        return bool(old) and old == new
    if _get_numbers(" ".join(old)) != _get_numbers(" ".join(new)):
        return False
    if [w for w in old if w in _TURNS] != [w for w in new if w in _TURNS]:
        return False
    added = lost = 0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last - first > MAX_RUN:  # a sentence more, not a slip
            return False
        lost, added = lost + stop - start, added + last - first
    return added <= len(new) // WORDS_PER_CHANGE and lost <= len(old) // 4


def _get_plain_words(text):
    """The words of a mail without its greeting and its farewell."""
    text = _FOOTER.split((text or "")[:MAX_CHARS], maxsplit=1)[0]
    words = [word for word in normalise(text).split() if word not in POLITE]
    return words[:MAX_WORDS]


def _get_numbers(text):
    return set(_NUMBER.findall(fold((text or "")[:MAX_CHARS])))

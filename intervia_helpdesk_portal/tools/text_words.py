"""The words of a text, as the search compares them: no accents, no endings.

Folding comes first and the endings are cut from the folded word, so that whoever
types "configuracion" finds "configuración" and "configuraciones" alike. (The stemmers
of PostgreSQL do not: fed with folded text they leave "configuracion" whole, and they
need an extension to fold.) Words that mean the same to whoever asks for help share a
concept, written ``~name``. The words themselves are in ``words/``: what says nothing,
endings, and one line per concept in either language, all without accents.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

MAX_TEXT = 20_000  # characters of one text that are looked at
MAX_WORD = 40
MIN_STEM = 4
_WORD = re.compile(r"[a-z0-9]+(?:[-_.'/@][a-z0-9]+)*")
_PART = re.compile(r"[a-z0-9]+")

_FOLDER = Path(__file__).parent / "words"


def _read(name):
    """The words of a file beside this one."""
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split()


LANGUAGES = ("es", "en")
STOP_WORDS = frozenset(_read("stop"))
# Longest first; what stays must keep MIN_STEM letters, three for the shortest endings
_ENDINGS = {
    code: sorted(_read(f"endings_{code}"), key=len, reverse=True) for code in LANGUAGES
}


def fold(text):
    """Lower case, without accents.

    >>> fold("Configuración del RATÓN, año 2º")
    'configuracion del raton, ano 2o'
    """
    decomposed = unicodedata.normalize("NFKD", text[:MAX_TEXT].lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(20_000)
def stem(word, language="es"):
    """Cut the ending off a folded word; words with digits stay whole.

    >>> {stem(w) for w in ("configuracion", "configuraciones", "configurar")}
    {'configur'}
    >>> stem("printers", "en"), stem("0x80070005"), stem("red")
    ('print', '0x80070005', 'red')
    """
    if not word.isalpha():
        return word
    for ending in _ENDINGS.get(language, _ENDINGS["es"]):
        kept = len(word) - len(ending)
        if word.endswith(ending) and kept >= (MIN_STEM if len(ending) > 2 else 3):
            return word[:kept]
    return word


def get_sound(word):
    """How a folded Spanish word sounds, so that "bpn", "hordenador", "vanco" are heard.

    >>> get_sound("vanco") == get_sound("banco"), get_sound("finikito")
    (True, 'finicito')
    """
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


_SOUNDS = [
    (re.compile(letters), sound)
    for letters, sound in (
        ("ch", "x"),
        ("z|ss|c(?=[ei])", "s"),
        ("qu|k", "c"),
        ("v|w", "b"),
        ("h", ""),
        ("ll", "y"),
        ("g(?=[ei])", "j"),
        ("m(?=[pb])", "n"),
        ("(.)\\1+", "\\1"),
    )
]


def _split(folded):
    """Words of a folded text; compounds whole ("wi-fi" -> wifi) and in parts."""
    for match in _WORD.finditer(folded):
        word = match[0]
        if word.isalnum():
            yield word
            continue
        parts = _PART.findall(word)
        if len(word) <= MAX_WORD:
            yield "".join(parts)
        yield from (part for part in parts if len(part) > 2)


def get_pairs(text, language="es"):
    """Yield each word of ``text`` as written and as compared, then its concept."""
    for word in _split(fold(text or "")):
        if len(word) < 2 or len(word) > MAX_WORD or word in STOP_WORDS:
            continue
        root = stem(word, language)
        if root in _EMPTY:
            continue
        yield word, root
        concept = _CONCEPT_OF.get(root) or _CONCEPT_OF.get(word)
        if concept:
            yield word, concept


def get_concept(root):
    """The concept of a stem, or None."""
    return _CONCEPT_OF.get(root)


def get_words(text, language="es"):
    """The words of ``text`` in order, repeated as often as they occur.

    >>> get_words("No me llegan los correos a la impresora Wi-Fi")
    ['lleg', '~llegar', 'corre', '~correo', 'impresor', '~imprimir', 'wif', '~wifi']
    """
    return [word for _surface, word in get_pairs(text, language)]


def count_words(*texts, language="es"):
    """Weight of each word over ``texts``: pairs of text and weight of one occurrence.

    >>> count_words(("Impresora HP", 3), ("la impresora no va", 1))["impresor"]
    4
    """
    total = Counter()
    for text, weight in texts:
        for word in get_words(text or "", language):
            total[word] += weight
    return total


def guess_language(text, default="es"):
    """``es`` or ``en``, by the little words of each; ``default`` when none tells.

    >>> guess_language("the printer does not print"), guess_language("no imprime nada")
    ('en', 'es')
    """
    words = set(_PART.findall(fold(text)))
    spanish = len(words & _CUES["es"])
    english = len(words & _CUES["en"])
    if spanish == english:
        return default
    return "es" if spanish > english else "en"


_CUES = {code: set(_read(f"cues_{code}")) for code in LANGUAGES}


def _read_concepts():
    """Stem of each word, in both languages -> its concept."""
    concepts, name = {}, ""
    for word in _read("concepts"):
        if word.endswith(":"):
            name = f"~{word[:-1]}"
            continue
        for root in (word, *(stem(word, code) for code in LANGUAGES)):
            concepts.setdefault(root, name)
    return concepts


_CONCEPT_OF = _read_concepts()
_EMPTY = {stem(word, code) for word in _read("empty") for code in LANGUAGES}

"""Finding in texts what says who somebody is: names, addresses, telephones.

The patterns are understood by Python and by PostgreSQL alike.
"""

import html
import json
import re
import unicodedata
from itertools import chain

_LATIN = [*map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))]
_MARKS = r"[\u0300-\u036f]*"
_GAP = r"(?:\s|&nbsp;|&#160;)+"
_SEPARATORS = r"[\s().\/-]*"
MIN_NAME, MIN_DIGITS = 3, 6


def _get_base(char):
    """The letter below the accents of a Latin one; any other as it is.

    >>> "".join(map(_get_base, "Ñandú, Wałęsa й"))
    'Nandu, Wałesa й'
    """
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


# the letter -> itself, and whatever it is with accents, in either case
_SPELLINGS = {}
for _char in filter(lambda char: _get_base(char) != char, _LATIN):
    _letter = _get_base(_char).lower()
    _SPELLINGS.setdefault(_letter, _letter + _letter.upper())
    _SPELLINGS[_letter] += _char


def _spell(text, accented, exact):
    """A pattern for a text: ``accented`` for each letter that may have accents, given
    it without them, and ``exact`` for any other character."""
    text = re.sub(_MARKS, "", unicodedata.normalize("NFC", text))
    bases = (_get_base(char).lower() for char in text)
    return "".join(
        accented(base) if base in _SPELLINGS else exact(char)
        for char, base in zip(text, bases, strict=True)
    )


def _spell_anyhow(word):
    """A pattern for a word with whichever accents, composed or not."""
    return _spell(word, lambda base: f"[{_SPELLINGS[base]}]{_MARKS}", re.escape)


def _get_name_pattern(name, spell):
    words = name.split()
    spellings = [words, [html.escape(word) for word in words]]
    found = {_GAP.join(spell(word) for word in spelling) for spelling in spellings}
    return rf"(?<!\w)(?:{'|'.join(sorted(found))})(?!\w)"


def _get_word_patterns(name):
    """For a name of one word: as written, and without its accents."""
    composed = unicodedata.normalize("NFC", name)
    plain = "".join(map(_get_base, composed))
    for spelling in {composed, unicodedata.normalize("NFD", composed), plain}:
        yield _get_name_pattern(spelling, re.escape)


def _get_address_pattern(address):
    local, _at, domain = address.partition("@")
    address = rf"{re.escape(local)}(?:@|%40|&#64;){re.escape(domain)}"
    return rf"(?<![\w.+-])(?:{address})(?![\w-]|\.\w)"


def _get_phone_pattern(number, prefix):
    digits = _SEPARATORS.join(number)
    country = (
        rf"(?:(?:\+|00)?{_SEPARATORS.join(prefix)}{_SEPARATORS})?" if prefix else ""
    )
    return rf"(?<!\d){country}{digits}(?!\d)"


def get_patterns(names=(), addresses=(), phones=()):
    """Regular expressions for a person: to match in any case, and as written.

    A name of several words is found with whichever accents. One of a single word may
    be a word as well: it is only looked for as written, or without its accents.

    :param phones: pairs of a national number and the prefix of its country, digits
    :rtype: tuple of two str, either may be empty

    >>> any_case, as_written = get_patterns(
    ...     ["Ana O'Neil", "Luz"], ["ana@b.example"], [("600111222", "34")]
    ... )
    >>> find = re.compile(any_case, re.I).findall
    >>> find("ANA  o'neil <Ana@B.example>, juana@b.example, Ana O&#x27;Neil")
    ["ANA  o'neil", 'Ana@B.example', 'Ana O&#x27;Neil']
    >>> find("+34 600 11-12.22, 600111222, 0034600111222, 6001112223")
    ['+34 600 11-12.22', '600111222', '0034600111222']
    >>> re.findall(as_written, "Luz has no luz")
    ['Luz']
    >>> any_case, as_written = get_patterns(["José Muñoz", "Iván"])
    >>> texts = ("jose munoz", "JOSÉ MUÑOZ", "Jose\u0301 munoz", "Josef Munoz", "José")
    >>> [bool(re.fullmatch(any_case, text, re.I)) for text in texts]
    [True, True, True, False, False]
    >>> re.findall(as_written, "Ivan, Iván, ivan, Ivana")
    ['Ivan', 'Iván']
    >>> get_patterns(["X"], [""], [("12", "34")])
    ('', '')
    """
    names = sorted({" ".join(name.split()) for name in names if name}, key=len)
    names = [name for name in reversed(names) if len(name) >= MIN_NAME]
    any_case = [_get_name_pattern(n, _spell_anyhow) for n in names if " " in n]
    any_case += [_get_address_pattern(a) for a in sorted({*addresses}) if "@" in a]
    any_case += [
        _get_phone_pattern(number, prefix)
        for number, prefix in sorted({*phones})
        if len(number) >= MIN_DIGITS
    ]
    as_written = [_get_word_patterns(name) for name in names if " " not in name]
    return "|".join(any_case), "|".join(sorted(chain(*as_written)))


def get_json_pattern(text):
    r"""To find a text in JSON that the platform wrote, where ñ is \u00f1.

    >>> found = re.compile(get_json_pattern("José Muñoz"), re.I)
    >>> texts = ("JOSÉ MUÑOZ", "jose munoz", "Jose\u0301 Muñoz", "Jo Muñoz")
    >>> [bool(found.search(json.dumps(text))) for text in texts]
    [True, True, True, False]
    """
    return _spell(
        text,
        lambda base: rf"(?:{base}|\\u[0-9a-f]{{4}})(?:\\u03[0-6][0-9a-f])*",
        lambda char: re.escape(json.dumps(char)[1:-1]),
    )


def replace_words(value, patterns, word):
    """``value``, a text or what a JSON column holds, with ``word`` in their place.

    >>> patterns = get_patterns(["Ana Ruiz"])
    >>> replace_words({"a": ["ana ruiz", 7]}, patterns, "…")
    {'a': ['…', 7]}
    """
    if isinstance(value, dict):
        return {key: replace_words(item, patterns, word) for key, item in value.items()}
    if isinstance(value, list):
        return [replace_words(item, patterns, word) for item in value]
    if not isinstance(value, str):
        return value
    any_case, as_written = patterns
    if any_case:
        value = re.sub(any_case, lambda _match: word, value, flags=re.I)
    return re.sub(as_written, lambda _match: word, value) if as_written else value

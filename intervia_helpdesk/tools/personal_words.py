"""Finding in texts what says who somebody is: names, addresses, telephones.

The patterns are understood by Python and by PostgreSQL alike.
"""

import html
import re

_GAP = r"(?:\s|&nbsp;|&#160;)+"
_SEPARATORS = r"[\s().\/-]*"
MIN_NAME, MIN_DIGITS = 3, 6


def _get_name_pattern(name):
    words = name.split()
    spellings = [words, [html.escape(word) for word in words]]
    found = {_GAP.join(re.escape(word) for word in spelling) for spelling in spellings}
    return rf"(?<!\w)(?:{'|'.join(sorted(found))})(?!\w)"


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

    A name of one word may be a word as well: it is only looked for as written.

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
    >>> get_patterns(["X"], [""], [("12", "34")])
    ('', '')
    """
    names = sorted({" ".join(name.split()) for name in names if name}, key=len)
    names = [name for name in reversed(names) if len(name) >= MIN_NAME]
    any_case = [_get_name_pattern(name) for name in names if " " in name]
    any_case += [_get_address_pattern(a) for a in sorted({*addresses}) if "@" in a]
    any_case += [
        _get_phone_pattern(number, prefix)
        for number, prefix in sorted({*phones})
        if len(number) >= MIN_DIGITS
    ]
    as_written = [_get_name_pattern(name) for name in names if " " not in name]
    return "|".join(any_case), "|".join(as_written)


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

"""The charset that a text is written in, whatever it says of itself."""

import codecs
import re

# What is written under these names is more than they have (WHATWG Encoding §4.2)
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
# Names that Python does not know
_NAMES = {
    "ansi": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
}
_LATIN = {"cp1252", "iso8859-15", "mac-roman"}
# Windows writes letters where ISO 8859-1 has control characters
_CONTROL = re.compile(rb"[\x80-\x9f]")
_FOREIGN = re.compile("[^\0-\x7f\ufffd]")


def get_charset(declared, content):
    r"""Name of the charset to read a text in.

    >>> get_charset("utf-8", "avería".encode()), get_charset("koi8-r", b"\xe1")
    ('utf-8', 'koi8-r')
    >>> get_charset("iso-8859-1", "5 €".encode("cp1252"))
    'cp1252'
    >>> get_charset("iso-8859-1", "avería".encode())  # a false statement
    'utf-8'
    >>> get_charset("utf-8", "avería, cañón".encode("latin-1"))
    'cp1252'
    >>> get_charset("utf-8", "avería, cañón".encode()[:-1] + b"\xff")  # one bad byte
    'utf-8'
    >>> get_charset("x-none", "avería".encode()), get_charset("windows-31j", b"")
    ('utf-8', 'cp932')
    """
    name = _find_codec(declared)
    if name in (None, "ascii"):
        return guess_charset(content)
    wider = _WIDER.get(name, name)
    if wider in _LATIN and not content.isascii() and _is_utf_8(content):
        return "utf-8"
    if name == "utf-8" and _is_mostly_broken(content):
        return guess_charset(content)
    if name == "iso8859-1" and not _CONTROL.search(content):
        return declared
    return declared if wider == name and declared not in _NAMES else wider


def guess_charset(content):
    """The charset of a text that declares none, or a wrong one.

    >>> guess_charset("avería".encode()), guess_charset("avería".encode("latin-1"))
    ('utf-8', 'cp1252')
    >>> guess_charset("\\x1b$B".encode())
    'iso-2022-jp'
    """
    if b"\x1b$" in content or b"\x1b(J" in content:
        return "iso-2022-jp"
    for charset in ("utf-8", "cp1252"):
        try:
            content.decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return "latin-1"


def _find_codec(name):
    """Python's own name of a charset; None for what is none."""
    try:
        codec = codecs.lookup(_NAMES.get(name, name))
        is_text = codec._is_text_encoding and b"a\xe9".decode(codec.name, "replace")
    except (LookupError, ValueError, TypeError):
        return None
    return codec.name if is_text else None


def _is_utf_8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_broken(content):
    """More bytes that are no UTF-8 than letters that are."""
    if _is_utf_8(content):
        return False
    text = content.decode("utf-8", "replace")
    return text.count("\ufffd") > len(_FOREIGN.findall(text))

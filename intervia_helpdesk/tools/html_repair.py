"""What must be put right in the HTML of a mail before the platform reads it."""

import re

MAX_ATTRIBUTES = 200  # a parser's time grows with their square
MAX_OPEN = 200  # of the tags that never end, as well
_LONG_TAG = re.compile(r"<[^<>]{3000,}")
_TAG_NAME = re.compile(r"</?[\w:-]*")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_META_CHARSET = re.compile(r"(<meta\b[^<>]*?)\bcharset\s*=", re.I)
_DATA = re.compile(r"(?<=[\"'(])data:[^\"')]{1000,}", re.I)
_UNSEEN = (
    (re.compile(r"<style\b", re.I), re.compile(r"</style\s*>", re.I)),
    (re.compile(r"<!--"), re.compile(r"-->")),
)
_MARKUP = re.compile(r"<[^<>]*>|&nbsp;|\s")


def tame_html(source):
    """HTML that no parser stumbles over.

    >>> tame_html("<p>Hola</p>")
    '<p>Hola</p>'
    >>> tame_html("<meta charset=utf-16>")  # it has been decoded already
    '<meta was=utf-16>'
    >>> tame_html("<p " + "a=1 " * 1000 + ">Hola</p>"), tame_html("<" * 1000)[:9]
    ('<p>Hola</p>', '&lt;&lt;&')
    """
    source = _LONG_TAG.sub(_limit_attributes, source)
    source = _META_CHARSET.sub(r"\1was=", source)
    if len(_OPEN.findall(source)) > MAX_OPEN:
        source = _OPEN.sub("&lt;", source)
    return source


def _limit_attributes(found):
    names = _VALUE.sub(" ", found.group()).replace("/", " ").split()
    if len(names) <= MAX_ATTRIBUTES:
        return found.group()
    return _TAG_NAME.match(found.group()).group()


def drop_unseen(source):
    """Without what takes room and is not read: styles, comments, pictures in place.

    >>> drop_unseen("<style>p {}</style><p>Hola<!-- <p> --></p><!-- no end")
    '<p>Hola</p><!-- no end'
    """
    for begin, end in _UNSEEN:
        source = "".join(_get_outside(source, begin, end))
    return _DATA.sub("", source)


def _get_outside(source, begin, end):
    place = 0
    while (opened := begin.search(source, place)) and (
        closed := end.search(source, opened.end())
    ):
        yield source[place : opened.start()]
        place = closed.end()
    yield source[place:]


def is_blank(source):
    """Whether a short HTML shows nothing at all.

    >>> is_blank("<html><style>p {}</style><p>&nbsp;</p>"), is_blank("<img src='a'>")
    (True, False)
    """
    if len(source) > 20_000 or "<img" in source.lower():
        return False
    return not _MARKUP.sub("", drop_unseen(source))

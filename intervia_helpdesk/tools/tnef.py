"""What is inside a ``winmail.dat``: Outlook's own envelope, [MS-OXTNEF].

Read without a dependency: the one on PyPI is unmaintained and would be the only library
of the addon that Odoo does not bring along. Never raises; reads what there is.
"""

import struct
from typing import NamedTuple

SIGNATURE = 0x223E9F78
# [MS-OXTNEF] §2.1.3.3, ids of attributes
ATTACH_START, ATTACH_TITLE, ATTACH_DATA = 0x9002, 0x8010, 0x800F
ATTACH_PROPS, MESSAGE_PROPS, BODY = 0x9005, 0x9003, 0x800C
MESSAGE_CLASS = 0x8008
# [MS-OXPROPS], ids of properties
TEXT, HTML, LONG_NAME, ATTACH_OBJECT = 0x1000, 0x1013, 0x3707, 0x3701
MAX_FILES = 200
_FIXED = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 13: 0, 20: 8, 64: 8}
_FIXED[72] = 16
_STRINGS = {0x1E, 0x1F, 0x102, 0x0D}


class Tnef(NamedTuple):
    text: str
    html: str
    files: list  # of (name, bytes)
    message_class: str = ""  # what Outlook takes it for


def parse_tnef(data):
    """The text and the files of a ``winmail.dat``; None when it is none.

    >>> parse_tnef(b"nothing of the kind") is None
    True
    """
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != SIGNATURE:
        return None
    text, html, files, message_class = "", "", [], ""
    for name, content in _read_attributes(data):
        if name == ATTACH_START:
            files.append(["", b""])
        elif name == ATTACH_TITLE and files:
            files[-1][0] = files[-1][0] or _decode(content)
        elif name == ATTACH_DATA and files:
            files[-1][1] = content
        elif name == ATTACH_PROPS and files:
            properties = dict(_read_properties(content))
            files[-1][0] = _decode(properties.get(LONG_NAME, b"")) or files[-1][0]
            files[-1][1] = files[-1][1] or properties.get(ATTACH_OBJECT, b"")
        elif name == MESSAGE_CLASS:
            message_class = _decode(content)
        elif name == BODY:
            text = text or _decode(content)
        elif name == MESSAGE_PROPS:
            properties = dict(_read_properties(content))
            text = _decode(properties.get(TEXT, b"")) or text
            html = _decode(properties.get(HTML, b"")) or html
    files = [tuple(file) for file in files[:MAX_FILES] if file[1]]
    return Tnef(text, html, files, message_class)


def _read_attributes(data):
    """Pairs of id and content; stops where the data ends (§2.1.3.2)."""
    position = 6
    while position + 9 <= len(data):
        _level, name, _kind, length = struct.unpack_from("<BHHI", data, position)
        position += 9
        content = data[position : position + length]
        if len(content) < length:
            return
        yield name, content
        position += length + 2  # the checksum


def _read_properties(data):
    """Pairs of property id and bytes, [MS-OXTNEF] §2.1.3.4, as far as known."""
    try:
        (count,) = struct.unpack_from("<I", data)
        position = 4
        for _index in range(min(count, 10_000)):
            kind, name = struct.unpack_from("<HH", data, position)
            position += 4
            if name >= 0x8000:
                position = _skip_name(data, position)
            content, position = _read_value(data, position, kind)
            yield name, content
    except (struct.error, ValueError):
        return


def _skip_name(data, position):
    """A named property carries its GUID and its number or name."""
    (is_string,) = struct.unpack_from("<I", data, position + 16)
    position += 24
    if is_string:
        (length,) = struct.unpack_from("<I", data, position - 4)
        position += _pad(length)
    return position


def _read_value(data, position, kind):
    base = kind & 0x0FFF
    is_multiple = bool(kind & 0x1000)
    if base in _STRINGS:
        (values,) = struct.unpack_from("<I", data, position)
        position += 4
        content = b""
        for _index in range(min(values, 1000)):
            (length,) = struct.unpack_from("<I", data, position)
            position += 4
            content = content or data[position : position + length]
            position += _pad(length)
        # an embedded object begins with the GUID of its interface
        return (content[16:] if base == 0x0D else content), position
    if base not in _FIXED:
        raise ValueError(kind)
    values = 1
    if is_multiple:
        (values,) = struct.unpack_from("<I", data, position)
        position += 4
    size = max(_FIXED[base], 4) * min(values, 1000)
    return data[position : position + size], position + size


def _pad(length):
    return (length + 3) & ~3


def _decode(content):
    """Unicode properties are UTF-16, the others whatever the sender's code page is.

    >>> _decode("Ñu\\0".encode("utf-16-le")), _decode("Ñu\\0".encode("cp1252"))
    ('Ñu', 'Ñu')
    """
    if len(content) % 2 == 0 and content[1::2].count(0) * 2 > len(content) // 2:
        return content.decode("utf-16-le", "replace").rstrip("\0")
    content = content.rstrip(b"\0")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")

"""What came in a form, tamed: anybody may send anything."""

MAX_ID = 2**31 - 1


def read_text(value):
    """A text as PostgreSQL takes it, without the blanks around it.

    >>> read_text(" Hola\\x00 "), read_text(None)
    ('Hola', '')
    """
    return str(value or "").replace("\x00", "").strip()


def read_id(value):
    """The number of a record, 0 for anything that can be none.

    >>> [read_id(value) for value in ("7", " 7", "²", "-1", "9" * 30, None)]
    [7, 0, 0, 0, 0, 0]
    """
    text = str(value or "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        return 0
    number = int(text)
    return number if number <= MAX_ID else 0

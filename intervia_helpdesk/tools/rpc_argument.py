"""What comes from outside as the number of a record, which may be anything."""


def get_id(value):
    """``value`` if it can be the number of a record, else 0: the record of nobody.

    >>> get_id(7), get_id(0), get_id(-1), get_id(2**31), get_id(True), get_id(1.5)
    (7, 0, 0, 0, 0, 0)
    >>> get_id("7"), get_id("x"), get_id([7]), get_id(None)
    (7, 0, 0, 0)
    """
    if isinstance(value, str) and value.isdecimal() and len(value) <= 10:
        value = int(value)
    is_id = type(value) is int and 0 < value < 2**31
    return value if is_id else 0


def get_ids(values):
    """Those of ``values`` that can be numbers of records, or None if it is no list.

    >>> get_ids([7, [], 8]), get_ids(()), get_ids(True)
    ([7, 8], [], None)
    """
    if not isinstance(values, list | tuple):
        return None
    return [get_id(value) for value in values if get_id(value)]

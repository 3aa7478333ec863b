"""Which work a contract pays for: arithmetic alone, in hundredths of an hour.

A contract holds allowances: the hours of each month, and the packs bought. Work is
served in the order it was done, from the allowance that ends soonest. Work that was
charged already keeps what it was given: it is served first, even beyond the allowance.

>>> from datetime import date
>>> january = Allowance("month", 100, date(2026, 1, 1), date(2026, 1, 31))
>>> pack = Allowance("pack", 500, date(2026, 1, 10))
>>> works = [Work(1, 80, date(2026, 1, 5)), Work(2, 90, date(2026, 1, 12))]
>>> allocate([pack, january], works)
{1: {'month': 80}, 2: {'month': 20, 'pack': 70}}
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil


@dataclass(frozen=True)
class Allowance:
    """``units`` that work of the days from ``start`` to ``end`` may use."""

    kind: str
    units: int
    start: date
    end: date = date.max

    def serves(self, day):
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Work:
    """``units`` of work done on ``day``; ``kept`` says what was settled already."""

    key: object
    units: int
    day: date
    kept: dict | None = None


def allocate(allowances, works):
    """Serve ``works``, given in the order they were done, from ``allowances``.

    :return: ``{work.key: {kind of allowance: units}}``
    """
    queue = sorted(allowances, key=lambda a: (a.end, a.start, a.kind, a.units))
    left = [allowance.units for allowance in queue]
    served = {}
    for work in works:
        if work.kept is not None:
            served[work.key] = dict(work.kept)
            for kind, units in work.kept.items():
                _keep(kind, units, work.day, queue, left)
    for work in works:
        if work.kept is None:
            served[work.key] = _serve(work.units, work.day, queue, left)
    return served


def _keep(kind, units, day, queue, left):
    """Take what was settled from the newest allowance that it could have been.

    The older ones serve more days: they are left to others. The oldest goes below zero
    when less was given meanwhile.
    """
    places = [
        place
        for place, allowance in reversed(list(enumerate(queue)))
        if allowance.kind == kind and allowance.serves(day)
    ]
    for place in places:
        last = place == places[-1]
        taken = units if last else min(units, max(left[place], 0))
        left[place] -= taken
        units -= taken


def _serve(wanted, day, queue, left):
    given = {}
    for place, allowance in enumerate(queue):
        units = min(wanted, max(left[place], 0))
        if units > 0 and allowance.serves(day):
            left[place] -= units
            wanted -= units
            given[allowance.kind] = given.get(allowance.kind, 0) + units
    return given


def months(first, last):
    """Yield the first day of every month from ``first`` to ``last``.

    >>> [str(day) for day in months(date(2026, 11, 20), date(2027, 1, 3))]
    ['2026-11-01', '2026-12-01', '2027-01-01']
    """
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def month_end(day):
    """
    >>> month_end(date(2028, 2, 3))
    datetime.date(2028, 2, 29)
    """
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def to_units(hours):
    """
    >>> to_units(1.5), to_units(0.3333), to_units(None)
    (150, 33, 0)
    """
    return round((hours or 0) * 100)


def count_units(hours, step):
    """What an entry of ``hours`` counts for when each begun ``step`` minutes count.

    >>> count_units(0.05, 15), count_units(0.25, 15), count_units(0.26, 15)
    (25, 25, 50)
    >>> count_units(0.3333, 0), count_units(0.004, 0), count_units(1, 60)
    (33, 1, 100)
    """
    if not hours:
        return 0
    if not step:
        return max(to_units(hours), 1)
    # a timer stopped in the first second of a step does not begin it
    begun = max(ceil(round(hours * 60 / step, 3)), 1)
    return round(begun * step * 100 / 60)

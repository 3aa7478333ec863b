"""When promised time is over: working hours, holidays and pauses, without a database.

Moments are naive datetimes in UTC; a span is a pair of them, its end left out.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
HORIZON = timedelta(days=3 * 366)
MIDNIGHT = time()


def subtract(span, holes):
    """What is left of ``span`` without ``holes``, which are in order and apart.

    >>> list(subtract((1, 9), [(0, 2), (4, 5), (8, 12)]))
    [(2, 4), (5, 8)]
    """
    start, end = span
    for hole_start, hole_end in holes:
        if hole_end <= start:
            continue
        if hole_start >= end:
            break
        if hole_start > start:
            yield start, hole_start
        start = hole_end
    if start < end:
        yield start, end


def merge(spans):
    """The same time in order and apart.

    >>> merge([(5, 6), (1, 3), (2, 4), (7, 7)])
    [(1, 4), (5, 6)]
    """
    merged = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


class OpeningHours:
    """The working time of a team.

    :param str tz: where its clocks hang
    :param dict week: (parity of the week, weekday) -> spans in minutes of the local
        day; None is around the clock
    :param closed: spans of holidays
    """

    def __init__(self, tz="UTC", week=None, closed=()):
        self.zone = ZoneInfo(tz or "UTC")
        self.week = week
        self.closed = merge(closed)
        self._days = {}

    def iter_open(self, start, end):
        """Spans of working time from ``start`` to ``end``, in order."""
        if self.week is None:
            yield from subtract((start, end), self.closed)
            return
        day = self._to_local(start).date()
        while self._to_utc(day) < end:
            for opened, closed in self._get_day(day):
                if closed > start and opened < end:
                    yield max(opened, start), min(closed, end)
            day += DAY

    def is_working_day(self, day):
        if self.week is None:
            return True
        return bool(self._get_day(day))

    def add_working_days(self, start, count):
        """The same hour of the day, ``count`` working days later.

        >>> week = {(p, d): ((540, 1080),) for p in (0, 1) for d in range(5)}
        >>> friday = datetime(2026, 5, 15, 10, 0)
        >>> OpeningHours("UTC", week).add_working_days(friday, 1)
        datetime.datetime(2026, 5, 18, 10, 0)
        """
        local = self._to_local(start)
        day, limit = local.date(), local.date() + HORIZON
        while count > 0 and day < limit:
            day += DAY
            count -= self.is_working_day(day)
        return self._to_utc(day, local.time())

    def _get_day(self, day):
        """Spans of working time of a local day, in UTC."""
        if day not in self._days:
            parity = (day.toordinal() - 1) // 7 % 2
            hours = self.week.get((parity, day.weekday()), ())
            spans = merge(
                span
                for segment in self._get_segments(day)
                for span in self._place(day, hours, *segment)
            )
            self._days[day] = [
                part for span in spans for part in subtract(span, self.closed)
            ]
        return self._days[day]

    def _place(self, day, hours, start, end, offset):
        """Spans of local minutes within a part of the day with one offset to UTC."""
        midnight = datetime.combine(day, MIDNIGHT) - offset
        for opened, closed in hours:
            yield (
                max(start, midnight + timedelta(minutes=opened)),
                min(end, midnight + timedelta(minutes=closed)),
            )

    def _get_segments(self, day):
        """(start, end, offset) in UTC: two on the days that clocks are changed."""
        start, end = self._to_utc(day), self._to_utc(day + DAY)
        first, last = self._get_offset(start), self._get_offset(end - DAY / 1440)
        if first == last:
            return [(start, end, first)]
        change, after = start, end  # the change is after the first, not the second
        while after - change > timedelta(seconds=1):
            middle = change + (after - change) / 2
            middle = middle.replace(microsecond=0)
            if self._get_offset(middle) == first:
                change = middle
            else:
                after = middle
        return [(start, after, first), (after, end, last)]

    def _get_offset(self, moment):
        return self._to_local(moment).utcoffset()

    def _to_local(self, moment):
        return moment.replace(tzinfo=UTC).astimezone(self.zone)

    def _to_utc(self, day, hour=MIDNIGHT):
        local = datetime.combine(day, hour, tzinfo=self.zone)
        return local.astimezone(UTC).replace(tzinfo=None)


def iter_running(hours, start, end, pauses=()):
    """Spans in which the clock of a promise runs: open and not paused."""
    pauses = merge((pause, resume or end) for pause, resume in pauses)
    for span in hours.iter_open(start, end):
        yield from subtract(span, pauses)


def get_elapsed(hours, start, end, pauses=()):
    """How long the clock ran between two moments."""
    spans = iter_running(hours, start, end, pauses)
    return sum((b - a for a, b in spans), timedelta())


def get_deadline(hours, start, target, pauses=()):
    """The moment at which the clock will have run for ``target``; None if never.

    A pause without an end goes on for ever.

    >>> hours = OpeningHours("UTC", {(p, 0): ((540, 600),) for p in (0, 1)})
    >>> monday = datetime(2026, 5, 18, 9, 0)
    >>> get_deadline(hours, monday, timedelta(minutes=90))
    datetime.datetime(2026, 5, 25, 9, 30)
    """
    for opened, closed in iter_running(hours, start, start + HORIZON, pauses):
        if closed - opened >= target:
            return opened + target
        target -= closed - opened
    return None


def get_timeline(hours, start, end, pauses=()):
    """What became of all the time: [(from, to, "ran" | "paused" | "closed")]."""
    stops = merge((max(start, a), min(end, b or end)) for a, b in pauses)
    parts = [(a, b, "paused") for a, b in stops]
    parts += [(a, b, "ran") for a, b in iter_running(hours, start, end, pauses)]
    parts.sort()
    edges = [(start, start, ""), *parts, (end, end, "")]
    gaps = [(a[1], b[0], "closed") for a, b in pairwise(edges) if a[1] < b[0]]
    return sorted(parts + gaps)

"""When a place is open: weekly hours in its own time zone, minus its holidays.

Plain Python: times in, answers out. All moments are aware ``datetime`` objects.
"""

from datetime import datetime, time, timedelta, timezone
from typing import NamedTuple

UTC = timezone.utc
DAY = timedelta(days=1)


class Hours(NamedTuple):
    """One stretch of a week, as a calendar lists it."""

    weekday: int  # Monday is 0
    start: float  # hours since midnight: 8.5 is half past eight
    end: float  # up to 24.0
    week: int | None = None  # of two-week calendars: 0 or 1
    first: object = None  # date from which it holds
    last: object = None  # date up to which it holds


class Schedule(NamedTuple):
    """The weekly hours of a place, its closed stretches and its time zone."""

    hours: tuple = ()
    closures: tuple = ()  # pairs of moments: closed from the first until the second
    tz: object = UTC

    def is_open(self, moment):
        """Whether the place is open at ``moment``."""
        return any(
            start <= moment < end for start, end in self.stretches(moment, moment + DAY)
        )

    def next_change(self, moment, days=366):
        """When it next opens (if closed) or closes (if open); None within ``days``."""
        for start, end in self.stretches(moment, moment + DAY * days):
            if moment < start:
                return start
            if start <= moment < end:
                return end
        return None

    def next_opening(self, moment, days=366):
        """When it next opens; None when it does not within ``days``."""
        for start, _end in self.stretches(moment, moment + DAY * days):
            if start > moment:
                return start
        return None

    def stretches(self, begin, end):
        """Yield the open stretches that touch ``[begin, end)``, whole, in order.

        Stretches that touch each other (an open midnight) come as one.
        """
        pending = None
        day = begin.astimezone(self.tz).date() - DAY
        # a day more on each side: an open midnight belongs to two days
        while day <= end.astimezone(self.tz).date() + DAY:
            for start, stop in self._day(day):
                if pending and start <= pending[1]:
                    pending = (pending[0], max(stop, pending[1]))
                    continue
                if pending and pending[1] > begin:
                    if pending[0] >= end:
                        return
                    yield pending
                pending = (start, stop)
            day += DAY
        if pending and pending[1] > begin and pending[0] < end:
            yield pending

    def _day(self, day):
        """Open stretches of one local day, closures taken out, in order."""
        opened = sorted(
            (self._moment(day, hours.start), self._moment(day, hours.end))
            for hours in self.hours
            if self._holds(hours, day)
        )
        for closed_from, closed_until in self.closures:
            opened = [
                piece
                for start, end in opened
                for piece in (
                    (start, min(end, closed_from)),
                    (max(start, closed_until), end),
                )
                if piece[0] < piece[1]
            ]
        return sorted(opened)

    @staticmethod
    def _holds(hours, day):
        if hours.weekday != day.weekday():
            return False
        if hours.week is not None and hours.week != (day.toordinal() - 1) // 7 % 2:
            return False
        if hours.first and day < hours.first:
            return False
        return not (hours.last and day > hours.last)

    def _moment(self, day, hour):
        """The moment a local clock shows ``hour`` on ``day``.

        A clock time that the change to summer time skips is the moment of the change;
        one that occurs twice is the first.
        """
        minutes = round(hour * 60)
        if minutes >= 24 * 60:
            day, minutes = day + DAY, minutes - 24 * 60
        naive = datetime.combine(day, time(minutes // 60, minutes % 60))
        moment = naive.replace(tzinfo=self.tz).astimezone(UTC)
        shown = moment.astimezone(self.tz).replace(tzinfo=None)
        if shown != naive:
            return self._skip(moment, naive)
        return moment

    def _skip(self, moment, naive):
        """The first moment whose local clock is past ``naive``, never shown."""
        moment -= timedelta(hours=3)
        while moment.astimezone(self.tz).replace(tzinfo=None) < naive:
            moment += timedelta(minutes=1)
        return moment

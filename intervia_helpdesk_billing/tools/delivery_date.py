"""When an order will be delivered: plain dates and amounts, no records."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

# Ten years without a working day: the calendar is of no use
MAX_DAYS = 3660


class Entry(NamedTuple):
    """Something that happened to the balance of an order."""

    day: object  # date, or datetime in UTC without time zone
    paid: float = 0  # money received; negative when it was given back
    due: float = 0  # how much more there is to pay; negative for a credit note


class Delivery(NamedTuple):
    day: object  # date
    is_from_payment: bool  # otherwise counted from today


def get_day(moment, tz):
    """The day of ``moment`` where the clock shows ``tz``.

    >>> from zoneinfo import ZoneInfo
    >>> get_day(datetime(2026, 5, 31, 22, 30), ZoneInfo("Europe/Madrid"))
    datetime.date(2026, 6, 1)
    """
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=UTC).astimezone(tz).date()
    return moment


def get_paid_day(total, entries, tz, rounding=0.01):
    """The day since which all of ``total`` is paid; None while something is missing.

    What happened on the same day counts together. An order of which everything was
    credited is not paid: there is nothing left to deliver.

    >>> from datetime import date
    >>> from zoneinfo import ZoneInfo
    >>> madrid = ZoneInfo("Europe/Madrid")
    >>> half = Entry(date(2026, 5, 4), paid=50)
    >>> get_paid_day(100, [half], madrid)
    >>> get_paid_day(100, [half, Entry(date(2026, 5, 6), paid=50)], madrid)
    datetime.date(2026, 5, 6)
    """
    by_day = {}
    for entry in entries:
        by_day.setdefault(get_day(entry.day, tz), []).append(entry)
    paid, due, since = 0, total, None
    for day in sorted(by_day):
        paid += sum(entry.paid for entry in by_day[day])
        due += sum(entry.due for entry in by_day[day])
        is_paid = due > rounding / 2 and paid > due - rounding / 2
        since = (since or day) if is_paid else None
    return since


def add_working_days(day, count, is_working):
    """The ``count``-th working day after ``day``; for none, the first from it on.

    :param is_working: callable, whether people work on a date
    :return: None where nobody ever works
    """
    left = count if count > 0 else 1
    step = timedelta(days=1)
    day = day if count > 0 else day - step
    for _day in range(MAX_DAYS):
        day += step
        if is_working(day):
            left -= 1
            if not left:
                return day
    return None


def get_delivery(total, entries, days, now, tz, is_working, rounding=0.01):
    """Working days after the payment; while unpaid, after today.

    :param datetime now: in UTC without time zone
    :rtype: Delivery or None
    """
    paid_day = get_paid_day(total, entries, tz, rounding)
    start = paid_day or get_day(now, tz)
    day = add_working_days(start, days, is_working)
    return Delivery(day, paid_day is not None) if day else None

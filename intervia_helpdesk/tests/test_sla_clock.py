import random
from datetime import UTC, datetime, timedelta
from itertools import compress, count, islice
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase

from odoo.addons.intervia_helpdesk.tools.sla_clock import (
    OpeningHours,
    get_deadline,
    get_elapsed,
    get_timeline,
)

MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Madrid", "Atlantic/Canary", "America/Santiago", "Asia/Kolkata", "UTC")
CALENDARS = 16
CASES = 10_000
DAYS = 30


class Oracle:
    """Looks at every minute by itself: is it worked in, by the clock on the wall?"""

    def __init__(self, start, tz, week, closed):
        self.start = start
        zone = ZoneInfo(tz)
        self.open = bytearray(
            self._is_open(start + n * MINUTE, zone, week, closed)
            for n in range(DAYS * 1440)
        )

    @staticmethod
    def _is_open(moment, zone, week, closed):
        if any(a <= moment < b for a, b in closed):
            return False
        local = moment.replace(tzinfo=UTC).astimezone(zone)
        minute = local.hour * 60 + local.minute
        parity = (local.toordinal() - 1) // 7 % 2
        spans = week.get((parity, local.weekday()), ())
        return any(a <= minute < b for a, b in spans)

    def get_running(self, pauses):
        running = bytearray(self.open)
        for a, b in pauses:
            running[a:b] = bytes(min(b, len(running)) - a)
        return running


class TestSlaClock(BaseCase):
    """The clock of a promise, without a database."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(1905)

    def _draw_calendar(self):
        """A week or two of hours, near the change of the clocks of its zone."""
        draw = self.random
        tz = draw.choice(ZONES)
        week = {}
        for parity in (0, 1):
            for day in range(draw.choice((5, 6, 7))):
                edges = sorted(draw.sample(range(0, 1441, 5), draw.choice((2, 4))))
                week[parity, day] = tuple(zip(edges[::2], edges[1::2], strict=True))
            if parity == 0 and draw.random() < 0.5:
                week |= {(1, day): spans for (_p, day), spans in week.items()}
                break
        month = draw.choice((3, 4, 9, 10, 12))
        start = datetime(2026, month, draw.randint(1, 20))
        closed = []
        for _n in range(draw.randint(0, 3)):
            begin = start + draw.randint(0, DAYS * 1440) * MINUTE
            closed.append((begin, begin + draw.randint(1, 2880) * MINUTE))
        return start, tz, week, closed

    def _draw_pauses(self, begin):
        pauses = []
        for _n in range(self.random.choice((0, 0, 1, 2, 3))):
            a = begin + self.random.randint(0, 4000)
            pauses.append((a, a + self.random.randint(1, 3000)))
        return pauses

    def test_equals_a_minute_by_minute_oracle(self):
        """10,000 random cases: elapsed time and deadline, both to the minute."""
        for _n in range(CALENDARS):
            start, tz, week, closed = self._draw_calendar()
            hours = OpeningHours(tz, week, closed)
            oracle = Oracle(start, tz, week, closed)
            for _case in range(CASES // CALENDARS):
                self._check_case(start, hours, oracle)

    def _check_case(self, start, hours, oracle):
        begin = self.random.randint(0, 10 * 1440)
        end = begin + self.random.randint(0, 12 * 1440)
        pauses = self._draw_pauses(begin)
        running = oracle.get_running(pauses)
        spans = [(start + a * MINUTE, start + b * MINUTE) for a, b in pauses]
        first, last = start + begin * MINUTE, start + end * MINUTE
        elapsed = get_elapsed(hours, first, last, spans)
        self.assertEqual(elapsed, sum(running[begin:end]) * MINUTE)
        target = self.random.randint(1, 2400)
        minutes = compress(count(begin), memoryview(running)[begin:])
        nth = next(islice(minutes, target - 1, None), None)
        deadline = get_deadline(hours, first, target * MINUTE, spans)
        if nth is not None:
            self.assertEqual(deadline, start + (nth + 1) * MINUTE)
        elif deadline:
            self.assertGreater(deadline, start + DAYS * 1440 * MINUTE)

    def test_timeline_tells_every_minute_once(self):
        for _n in range(200):
            start, tz, week, closed = self._draw_calendar()
            hours = OpeningHours(tz, week, closed)
            end = start + timedelta(days=9)
            pauses = [
                (start + a * MINUTE, start + b * MINUTE)
                for a, b in self._draw_pauses(0)
            ]
            parts = get_timeline(hours, start, end, pauses)
            self.assertEqual(parts[0][0], start)
            self.assertEqual(parts[-1][1], end)
            for before, after in zip(parts, parts[1:], strict=False):
                self.assertEqual(before[1], after[0])
            ran = sum((b - a for a, b, kind in parts if kind == "ran"), timedelta())
            self.assertEqual(ran, get_elapsed(hours, start, end, pauses))

    def test_around_the_clock(self):
        start = datetime(2026, 5, 16, 22, 0)
        hours = OpeningHours()
        self.assertEqual(
            get_deadline(hours, start, timedelta(hours=3)), start + timedelta(hours=3)
        )

    def test_open_pause_never_ends(self):
        start = datetime(2026, 5, 18, 9, 0)
        pauses = [(start + MINUTE, None)]
        target = timedelta(hours=1)
        self.assertIsNone(get_deadline(OpeningHours(), start, target, pauses))

    def test_never_open_is_never_late(self):
        start = datetime(2026, 5, 18, 9, 0)
        self.assertIsNone(get_deadline(OpeningHours("UTC", {}), start, MINUTE))

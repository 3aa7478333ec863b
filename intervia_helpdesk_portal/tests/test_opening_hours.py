import random
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..tools.opening_hours import Hours, Schedule

UTC = timezone.utc
MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Madrid", "America/Mexico_City", "Atlantic/Canary")
YEAR = 2026


def make_schedule(zone, seed):
    """Hours and holidays that no two seeds share; quarter hours, lunch, nights."""
    chance = random.Random(seed)
    hours = []
    for weekday in range(7):
        moments = sorted(chance.sample(range(97), chance.choice((0, 2, 2, 4))))
        for start, end in zip(moments[::2], moments[1::2], strict=True):
            week = chance.choice((None, None, 0, 1))
            hours.append(Hours(weekday, start / 4, end / 4, week))
    closures = []
    for _n in range(12):
        start = datetime(YEAR, 1, 1, tzinfo=UTC) + MINUTE * chance.randrange(525600)
        closures.append((start, start + MINUTE * chance.randrange(30, 4000)))
    return Schedule(tuple(hours), tuple(closures), ZoneInfo(zone))


def ask_clock(schedule, moment):
    """The oracle: look at the clock and the calendar on the wall, minute by minute."""
    if any(start <= moment < end for start, end in schedule.closures):
        return False
    local = moment.astimezone(schedule.tz)
    hour = local.hour + local.minute / 60
    week = (local.date().toordinal() - 1) // 7 % 2
    return any(
        line.weekday == local.weekday()
        and line.start <= hour < line.end
        and line.week in (None, week)
        for line in schedule.hours
    )


@tagged("post_install", "-at_install")
class TestOpeningHours(BaseCase):
    """Equal to whoever looks at the clock every minute of a year, in three zones."""

    def test_a_year_minute_by_minute(self):
        for seed, zone in enumerate(ZONES):
            with self.subTest(zone=zone):
                self._assertYear(make_schedule(zone, seed))

    def _assertYear(self, schedule):
        begin = datetime(YEAR, 1, 1, tzinfo=UTC)
        end = datetime(YEAR + 1, 1, 1, tzinfo=UTC)
        expected, previous = [], False
        moment = begin
        while moment < end:
            is_open = ask_clock(schedule, moment)
            if is_open != previous:
                expected.append((moment, is_open))
                previous = is_open
            moment += MINUTE
        self.assertEqual(self._get_changes(schedule, begin, end), expected)

    def _get_changes(self, schedule, begin, end):
        changes = []
        for start, stop in schedule.stretches(begin, end):
            changes.append((max(start, begin), True))
            if stop < end:
                changes.append((stop, False))
        return changes

    def test_single_questions_agree_with_the_clock(self):
        chance = random.Random(7)
        for seed in range(40):
            schedule = make_schedule(ZONES[seed % 3], 100 + seed)
            begin = datetime(YEAR, 1, 1, tzinfo=UTC)
            moment = begin + MINUTE * chance.randrange(500000)
            self.assertEqual(schedule.is_open(moment), ask_clock(schedule, moment))
            opening = schedule.next_opening(moment)
            if opening:
                self.assertGreater(opening, moment)
                self.assertTrue(ask_clock(schedule, opening))
                self.assertFalse(ask_clock(schedule, opening - MINUTE))

    def test_open_midnight_is_one_stretch(self):
        hours = tuple(Hours(day, 0, 24) for day in range(7))
        schedule = Schedule(hours, (), ZoneInfo("Europe/Madrid"))
        moment = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
        self.assertTrue(schedule.is_open(moment))
        self.assertIsNone(schedule.next_opening(moment, days=30))

    def test_summer_time_moves_the_opening(self):
        hours = tuple(Hours(day, 8, 18) for day in range(7))
        schedule = Schedule(hours, (), ZoneInfo("Europe/Madrid"))
        winter = schedule.next_opening(datetime(2026, 3, 27, 20, tzinfo=UTC))
        summer = schedule.next_opening(datetime(2026, 3, 28, 20, tzinfo=UTC))
        self.assertEqual((winter.hour, summer.hour), (7, 6))

    def test_hours_that_start_later_in_the_year(self):
        hours = (Hours(0, 9, 10, None, date(2026, 6, 1), date(2026, 6, 30)),)
        schedule = Schedule(hours, (), UTC)
        opening = schedule.next_opening(datetime(2026, 1, 1, tzinfo=UTC))
        self.assertEqual(opening, datetime(2026, 6, 1, 9, tzinfo=UTC))
        self.assertIsNone(schedule.next_opening(datetime(2026, 7, 1, tzinfo=UTC)))

    def test_never_open(self):
        self.assertIsNone(Schedule().next_change(datetime(2026, 1, 1, tzinfo=UTC)))

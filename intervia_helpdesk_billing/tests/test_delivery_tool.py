import doctest
import random
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..tools import delivery_date
from ..tools.delivery_date import Entry, get_delivery

CASES = 10_000
ZONES = [
    "Europe/Madrid",
    "Atlantic/Canary",
    "America/Mexico_City",
    "Pacific/Auckland",
    "UTC",
]
FIRST = date(2026, 1, 1)


class Oracle:
    """The same answer from whole cents, and by walking a year of days one by one."""

    def __init__(self, case):
        self.case = case
        self.zone = ZoneInfo(case["zone"])

    def get_day(self, moment):
        if not isinstance(moment, datetime):
            return moment
        offset = moment.replace(tzinfo=UTC).astimezone(self.zone).utcoffset()
        return (moment + offset).date()

    def get_balance(self, day):
        paid, due = 0, self.case["cents"]
        for moment, in_cents, due_cents in self.case["events"]:
            if self.get_day(moment) <= day:
                paid += in_cents
                due += due_cents
        return paid, due

    def is_paid(self, day):
        paid, due = self.get_balance(day)
        return due > 0 and paid >= due

    def get_paid_day(self):
        days = sorted(
            {self.get_day(moment) for moment, _paid, _due in self.case["events"]}
        )
        if not days or not self.is_paid(days[-1]):
            return None
        day = days[-1]
        while self.is_paid(day - timedelta(1)):
            day -= timedelta(1)
        return day

    def get_answer(self):
        paid_day = self.get_paid_day()
        start = paid_day or self.get_day(self.case["now"])
        first = start if self.case["days"] == 0 else start + timedelta(1)
        ahead = (first + timedelta(n) for n in count())
        working = (day for day in ahead if self.case["works"](day))
        return next(islice(working, max(self.case["days"] - 1, 0), None)), bool(
            paid_day
        )


def draw_events(dice, cents):
    """Paid at once or in parts, short, too much, given back, or credited."""
    kind = dice.choice(["unpaid", "paid", "parts", "short", "returned", "credited"])
    if kind == "unpaid":
        return []
    parts = dice.randint(1, 4) if kind != "paid" else 1
    cuts = sorted(dice.randint(0, cents) for _part in range(parts - 1))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, cents], strict=True)]
    events = [(draw_moment(dice), amount, 0) for amount in amounts]
    if kind == "short":
        events[0] = (events[0][0], events[0][1] - dice.randint(1, cents), 0)
    if kind == "returned":
        events.append((draw_moment(dice), -dice.randint(1, cents), 0))
    if kind == "credited":
        credit = dice.choice([cents, dice.randint(1, cents)])
        events.append((draw_moment(dice), 0, -credit))
        if dice.random() < 0.5:
            events.append((draw_moment(dice), -credit, 0))
    dice.shuffle(events)
    return events


def draw_moment(dice):
    day = FIRST + timedelta(dice.randint(0, 300))
    if dice.random() < 0.4:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(
        minutes=dice.randint(0, 1439)
    )


def draw_case(dice):
    holidays = {FIRST + timedelta(dice.randint(0, 700)) for _day in range(60)}
    weekdays = set(dice.sample(range(7), dice.randint(1, 7)))
    cents = dice.randint(1, 500_000)
    return {
        "zone": dice.choice(ZONES),
        "cents": cents,
        "events": draw_events(dice, cents),
        "days": dice.randint(0, 30),
        "now": datetime(2026, 1, 1) + timedelta(minutes=dice.randint(0, 500_000)),
        "works": lambda day: day.weekday() in weekdays and day not in holidays,
    }


@tagged("post_install", "-at_install")
class TestDeliveryTool(BaseCase):
    """The arithmetic of the delivery date, without a database."""

    def test_doctests(self):
        self.assertEqual(doctest.testmod(delivery_date).failed, 0)

    def test_equals_an_oracle(self):
        dice = random.Random(108)
        paid = 0
        for number in range(CASES):
            case = draw_case(dice)
            delivery = get_delivery(
                case["cents"] / 100,
                [Entry(day, i / 100, d / 100) for day, i, d in case["events"]],
                case["days"],
                case["now"],
                ZoneInfo(case["zone"]),
                case["works"],
            )
            expected = Oracle(case).get_answer()
            paid += expected[1]
            if tuple(delivery) != expected:
                self.fail(f"case {number}: {case}: {delivery} is not {expected}")
        # the cases are worth something: many of either kind
        self.assertTrue(CASES / 4 < paid < CASES * 3 / 4, paid)

    def test_nobody_ever_works(self):
        delivery = get_delivery(
            1, [], 3, datetime(2026, 1, 1), ZoneInfo("UTC"), lambda day: False
        )
        self.assertIsNone(delivery)

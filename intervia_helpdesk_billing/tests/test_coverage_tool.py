import doctest
from datetime import date, timedelta
from random import Random

from odoo.tests import BaseCase

from ..tools import coverage
from ..tools.coverage import Allowance, Work, allocate, month_end, months

START = date(2026, 1, 1)


def serve_unit_by_unit(allowances, works):
    """The same as ``allocate``, said in another way: each hundredth finds its place."""
    purse = []
    for allowance in allowances:
        purse += [
            (allowance.end, allowance.start, allowance.kind, allowance.units, number)
            for number in range(allowance.units)
        ]
    served = {}
    for work in works:
        served[work.key] = {}
        for _unit in range(work.units):
            fitting = [u for u in purse if u[1] <= work.day <= u[0]]
            if not fitting:
                break
            unit = min(fitting)
            purse.remove(unit)
            kind = served[work.key]
            kind[unit[2]] = kind.get(unit[2], 0) + 1
    return served


class TestCoverageTool(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(coverage).failed)

    def test_as_unit_by_unit(self):
        for seed in range(150):
            allowances, works = self._draw(Random(seed))
            self.assertEqual(
                allocate(allowances, works), serve_unit_by_unit(allowances, works), seed
            )

    def test_what_was_charged_keeps_its_share(self):
        for seed in range(150):
            random = Random(seed)
            allowances, works = self._draw(random)
            before = allocate(allowances, works)
            kept = [
                Work(w.key, w.units, w.day, before[w.key])
                if random.random() < 0.4
                else w
                for w in works
            ]
            self.assertEqual(allocate(allowances, kept), before, "nothing changed")
            late = Work("late", random.randint(1, 9), START)
            after = allocate(allowances, [late, *kept])
            for work in kept:
                if work.kept is not None:
                    self.assertEqual(after[work.key], before[work.key])

    def test_no_allowance_gives_more_than_it_has(self):
        for seed in range(150):
            allowances, works = self._draw(Random(seed))
            served = allocate(allowances, works)
            for kind in ("month", "pack"):
                given = sum(shares.get(kind, 0) for shares in served.values())
                has = sum(a.units for a in allowances if a.kind == kind)
                self.assertLessEqual(given, has)
            for work in works:
                self.assertLessEqual(sum(served[work.key].values()), work.units)

    def _draw(self, random):
        last = START + timedelta(days=random.randint(1, 100))
        size = random.randint(0, 12)
        allowances = [
            Allowance("month", size, month, month_end(month))
            for month in months(START, last)
            if size
        ]
        allowances += [
            Allowance("pack", random.randint(1, 15), self._draw_day(random, last))
            for _pack in range(random.randint(0, 3))
        ]
        works = [
            Work(number, random.randint(1, 9), self._draw_day(random, last))
            for number in range(random.randint(0, 12))
        ]
        return allowances, sorted(works, key=lambda work: (work.day, work.key))

    def _draw_day(self, random, last):
        return START + timedelta(days=random.randint(0, (last - START).days))

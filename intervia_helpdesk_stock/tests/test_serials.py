import random
from collections import defaultdict

from .common import SupplyCase

SERIALS, STEPS = 20, 60
ACTS = ("reserve", "use", "lend", "hand", "return", "sell", "release", "replace")


class TestSerials(SupplyCase):
    """Whatever is done in whatever order, each unit is in exactly one place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tablet = cls._create_article("Tablet", tracking="serial")
        cls.units = cls.env["stock.lot"].create(
            [
                {
                    "name": f"TB-{number:02}",
                    "product_id": cls.tablet.id,
                    "company_id": cls.company_admin.id,
                }
                for number in range(SERIALS)
            ]
        )
        for unit in cls.units:
            cls._put(cls.tablet, 1, lot_id=unit)
        cls.places = cls.stock | cls.lent | cls.faulty | cls.customers

    def test_random_acts_keep_each_unit_in_one_place(self):
        for seed in (1, 2):
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                dice = random.Random(seed)
                done = [self._step(dice) for _step in range(STEPS)]
                self.assertLessEqual(
                    {"reserve", "use", "lend", "return", "sell", "release", "replace"},
                    set(done),
                )
                savepoint.rollback()

    def _step(self, dice):
        acts = [
            "reserve",
            "use",
            "lend",
            "hand",
            "return",
            "sell",
            "release",
            "replace",
        ]
        act = dice.choice(acts)
        supply = self._pick(dice, act)
        free = [unit for unit in self.units if self._is_free(unit)]
        if act in ("reserve", "use", "lend", "replace") and not free:
            return None
        if act not in ("reserve", "use", "lend") and not supply:
            return None
        self._do(act, supply, dice.choice(free) if free else None, dice)
        self._check(act)
        return act

    def _pick(self, dice, act):
        states = {
            "hand": ("reserved",),
            "release": ("reserved",),
            "sell": ("lent",),
            "return": ("lent", "used", "sold"),
            "replace": ("lent", "used", "sold"),
        }.get(act, ())
        found = self.ticket.supply_ids.filtered(lambda s: s.state in states)
        return dice.choice(found) if found else None

    def _do(self, act, supply, unit, dice):
        if act == "reserve":
            kind = dice.choice(("use", "loan"))
            self._add(self.tablet, lot=unit, kind=kind, act=act, date_due="2030-01-31")
        elif act == "use":
            self._add(self.tablet, lot=unit)
        elif act == "lend":
            self._add(
                self.tablet, lot=unit, kind="loan", act=act, date_due="2030-01-31"
            )
        elif act in ("hand", "release"):
            agent = supply.with_user(self.user_agent)
            agent.action_use() if act == "hand" else agent.action_release()
        elif act == "replace":
            self._act(act, supply, product_id=self.tablet.id, lot_id=unit.id)
        else:
            condition = dice.choice(("good", "faulty"))
            self._act(act, supply, condition=condition)

    def _is_free(self, unit):
        quants = self.env["stock.quant"]
        return quants._get_available_quantity(self.tablet, self.stock, lot_id=unit) == 1

    def _check(self, act):
        """One place for each unit; stock equal to moves; nothing negative."""
        self.env.flush_all()
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.tablet.id), ("quantity", "!=", 0)]
        )
        self.assertEqual(quants.mapped("quantity"), [1] * SERIALS, act)
        self.assertEqual(quants.lot_id, self.units, act)
        self.assertLessEqual(quants.location_id, self.places, act)
        moved = self._sum_moves()
        for quant in quants:
            self.assertEqual(moved.pop((quant.lot_id, quant.location_id)), 1, act)
        self.assertFalse(any(moved.values()), act)
        for quant in quants:
            self.assertIn(quant.reserved_quantity, (0, 1))
        held = self.ticket.supply_ids.filtered(
            lambda s: s.state in ("lent", "used", "sold")
        )
        outside = quants.filtered(
            lambda q: q.location_id in self.lent | self.customers
        ).lot_id
        self.assertEqual(held.lot_id, outside, act)
        self.assertEqual(len(held), len(outside), act)

    def _sum_moves(self):
        """(unit, place) -> what was there at first and every move since."""
        total = defaultdict(int, {(unit, self.stock): 1 for unit in self.units})
        for line in self.env["stock.move.line"].search(
            [("product_id", "=", self.tablet.id), ("state", "=", "done")]
        ):
            total[line.lot_id, line.location_id] -= line.quantity
            total[line.lot_id, line.location_dest_id] += line.quantity
        return total

from odoo.tests import tagged

from .common import SupplyCase


@tagged("post_install", "-at_install")
class TestPanel(SupplyCase):
    """What runs out, on the panel and in the workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["intervia.supply.stock"]._sync()
        cls.row = cls.env["intervia.supply.stock"].search(
            [("product_id", "=", cls.toner.id), ("location_id", "=", cls.stock.id)]
        )

    def _get_tile(self):
        panel = self.env["intervia.panel"].with_user(self.user_supervisor).get_panel()
        return next(t for t in panel["tiles"] if t["key"] == "stock")

    def test_below_minimum_is_a_recount(self):
        before = self._get_tile()["value"]
        self.row.minimum_qty = 6
        self.env.flush_all()
        tile = self._get_tile()
        self.assertEqual(tile["value"], before + 1)
        rows = self.env["intervia.supply.stock"].with_user(self.user_supervisor)
        found = rows.search(tile["domain"])
        self.assertEqual(len(found), tile["value"])
        self.assertTrue(all(row.free_qty < row.minimum_qty for row in found))

    def test_workbook_has_it(self):
        self.row.minimum_qty = 6
        book = self.env["intervia.workbook"].with_user(self.user_supervisor)
        rows = {
            (row[0], row[1]): row[2:] for row in book.create({})._get_stock_sheet().rows
        }
        key = (self.toner.display_name, self.stock.display_name)
        self.assertEqual(rows[key], (5, 0, 5, 6, 0, "Yes"))

from .common import SupplyCase


class TestStatements(SupplyCase):
    """What a screen costs does not grow with what is on it."""

    def _fill(self, count):
        self._put(self.toner, count)
        for _number in range(count):
            self._add(self.toner, 1, act="reserve")

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - start

    def _compare(self, act, most):
        """``act`` costs the same after ten more, and no more than ``most``."""
        self._fill(2)
        self._count(act)  # what is read once and then cached
        few = self._count(act)
        self._fill(10)
        self.assertLessEqual(self._count(act), few)
        self.assertLessEqual(few, most)

    def test_tab_of_the_ticket(self):
        fields = {
            "supply_ids": {
                "fields": {
                    "product_id": {"fields": {"display_name": {}}},
                    "lot_id": {"fields": {"display_name": {}}},
                    "state": {},
                    "quantity": {},
                    "is_overdue": {},
                    "date_due": {},
                }
            },
            "can_supply": {},
            "has_reserved_supply": {},
            "has_moved_supply": {},
        }
        ticket = self.ticket.with_user(self.user_agent)
        self._compare(lambda: ticket.web_read(fields), most=20)

    def test_list_of_loans(self):
        supplies = self.env["intervia.ticket.supply"].with_user(self.user_agent)
        fields = {
            "product_id": {"fields": {"display_name": {}}},
            "commercial_partner_id": {"fields": {"display_name": {}}},
            "ticket_id": {"fields": {"display_name": {}}},
            "is_overdue": {},
        }
        self._compare(lambda: supplies.web_search_read([], fields), most=15)

    def test_stock_of_support(self):
        rows = self.env["intervia.supply.stock"].with_user(self.user_agent)
        fields = ["on_hand_qty", "free_qty", "lent_qty", "minimum_qty", "area_ids"]

        def read():
            rows.search_read([("is_kept", "=", True)], fields)

        read()
        few = self._count(read)
        for number in range(10):
            self._create_article(f"Article {number}")
        read()
        self.assertLessEqual(self._count(read), few)
        self.assertLessEqual(few, 20)  # three of them for four more areas of a demo

from odoo.tests import tagged

from odoo.addons.intervia_helpdesk.tests.committed_case import TwoAtOnceCase


@tagged("post_install", "-at_install")
class TestTwoAgents(TwoAtOnceCase):
    """Two people after the last unit."""

    def _create_world(self, env, company):
        """An area of both, a ticket each, and one unit of an article."""
        users = self.users
        self.area = env["intervia.area"].create(
            {
                "name": "Race",
                "company_id": company.id,
                "member_ids": [(6, 0, users.ids)],
            }
        )
        self.product = env["product.product"].create(
            {
                "name": "The last unit",
                "type": "consu",
                "is_storable": True,
                "intervia_is_support_article": True,
            }
        )
        self.place = self.area._get_supply_location()
        env["stock.quant"]._update_available_quantity(self.product, self.place, 1)
        self.tickets = env["intervia.ticket"].create(
            [
                {"name": "Race", "area_id": self.area.id, "user_id": user.id}
                for user in users
            ]
        )

    def _remove_world(self, env):
        product, tickets = self.product.id, tuple(self.tickets.ids)
        env.cr.execute(
            """
            CREATE TEMP TABLE gone ON COMMIT DROP AS
              SELECT DISTINCT picking_id AS id
                FROM stock_move WHERE product_id = %(product)s;
            DELETE FROM stock_move_line WHERE product_id = %(product)s;
            DELETE FROM stock_move WHERE product_id = %(product)s;
            DELETE FROM stock_picking WHERE id IN (SELECT id FROM gone);
            DELETE FROM stock_quant WHERE product_id = %(product)s;
            DELETE FROM intervia_ticket_supply WHERE product_id = %(product)s;
            DELETE FROM intervia_supply_stock WHERE product_id = %(product)s;
            DELETE FROM intervia_ticket WHERE id IN %(tickets)s;
            """,
            {"product": product, "tickets": tickets},
        )
        self.product.with_env(env).product_tmpl_id.unlink()
        self.area.with_env(env).unlink()

    def _supply(self, env, act):
        """Whoever ``env`` is of takes the unit for his own ticket."""
        ticket = env["intervia.ticket"].search(
            [("id", "in", self.tickets.ids), ("user_id", "=", env.uid)]
        )
        dialog = env["intervia.ticket.supply.add"].create(
            {
                "ticket_id": ticket.id,
                "kind": "use",
                "line_ids": [(0, 0, {"product_id": self.product.id, "quantity": 1})],
            }
        )
        getattr(dialog, f"action_{act}")()

    def _get_quants(self):
        with self.registry.cursor() as cr:
            cr.execute(
                """SELECT location_id, quantity, reserved_quantity
                     FROM stock_quant WHERE product_id = %s
                      AND (quantity <> 0 OR reserved_quantity <> 0)""",
                [self.product.id],
            )
            return cr.fetchall()

    def test_reserving_the_last_unit(self):
        told = self._race(lambda env: self._supply(env, "reserve"))
        self.assertEqual(told.count(None), 1, told)
        self.assertIn("1 asked for, 0 available", " ".join(filter(None, told)))
        self.assertEqual(self._get_quants(), [(self.place.id, 1, 1)])

    def test_using_the_last_unit(self):
        told = self._race(lambda env: self._supply(env, "use"))
        self.assertEqual(told.count(None), 1, told)
        self.assertIn("1 asked for, 0 available", " ".join(filter(None, told)))
        [(place, quantity, reserved)] = self._get_quants()
        self.assertNotEqual(place, self.place.id)
        self.assertEqual((quantity, reserved), (1, 0))

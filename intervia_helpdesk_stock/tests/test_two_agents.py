from threading import Barrier, Thread

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.mail.tests.common import mail_new_test_user

PATIENCE = 30


@tagged("post_install", "-at_install")
class TestTwoAgents(BaseCase):
    """Two people after the last unit, each in a transaction of his own that commits."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            self._create_world(api.Environment(cr, SUPERUSER_ID, {}))
        self.addCleanup(self._remove_world)

    def _create_world(self, env):
        """Two agents of an area, a ticket each, and one unit of an article."""
        company = env.ref("base.main_company")
        users = self.users = self._create_agents(env, company)
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

    def _create_agents(self, env, company):
        return env["res.users"].union(
            *(
                mail_new_test_user(
                    env,
                    login=f"intervia_racer_{number}",
                    groups="intervia_helpdesk.group_agent",
                    company_id=company.id,
                )
                for number in range(2)
            )
        )

    def _remove_world(self):
        """What was committed goes, in the order that references allow."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            product, tickets = self.product.id, tuple(self.tickets.ids)
            cr.execute(
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
            env["product.product"].browse(product).product_tmpl_id.unlink()
            env["intervia.area"].browse(self.area.id).unlink()
            env["res.users"].browse(self.users.ids).unlink()

    def _race(self, act):
        """Both act at once; what each was told, ``None`` for the one who got it.

        Who collides with the other starts again, as the server does with a request. It
        is done here and not in the thread: while tests run, this thread holds the lock
        of the registry.
        """
        start, ended = Barrier(2), {}
        with self.registry.cursor() as first, self.registry.cursor() as second:
            racers = [
                (api.Environment(cursor, user.id, {}), ticket.id)
                for cursor, user, ticket in zip(
                    (first, second), self.users, self.tickets, strict=True
                )
            ]
            threads = [
                Thread(target=self._run, args=[*racer, act, start, ended], daemon=True)
                for racer in racers
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
            self.assertEqual(len(ended), 2, "Somebody never came back.")
            return [self._end(*racer, act, ended) for racer in racers]

    def _run(self, env, ticket_id, act, start, ended):
        env.cr.execute("SELECT 1")  # from here on, what it sees is fixed
        start.wait(PATIENCE)
        try:
            self._act(env, ticket_id, act)
            env.cr.commit()
            ended[ticket_id] = None
        except (OperationalError, UserError) as error:
            env.cr.rollback()
            ended[ticket_id] = error

    def _end(self, env, ticket_id, act, ended):
        error = ended[ticket_id]
        if isinstance(error, OperationalError):
            return self._act_again(env, ticket_id, act)
        return error and str(error)

    def _act_again(self, env, ticket_id, act):
        env.transaction.reset()
        try:
            retrying(lambda: self._act(env, ticket_id, act), env)
        except UserError as error:
            env.cr.rollback()
            return str(error)

    def _act(self, env, ticket_id, act):
        dialog = env["intervia.ticket.supply.add"].create(
            {
                "ticket_id": ticket_id,
                "kind": "use",
                "line_ids": [(0, 0, {"product_id": self.product.id, "quantity": 1})],
            }
        )
        getattr(dialog, f"action_{act}")()
        env.flush_all()

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
        told = self._race("reserve")
        self.assertEqual(told.count(None), 1, told)
        self.assertIn("1 asked for, 0 available", " ".join(filter(None, told)))
        self.assertEqual(self._get_quants(), [(self.place.id, 1, 1)])

    def test_using_the_last_unit(self):
        told = self._race("use")
        self.assertEqual(told.count(None), 1, told)
        self.assertIn("1 asked for, 0 available", " ".join(filter(None, told)))
        [(place, quantity, reserved)] = self._get_quants()
        self.assertNotEqual(place, self.place.id)
        self.assertEqual((quantity, reserved), (1, 0))

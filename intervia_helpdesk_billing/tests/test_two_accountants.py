from threading import Barrier, Thread

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.mail.tests.common import mail_new_test_user

PATIENCE = 60


@tagged("post_install", "-at_install")
class TestTwoAtOnce(BaseCase):
    """Two people at once, each in a transaction of his own that commits."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            self._create_world(api.Environment(cr, SUPERUSER_ID, {}))
        self.addCleanup(self._remove_world)

    def _create_world(self, env):
        company = env.ref("base.main_company")
        self.users = env["res.users"].union(
            *(
                mail_new_test_user(
                    env,
                    login=f"intervia_counter_{number}",
                    groups="account.group_account_invoice,"
                    "intervia_helpdesk.group_manager",
                    company_id=company.id,
                )
                for number in range(2)
            )
        )
        self.client = env["res.partner"].create(
            {"name": "Race client", "is_company": True}
        )
        self.area = env["intervia.area"].create(
            {"name": "Race", "company_id": company.id}
        )
        self.ticket = env["intervia.ticket"].create(
            {"name": "Race", "area_id": self.area.id, "partner_id": self.client.id}
        )
        self.contract = env["intervia.contract"].create(
            {
                "name": "Race",
                "partner_id": self.client.id,
                "company_id": company.id,
                "date_start": "2026-01-01",
                "hours": 2,
                "rounding": "0",
            }
        )
        self.contract.action_start()
        self._log(env, 3)

    def _log(self, env, hours):
        env["intervia.worklog"].create(
            {
                "ticket_id": self.ticket.id,
                "name": "Race",
                "date_start": "2026-02-03 10:00:00",
                "hours": hours,
            }
        )

    def _remove_world(self):
        """What was committed goes, in the order that references allow."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cr.execute(
                """
                DELETE FROM account_move WHERE partner_id = %(client)s;
                UPDATE intervia_worklog SET order_line_id = NULL
                 WHERE ticket_id = %(ticket)s;
                DELETE FROM sale_order WHERE partner_id = %(client)s;
                DELETE FROM intervia_ticket WHERE id = %(ticket)s;
                DELETE FROM intervia_contract WHERE partner_id = %(client)s;
                """,
                {"client": self.client.id, "ticket": self.ticket.id},
            )
            env["intervia.area"].browse(self.area.id).unlink()
            env["res.partner"].browse(self.client.id).unlink()
            partners = env["res.users"].browse(self.users.ids).partner_id
            env["res.users"].browse(self.users.ids).unlink()
            partners.unlink()

    def _race(self, act):
        """Both act at once; what each was told, ``None`` where it went well.

        Who collides with the other starts again, as the server does with a request. It
        is done here and not in the thread: while tests run, this thread holds the lock
        of the registry.
        """
        start, ended = Barrier(2), {}
        with self.registry.cursor() as first, self.registry.cursor() as second:
            envs = [
                api.Environment(cursor, user.id, {})
                for cursor, user in zip((first, second), self.users, strict=True)
            ]
            threads = [
                Thread(target=self._run, args=[env, act, start, ended], daemon=True)
                for env in envs
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
            self.assertEqual(len(ended), 2, "Somebody never came back.")
            return [self._end(env, act, ended[env.uid]) for env in envs]

    def _run(self, env, act, start, ended):
        env.cr.execute("SELECT 1")  # from here on, what it sees is fixed
        start.wait(PATIENCE)
        try:
            act(env)
            env.flush_all()
            env.cr.commit()
            ended[env.uid] = None
        except (OperationalError, UserError) as error:
            env.cr.rollback()
            ended[env.uid] = error

    def _end(self, env, act, error):
        if not isinstance(error, OperationalError):
            return error and str(error)
        env.transaction.reset()
        try:
            retrying(lambda: act(env), env)
        except UserError as refused:
            env.cr.rollback()
            return str(refused)

    def _count(self, query):
        with self.registry.cursor() as cr:
            cr.execute(query, [self.client.id])
            return cr.fetchall()

    def test_two_accountants_invoice_the_same_client(self):
        told = self._race(
            lambda env: (
                (
                    env["res.partner"]
                    .browse(self.client.id)
                    .action_invoice_intervia_unbilled()
                )
                and None
            )
        )
        self.assertEqual(told.count(None), 1, told)
        self.assertIn("nothing to invoice", " ".join(filter(None, told)))
        lines = self._count(
            "SELECT product_uom_qty FROM sale_order_line WHERE order_partner_id = %s"
        )
        self.assertEqual([float(quantity) for (quantity,) in lines], [1])
        [(invoices,)] = self._count(
            "SELECT COUNT(*) FROM account_move WHERE partner_id = %s"
        )
        self.assertEqual(invoices, 1)

    def test_two_agents_use_the_last_hours(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["intervia.worklog"].browse(
                env["intervia.ticket"].browse(self.ticket.id).worklog_ids.ids
            ).hours = 0.5
        told = self._race(lambda env: self._log(env, 1))
        self.assertEqual(told, [None, None])
        [(covered, billable)] = self._count(
            """SELECT SUM(included_hours), SUM(billable_hours) FROM intervia_worklog
                WHERE commercial_partner_id = %s"""
        )
        self.assertEqual((covered, billable), (2, 0.5))

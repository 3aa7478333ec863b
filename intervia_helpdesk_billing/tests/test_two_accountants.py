from odoo.tests import tagged

from odoo.addons.intervia_helpdesk.tests.committed_case import TwoAtOnceCase


@tagged("post_install", "-at_install")
class TestTwoAtOnce(TwoAtOnceCase):
    """Two people at one client's unbilled work, or at his last hours."""

    groups = "account.group_account_invoice,intervia_helpdesk.group_manager"

    def _create_world(self, env, company):
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

    def _remove_world(self, env):
        env.cr.execute(
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
        self.area.with_env(env).unlink()
        self.client.with_env(env).unlink()

    def _count(self, query):
        with self.registry.cursor() as cr:
            cr.execute(query, [self.client.id])
            return cr.fetchall()

    def test_two_accountants_invoice_the_same_client(self):
        told = self._race(
            lambda env: self.client.with_env(env).action_invoice_intervia_unbilled()
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
            env = self._get_env(cr)
            self.ticket.with_env(env).worklog_ids.hours = 0.5
        told = self._race(lambda env: self._log(env, 1))
        self.assertEqual(told, [None, None])
        [(covered, billable)] = self._count(
            """SELECT SUM(included_hours), SUM(billable_hours) FROM intervia_worklog
                WHERE commercial_partner_id = %s"""
        )
        self.assertEqual((covered, billable), (2, 0.5))

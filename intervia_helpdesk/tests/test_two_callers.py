from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from .committed_case import CommittedCase

NUMBER = "+34 600 777 881"


@tagged("post_install", "-at_install")
class TestTwoCallers(CommittedCase):
    """Two messages of one unknown number at once, in transactions that commit."""

    def setUp(self):
        super().setUp()
        self._clean()
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            env = self._get_env(cr)
            self._get_contacts(env).unlink()

    def _get_contacts(self, env):
        return env["res.partner"].search([("phone", "=", NUMBER)])

    def _find(self, cr):
        env = self._get_env(cr)
        company = env.ref("base.main_company")
        area = env["intervia.area"].new({"company_id": company.id})
        return env["intervia.door"].new({"area_id": area})._find_client("", NUMBER)

    def test_one_contact(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            second.execute("SELECT 1")  # it sees the world as it is now
            found = self._find(first).id
            first.commit()
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                self._find(second)
            second.rollback()  # the gateway processes the message again
            self.assertEqual(self._find(second).id, found)
            second.commit()
            env = self._get_env(second)
            self.assertEqual(len(self._get_contacts(env)), 1)

    def test_numbers_are_looked_up_by_an_index(self):
        with self.registry.cursor() as cr:
            cr.execute("SET LOCAL enable_seqscan = off")
            cr.execute(
                "EXPLAIN SELECT id FROM res_partner WHERE phone_sanitized IN ('+346')"
                " AND (company_id IS NULL OR company_id IN (1)) AND active IS TRUE"
            )
            plan = "\n".join(row[0] for row in cr.fetchall())
        self.assertIn("intervia_phone_sanitized_idx", plan)

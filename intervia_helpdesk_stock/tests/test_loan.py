from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from .common import SupplyCase


class TestLoan(SupplyCase):
    """What is lent stays ours, has a day to be back, and somebody who sees to it."""

    def test_lent_leaves_the_warehouse_but_not_the_company(self):
        supply = self._lend(self.serials[0])
        self.assertRecordValues(supply, [{"state": "lent", "lent_qty": 1}])
        self.assertEqual(self.serials[0].location_id, self.lent)
        self.assertFalse(self.lent.warehouse_id)
        self.assertEqual(self.laptop.with_company(self.company_admin).qty_available, 2)
        if "is_out" in supply.move_ids._fields:
            self.assertFalse(supply.move_ids.is_out)
        self.assertEqual(self.customer_company.intervia_lent_qty, 1)
        self.assertEqual(self.laptop.product_tmpl_id.intervia_lent_qty, 1)

    def test_a_day_to_be_back_is_asked_for(self):
        with self.assertRaisesRegex(UserError, "back"):
            self._lend(self.serials[0], date_due=False)

    def test_return_closes_the_activity(self):
        supply = self._lend(self.serials[0])
        activity = self.ticket.activity_ids
        self.assertRecordValues(
            activity,
            [
                {
                    "date_deadline": fields.Date.to_date("2030-01-31"),
                    "user_id": self.user_agent.id,
                }
            ],
        )
        supply.with_user(self.user_agent).date_due = "2030-02-10"
        self.assertEqual(activity.date_deadline.isoformat(), "2030-02-10")
        self._act("return", supply)
        self.assertEqual(supply.state, "returned")
        self.assertEqual(self.serials[0].location_id, self.stock)
        self.assertFalse(self.ticket.activity_ids)

    def test_return_of_a_part(self):
        supply = self._add(
            self.toner, 3, kind="loan", act="lend", date_due="2030-01-31"
        )
        self._act("return", supply, 1)
        self.assertRecordValues(
            supply, [{"state": "lent", "lent_qty": 2, "returned_qty": 1}]
        )
        self.assertTrue(self.ticket.activity_ids)

    def test_a_loan_that_stays_is_sold(self):
        supply = self._lend(self.serials[0])
        self.assertEqual(supply._get_billable_quantities(), [])
        self._act("sell", supply)
        self.assertRecordValues(
            supply, [{"state": "sold", "lent_qty": 0, "used_qty": 1}]
        )
        self.assertEqual(self.serials[0].location_id, self.customers)
        self.assertEqual(supply._get_billable_quantities(), [(True, 1)])
        self._act("return", supply)
        self.assertEqual(supply.state, "returned")
        self.assertEqual(supply._get_billable_quantities(), [])

    def test_a_lent_unit_is_replaced_by_another_loan(self):
        supply = self._lend(self.serials[0])
        given = self._act(
            "replace", supply, product_id=self.laptop.id, lot_id=self.serials[1].id
        )
        self.assertRecordValues(
            supply | given, [{"state": "returned"}, {"state": "lent"}]
        )
        self.assertEqual(given.date_due, supply.date_due)

    def test_a_loan_comes_back_after_the_ticket_was_cancelled(self):
        supply = self._lend(self.serials[0])
        self.ticket.with_user(self.user_supervisor).action_cancel()
        self.assertEqual(supply.state, "lent")
        self._act("return", supply)
        self.assertEqual(supply.state, "returned")

    def test_the_storekeeper_takes_a_loan_back(self):
        supply = self._lend(self.serials[0])
        action = supply.with_user(self.user_storekeeper).action_return()
        dialog = Form(
            self.env[action["res_model"]]
            .with_user(self.user_storekeeper)
            .with_context(**action["context"])
        )
        dialog = dialog.save()
        self.assertRecordValues(dialog.line_ids, [{"held_qty": 1, "quantity": 1}])
        dialog.action_apply()
        self.assertEqual(supply.state, "returned")

    def test_reminder_on_the_day_and_then_weekly(self):
        with freeze_time("2030-01-30"):
            supply = self._lend(self.serials[0])
            self.assertFalse(self._remind())
        with freeze_time("2030-01-31"):
            [notice] = self._remind()
            self.assertEqual(notice.partner_ids, self.user_agent.partner_id)
            self.assertIn("LP-01", notice.body)
            self.assertFalse(self._remind())
        with freeze_time("2030-02-06"):
            self.assertFalse(self._remind())
            self.assertTrue(supply.is_overdue)
        with freeze_time("2030-02-07"):
            self.assertTrue(self._remind())
            self._act("return", supply)
        with freeze_time("2030-02-15"):
            self.assertFalse(self._remind())

    def _remind(self):
        domain = [("model", "=", "intervia.ticket"), ("res_id", "=", self.ticket.id)]
        known = self.env["mail.message"].search(domain)
        self.env["intervia.ticket.supply"]._remind_loans()
        self.env["intervia.ticket.supply"].invalidate_model()
        return self.env["mail.message"].search(domain) - known

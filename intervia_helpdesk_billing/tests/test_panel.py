from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestPanel(BillingCase):
    """What has to be invoiced, on the panel and in the workbook."""

    def setUp(self):
        super().setUp()
        self.customer_company.intervia_support_mode = "billed"
        self.env["intervia.worklog"].create(
            {"ticket_id": self.ticket.id, "name": "Work", "hours": 2}
        )
        self.ticket._move_to("finished")
        self.env["intervia.ticket"]._refresh_unbilled()
        self.env.flush_all()

    def test_unbilled_is_a_recount(self):
        for user in (self.user_manager, self.user_supervisor):
            panel = self.env["intervia.panel"].with_user(user).get_panel()
            tile = next(t for t in panel["tiles"] if t["key"] == "unbilled")
            rows = self.env["intervia.unbilled"].with_user(user)
            found = rows.search(tile["domain"])
            self.assertEqual(tile["value"], len(found))
            self.assertIn(self.ticket.number, found.mapped("number"))
            if user == self.user_supervisor:
                self.assertEqual(found.area_id, self.area)

    def test_workbook_has_it(self):
        book = self.env["intervia.workbook"].with_user(self.user_supervisor)
        rows = list(book.create({})._get_unbilled_sheet().rows)
        self.assertEqual([(row[0], row[5]) for row in rows], [(self.ticket.number, 2)])

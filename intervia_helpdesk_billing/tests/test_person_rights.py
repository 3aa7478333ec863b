from odoo import Command
from odoo.tests import tagged

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


@tagged("post_install", "-at_install")
class TestPersonRights(HelpdeskCase):
    """Whoever was invoiced is forgotten but for what his invoices must say."""

    def test_invoiced(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 1})],
            }
        )
        fields = self.customer._get_intervia_kept_fields
        self.assertFalse(fields())
        move.state = "posted"
        move.flush_recordset()
        self.assertLessEqual({"name", "vat", "street"}, fields())
        self.assertNotIn("email", fields())

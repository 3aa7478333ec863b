from odoo import Command
from odoo.exceptions import UserError
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

    def _create_invoiced(self):
        client = self.env["res.partner"].create(
            {"name": "Quintiliana Zarzaparrilla", "street": "Kept street 7"}
        )
        ticket = self._create_ticket(partner_id=client.id)
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": client.id,
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 1})],
            }
        )
        move.action_post()
        return client, ticket, move

    def test_his_invoice_keeps_him_and_nothing_else_does(self):
        client, ticket, move = self._create_invoiced()
        done = "\n".join(client._erase_intervia_person())
        self.assertEqual(move.partner_id, client)
        self.assertEqual(client.name, "Quintiliana Zarzaparrilla")
        self.assertEqual(client.street, "Kept street 7")
        self.assertNotEqual(ticket.partner_id, client)
        self.assertNotEqual(ticket.commercial_partner_id, client)
        self.assertIn("invoices", done)

    def test_handed_out(self):
        client, _ticket, move = self._create_invoiced()
        data = client._get_intervia_person_data()
        self.assertEqual(data["invoices"]["rows"][0]["name"], move.name)
        self.assertIn("orders", data)
        self.assertIn("contracts", data)

    def test_not_before_he_is_invoiced(self):
        client = self.env["res.partner"].create({"name": "Owes something"})
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.env["product.product"]
                            .create({"name": "Hour", "invoice_policy": "order"})
                            .id
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        with self.assertRaises(UserError):
            client._erase_intervia_person()

    def test_not_while_his_contract_runs(self):
        client = self.env["res.partner"].create({"name": "Under contract"})
        contract = self.env["intervia.contract"].create(
            {"name": "Maintenance", "partner_id": client.id, "hours": 1}
        )
        contract.action_start()
        with self.assertRaisesRegex(UserError, "end “Maintenance” first"):
            client._erase_intervia_person()
        contract.action_end()
        client._erase_intervia_person()

    def test_quotation_that_became_nothing(self):
        client = self.env["res.partner"].create({"name": "Quintiliana Zarzaparrilla"})
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "note": f"For {client.name}",
                "signed_by": client.name,
            }
        )
        client._erase_intervia_person()
        self.assertNotIn("Quintiliana", f"{order.note} {order.signed_by}")

from odoo.tests import Form

from .common import SupplyCase


class TestDialogs(SupplyCase):
    """Typing and scanning: what the dialogs offer before anything is moved."""

    def _open(self, kind="use"):
        return Form(
            self.env["intervia.ticket.supply.add"]
            .with_user(self.user_agent)
            .with_context(default_ticket_id=self.ticket.id, default_kind=kind)
        )

    def test_scanning_a_barcode_twice_adds_one_more(self):
        form = self._open()
        form.barcode = "8412345"
        form.barcode = "tn-1"
        self.assertFalse(form.barcode)
        dialog = form.save()
        self.assertRecordValues(
            dialog.line_ids,
            [{"product_id": self.toner.id, "quantity": 2, "free_qty": 5}],
        )

    def test_scanning_a_serial_chooses_the_unit(self):
        form = self._open()
        form.barcode = "LP-02"
        form.barcode = "lp-02 "
        form.barcode = "LP-03"
        dialog = form.save()
        self.assertEqual(dialog.line_ids.lot_id, self.serials[1:])
        dialog.action_use()
        self.assertEqual(self.ticket.supply_ids.mapped("state"), ["used", "used"])

    def test_an_unknown_code_is_said(self):
        dialog = self.env["intervia.ticket.supply.add"].new({"barcode": "nothing"})
        self.assertIn("nothing", dialog._onchange_barcode()["warning"]["message"])

    def test_what_is_free_is_seen_before(self):
        self._add(self.laptop, lot=self.serials[0], act="reserve")
        form = self._open()
        with form.line_ids.new() as line:
            line.product_id = self.laptop
            self.assertEqual(line.free_qty, 2)
            self.assertEqual(line.allowed_lot_ids[:], self.serials[1:])
            line.lot_id = self.serials[1]
            self.assertEqual(line.free_qty, 1)

    def test_the_slip_prints_each_transfer(self):
        supply = self._lend(self.serials[0], note="With its charger")
        self._act("return", supply)
        reports = self.env["ir.actions.report"].with_user(self.user_agent)
        html, _kind = reports._render_qweb_html(
            "intervia_helpdesk_stock.supply_slip", supply.ids
        )
        html = html.decode()
        for text in ("LP-01", "With its charger", self.ticket.number, "01/31/2030"):
            self.assertIn(text, html)
        for move in supply.move_ids:
            self.assertIn(move.picking_id.name, html)

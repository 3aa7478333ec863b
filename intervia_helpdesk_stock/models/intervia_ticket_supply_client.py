from odoo import models


class InterviaTicketSupply(models.Model):
    """An article in the words of the client's page."""

    _inherit = "intervia.ticket.supply"

    def _get_client_rows(self):
        """One row for what he keeps, has on loan, and gave back."""
        self.ensure_one()
        back = "collected" if self.kind == "collect" else "returned"
        moved = {
            "used": self.used_qty,
            "lent": self.lent_qty,
            back: self.returned_qty,
        }
        common = {
            "name": self.product_id.name,
            "lot": self.lot_id.name or "",
            "unit": self.uom_id.name,
            "date": self.date_done,
            "date_due": self.date_due,
            "is_overdue": self.is_overdue,
        }
        return [
            {**common, "act": act, "quantity": quantity}
            for act, quantity in moved.items()
            if quantity > 0
        ]

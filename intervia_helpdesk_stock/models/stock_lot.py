from odoo import fields, models


class StockLot(models.Model):
    """A unit or batch: with whom support left it."""

    _inherit = "stock.lot"

    intervia_holder_id = fields.Many2one(
        "res.partner",
        string="With the client",
        compute="_compute_intervia_holder_id",
        groups="intervia_helpdesk.group_agent,stock.group_stock_user",
    )
    intervia_supply_ids = fields.One2many(
        "intervia.ticket.supply",
        "lot_id",
        groups="intervia_helpdesk.group_agent,stock.group_stock_user",
    )

    def _compute_intervia_holder_id(self):
        """The client of the last supply that left this unit and did not come back."""
        held = self.env["intervia.ticket.supply"].search(
            [("lot_id", "in", self.ids), ("state", "in", ("lent", "used", "sold"))],
            order="id desc",
        )
        for lot in self:
            supply = held.filtered(lambda s, lot=lot: s.lot_id == lot)[:1]
            lot.intervia_holder_id = supply.commercial_partner_id

    def action_view_intervia_supplies(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk_stock.intervia_ticket_supply_action"
        )
        return {
            **action,
            "display_name": self.display_name,
            "domain": [("lot_id", "=", self.id)],
            "context": {},
        }

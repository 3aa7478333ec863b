from odoo import api, fields, models


class ResPartner(models.Model):
    """What a client has of ours."""

    _inherit = "res.partner"

    intervia_lent_qty = fields.Float(
        "Lent to the client",
        compute="_compute_intervia_lent_qty",
        digits="Product Unit",
        groups="intervia_helpdesk.group_agent,stock.group_stock_user",
    )

    @api.depends_context("uid")
    def _compute_intervia_lent_qty(self):
        """On loan to the company, or to the company of the person."""
        lent = dict(
            self.env["intervia.ticket.supply"]._read_group(
                [
                    ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                    ("state", "=", "lent"),
                ],
                ["commercial_partner_id"],
                ["lent_qty:sum"],
            )
        )
        for partner in self:
            partner.intervia_lent_qty = lent.get(partner.commercial_partner_id, 0)

    def action_view_intervia_supplies(self):
        """What the company of this client has, had and used."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk_stock.intervia_ticket_supply_action"
        )
        return {
            **action,
            "display_name": self.env._("Articles of %(client)s", client=self.name),
            "domain": [("commercial_partner_id", "=", self.commercial_partner_id.id)],
            "context": {"search_default_group_state": 1},
        }

from odoo import api, fields, models


class InterviaTicket(models.Model):
    """What was quoted and sold for a ticket."""

    _inherit = "intervia.ticket"

    # record rules cut it: a salesman may see only his own orders
    order_ids = fields.One2many(
        "sale.order",
        "intervia_ticket_id",
        string="Orders",
        readonly=True,
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )
    order_count = fields.Integer(
        compute="_compute_order_count",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )

    @api.depends("order_ids")
    def _compute_order_count(self):
        """How many orders there are, whoever may see them; none that was dropped."""
        counts = dict(
            self.env["sale.order"]._read_group(
                [("intervia_ticket_id", "in", self.ids), ("state", "!=", "cancel")],
                ["intervia_ticket_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.order_count = counts.get(ticket._origin, 0)

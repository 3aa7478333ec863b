from odoo import Command, api, fields, models

from ..tools.rpc_argument import get_ids


class InterviaTicketCancel(models.TransientModel):
    """Cancelling tickets for good, with a reason."""

    _name = "intervia.ticket.cancel"
    _description = "Cancel Tickets"

    ticket_ids = fields.Many2many("intervia.ticket", string="Tickets", required=True)
    ticket_count = fields.Integer(compute="_compute_ticket_count")
    reason = fields.Text(help="The client is told.")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            values["ticket_ids"] = [
                Command.set(get_ids(context.get("active_ids")) or [])
            ]
        return values

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        for wizard in self:
            wizard.ticket_count = len(wizard.ticket_ids)

    def action_cancel(self):
        """Cancel the tickets: nothing changes them afterwards."""
        self.ensure_one()
        self.ticket_ids.check_access("write")
        self.ticket_ids.action_cancel(reason=self.reason)

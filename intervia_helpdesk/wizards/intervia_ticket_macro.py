from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.rpc_argument import get_ids


class InterviaTicketMacro(models.TransientModel):
    """One macro, used on one or many tickets."""

    _name = "intervia.ticket.macro"
    _description = "Use a Macro"

    ticket_ids = fields.Many2many("intervia.ticket", string="Tickets", readonly=True)
    area_ids = fields.Many2many("intervia.area", compute="_compute_area_ids")
    macro_id = fields.Many2one(
        "intervia.macro",
        domain="['|', ('area_ids', '=', False), ('area_ids', 'in', area_ids)]",
    )
    body = fields.Html(related="macro_id.body")
    move = fields.Selection(related="macro_id.move")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            ids = get_ids(context.get("active_ids") or [context.get("active_id")]) or []
            values["ticket_ids"] = [Command.set(ids)]
        return values

    @api.depends("ticket_ids")
    def _compute_area_ids(self):
        for wizard in self:
            wizard.area_ids = wizard.ticket_ids.area_id

    def action_apply(self):
        """Answer and change every ticket as the macro says."""
        self.ensure_one()
        if not self.macro_id:
            raise UserError(self.env._("Choose a macro."))
        self.macro_id._apply_to(self.ticket_ids)

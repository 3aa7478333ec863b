from odoo import api, fields, models

from ..tools.rpc_argument import get_ids


class InterviaIntakeMove(models.TransientModel):
    """Choose the ticket that incoming mails belong to."""

    _name = "intervia.intake.move"
    _description = "Move Incoming Mail to a Ticket"

    intake_ids = fields.Many2many("intervia.intake", required=True)
    ticket_id = fields.Many2one("intervia.ticket", required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "intervia.intake":
            values["intake_ids"] = [
                (6, 0, get_ids(self.env.context.get("active_ids")) or [])
            ]
        return values

    def action_move(self):
        self.ensure_one()
        self.intake_ids._move_to(self.ticket_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.ticket",
            "res_id": self.ticket_id.id,
            "view_mode": "form",
        }

from odoo import api, fields, models
from odoo.exceptions import UserError


class InterviaTicketSplit(models.TransientModel):
    """The messages of a ticket that are another question."""

    _name = "intervia.ticket.split"
    _description = "Split a Ticket"

    ticket_id = fields.Many2one("intervia.ticket", required=True, ondelete="cascade")
    name = fields.Char("Subject", required=True)
    area_id = fields.Many2one("intervia.area", required=True)
    category_id = fields.Many2one(
        "intervia.category", domain="[('area_id', '=', area_id)]"
    )
    message_ids = fields.Many2many(
        "mail.message",
        string="Messages that move",
        domain="[('model', '=', 'intervia.ticket'), ('res_id', '=', ticket_id),"
        " ('message_type', 'in', ('comment', 'email'))]",
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            ticket = self.env["intervia.ticket"].browse(context.get("active_id"))
            ticket.check_access("read")
            values |= {"ticket_id": ticket.id, "area_id": ticket.area_id.id}
        return values

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "ticket_id", values)
        return super().onchange(values, field_names, fields_spec)

    def action_split(self):
        """Open the new ticket with the messages chosen."""
        self.ensure_one()
        if not self.message_ids:
            raise UserError(self.env._("Choose the messages that move."))
        vals = {
            "name": self.name,
            "area_id": self.area_id.id,
            "category_id": self.category_id.id,
        }
        part = self.ticket_id.sudo(False)._split(self.message_ids, vals)
        return part._get_form_action()

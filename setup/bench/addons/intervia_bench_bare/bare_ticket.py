from odoo import api, fields, models


class BareTicket(models.Model):
    """``mail.thread`` and nothing else: a subject, a text, a client, an agent."""

    _name = "intervia.bench.ticket"
    _description = "Bench: bare ticket"
    _inherit = "mail.thread"

    name = fields.Char(required=True)
    description = fields.Html()
    partner_id = fields.Many2one("res.partner", index="btree_not_null")
    partner_email = fields.Char()
    user_id = fields.Many2one("res.users", index="btree_not_null", tracking=True)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        values = {
            "name": msg_dict.get("subject") or "-",
            "description": msg_dict.get("body"),
            "partner_email": msg_dict.get("from"),
            "partner_id": msg_dict.get("author_id"),
        }
        return super().message_new(msg_dict, {**values, **(custom_values or {})})

from odoo import fields, models


class InterviaTicketType(models.Model):
    """The nature of a request: a fault, a petition, a doubt... with its own notice."""

    _name = "intervia.ticket.type"
    _description = "Helpdesk Ticket Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    checklist_ids = fields.One2many(
        "intervia.checklist", "type_id", groups="intervia_helpdesk.group_agent"
    )
    color = fields.Integer()
    notice = fields.Html(
        translate=True, help="Shown to whoever chooses this type for a new ticket."
    )
    asks_program = fields.Boolean(
        "Asks for the program", help="The program and its version must be named."
    )
    priority_id = fields.Many2one("intervia.priority", help="Proposed for this type.")

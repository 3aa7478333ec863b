from odoo import api, fields, models


class InterviaTicketOpening(models.Model):
    """Somebody opened the public page of a ticket."""

    _name = "intervia.ticket.opening"
    _description = "Opening of a Public Ticket Page"
    _order = "id desc"
    _rec_name = "date"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(readonly=True, default=fields.Datetime.now)
    address = fields.Char("From", readonly=True, help="The network, not the machine.")
    program = fields.Char("With", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)

    @api.model
    def _log(self, ticket, address, program):
        """Write down one opening.

        :param str address: of the network that it came from
        :param str program: what the browser says it is
        """
        user = self.env.user
        # sudo: nobody writes openings himself
        return self.sudo().create(
            {
                "ticket_id": ticket.id,
                "address": address,
                "program": (program or "")[:200],
                "user_id": not user._is_public() and user.id,
            }
        )

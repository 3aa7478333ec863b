from odoo import api, models


class InterviaTicket(models.Model):
    """The mail that answers a quote is for the ticket of the quote."""

    _inherit = "intervia.ticket"

    @api.model
    def _find_referenced(self, incoming):
        ticket = super()._find_referenced(incoming)
        if ticket or incoming.parent.model != "sale.order":
            return ticket
        # sudo: the gateway may look at any order
        order = self.env["sale.order"].sudo().browse(incoming.parent.res_id).exists()
        return order.intervia_ticket_id

    @api.model
    def _step_reply(self, incoming, message, message_dict):
        """The quote is no message of the ticket: its answer has no parent there."""
        routes = super()._step_reply(incoming, message, message_dict)
        if routes and incoming.parent.model == "sale.order":
            message_dict.pop("parent_id", None)
            message_dict.pop("is_internal", None)
        return routes

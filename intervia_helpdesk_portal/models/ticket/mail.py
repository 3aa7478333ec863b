from odoo import api, fields, models


class InterviaTicket(models.Model):
    """Mails to the client: the way to his ticket, and whether he wants them."""

    _inherit = "intervia.ticket"

    client_wants_mail = fields.Boolean(
        "Mail the client", default=True, help="The client chose it when he asked."
    )

    def _get_client_url(self):
        """The ticket's page, open to whoever holds this address: its author."""
        self.ensure_one()
        # sudo: the key may have to be made
        return self.get_base_url() + self.sudo().get_portal_url()

    def _get_layout_values(self, lang, for_staff):
        values = super()._get_layout_values(lang, for_staff)
        if not for_staff:
            values["client_url"] = self._get_client_url()
        return values

    def _get_audience(self, to):
        audience = super()._get_audience(to)
        if to == "client":
            for ticket in self.filtered(lambda t: not t.client_wants_mail):
                audience[ticket.id] = self.env["res.partner"]
        return audience

    @api.model
    def _get_bare_address(self, name, ticket):
        address = super()._get_bare_address(name, ticket)
        return address if ticket.client_wants_mail else False

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        # sudo: whoever writes need not see the client's choice
        ticket = self.sudo()
        if not self or ticket.client_wants_mail:
            return recipients
        return [data for data in recipients if data["id"] != ticket.partner_id.id]

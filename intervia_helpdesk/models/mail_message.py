from odoo import api, models
from odoo.fields import Domain

from odoo.addons.mail.tools.discuss import Store


class MailMessage(models.Model):
    """Doors to the messages of tickets; what passes is decided by the ticket.

    See ``models/ticket/confidentiality.py`` for the holes these overrides close.
    """

    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        forbidden = self.env["intervia.ticket"]._get_forbidden_messages(self, operation)
        rest = self - forbidden
        return forbidden + (super(MailMessage, rest)._get_forbidden_access(operation))

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        if not bypass_access:
            domain = (
                Domain(domain) & self.env["intervia.ticket"]._get_readable_messages()
            )
        return super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )

    def _get_with_access(self, message_id, mode="read", **kwargs):
        message = super()._get_with_access(message_id, mode=mode, **kwargs)
        return message - self.env["intervia.ticket"]._get_hidden_messages(message)

    def _to_store_defaults(self, target):
        """Tell the chatter of support which messages of a ticket its client sees."""
        fields = super()._to_store_defaults(target)
        tickets = self.env["intervia.ticket"]
        if not target.is_internal(self.env) or tickets._is_client():
            return fields
        # sudo: only whether a subtype is internal is asked
        hidden = Store.Attr(
            "intervia_is_hidden",
            value=lambda m: m.is_internal or m.subtype_id.sudo().internal,
            predicate=lambda m: m.model == tickets._name,
        )
        return [*fields, hidden]

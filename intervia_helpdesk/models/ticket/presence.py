from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

PRESENCES = frozenset({"viewing", "writing", "left"})
CHANNEL = "intervia_ticket_"


class InterviaTicket(models.Model):
    """Who else has a ticket open. Nothing is stored, nothing is locked."""

    _inherit = "intervia.ticket"

    def announce_presence(self, state, is_reply=False):
        """Tell whoever has this ticket open what the user does with it.

        :param str state: viewing, writing or left
        :param bool is_reply: whether others need not say what they do in turn
        """
        self.ensure_one()
        if self._is_client():
            raise AccessError(self.env._("This is for support alone."))
        self.check_access("read")
        if not isinstance(state, str) or state not in PRESENCES:
            raise UserError(self.env._("Nobody can be “%s”.", state))
        self.env["bus.bus"]._sendone(
            (self, "presence"),
            "intervia_helpdesk/presence",
            {
                "ticket_id": self.id,
                "user_id": self.env.uid,
                "name": self.env.user.name,
                "state": state,
                "is_reply": bool(is_reply),
            },
        )

    # What came in meanwhile

    @api.model
    def _get_spoken_domain(self, ticket_id):
        return (
            Domain("model", "=", self._name)
            & Domain("res_id", "=", ticket_id)
            & Domain("message_type", "in", ("comment", "email"))
        )

    def _get_last_message_id(self):
        """Id of the newest thing that people said on this ticket, notes included."""
        self.ensure_one()
        domain = self._get_spoken_domain(self.id)
        messages = self.env["mail.message"].search(domain, order="id desc", limit=1)
        return messages.id or 0

    def _get_news(self, message_id):
        """What others said on this ticket after a message, oldest first."""
        self.ensure_one()
        domain = self._get_spoken_domain(self.id) & Domain("id", ">", message_id)
        domain &= Domain("author_id", "!=", self.env.user.partner_id.id)
        return self.env["mail.message"].search(domain, order="id", limit=20)

import re

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.rpc_argument import get_id

REVEALABLE = ("comment", "email")


class InterviaTicket(models.Model):
    """Staff hides or shows one message to the client after the fact (F059)."""

    _inherit = "intervia.ticket"

    def action_hide_message(self, message_id):
        """Take one message out of every place the client can look at.

        Links to its files that he already has stop working. Other messages stay as
        they are.
        """
        message = self._get_own_message(message_id)
        message.is_internal = True
        self._renew_attachments(message)
        self._log_visibility(message, self.env._("Hidden from the client:"))

    def action_show_message(self, message_id):
        """Let the client read one message; a note becomes part of the conversation.

        He is not mailed; he finds it where he reads the ticket.
        """
        message = self._get_own_message(message_id)
        message.write(
            {"is_internal": False, "subtype_id": self.env.ref("mail.mt_comment").id}
        )
        self._log_visibility(message, self.env._("Shown to the client:"))

    def _get_own_message(self, message_id):
        """A message that people wrote on this ticket, for staff that may edit it."""
        self.ensure_one()
        self.check_access("write")
        if self._is_client():
            raise AccessError(self.env._("Only support shows or hides messages."))
        # sudo: staff may not write messages of others; which one is checked below
        message = self.env["mail.message"].sudo().browse(get_id(message_id)).exists()
        if (message.model, message.res_id) != (self._name, self.id):
            raise UserError(self.env._("This message is not part of the ticket."))
        if message.message_type not in REVEALABLE:
            raise UserError(
                self.env._("Only what people wrote can be shown or hidden.")
            )
        return message

    def _renew_attachments(self, message):
        """Hole: the link to a file opens it for 42 days, whatever becomes of its
        message. Copies take the place of the files, so that old links lead nowhere."""
        body = message.body or Markup()
        for old in message.attachment_ids:
            new = old.copy({"access_token": old._generate_access_token()})
            message.attachment_ids = [fields.Command.link(new.id)]
            link = re.compile(
                rf"(/web/(?:image|content)/){old.id}(?:\?access_token=[\w-]+)?\b"
            )
            body = link.sub(rf"\g<1>{new.id}?access_token={new.access_token}", body)
            if (old.res_model, old.res_id) == (self._name, self.id):
                old.unlink()
            else:  # a file of another record, only quoted here
                message.attachment_ids = [fields.Command.unlink(old.id)]
        if body != message.body:
            message.body = Markup(body)

    def _log_visibility(self, message, text):
        self._message_log(
            body=Markup("<p>%s <em>%s</em></p>")
            % (text, message.preview or message.subject or message.date)
        )

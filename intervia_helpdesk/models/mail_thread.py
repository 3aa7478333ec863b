from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.incoming_mail import clean_text, repair_charsets


class MailThread(models.AbstractModel):
    """The door of the mail gateway: mail for the helpdesk is handed to its intake.

    Every other mail takes the platform's way untouched.
    """

    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        intake = self.env["intervia.intake"]
        incoming = intake._recognise(message, model)
        options = {
            "custom_values": custom_values,
            "save_original": save_original,
            "strip_attachments": strip_attachments,
            "thread_id": thread_id,
        }
        if not incoming:
            return super().message_process(model, message, **options)
        self._check_gateway()
        lang = intake._get_lang(incoming)
        self = self.with_context(intervia_incoming=incoming, lang=lang)
        return intake.with_context(lang=lang)._take_in(
            incoming,
            lambda: super(MailThread, self).message_process(model, message, **options),
        )

    @api.model
    def _check_gateway(self):
        """Hole: any user, a client too, may hand in a mail by RPC, written by anybody
        and with headers that vouch for it. Mail servers do so as an administrator."""
        if not (self.env.su or self.env.user.has_group("base.group_system")):
            raise AccessError(self.env._("Only a mail server hands in mail."))

    @api.model
    def _get_parent_message(self, msg_dict):
        """The parent was looked up when the mail was recognised."""
        incoming = self.env.context.get("intervia_incoming")
        if not incoming:
            return super()._get_parent_message(msg_dict)
        return incoming.parent or None

    def message_parse(self, message, save_original=False):
        """Parts in an unknown charset, NUL and broken bytes must not stop a mail."""
        if not self.env.context.get("intervia_incoming"):
            return super().message_parse(message, save_original=save_original)
        repair_charsets(message)
        values = super().message_parse(message, save_original=save_original)
        return {
            key: clean_text(value) if type(value) is str else value
            for key, value in values.items()
        }

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        incoming = self.env.context.get("intervia_incoming")
        tickets = self.env["intervia.ticket"]
        if incoming and incoming.mail.is_read_receipt:
            message_dict["is_bounce"] = False  # the platform takes every report for one
        if incoming and not (message_dict["is_bounce"] or incoming.has_foreign_alias):
            self._routing_reset_bounce(message, message_dict)
            return tickets._route_incoming(incoming, message, message_dict)
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        if incoming:
            routes = tickets._route_shared(incoming, message, message_dict, routes)
        return routes

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """A delivery report about a ticket is kept and noted on the ticket."""
        result = super()._routing_handle_bounce(email_message, message_dict)
        self.env["intervia.ticket"]._note_bounce(email_message, message_dict)
        return result

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        """Mail dropped by the platform's loop guard is kept when it was for us."""
        if self.env.context.get("intervia_is_released"):
            return False
        is_loop = super()._detect_loop_sender(message, message_dict, routes)
        incoming = self.env.context.get("intervia_incoming")
        if is_loop and incoming:
            reason = self.env._("Too many mails from this sender in a short time.")
            self.env["intervia.intake"]._keep(incoming, "loop", reason)
        return is_loop

    def _message_parse_post_process(self, message, message_dict, routes):
        """The steps of the intake settled who wrote; participants become followers."""
        incoming = self.env.context.get("intervia_incoming")
        if not incoming or not incoming.is_routed:
            return super()._message_parse_post_process(message, message_dict, routes)
        return {"author_id": message_dict.get("author_id"), "partner_ids": []}

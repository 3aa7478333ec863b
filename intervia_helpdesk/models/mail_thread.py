import logging

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.mail import generate_tracking_message_id

from ..tools.incoming_mail import IncomingMail, clean_text
from ..tools.mail_repair import (
    CUT,
    FLAT,
    SEALED,
    drop_unreadable,
    read_fields_once,
    repair,
)
from ..tools.reply_html import fold_message
from .intake.recognition import Incoming

_logger = logging.getLogger(__name__)


def _get_bytes(message):
    """The raw mail, however the gateway was given it; b"" for what is none."""
    raw = getattr(message, "data", message)  # xmlrpc.client.Binary
    if isinstance(raw, str):
        return raw.encode(errors="replace")
    return bytes(raw) if isinstance(raw, bytes | bytearray) else b""


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
        options = {
            "custom_values": custom_values,
            "save_original": save_original,
            "strip_attachments": strip_attachments,
            "thread_id": thread_id,
        }
        if self._get_incoming():
            return super().message_process(model, message, **options)
        intake = self.env["intervia.intake"]
        mail = IncomingMail(_get_bytes(message))
        try:
            incoming = intake._recognise(mail, model)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
            # Hole: nobody foresees every mail; it is kept first, and fails there.
            _logger.info("A mail could not be recognised", exc_info=True)
            self._check_gateway()
            return intake._receive(mail, model, options)
        if not incoming:
            return super().message_process(model, message, **options)
        self._check_gateway()
        return intake._receive(mail, model, options, incoming)

    @api.model
    def _get_incoming(self):
        """The mail that is on its way; what a caller by RPC says is one is none."""
        incoming = self.env.context.get("intervia_incoming")
        return incoming if isinstance(incoming, Incoming) else None

    @api.model
    def _check_gateway(self):
        """Hole: any user, a client too, may hand in a mail by RPC, written by anybody
        and with headers that vouch for it. Mail servers do so as an administrator."""
        if not (self.env.su or self.env.user.has_group("base.group_system")):
            raise AccessError(self.env._("Only a mail server hands in mail."))

    @api.model
    def _get_parent_message(self, msg_dict):
        """The parent was looked up when the mail was recognised."""
        incoming = self._get_incoming()
        if not incoming:
            return super()._get_parent_message(msg_dict)
        return incoming.parent or None

    def message_parse(self, message, save_original=False):
        """Parts in an unknown charset, NUL and broken bytes must not stop a mail."""
        incoming = self._get_incoming()
        if not incoming:
            return super().message_parse(message, save_original=save_original)
        mail = incoming.mail
        read_fields_once(message)
        marks = mail.tamed[1] | repair(message)
        fold_message(message, is_reply=incoming.is_reply)
        values = self._parse_whatever(super().message_parse, message, save_original)
        values = {
            key: clean_text(value) if type(value) is str else value
            for key, value in values.items()
        }
        values["attachments"] = [
            file._replace(fname=clean_text(file.fname or ""))
            for file in values.get("attachments") or ()
        ]
        self._say_marks(values, marks)
        if not str(message["Subject"] or "").isascii():
            values["subject"] = mail.subject  # 8-bit headers, which nobody declares
        if incoming.is_renamed or not mail.message_id:
            values["message_id"] = generate_tracking_message_id("intervia-again")
        return values

    @api.model
    def _parse_whatever(self, parse, message, save_original):
        """Hole: Python's parser of addresses and ids raises on some that are none."""
        try:
            return parse(message, save_original=save_original)
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
            drop_unreadable(message)
            values = parse(message, save_original=save_original)
        message_id = self._get_incoming().mail.message_id
        return {**values, "message_id": message_id or values["message_id"]}

    @api.model
    def _message_parse_extract_bounce(self, email_message, message_dict):
        """Hole: a delivery report of an unexpected shape raises."""
        try:
            return super()._message_parse_extract_bounce(email_message, message_dict)
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
            incoming = self._get_incoming()
            # sudo: the platform's own empty values
            return {
                "is_bounce": not incoming or bool(incoming.mail.machine_sign),
                "bounced_email": False,
                "bounced_msg_ids": [],
                "bounced_message": self.env["mail.message"].sudo(),
                "bounced_partner": self.env["res.partner"].sudo(),
            }

    @api.model
    def _say_marks(self, values, marks):
        """Tell whoever reads the message what was done to the mail, or could not be."""
        sentences = {
            CUT: self.env._("The text of this mail is longer than what is shown here."),
            FLAT: self.env._("This mail is nested without end; this is how it begins."),
            SEALED: self.env._(
                "This mail is encrypted: only its receiver can read it."
            ),
        }
        for mark in sorted(marks):
            said = Markup("<p><em>%s %s</em></p>") % (
                sentences[mark],
                self.env._("The original is kept."),
            )
            values["body"] = Markup(values.get("body") or "") + said

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        incoming = self._get_incoming()
        tickets = self.env["intervia.ticket"]
        if incoming:
            incoming.is_considered = True
        if incoming and incoming.mail.is_other_report:
            message_dict["is_bounce"] = False  # the platform takes every report for one
        if incoming and incoming.mail.is_stray:
            route = super().message_route
            return tickets._route_stray(
                incoming,
                lambda: route(message, message_dict, model, thread_id, custom_values),
            )
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
        incoming = self._get_incoming()
        if incoming and incoming.is_released:
            return False
        is_loop = super()._detect_loop_sender(message, message_dict, routes)
        if is_loop and incoming:
            reason = self.env._("Too many mails from this sender in a short time.")
            incoming.settle("loop", reason)
        return is_loop

    def _message_parse_post_process(self, message, message_dict, routes):
        """The steps of the intake settled who wrote; participants become followers."""
        incoming = self._get_incoming()
        if not incoming or not incoming.is_routed:
            return super()._message_parse_post_process(message, message_dict, routes)
        return {"author_id": message_dict.get("author_id"), "partner_ids": []}

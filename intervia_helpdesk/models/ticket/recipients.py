from odoo import api, models

from ...tools.rpc_argument import get_ids
from .conversation import STAFF_MAIL

GROUP_AGENT = "intervia_helpdesk.group_agent"


class InterviaTicket(models.Model):
    """To whom a message is mailed: both sides read a comment, staff alone a note."""

    _inherit = "intervia.ticket"

    @api.model
    def _is_staff_data(self, data):
        """Whether a recipient, as the platform describes it, is of support."""
        agent = self.env["ir.model.data"]._xmlid_to_res_id(
            "intervia_helpdesk.group_agent"
        )
        return data["type"] == "user" and agent in data["groups"]

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Staff apart from everybody else: with a button and the secret reference."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        return [
            [
                STAFF_MAIL,
                self._is_staff_data,
                {"active": True, "has_button_access": True},
            ],
            *groups,
        ]

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Everybody who reads a public message; of a note, staff only."""
        if not self:
            return super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        msg_vals = dict(msg_vals or {})
        # sudo: only the kind of a message is asked
        kind = msg_vals.get("message_type", message.sudo().message_type)
        is_note = self._is_internal_message(msg_vals, message)
        if kind in ("comment", "email"):
            if self._is_mail_birth() and not is_note:
                return []  # told by the receipt and by the notice to staff
            self._add_readers(message, msg_vals, is_note)
        recipients = super()._notify_get_recipients(
            message, msg_vals=msg_vals, **kwargs
        )
        if is_note:
            return [data for data in recipients if self._may_read_notes(data)]
        chosen = get_ids(self.env.context.get("intervia_recipient_ids"))
        if chosen is None:
            return recipients
        return [d for d in recipients if d["id"] in chosen or self._is_staff_data(d)]

    def _get_outside(self):
        """Whom an answer to all reaches: the client, and the participants."""
        self.ensure_one()
        # sudo: which users are of support is asked of people that agents do not see
        others = self.sudo().message_partner_ids.filtered(
            lambda p: (
                p.active
                and not (p.main_user_id and p.main_user_id.has_group(GROUP_AGENT))
            )
        )
        return self.partner_id | others.sudo(False)

    def _may_read_notes(self, data):
        """Staff, and a colleague asked in the note, unless he is a client here."""
        if self._is_staff_data(data):
            return True
        # sudo: only who the client is is asked
        is_client = data["is_follower"] or data["id"] == self.sudo().partner_id.id
        return data["type"] == "user" and not is_client

    def _add_readers(self, message, msg_vals, is_note):
        """Add to ``msg_vals`` whoever this message is mailed to besides followers."""
        partner_ids = msg_vals.get("partner_ids", message.sudo().partner_ids.ids)
        incoming = self._get_incoming()
        if is_note:
            if not incoming or not incoming.is_unverified:
                return
            readers = self._get_staff_in_charge().partner_id
        else:
            # sudo: a participant may cause a mail to the client and to staff
            readers = self.sudo().partner_id
            chosen = get_ids(self.env.context.get("intervia_recipient_ids"))
            if chosen is not None:
                readers = self.env["res.partner"].browse(chosen)
            author_id = msg_vals.get("author_id", message.sudo().author_id.id)
            author = self.env["res.partner"].sudo().browse(author_id)
            if not self._is_staff_author(author):
                readers |= self._get_staff_in_charge().partner_id
            if not readers and self.partner_email:
                msg_vals["outgoing_email_to"] = self.partner_email
        msg_vals["partner_ids"] = list({*partner_ids, *readers.ids})

    def _get_staff_in_charge(self):
        """The agent; without one, whoever is alerted."""
        self.ensure_one()
        # sudo: a client does not see who is told of his words
        ticket = self.sudo()
        return ticket.user_id or ticket._get_staff_to_alert()[ticket.id]

    def _notify_thread_with_out_of_office(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        """A note is not answered with "I am away", nor a mail that gets a receipt."""
        is_note = self and self._is_internal_message(msg_vals or {}, message)
        if is_note or (self and self._is_mail_birth()):
            return self.env["mail.message"]
        return super()._notify_thread_with_out_of_office(
            message, recipients_data, msg_vals=msg_vals, **kwargs
        )

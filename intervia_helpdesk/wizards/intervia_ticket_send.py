from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty
from odoo.tools.mail import email_normalize_all


class InterviaTicketSend(models.TransientModel):
    """A ticket by mail, as a PDF, to anybody."""

    _name = "intervia.ticket.send"
    _description = "Send a Ticket by E-mail"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, ondelete="cascade"
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Contacts", domain="[('email', '!=', False)]"
    )
    email_to = fields.Char(
        "Other addresses", help="Several, separated by commas: they become no contacts."
    )
    subject = fields.Char(required=True)
    body = fields.Html("Text")
    with_worklog = fields.Boolean(
        "With the worklog", help="Only the entries that the client is shown."
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            ticket = self.env["intervia.ticket"].browse(context.get("active_id"))
            ticket.check_access("read")
            subject = f"[{ticket.number}] {ticket.name}"
            values |= {"ticket_id": ticket.id, "subject": subject}
        return values

    def action_send(self):
        """Mail the PDF; the ticket keeps a note of whom it went to."""
        self.ensure_one()
        ticket = self.ticket_id.sudo(False)
        ticket.check_access("write")
        addresses = self._get_addresses()
        name, content = ticket._render_document(
            self.with_worklog, self.partner_ids[:1].lang
        )
        # sudo: nobody writes mails by himself; who may send was checked above
        mail = self.env["mail.mail"].sudo().create(self._prepare_mail(addresses))
        mail.attachment_ids = [
            fields.Command.create(
                {
                    "name": name,
                    "raw": content,
                    "res_model": "mail.message",
                    "res_id": mail.mail_message_id.id,
                }
            )
        ]
        mail.send_after_commit()
        self._note(addresses)

    def _get_addresses(self):
        addresses = email_normalize_all(self.email_to or "")
        if (self.email_to or "").strip() and not addresses:
            raise UserError(self.env._("“%s” is no e-mail address.", self.email_to))
        if not addresses and not self.partner_ids:
            raise UserError(self.env._("Say whom to send it to."))
        return addresses

    def _prepare_mail(self, addresses):
        ticket = self.ticket_id
        sender = ticket._get_sender(self.env.user.partner_id)
        return {
            "subject": self.subject,
            "body_html": self.body if not is_html_empty(self.body) else Markup("<p/>"),
            "email_from": sender,
            "reply_to": ticket._notify_get_reply_to(default=sender)[ticket.id],
            "email_to": ",".join(addresses) or False,
            "recipient_ids": [fields.Command.set(self.partner_ids.ids)],
            "author_id": self.env.user.partner_id.id,
            "auto_delete": False,
        }

    def _note(self, addresses):
        people = [*self.partner_ids.mapped("display_name"), *addresses]
        what = self.env._("The ticket was sent to %s.", ", ".join(people))
        if self.with_worklog:
            what = self.env._(
                "The ticket, with its worklog, was sent to %s.", ", ".join(people)
            )
        self.ticket_id._message_log(body=what)

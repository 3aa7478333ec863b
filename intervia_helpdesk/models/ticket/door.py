from odoo import api, fields, models
from odoo.tools.mail import html2plaintext

from ...tools.forwarded_mail import get_forwarded_sender

MAX_SMS = 600


class InterviaTicket(models.Model):
    """Questions that came through another door, or through a colleague's hands."""

    _inherit = "intervia.ticket"

    door_id = fields.Many2one(
        "intervia.door",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="intervia_helpdesk.group_agent",
    )
    forwarded_email = fields.Char(
        "Original sender",
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
        help="Who wrote the mail that a colleague forwarded.",
    )

    @api.model
    def _prepare_intake_vals(self, incoming):
        values = super()._prepare_intake_vals(incoming)
        mail_in = self._get_incoming()
        if not mail_in:
            return values
        if mail_in.door:
            door = mail_in.door
            values |= {**door._prepare_ticket_vals(), "door_id": door.id}
            return values
        author = get_forwarded_sender(mail_in.mail.subject, incoming.get("body"))
        if author and self._is_staff_sender(mail_in):
            values["forwarded_email"] = author
        return values

    @api.model
    def _is_staff_sender(self, incoming):
        user = incoming.partner.main_user_id if incoming.partner else None
        return bool(user) and user.has_group("intervia_helpdesk.group_agent")

    @api.model
    def _find_mail_client(self, msg_dict, area, incoming):
        if incoming and incoming.door and not incoming.mail.sender:
            mail = incoming.mail
            phone = mail.get("X-Intervia-Phone")
            if not phone:
                return None
            client = incoming.door._find_client(mail.get("X-Intervia-Name"), phone)
            msg_dict["author_id"] = client.id
            return client
        return super()._find_mail_client(msg_dict, area, incoming)

    def action_take_forwarded_sender(self):
        """Make the original sender the client; the colleague was only the messenger."""
        self.check_access("write")
        addresses = self.env["intervia.client.address"]
        for ticket in self.filtered("forwarded_email"):
            # sudo: the company of an area is no secret
            company = ticket.sudo().area_id.company_id
            ticket.partner_id = addresses._find_or_create(
                ticket.forwarded_email, company=company
            )
            ticket.forwarded_email = False

    def _on_staff_message(self, message):
        """An answer to a question that came as SMS goes out as SMS."""
        super()._on_staff_message(message)
        # sudo: the number of the client and the door are the system's
        for ticket in self.sudo().filtered(lambda t: t.door_id.kind == "twilio"):
            if ticket.partner_phone:
                text = f"[{ticket.number}] {html2plaintext(message.body or '')}"
                self.env["intervia.sms"]._queue(ticket, text[:MAX_SMS])

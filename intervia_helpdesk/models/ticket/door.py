from odoo import api, fields, models

from ...tools.forwarded_mail import get_forwarded_senders


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
            if not mail_in.mail.sender and not mail_in.phone:
                values["partner_name"] = mail_in.mail.get("X-Intervia-Name")
            elif mail_in.phone and not mail_in.partner.phone:
                values["partner_phone"] = mail_in.phone
            return values
        if self._is_staff_sender(mail_in):
            values["forwarded_email"] = self._get_forwarded_client(incoming)
        return values

    @api.model
    def _get_forwarded_client(self, incoming):
        """Who wrote what a colleague forwards, also after one more colleague."""
        addresses = self.env["intervia.client.address"]
        for sender in get_forwarded_senders(
            incoming.get("subject"), incoming.get("body"), incoming.get("attachments")
        ):
            known = addresses._find(sender)
            is_alias = self.env["intervia.intake"]._search_aliases([sender])
            if not is_alias and (not known or known.partner_share):
                return sender
        return False

    @api.model
    def _is_staff_sender(self, incoming):
        user = incoming.partner.main_user_id if incoming.partner else None
        return bool(user) and user.has_group("intervia_helpdesk.group_agent")

    @api.model
    def _find_sender(self, incoming, company):
        """A number tells who he is where there is no address."""
        if incoming.door and not incoming.mail.sender:
            return incoming.door._search_client(incoming.phone)
        return super()._find_sender(incoming, company)

    @api.model
    def _find_mail_client(self, msg_dict, area, incoming):
        client = super()._find_mail_client(msg_dict, area, incoming)
        if not client and incoming and incoming.door and incoming.phone:
            name = incoming.mail.get("X-Intervia-Name")
            client = incoming.door._find_client(name, incoming.phone)
            msg_dict["author_id"] = client.id
        return client

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

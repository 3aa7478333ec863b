from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext


class DiscussChannel(models.Model):
    """A chat that becomes a ticket, by the operator's command or by a chatbot."""

    _inherit = "discuss.channel"

    intervia_ticket_ids = fields.One2many(
        "intervia.ticket",
        "origin_channel_id",
        string="Tickets",
        groups="intervia_helpdesk.group_agent",
    )

    def execute_command_ticket(self, **kwargs):
        """``/ticket subject``: open a ticket with what was said so far."""
        subject = (
            html2plaintext(str(kwargs.get("body") or ""))
            .partition("/ticket")[2]
            .strip()
        )
        if not self.env.user.has_group("intervia_helpdesk.group_agent"):
            text = self.env._("Only agents of the helpdesk open tickets from a chat.")
        elif self.channel_type != "livechat":
            text = self.env._("Only a chat with a client becomes a ticket.")
        elif not subject:
            text = self.env._(
                "Write the subject after the command: %(example)s",
                example=Markup("<b>/ticket …</b>"),
            )
        else:
            ticket = self._open_intervia_ticket(subject, self._get_intervia_client())
            text = self.env._("Ticket opened: %s", ticket._get_html_link())
        self.env.user._bus_send_transient_message(self, text)

    def _get_intervia_client(self):
        """Who asks in this chat: a known client; nobody when there is a visitor."""
        self.ensure_one()
        partners = self.with_context(active_test=False).channel_partner_ids
        clients = partners.filtered(
            lambda p: p.partner_share and p != self.env.user.partner_id
        )
        if any(client.is_public for client in clients):
            return clients.browse()
        return clients[:1]

    def _open_intervia_ticket(self, subject, client, **values):
        """A ticket with the history of this chat as its description.

        :param client: ``res.partner``, may be empty
        :param values: more values of the ticket
        :rtype: ``intervia.ticket``
        """
        self.ensure_one()
        # sudo: the history may quote a guest; its reader is in the channel
        history = self.sudo()._get_channel_history()
        values.setdefault("area_id", self._get_intervia_area().id)
        if not client:
            guest = self._get_intervia_guest()
            values.setdefault("partner_name", guest.name)
        return self.env["intervia.ticket"].create(
            {
                "name": subject[:200],
                "partner_id": client.id,
                "description": history,
                "channel_id": self.env.ref("intervia_helpdesk.channel_chat").id,
                "origin_channel_id": self.id,
                **values,
            }
        )

    def _get_intervia_guest(self):
        # sudo: the name a guest gave himself in this very chat
        return self.sudo().channel_member_ids.guest_id[:1]

    def _get_intervia_area(self):
        """The area of the chat's contact point, else the operator's, else the first."""
        # sudo: where a chat goes is configuration
        env = self.sudo().env
        website = env["website"].search(
            [("channel_id", "=", self.livechat_channel_id.id)], limit=1
        )
        chats = env["intervia.contact.point"].search(
            [("kind", "=", "chat"), ("area_id.active", "=", True)]
        )
        for point in chats:
            if not point.website_ids or website in point.website_ids:
                return point.area_id
        mine = env.user.intervia_member_area_ids
        company = website.company_id or env.company
        return mine[:1] or env["intervia.area"].search(
            [("company_id", "=", company.id)], limit=1
        )

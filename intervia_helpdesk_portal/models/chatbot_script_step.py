from odoo import fields, models
from odoo.tools import html2plaintext


class ChatbotScriptStep(models.Model):
    """A step that opens a ticket with what the visitor told the bot."""

    _inherit = "chatbot.script.step"

    step_type = fields.Selection(
        selection_add=[("intervia_ticket", "Open a ticket")],
        ondelete={"intervia_ticket": "cascade"},
    )
    intervia_area_id = fields.Many2one(
        "intervia.area",
        "Area",
        ondelete="set null",
        index="btree_not_null",
        help="Leave empty to use the area of the chat's contact point.",
    )

    def _process_step(self, discuss_channel):
        message = super()._process_step(discuss_channel)
        if self.step_type == "intervia_ticket":
            self._open_intervia_ticket(discuss_channel)
        return message

    def _open_intervia_ticket(self, channel):
        """Open the ticket and tell the visitor its number."""
        given = self._chatbot_prepare_customer_values(
            channel, create_partner=False, update_partner=False
        )
        user = self.env.user
        client = user.partner_id if not user._is_public() else user.browse().partner_id
        values = {}
        if self.intervia_area_id:
            values["area_id"] = self.intervia_area_id.id
        if not client:
            values["partner_email"] = given["email"]
            values["partner_phone"] = given["phone"]
        first = self._find_first_user_free_input(channel)
        subject = html2plaintext(first.body) if first else self.chatbot_script_id.title
        # sudo: a visitor has no right to open tickets; the script is what decides
        ticket = channel.sudo()._open_intervia_ticket(
            " ".join(subject.split()), client, **values
        )
        channel._chatbot_post_message(
            self.chatbot_script_id,
            self.env._(
                "Your question is ticket %(number)s. We answer by e-mail.",
                number=ticket.number,
            ),
        )
        return ticket

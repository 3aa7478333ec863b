from odoo.exceptions import AccessError

from .knowledge_case import KnowledgeCase


class TestChat(KnowledgeCase):
    """A chat becomes a ticket, with what was said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.livechat = cls.env["im_livechat.channel"].create(
            {"name": "Soporte", "user_ids": [(4, cls.user_agent.id)]}
        )

    def _create_channel(self, *partners, **vals):
        channel = self.env["discuss.channel"].create(
            {
                "name": "Chat",
                "channel_type": "livechat",
                "livechat_channel_id": self.livechat.id,
                "livechat_operator_id": self.user_agent.partner_id.id,
                **vals,
            }
        )
        channel._add_members(partners=self.user_agent.partner_id)
        for partner in partners:
            channel._add_members(partners=partner)
        return channel

    def test_command_opens_a_ticket_with_the_history(self):
        channel = self._create_channel(self.customer)
        channel.message_post(
            body="No puedo imprimir", author_id=self.customer.id, message_type="comment"
        )
        operator = channel.with_user(self.user_agent)
        operator.execute_command_ticket(body="/ticket Impresora de recepción")
        ticket = channel.intervia_ticket_ids
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Impresora de recepción",
                    "partner_id": self.customer.id,
                    "area_id": self.area.id,
                    "channel_id": self.env.ref("intervia_helpdesk.channel_chat").id,
                }
            ],
        )
        self.assertIn("No puedo imprimir", ticket.description)

    def test_command_asks_for_a_subject(self):
        channel = self._create_channel(self.customer).with_user(self.user_agent)
        channel.execute_command_ticket(body="/ticket")
        self.assertFalse(channel.intervia_ticket_ids)

    def test_client_cannot_use_it(self):
        channel = self._create_channel(self.customer)
        channel.with_user(self.user_customer).execute_command_ticket(body="/ticket x y")
        self.assertFalse(channel.intervia_ticket_ids)

    def test_nobody_attaches_a_chat_he_is_not_in(self):
        channel = self._create_channel(self.customer)
        other = self._create_user("other", "group_agent")
        with self.assertRaises(AccessError):
            self.env["intervia.ticket"].with_user(other).create(
                {
                    "name": "x",
                    "area_id": self.area.id,
                    "origin_channel_id": channel.id,
                }
            )

    def test_chatbot_step_opens_a_ticket(self):
        script = self.env["chatbot.script"].create({"title": "Bot"})
        step = self.env["chatbot.script.step"].create(
            {
                "chatbot_script_id": script.id,
                "step_type": "intervia_ticket",
                "message": "Abrimos su ticket",
                "intervia_area_id": self.area.id,
            }
        )
        channel = self._create_channel(self.customer, chatbot_current_step_id=step.id)
        channel.message_post(
            body="El wifi se corta", author_id=self.customer.id, message_type="comment"
        )
        step.with_user(self.user_customer).sudo()._process_step(channel.sudo())
        ticket = channel.intervia_ticket_ids
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertIn("El wifi se corta", ticket.description)
        self.assertIn(ticket.number, "".join(channel.sudo().message_ids.mapped("body")))

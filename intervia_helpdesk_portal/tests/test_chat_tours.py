from odoo.tests import tagged

from .portal_case import PortalCase
from .test_portal_tours import WAYS


@tagged("intervia_tour")
class TestChatTours(PortalCase):
    """From a chat to a ticket: by the bot's step, and by the operator's command."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["im_livechat.channel"].search([]).rule_ids.unlink()
        spanish = cls.env["res.lang"]._activate_lang("es_ES")
        cls.website.language_ids |= spanish
        cls.bot = cls.env["chatbot.script"].create({"title": "Bot"})
        steps = (
            ("free_input_single", "What happens?"),
            ("question_email", "Which address do we answer to?"),
            ("intervia_ticket", "I open a ticket."),
        )
        cls.env["chatbot.script.step"].create(
            [
                {
                    "chatbot_script_id": cls.bot.id,
                    "sequence": number,
                    "step_type": kind,
                    "message": message,
                    "intervia_area_id": cls.area.id,
                }
                for number, (kind, message) in enumerate(steps)
            ]
        )
        cls.livechat = cls.env["im_livechat.channel"].create(
            {
                "name": "Support",
                "user_ids": [(4, cls.user_agent.id)],
                "rule_ids": [
                    (0, 0, {"regex_url": "/", "chatbot_script_id": cls.bot.id})
                ],
            }
        )
        cls.website.channel_id = cls.livechat

    def test_visitor_tells_the_bot(self):
        for size, lang in WAYS:
            with self.subTest(size=size, lang=lang):
                self.browser_size, self.touch_enabled = size, size < "1280"
                prefix = "/es" if lang == "es_ES" else ""
                last = self._get_last_ticket()
                self.start_tour(f"{prefix}/soporte/contacto", "intervia_chat_bot")
                ticket = self._get_last_ticket()
                self.assertGreater(ticket.id, last.id)
                self.assertEqual(ticket.name, "The wifi goes out")
                self.assertEqual(ticket.partner_email, "ana@chat.example")
                self.assertEqual(ticket.area_id, self.area)
                self.assertIn("ana@chat.example", ticket.description)

    def test_operator_gives_the_command(self):
        self.user_agent.group_ids |= self.env.ref("im_livechat.im_livechat_group_user")
        chat = self.env["discuss.channel"].create(
            {
                "name": "Chat",
                "channel_type": "livechat",
                "livechat_channel_id": self.livechat.id,
                "livechat_operator_id": self.user_agent.partner_id.id,
            }
        )
        chat._add_members(partners=self.user_agent.partner_id | self.customer)
        chat.message_post(
            body="The wifi goes out",
            author_id=self.customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.start_tour(
            f"/odoo/discuss?active_id=discuss.channel_{chat.id}",
            "intervia_chat_command",
            login="agent",
        )
        ticket = chat.intervia_ticket_ids
        self.assertEqual(ticket.name, "Wifi of the shop")
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertIn("The wifi goes out", ticket.description)

from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from .mail_case import HelpdeskMailCase


class TestPresence(HelpdeskMailCase):
    """Two agents at once: who else is there, and what came in meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.agent_visibility = "area"
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.channel = f"intervia_ticket_{cls.ticket.id}"

    def _get_channels(self, user, *names):
        websocket = self.env["ir.websocket"].with_user(user)
        request = SimpleNamespace(session=SimpleNamespace(uid=None))
        with patch("odoo.addons.bus.models.ir_websocket.wsrequest", request):
            channels = websocket._build_bus_channel_list(list(names))
        return [c for c in channels if isinstance(c, str | tuple)]

    def test_colleagues_hear_who_is_there(self):
        with self.mock_bus():
            ticket = self.ticket.with_user(self.user_agent)
            ticket.announce_presence("writing")
            self.env.cr.precommit.run()
        said = [n for n in self._new_bus_notifs if "presence" in n.channel]
        self.assertEqual(len(said), 1)
        self.assertIn('"writing"', said[0].message)
        with self.assertRaises(UserError):
            ticket.announce_presence("dancing")

    def test_only_support_that_may_read_the_ticket_listens(self):
        stranger = self._create_user("stranger", "group_agent")
        expected = (self.ticket, "presence")
        self.assertIn(expected, self._get_channels(self.user_agent_2, self.channel))
        for user in (stranger, self.user_customer, self.user_requester):
            channels = self._get_channels(user, self.channel, "intervia_ticket_x")
            self.assertNotIn(expected, channels)
            self.assertNotIn(self.channel, channels)

    def test_client_announces_nothing(self):
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_customer).announce_presence("viewing")

    # What came in meanwhile

    def _open_dialog(self):
        dialog = self.env["intervia.ticket.answer"].with_user(self.user_agent)
        dialog = dialog.with_context(default_ticket_id=self.ticket.id)
        return dialog.create({"body": "<p>Try it</p>"})

    def test_sending_shows_what_came_in_first(self):
        self._answer(self.ticket, body="Hello")
        dialog = self._open_dialog()
        self._answer(self.ticket, user=self.user_agent_2, body="I have it")
        with self.mock_mail_gateway():
            action = dialog.action_send()
            self.assertEqual(action["res_id"], dialog.id)
            self.assertIn("I have it", dialog.news)
            self.assertFalse(self._new_mails)
            self.assertFalse(dialog.action_send())
            self.env.cr.flush()
        self.assertEqual(self._mailed(), [self.client_mail])

    def test_first_words_of_all_are_news_too(self):
        dialog = self._open_dialog()
        self._answer(self.ticket, user=self.user_agent_2, body="I have it")
        with self.mock_mail_gateway():
            self.assertTrue(dialog.action_send())
        self.assertIn("I have it", dialog.news)

    def test_nothing_new_sends_at_once(self):
        self._answer(self.ticket, body="Hello")
        dialog = self._open_dialog()
        self._answer(self.ticket, body="My own words are no news")
        with self.mock_mail_gateway():
            self.assertFalse(dialog.action_send())

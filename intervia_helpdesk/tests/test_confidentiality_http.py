from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .mail_case import HelpdeskMailCase

CANARY = "canary-9c1d"


@tagged("post_install", "-at_install")
class TestConfidentialityHttp(HttpCase, HelpdeskMailCase):
    """The canary again, at the doors that a browser knocks at."""

    def setUp(self):
        super().setUp()
        self.ticket = self._receive()
        self.ticket.user_id = self.user_agent
        self.own = self._create_ticket(
            partner_id=self.user_requester.partner_id.id, user_id=self.user_agent.id
        )
        self.clients = (
            (self.user_customer, self.ticket),
            (self.user_requester, self.own),
        )
        self.notes = {}
        self.answers = {}
        for _user, ticket in self.clients:
            with self.mock_mail_gateway():
                self.notes[ticket] = ticket.with_user(self.user_agent).message_post(
                    body=f"Note {CANARY}",
                    subtype_xmlid="mail.mt_note",
                    message_type="comment",
                    attachments=[("plan.txt", CANARY.encode())],
                )
            ticket.activity_schedule(
                "mail.mail_activity_data_todo",
                note=CANARY,
                user_id=self.user_agent.id,
            )
            self.answers[ticket] = self._answer(ticket)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def _ask(self, route, params):
        """The whole answer as text; a refusal is an answer too."""
        try:
            return str(self.make_jsonrpc_request(route, params))
        except JsonRpcException as error:
            return f"refused: {error}"

    def _call(self, model, method, *args, **kwargs):
        return self._ask(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _get_doors(self, ticket):
        thread = {"thread_model": ticket._name, "thread_id": ticket.id}
        note, file = self.notes[ticket], self.notes[ticket].attachment_ids
        of_ticket = [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        message = "mail.message"
        yield self._ask("/mail/thread/messages", thread)
        yield self._ask(
            "/mail/thread/messages", {**thread, "fetch_params": {"search_term": CANARY}}
        )
        wanted = ["activities", "attachments", "followers", "scheduledMessages"]
        yield self._ask(
            "/mail/data",
            {
                "fetch_params": [
                    [
                        "mail.thread",
                        {**thread, "access_params": {}, "request_list": wanted},
                    ]
                ]
            },
        )
        yield self._call(message, "read", [note.id], ["body"])
        yield self._call(message, "web_read", [note.id], {"body": {}})
        yield self._call(message, "search_read", [["res_id", "=", ticket.id]], ["body"])
        yield self._call(ticket._name, "read", [ticket.id])
        yield self._call(ticket._name, "web_read", [ticket.id], {"message_ids": {}})
        yield self._call("ir.attachment", "search_read", of_ticket, ["name", "raw"])
        yield self._call("mail.activity", "search_read", of_ticket, ["note"])
        yield self.url_open(f"/web/content/{file.id}").text
        yield self.url_open(f"/mail/message/{note.id}").text

    def test_no_door_shows_the_note(self):
        for user, ticket in self.clients:
            self.authenticate(user.login, user.login)
            for number, answer in enumerate(self._get_doors(ticket)):
                with self.subTest(user=user.login, door=number):
                    self.assertNotIn(CANARY, answer)

    def test_staff_sees_it_at_most_of_them(self):
        self.authenticate("agent", "agent")
        seen = [CANARY in answer for answer in self._get_doors(self.ticket)]
        self.assertGreaterEqual(seen.count(True), 6)

    def test_employee_reads_and_answers_in_the_conversation_box(self):
        self.authenticate("requester", "requester")
        thread = {"thread_model": self.own._name, "thread_id": self.own.id}
        self.assertIn("plugged", self._ask("/mail/thread/messages", thread))
        with self.mock_mail_gateway():
            answer = self._ask(
                "/mail/message/post",
                {
                    **thread,
                    "post_data": {
                        "body": "Yes",
                        "message_type": "notification",
                        "subtype_xmlid": "mail.mt_note",
                    },
                },
            )
        self.assertNotIn("refused", answer)
        message = self._last_message(self.own)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(message.author_id, self.user_requester.partner_id)
        self.assertEqual(self.own.date_last_client_message, message.date)

    def test_hidden_message_takes_no_reaction(self):
        answer = self.answers[self.own]
        self.own.with_user(self.user_agent).action_hide_message(answer.id)
        self.authenticate("requester", "requester")
        for route, params in (
            (
                "/mail/message/reaction",
                {"message_id": answer.id, "content": "+", "action": "add"},
            ),
            (
                "/mail/message/update_content",
                {"message_id": answer.id, "update_data": {"body": "I said no"}},
            ),
        ):
            self.assertIn("refused", self._ask(route, params))
        self.assertFalse(answer.sudo().reaction_ids)

import json
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..tools.sms_signature import sign_twilio
from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestDoor(HelpdeskMailCase, HttpCase):
    """Other systems hand their messages in, each once, and only with their token."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.door = cls.env["intervia.door"].create(
            {
                "name": "Switchboard",
                "channel_id": cls.env.ref("intervia_helpdesk.channel_phone").id,
                "area_id": cls.area.id,
                "priority_id": cls.env.ref("intervia_helpdesk.priority_high").id,
            }
        )
        cls.sms = cls.env["intervia.door"].create(
            {
                "name": "SMS",
                "kind": "twilio",
                "channel_id": cls.env.ref("intervia_helpdesk.channel_sms").id,
                "area_id": cls.area.id,
                "account": "AC1",
                "account_token": "12345",
                "number": "+34600000000",
            }
        )

    def _knock(self, data, token=None, door=None):
        body = data if isinstance(data, str) else json.dumps(data)
        headers = {
            "Authorization": f"Bearer {token or self.door.token}",
            "Content-Type": "application/json",
        }
        url = f"/intervia/intake/{(door or self.door).id}"
        return self.url_open(url, data=body, headers=headers)

    def _get(self, answer):
        return self.env["intervia.ticket"].search([("number", "=", answer["ticket"])])

    def test_message_opens_a_ticket_with_the_values_of_the_door(self):
        answer = self._knock(
            {
                "external_id": "call-1",
                "subject": "No network",
                "text": "Since this morning.",
                "name": "Customer",
                "email": self.client_mail,
                "files": [{"name": "a.txt", "content": "aG9sYQ=="}],
            }
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        ticket = self._get(answer.json())
        self.assertEqual(ticket.name, "No network")
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual(ticket.channel_id, self.door.channel_id)
        self.assertEqual(ticket.priority_id, self.door.priority_id)
        self.assertEqual(ticket.message_ids.attachment_ids.mapped("name"), ["a.txt"])

    def test_same_external_id_is_the_same_message(self):
        data = {"external_id": "7", "subject": "Once", "phone": "+34 600 111 222"}
        answers = [self._knock(data).json() for _turn in range(3)]
        self.assertEqual(len({answer["ticket"] for answer in answers}), 1)
        found = self.env["intervia.ticket"].search([("name", "=", "Once")])
        self.assertEqual(len(found), 1)
        self.assertEqual(found.partner_phone, "+34 600 111 222")

    def test_caller_is_no_contact_of_another_company(self):
        alien = self.env["res.partner"].create(
            {
                "name": "Alien",
                "phone": "+34 600 111 333",
                "company_id": self.env["res.company"].create({"name": "Other"}).id,
            }
        )
        found = self.door._find_client("Ana", "+34 600 111 333")
        self.assertNotEqual(found, alien)
        alien.company_id = self.area.company_id
        found.unlink()
        self.assertEqual(self.door._find_client("Ana", "+34 600 111 333"), alien)

    def test_reply_to_an_earlier_message_joins_its_ticket(self):
        first = self._knock({"external_id": "a", "subject": "Thread"}).json()
        again = self._knock(
            {"external_id": "b", "text": "More", "reply_to": "a", "subject": "x"}
        ).json()
        self.assertEqual(
            (again["ticket"], again["outcome"]), (first["ticket"], "reply")
        )

    @mute_logger("odoo.http")
    def test_without_the_token_nothing_is_taken(self):
        data = {"external_id": "1", "subject": "Evil"}
        for token, door in (("wrong", None), (None, self.sms)):
            self.assertEqual(self._knock(data, token, door).status_code, 401)
        self.door.active = False
        self.assertEqual(self._knock(data).status_code, 401)
        self.assertFalse(self.env["intervia.ticket"].search([("name", "=", "Evil")]))

    @mute_logger("odoo.http")
    def test_nonsense_is_refused(self):
        for data in (
            "{",
            "[]",
            {"subject": "no id"},
            {"external_id": "1"},
            {"external_id": 5, "subject": "x"},
            '{"external_id": "1", "subject": "half a character: \\ud800"}',
            {"external_id": "1", "subject": "x", "files": [{"name": "a"}]},
        ):
            self.assertEqual(self._knock(data).status_code, 400, data)

    @mute_logger("odoo.http")
    def test_no_number_of_a_door(self):
        for number in (0, 2**31, 10**30):
            answer = self.url_open(f"/intervia/intake/{number}", data="{}")
            self.assertIn(answer.status_code, (401, 404), number)

    def _text(self, signature=None, **fields):
        data = {
            "MessageSid": "SM1",
            "From": "+34600111222",
            "Body": "Sin red",
            **fields,
        }
        url = f"{self.base_url()}/intervia/sms/{self.sms.id}"
        signature = signature or sign_twilio(url, data, "12345")
        return self.url_open(
            f"/intervia/sms/{self.sms.id}",
            data=data,
            headers={"X-Twilio-Signature": signature},
        )

    def test_sms_opens_a_ticket_once(self):
        for _turn in range(2):
            self.assertEqual(self._text().text, "<Response/>")
        ticket = self.env["intervia.ticket"].search([("name", "=", "Sin red")])
        self.assertEqual(len(ticket), 1)
        self.assertEqual(ticket.partner_phone, "+34600111222")
        self.assertEqual(ticket.channel_id, self.sms.channel_id)

    def test_pictures_of_a_text_are_left_to_the_job(self):
        urls = [f"https://api.twilio.com/x/{number}" for number in range(2)]
        self._text(NumMedia="2", MediaUrl0=urls[0], MediaUrl1=urls[1], Body="")
        kept = self.env["intervia.intake"].search([("door_id", "=", self.sms.id)])
        self.assertEqual(kept.outcome, "ticket")
        self.assertEqual(kept.media_due.split("\n"), urls)

    @mute_logger("odoo.http")
    def test_sms_with_a_wrong_signature_is_refused(self):
        for signature in ("bm8=", "ñ".encode("latin-1")):
            self.assertEqual(self._text(signature=signature).status_code, 403)

    def _answer_text(self):
        self._text()
        ticket = self.env["intervia.ticket"].search([("name", "=", "Sin red")])
        ticket.user_id = self.user_agent
        self._answer(ticket, body="Pruebe ahora")
        return ticket, self.env["intervia.sms"].search([("ticket_id", "=", ticket.id)])

    def _run_job(self):
        self.env.ref("intervia_helpdesk.ir_cron_send_sms").method_direct_trigger()

    def test_answer_goes_out_as_sms_once(self):
        ticket, sms = self._answer_text()
        self.assertEqual((sms.state, sms.number), ("waiting", "+34600111222"))
        with patch.object(type(self.sms), "_send_sms", autospec=True) as send:
            self._run_job()
            self._run_job()
        text = f"[{ticket.number}] Pruebe ahora"
        self.assertEqual(send.call_args.args[1:], ("+34600111222", text))
        self.assertEqual((send.call_count, sms.state), (1, "sent"))
        self.assertIn("+34600111222", str(ticket.message_ids.mapped("body")))

    def test_sms_that_is_not_taken_is_tried_again_then_said(self):
        ticket, sms = self._answer_text()
        with (
            patch.object(type(self.sms), "_send_sms", side_effect=OSError("no line")),
            mute_logger("odoo.addons.intervia_helpdesk.models.intervia_sms"),
        ):
            for attempt in range(1, 6):
                sms.date_retry = "2020-01-01"
                self._run_job()
                self.assertEqual(sms.attempts, attempt)
        self.assertEqual(sms.state, "failed")
        self.assertIn("no line", str(ticket.message_ids.mapped("body")))

    def test_text_whose_ticket_takes_no_note_stops_no_other_and_stays_sent(self):
        ticket, sms = self._answer_text()
        second = sms.copy()
        with (
            patch.object(type(self.sms), "_send_sms", autospec=True) as send,
            patch.object(type(ticket), "_message_log", side_effect=ArithmeticError),
            mute_logger("odoo.addons.intervia_helpdesk.models.intervia_sms"),
        ):
            self._run_job()
            self._run_job()
        self.assertEqual((sms | second).mapped("state"), ["sent", "sent"])
        self.assertEqual(send.call_count, 2)

    def test_tickets_over_json_2(self):
        """Odoo's own API, as the README shows it."""
        ticket = self._create_ticket(user_id=self.user_agent.id)
        keys = self.env["res.users.apikeys"].with_user(self.user_agent)
        key = keys._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        answer = self.url_open(
            "/json/2/intervia.ticket/search_read",
            data=json.dumps({"domain": [["is_open", "=", True]], "fields": ["number"]}),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )
        numbers = [row["number"] for row in answer.json()]
        self.assertIn(ticket.number, numbers)

    def test_forward_of_an_agent_offers_the_original_sender(self):
        ticket = self._receive(
            "Os paso esto.\n\nDe: Ana <ana@roble.example>\nEnviado: hoy\nPara: yo\n",
            From="agent@example.com",
            subject="RV: No imprime",
        )
        self.assertEqual(ticket.forwarded_email, "ana@roble.example")
        ticket.action_take_forwarded_sender()
        self.assertEqual(ticket.partner_id.email_normalized, "ana@roble.example")
        self.assertFalse(ticket.forwarded_email)

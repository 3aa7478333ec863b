import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

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
        sms = self.door.copy({"kind": "twilio", "token": "secret"})
        for token, door in (("wrong", None), ("secret", sms)):
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
            "[" * 100_000,
            {"external_id": "1", "subject": "x", "email": "no address"},
            {"external_id": " ", "subject": "x"},
            {"external_id": "1", "subject": "x", "files": [{"name": "a"}]},
        ):
            self.assertEqual(self._knock(data).status_code, 400, data)

    @mute_logger("odoo.http")
    def test_body_of_another_type_is_told_which_to_send(self):
        """What curl sends unless told otherwise."""
        answer = self.url_open(
            f"/intervia/intake/{self.door.id}",
            data='{"external_id": "1", "subject": "x"}',
            headers={
                "Authorization": f"Bearer {self.door.token}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Content-Type: application/json", answer.text)

    def test_whatever_is_said_of_the_caller_is_kept(self):
        ticket = self._get(
            self._knock({"external_id": "1", "subject": "x", "name": "Eva"}).json()
        )
        self.assertEqual(ticket.partner_name, "Eva")
        data = {"external_id": "2", "subject": "x", "email": "eva@fresno.example"}
        ticket = self._get(self._knock({**data, "phone": "+34 600 111 222"}).json())
        self.assertEqual(ticket.partner_email, "eva@fresno.example")
        self.assertEqual(ticket.partner_phone, "+34 600 111 222")

    def test_client_of_another_company_is_a_stranger_here(self):
        other = self.env["res.company"].create({"name": "Other"})
        alien = self.env["res.partner"].create(
            {"name": "Alien", "email": "al@alien.example", "company_id": other.id}
        )
        data = {"external_id": "1", "subject": "x", "email": "al@alien.example"}
        ticket = self._get(self._knock(data).json())
        self.assertNotEqual(ticket.partner_id, alien)

    def test_short_number_is_one_caller(self):
        first = self.door._find_client("Ana", "71 04")
        self.assertEqual(self.door._find_client("", "7104"), first)

    @mute_logger("odoo.http")
    def test_no_number_of_a_door(self):
        for number in (0, 2**31, 10**30):
            answer = self.url_open(f"/intervia/intake/{number}", data="{}")
            self.assertIn(answer.status_code, (401, 404), number)

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

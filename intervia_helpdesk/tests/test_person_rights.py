import base64
import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestPersonRights(HelpdeskMailCase):
    """A person gets all that is known of him, or is forgotten; both are logged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_ticket()
        cls.ticket.with_user(cls.user_customer).message_post(
            body="My printer", attachments=[("photo.txt", b"ink")]
        )
        cls.ticket.with_user(cls.user_agent).message_post(
            body="A secret note", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        cls.env["intervia.client.address"].create(
            {"email_normalized": "home@example.net", "partner_id": cls.customer.id}
        )
        cls.env["intervia.ticket.view"]._log(cls.ticket, "office", partner=cls.customer)
        cls.intake = cls.env["intervia.intake"].create(
            {
                "subject": "x",
                "sender": "home@example.net",
                "raw": "eA==",
                "outcome": "machine",
            }
        )
        ban = cls.env["intervia.login.ban"].create({"network": "203.0.113.77"})
        cls.attempt = cls.env["intervia.login.attempt"].create(
            {
                "ban_id": ban.id,
                "date": "2026-01-01",
                "login": "customer",
                "outcome": "failed",
            }
        )

    def _open(self, user=None, **values):
        dialog = self.env["intervia.person.rights"].with_user(user or self.user_manager)
        vals = {"partner_id": self.customer.id, "reason": "By mail", **values}
        return dialog.create(vals)

    def _get_act(self):
        return self.env["intervia.person.act"].search(
            [("partner_id", "=", self.customer.id)], limit=1
        )

    def test_data_are_handed_out(self):
        dialog = self._open()
        dialog.action_export()
        archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(dialog.data)))
        text = archive.read("data.json").decode()
        data = json.loads(text)
        for section in data.values():
            self.assertTrue(section["what"])
        rows = {key: section["rows"] for key, section in data.items()}
        self.assertEqual(rows["tickets"][0]["number"], self.ticket.number)
        self.assertEqual(rows["tickets"][0]["area_id"], self.area.name)
        self.assertEqual(rows["addresses"][0]["email_normalized"], "home@example.net")
        self.assertEqual(rows["users"][0]["login"], "customer")
        self.assertEqual(len(rows["views"]), 1)
        self.assertEqual(rows["failed_logins"][0]["login"], "customer")
        self.assertIn("My printer", text)
        self.assertNotIn("A secret note", text)
        files = [name for name in archive.namelist() if name != "data.json"]
        self.assertEqual([archive.read(name) for name in files], [b"ink"])
        self.assertEqual(self._get_act().kind, "export")
        self.assertEqual(self._get_act().user_id, self.user_manager)

    def test_made_anonymous(self):
        self.customer.name = name = "Remedios Zambrano"
        self.user_customer.signature = f"<p>{name}</p>"
        email = self.customer.email
        self._open(confirmation=name).action_erase()
        self.assertFalse(self.customer.active)
        self.assertFalse(self.customer.email)
        self.assertFalse(self.user_customer.active)
        self.assertNotEqual(self.user_customer.login, "customer")
        self.assertTrue(self.ticket.exists())
        self.assertFalse(self.ticket.partner_email)
        self.assertFalse(self.intake.raw)
        found = self.env["intervia.client.address"].search(
            [("email_normalized", "=", "home@example.net")]
        )
        self.assertFalse(found)
        for record in (self.customer, self.ticket, self.user_customer):
            text = str(record.sudo().read())
            for word in (name, email):
                with self.subTest(record=record, word=word):
                    self.assertNotIn(word, text)
        self.assertEqual(self._get_act().kind, "erase")
        self.assertIn("Names and addresses of tickets: 1", self._get_act().result)
        self.assertFalse(self.attempt.login)

    def test_what_went_over_the_phone_is_erased(self):
        door = self.env["intervia.door"].create(
            {
                "name": "SMS",
                "kind": "twilio",
                "channel_id": self.env.ref("intervia_helpdesk.channel_sms").id,
                "area_id": self.area.id,
            }
        )
        sms = self.env["intervia.sms"].create(
            {
                "ticket_id": self.ticket.id,
                "door_id": door.id,
                "number": "+34600111222",
                "body": "Hello",
            }
        )
        text = self.env["intervia.intake"].create(
            {
                "door_id": door.id,
                "ticket_id": self.ticket.id,
                "raw": "eA==",
                "outcome": "ticket",
            }
        )
        self._open(confirmation=self.customer.name).action_erase()
        self.assertFalse(sms.exists())
        self.assertFalse(text.raw)

    def test_dialogs_are_read_by_whoever_opened_them(self):
        """One holds a password, the other all that is known of somebody."""
        other = self._create_user("other_manager", "group_manager")
        rights = self._open()
        rights.action_export()
        password = self.env["intervia.password"].with_user(self.user_manager)
        password = password.create({"user_id": self.user_customer.id})
        for dialog in (rights, password):
            self.assertTrue(dialog.has_access("read"))
            self.assertFalse(dialog.with_user(other).has_access("read"))

    def test_asked_twice_before(self):
        with self.assertRaises(UserError):
            self._open(confirmation="Somebody else").action_erase()
        self.assertTrue(self.customer.active)

    def test_neither_employees_nor_companies(self):
        for partner in (self.user_agent.partner_id, self.customer_company):
            with self.subTest(partner.name), self.assertRaises(UserError):
                self._open(
                    partner_id=partner.id, confirmation=partner.name
                ).action_erase()

    def test_not_for_those_below(self):
        for user in (self.user_supervisor, self.user_agent, self.user_customer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._open(user)

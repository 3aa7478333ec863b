import contextlib

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .mail_case import HelpdeskMailCase

CANARY = "canary-7f3a"


@tagged("post_install", "-at_install")
class TestConfidentiality(HelpdeskMailCase):
    """A note holds a canary; a client looks for it at every door."""

    def setUp(self):
        super().setUp()
        self.ticket = self._receive()
        self.ticket.user_id = self.user_agent
        self.own = self.env["intervia.ticket"].create(
            {
                "name": "My screen",
                "area_id": self.area.id,
                "partner_id": self.user_requester.partner_id.id,
                "user_id": self.user_agent.id,
            }
        )
        # each client with a ticket of his own
        self.clients = (
            (self.user_customer, self.ticket),
            (self.user_requester, self.own),
        )
        self.notes = {ticket: self._plant(ticket) for _user, ticket in self.clients}

    def _plant(self, ticket):
        """Every kind of internal message, each with the canary in it."""
        notes = self.env["mail.message"]
        staff = ticket.with_user(self.user_agent)
        note = self.env.ref("mail.mt_note").id
        with self.mock_mail_gateway():
            notes |= staff.message_post(
                body=f"Note {CANARY}",
                subject=CANARY,
                message_type="comment",
                subtype_xmlid="mail.mt_note",
                partner_ids=ticket.partner_id.ids,
                outgoing_email_to=self.client_mail,
                attachments=[(f"{CANARY}.txt", CANARY.encode())],
            )
            for kind in ("email", "notification", "auto_comment"):
                notes |= ticket.message_post(
                    body=f"{kind} {CANARY}", message_type=kind, subtype_id=note
                )
            notes |= ticket._message_log(body=f"Log {CANARY}")
            notes |= staff.message_post(
                body=f"Hidden {CANARY}",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                is_internal=True,
            )
        self.assertNotIn(ticket.partner_id.email, self._mailed())
        return notes

    def _as(self, user, model):
        return self.env[model].with_user(user).with_context(lang=False)

    def _assert_clean(self, value):
        self.assertNotIn(CANARY, str(value))

    def test_no_mail_was_sent_to_a_client(self):
        mails = self.env["mail.mail"].search([])
        for user, _ticket in self.clients:
            told = mails.filtered(lambda m, u=user: u.partner_id in m.recipient_ids)
            self._assert_clean(told.mapped("body_html"))
            self._assert_clean(told.mapped("subject"))
        for notes in self.notes.values():
            told = notes.notification_ids.res_partner_id | notes.partner_ids
            self.assertFalse(told & (self.customer | self.user_requester.partner_id))

    def test_read_by_id_is_refused(self):
        for user, ticket in self.clients:
            for note in self.notes[ticket]:
                with self.subTest(user=user.login, kind=note.message_type):
                    mine = self._as(user, "mail.message").browse(note.id)
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError):
                        mine.read(["body"])
                    self.assertFalse(mine._get_with_access(note.id))

    def test_search_finds_nothing(self):
        for user, ticket in self.clients:
            messages = self._as(user, "mail.message")
            self.assertFalse(messages.search([("id", "in", self.notes[ticket].ids)]))
            self.assertFalse(messages.search([("body", "like", CANARY)]))
            self.assertFalse(messages.search_count([("subject", "=", CANARY)]))
            read = messages.search_read(
                [("res_id", "=", ticket.id)], ["body", "subject"]
            )
            self.assertTrue(read)
            self._assert_clean(read)
            found = messages._message_fetch(None, thread=ticket, search_term=CANARY)
            self.assertFalse(found["messages"])
            groups = messages.formatted_read_group(
                [("model", "=", ticket._name)], ["subject"], ["__count"]
            )
            self._assert_clean(groups)

    def test_fields_of_the_ticket_answer_no_question_about_notes(self):
        for user, ticket in self.clients:
            tickets = self._as(user, "intervia.ticket")
            self._assert_clean(tickets.browse(ticket.id).read())
            for domain in (
                [("message_ids.body", "like", CANARY)],
                [("message_ids", "any", [("body", "like", CANARY)])],
                [("activity_ids.note", "like", CANARY)],
            ):
                with self.subTest(domain=domain), self.assertRaises(AccessError):
                    tickets.search_count(domain)
            with self.assertRaises(AccessError):
                tickets.browse(ticket.id).read(["message_ids"])
            with self.assertRaises(UserError):
                tickets.browse(ticket.id).export_data(["message_ids/body"])

    def test_files_of_notes_are_closed(self):
        for user, ticket in self.clients:
            file = self.notes[ticket].attachment_ids
            self.assertTrue(file)
            mine = self._as(user, "ir.attachment").browse(file.id)
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                mine.read(["raw"])
        files = self._as(self.user_requester, "ir.attachment")
        domain = [("res_model", "=", "intervia.ticket"), ("res_id", "=", self.own.id)]
        self.assertFalse(files.search([*domain, ("name", "like", CANARY)]))
        self.assertFalse(files.search([("name", "like", CANARY)]))

    def test_activities_are_closed(self):
        activity = self.own.activity_schedule(
            "mail.mail_activity_data_todo", summary=CANARY, user_id=self.user_agent.id
        )
        mine = self._as(self.user_requester, "mail.activity")
        self.assertFalse(mine.search([("summary", "=", CANARY)]))
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            mine.browse(activity.id).read(["summary"])

    def test_clients_send_no_file_that_they_cannot_read(self):
        """A superuser posts for them, who would hand out any file of the database."""
        secret = self.env["ir.attachment"].create({"name": CANARY, "raw": b"salaries"})
        for user, ticket in self.clients:
            for file in (secret, self.notes[ticket].attachment_ids):
                self.env.invalidate_all()
                with contextlib.suppress(AccessError), self.mock_mail_gateway():
                    ticket.with_user(user).message_post(
                        body="Mine?", attachment_ids=file.ids
                    )
                self.assertNotIn(file, self._last_message(ticket).attachment_ids)

    def test_ids_of_others_tickets_tell_no_subject(self):
        model = self.env["ir.model"]._get_id("intervia.ticket")
        activity = self._as(self.user_requester, "mail.activity").create(
            {
                "res_model_id": model,
                "res_id": self.own.id,
                "user_id": self.user_requester.id,
            }
        )
        activity.res_id = self.ticket.id
        self.assertEqual(activity.res_name, f"[{self.ticket.number}]")
        values = {"model": "intervia.ticket", "res_id": self.ticket.id}
        form = self._as(self.user_requester, "mail.message").onchange(
            values, ["res_id"], {"record_name": {}}
        )
        self.assertNotIn(self.ticket.name, str(form))
        self.assertIn("My screen", self.own.with_user(self.user_requester).display_name)
        self.assertIn(self.ticket.name, self.ticket.display_name)

    def test_what_is_public_is_read(self):
        for user, ticket in self.clients:
            answer = self._answer(ticket)
            mine = self._as(user, "mail.message").browse(answer.id)
            self.assertIn("plugged", mine.read(["body"])[0]["body"])
            self.assertIn(mine, mine.search([("res_id", "=", ticket.id)]))

    def test_staff_reads_everything(self):
        for ticket, notes in self.notes.items():
            staff = self._as(self.user_agent, "mail.message")
            self.assertIn(CANARY, str(staff.browse(notes.ids).read(["body"])))
            self.assertGreaterEqual(
                staff.search([("res_id", "=", ticket.id)]), staff.browse(notes.ids)
            )

    def test_colleague_asked_in_a_note_reads_it_unless_it_is_his_ticket(self):
        with self.mock_mail_gateway():
            note = self.ticket.with_user(self.user_agent).message_post(
                body="@requester what is this?",
                subtype_xmlid="mail.mt_note",
                partner_ids=self.user_requester.partner_id.ids,
            )
        self.assertEqual(self._mailed(), ["requester@example.com"])
        mine = self._as(self.user_requester, "mail.message").browse(note.id)
        self.assertIn("what is this", mine.read(["body"])[0]["body"])

    # writing

    def test_clients_do_not_write_messages(self):
        for user, ticket in self.clients:
            answer = self._answer(ticket)
            messages = self._as(user, "mail.message")
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                messages.browse(answer.id).write({"body": "We owe you money"})
            with self.assertRaises(AccessError):
                messages.browse(answer.id).unlink()
            with self.assertRaises(AccessError):
                messages.create(
                    {
                        "model": ticket._name,
                        "res_id": ticket.id,
                        "body": "I said so",
                        "author_id": self.user_agent.partner_id.id,
                        "subtype_id": self.env.ref("mail.mt_comment").id,
                        "message_type": "comment",
                    }
                )

    def test_clients_post_comments_and_nothing_else(self):
        for user, ticket in self.clients:
            with self.mock_mail_gateway():
                message = ticket.with_user(user).message_post(
                    body="Here I am",
                    message_type="notification",
                    subtype_xmlid="mail.mt_note",
                    outgoing_email_to="victim@else.example",
                    incoming_email_cc="victim@else.example",
                    partner_ids=self.user_manager.partner_id.ids,
                    author_id=self.user_agent.partner_id.id,
                    email_from="boss@else.example",
                    email_layout_xmlid="mail.mail_notification_layout",
                    scheduled_date="2199-01-01 00:00:00",
                    is_internal=True,
                )
                self.env.cr.flush()
            self.assertRecordValues(
                message.sudo(),
                [
                    {
                        "author_id": user.partner_id.id,
                        "message_type": "comment",
                        "subtype_id": self.env.ref("mail.mt_comment").id,
                        "is_internal": False,
                        "outgoing_email_to": False,
                        "incoming_email_cc": False,
                    }
                ],
            )
            self.assertEqual(self._mailed(), ["agent@example.com"])
            self.assertEqual(ticket.date_last_client_message, message.sudo().date)

    def test_clients_do_not_choose_readers_by_the_context(self):
        for user, ticket in self.clients:
            chosen = self.user_manager.partner_id.ids
            with self.mock_mail_gateway():
                ticket.with_user(user).with_context(
                    intervia_recipient_ids=chosen
                ).message_post(body="Buy this")
                self.env.cr.flush()
            self.assertEqual(self._mailed(), ["agent@example.com"])

    def test_portal_post_through_the_controller_is_a_comment(self):
        """The controller posts as superuser, in the name of the client."""
        ticket = self.ticket.with_user(self.user_customer)
        self.assertEqual(
            ticket._get_allowed_message_params() & {"message_type", "subtype_xmlid"},
            set(),
        )
        with self.mock_mail_gateway():
            message = ticket.sudo().message_post(
                body=Markup("<p>Hi</p>"), message_type="comment"
            )
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertEqual(message.author_id, self.customer)

    def test_cancelled_ticket_takes_no_message(self):
        with self.mock_mail_gateway():
            (self.ticket | self.own).action_cancel()
        for user, ticket in (*self.clients, (self.user_agent, self.ticket)):
            for thread in (ticket.with_user(user), ticket.with_user(user).sudo()):
                with self.subTest(user=user.login), self.assertRaises(UserError):
                    thread.message_post(
                        body="One more thing",
                        message_type="comment",
                        subtype_xmlid="mail.mt_comment",
                    )

    def test_stranger_cannot_post_at_all(self):
        stranger = self._create_user("stranger", "base.group_portal")
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_rule"),
        ):
            self.ticket.with_user(stranger).message_post(body="Hello")

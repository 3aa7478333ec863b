import base64
import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_case import PortalCase

BIRD = "zqxcanary"
MODELS = (
    "intervia.ticket",
    "intervia.worklog",
    "intervia.area",
    "intervia.ticket.view",
    "mail.message",
    "mail.activity",
    "mail.notification",
    "mail.followers",
    "mail.tracking.value",
    "ir.attachment",
    "res.partner",
)
# Where a client might try to guess what he may not read
PATHS = (
    "message_ids.body",
    "message_ids.subject",
    "message_ids.attachment_ids.name",
    "activity_ids.summary",
    "activity_summary",
    "worklog_ids.name",
    "ticket_properties.floor",
    "message_follower_ids.partner_id.name",
    "attended_user_ids.name",
    "access_token",
    "public_token",
)


@tagged("post_install", "-at_install")
class TestCanary(PortalCase):
    """A word that only staff wrote is found by no client, whatever he calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.ticket_properties_definition = [
            {"name": "floor", "type": "char", "string": "Floor"}
        ]
        ticket = cls.ticket.with_user(cls.user_agent)
        ticket.sudo().write(
            {
                "visibility": "company",
                "user_id": cls.user_agent.id,
                "ticket_properties": {"floor": BIRD},
            }
        )
        cls.notes = cls._write_notes(ticket)
        cls.file = cls.notes.attachment_ids[:1]
        cls.env["intervia.worklog"].create(
            {"ticket_id": ticket.id, "name": BIRD, "user_id": cls.user_agent.id}
        )
        ticket.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=BIRD,
            note=BIRD,
            user_id=cls.user_agent.id,
        )
        ticket.message_post(
            body="For the client",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.ticket.action_open_public_page()
        cls.env.flush_all()

    @classmethod
    def _write_notes(cls, ticket):
        """Notes of each type, one hidden answer, one file; the word in all of them."""
        notes = ticket.sudo().message_ids.browse()
        for kind in ("comment", "email", "notification", "auto_comment"):
            notes |= ticket.sudo().message_post(
                body=f"{BIRD} {kind}",
                subject=BIRD,
                message_type=kind,
                subtype_xmlid="mail.mt_note",
                author_id=cls.user_agent.partner_id.id,
                attachments=[(f"{BIRD}.txt", BIRD.encode())],
            )
        hidden = ticket.message_post(
            body=f"{BIRD} hidden",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        ticket.action_hide_message(hidden.id)
        return notes | hidden

    def _rpc(self, model, method, *args, **kwargs):
        answer = self.url_open(
            "/web/dataset/call_kw",
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                }
            },
        )
        return json.loads(answer.text)

    def _assert_silent(self, text, *what):
        text = text if isinstance(text, str) else json.dumps(text)
        encoded = base64.b64encode(BIRD.encode()).decode()
        for bird in (BIRD, encoded):
            self.assertNotIn(bird, text, what)

    def _as_each_client(self):
        for login in ("customer", "colleague", "client_manager", "stranger"):
            self.authenticate(login, login)
            yield login

    def test_reading_by_rpc(self):
        with mute_logger("odoo.http"):
            for login in self._as_each_client():
                for model in MODELS:
                    for method, answer in self._read_everything(model):
                        self._assert_silent(answer, login, model, method)

    def _read_everything(self, model):
        names = [
            name
            for name, field in self.env[model]._fields.items()
            if field.type != "binary" or model == "ir.attachment"
        ]
        # one field that is refused must not spare the others
        shown = self._rpc(model, "fields_get").get("result") or {}
        spec = {name: {} for name in shown}
        ids = self._get_targets(model).ids
        yield "read", [self._rpc(model, "read", ids, list(shown))]
        for name in set(names) - set(shown):
            yield f"read {name}", self._rpc(model, "read", ids, [name])
        yield "web_read", self._rpc(model, "web_read", ids, specification=spec)
        yield "search_read", self._rpc(model, "search_read", [], list(shown))
        found = self._rpc(model, "web_search_read", [], specification=spec)
        yield "web_search_read", found
        yield "export_data", self._rpc(model, "export_data", ids, list(shown))
        yield "name_search", self._rpc(model, "name_search", BIRD)
        for name in ("name", "body", "summary"):
            if name in names:
                yield (
                    f"group {name}",
                    self._rpc(model, "formatted_read_group", [], [name], ["__count"]),
                )

    def _get_targets(self, model):
        if model == "mail.message":
            return self.notes
        if model == "intervia.ticket":
            return self.ticket
        if model == "ir.attachment":
            return self.notes.attachment_ids
        domain = []
        if "res_model" in self.env[model]._fields:
            domain = [("res_model", "=", "intervia.ticket")]
        return self.env[model].sudo().search(domain, limit=200)

    def test_guessing_by_domain_and_order(self):
        """The answer to a guess is the same whether it is right or not."""
        with mute_logger("odoo.http"):
            for login in self._as_each_client():
                for path in PATHS:
                    right = self._guess(path, BIRD)
                    self.assertEqual(
                        right, self._guess(path, "nonsense"), (login, path)
                    )
                for model in ("mail.message", "ir.attachment", "mail.activity"):
                    for field in ("body", "name", "summary", "index_content"):
                        if field in self.env[model]._fields:
                            domain = [(field, "ilike", BIRD)]
                            count = self._rpc(model, "search_count", domain)
                            self.assertFalse(count.get("result"), (login, model, field))

    def _guess(self, path, word):
        """What a search tells: how many, or the kind of refusal."""
        answers = []
        for domain in ([(path, "ilike", word)], [("id", "any", [(path, "=", word)])]):
            answer = self._rpc("intervia.ticket", "search_count", domain)
            error = answer.get("error", {}).get("data", {}).get("name")
            answers.append((answer.get("result"), error))
        return answers

    def test_conversation_routes(self):
        thread = {"thread_model": "intervia.ticket", "thread_id": self.ticket.id}
        wanted = ["messages", "activities", "followers", "attachments"]
        calls = {
            "/mail/thread/messages": {**thread, "fetch_params": {"limit": 100}},
            "/mail/chatter_fetch": {**thread, "fetch_params": {"limit": 100}},
            "/portal/chatter_init": thread,
            "/mail/data": {
                "fetch_params": [["mail.thread", {**thread, "request_list": wanted}]]
            },
            "/mail/inbox/messages": {},
            "/mail/history/messages": {},
            "/mail/message/translate": {"message_id": self.notes[0].id},
        }
        keys = [{}, {"token": self.key}, {"token": self.ticket.public_token}]
        with mute_logger("odoo.http"):
            for login in (*self._as_each_client(), None):
                self.authenticate(login, login)
                for route, params in calls.items():
                    for key in keys:
                        body = {"params": {**params, **key}}
                        answer = self.url_open(route, json=body)
                        self._assert_silent(answer.text, login, route, key)

    def test_pages_and_files(self):
        pages = [
            f"/my/intervia/tickets/{self.ticket.id}",
            f"/my/intervia/tickets/{self.ticket.id}?access_token={self.key}",
            f"/soporte/ticket/{self.ticket.public_token}",
            f"/my/intervia/tickets?search={BIRD}x",
            *(f"/web/content/{file.id}" for file in self.notes.attachment_ids),
            *(f"/mail/view?message_id={note.id}" for note in self.notes),
            f"/web/content/intervia.ticket/{self.ticket.id}/description",
        ]
        with mute_logger("odoo.http"):
            for login in (*self._as_each_client(), None):
                self.authenticate(login, login)
                for page in pages:
                    text = self.url_open(page).text.replace(f"{BIRD}x", "")
                    self._assert_silent(text, login, page)

    def test_mail_to_the_client(self):
        addresses = {self.customer.email, self.user_colleague.email}
        # what was hidden had been sent when it was hidden
        mails = self.env["mail.mail"].search(
            [
                ("model", "=", "intervia.ticket"),
                ("mail_message_id", "!=", self.notes[-1:].id),
            ]
        )
        for mail in mails:
            partners = set(mail.recipient_ids.mapped("email"))
            if addresses & partners or any(
                a in (mail.email_to or "") for a in addresses
            ):
                self._assert_silent(f"{mail.body_html} {mail.subject}", mail.id)

    def test_reports_of_the_ticket(self):
        """Whatever document the ticket has, its client's copy is silent."""
        reports = self.env["ir.actions.report"].search(
            [("model", "=", "intervia.ticket"), ("report_type", "like", "qweb")]
        )
        with mute_logger("odoo.http"):
            for login in self._as_each_client():
                for report in reports:
                    path = f"/report/html/{report.report_name}/{self.ticket.id}"
                    self._assert_silent(self.url_open(path).text, login, path)

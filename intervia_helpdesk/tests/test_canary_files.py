import base64
import io
import json
import zipfile
from urllib.parse import quote

from psycopg2.extras import Json

from odoo import Command
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .access_matrix import OURS
from .matrix_case import MatrixCase

BIRD = "zqxcanary"
NOTE = "zqxnote"
TEXTS = ("char", "text", "html")
CLIENTS = ("client", "colleague", "chief", "stranger", "public")
READERS = ("client", "stranger", "public")
MESSAGES = ("mail.message", "mail.activity", "ir.attachment", "mail.followers")
ELSEWHERE = (
    *MESSAGES,
    *("bus.bus", "discuss.channel", "mail.compose.message", "mail.mail"),
    *("mail.notification", "mail.tracking.value", "rating.rating"),
)
# Their texts are pages that anybody reads; what is written there is no secret
PAGES = (
    "intervia.article",
    "intervia.contact.point",
    "intervia.opening",
    "intervia.rating.level",
)


@tagged("post_install", "-at_install")
class TestCanaryFiles(MatrixCase, HttpCase):
    """A word in every text that clients may not read comes out of no file or page.

    It stands in each such column of each record around a ticket, in its notes, in the
    names and contents of files, and in an activity.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        maker = cls.makers["home"]
        cls.ticket = maker.make("intervia.ticket").sudo()
        cls.ticket.write({"user_id": cls.user_agent.id})
        cls.hidden = cls._write_notes()
        for name, model in cls.models.items():
            record = None if model._transient or name in PAGES else maker.make(name)
            if record:
                cls._write_secrets(record)
        cls.staff = cls.people
        cls.people = {r: cls.people[r] for r in READERS}
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _write_notes(cls):
        """Notes with files, an answer that was hidden afterwards, an activity."""
        author = cls.user_agent.partner_id
        notes = cls.ticket.message_ids.browse()
        for kind in ("comment", "email", "notification"):
            notes |= cls.ticket.message_post(
                body=f"{BIRD} {NOTE} {kind}",
                subject=BIRD,
                message_type=kind,
                subtype_xmlid="mail.mt_note",
                author_id=author.id,
                attachments=[(f"{BIRD}.txt", BIRD.encode())],
            )
        ticket = cls.ticket.with_user(cls.user_agent)
        hidden = ticket.message_post(
            body=BIRD, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        ticket.action_hide_message(hidden.id)
        ticket.activity_schedule("mail.mail_activity_data_todo", summary=BIRD)
        return notes | hidden

    @classmethod
    def _write_secrets(cls, record):
        """The word in each column of text that is not shown to clients."""
        row = cls.tables.rows[record._name]
        shown = cls.tables.shown.get(record._name, set())
        if not any("r" in row.cells.get(role, "") for role in CLIENTS):
            shown = set()
        columns = {
            field.name: Json({"en_US": BIRD}) if field.translate else BIRD
            for field in record._fields.values()
            if field.store
            and field.column_type
            and field.type in TEXTS
            and not field.size
            and field.name not in shown | cls.tables.shown["platform"]
            and not field.name.endswith("token")
        }
        if columns:
            record.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s WHERE id = %s",
                    SQL.identifier(record._table),
                    SQL(", ").join(
                        SQL("%s = %s", SQL.identifier(name), value)
                        for name, value in columns.items()
                    ),
                    record.id,
                )
            )

    def _as_each(self):
        for role in self.people:
            login = None if role == "public" else self.people[role].login
            self.authenticate(login, login)
            yield role

    def _assert_silent(self, content, *what, word=BIRD):
        self.assertNotIn(word.encode(), self._unpack(content), what)

    def _unpack(self, content):
        content = content if isinstance(content, bytes) else content.encode()
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(map(archive.read, archive.namelist()))
        return content

    # Files

    def test_exports(self):
        """Of employees without a role; clients export nothing at all."""
        tables = [self.env[name] for name in (*self.models, *MESSAGES)]
        tables = [model for model in tables if model._auto and not model._transient]
        with mute_logger("odoo.http", "odoo.addons.web.controllers.export"):
            for role in ("client", "requester", "accountant"):
                user = self.staff.get(role)
                if not user:
                    continue  # of an addon that is not installed
                if not user.share:
                    user.sudo().group_ids |= self.env.ref("base.group_allow_export")
                self.authenticate(user.login, user.login)
                done = [self._export(user, model) for model in tables]
                self.assertEqual(any(done), role != "client", role)

    def _export(self, user, model):
        """Whether anything was handed out; never the word."""
        own = model.with_user(user)
        if model._name in self.models and self._is_of_role(user, model):
            return False
        fields = [
            {"name": field.name, "label": field.name, "type": field.type}
            for field in model._fields.values()
            if own._has_field_access(field, "read") and field.exportable
        ]
        done = False
        for kind in ("xlsx", "csv"):
            data = {
                "model": model._name,
                "fields": fields,
                "ids": False,
                "domain": [],
                "groupby": [],
                "import_compat": kind == "csv",
            }
            form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
            answer = self.url_open(f"/web/export/{kind}", data=form)
            self._assert_silent(answer.content, user.login, model._name, kind)
            done = done or answer.status_code == 200
        return done

    def _is_of_role(self, user, model):
        """What an employee reads by the tables is no secret to him."""
        return not user.share and model.with_user(user).has_access("read")

    def test_workbook(self):
        """His own areas alone, and of those no notes; nobody else gets the file."""
        self.assertIn(NOTE, self.hidden[0].body)
        self.ticket.name = BIRD
        supervisors = [self.user_supervisor, self.staff["manager_abroad"]]
        supervisors.append(self._create_user("supervisor_else", "group_supervisor"))
        self._create_area("Other", supervisor_ids=[Command.set(supervisors[-1].ids)])
        files = []
        for user in supervisors:
            book = self.env["intervia.workbook"].with_user(user).create({})
            book.action_make()
            files.append(base64.b64decode(book.with_context(bin_size=False).file))
            self._assert_silent(files[-1], user.login, word=NOTE)
            for role in self._as_each():
                answer = self.url_open(book._get_url())
                self.assertFalse(answer.content.startswith(b"PK"), role)
        self.assertIn(BIRD.encode(), self._unpack(files[0]), "or nothing is looked for")
        for user, content in zip(supervisors[1:], files[1:], strict=True):
            self._assert_silent(content, user.login)

    # Pages

    def test_pages(self):
        """Each page of ours, of the ticket wherever its address names one."""
        paths = set(self._get_paths())
        self.assertTrue(paths)
        with mute_logger("odoo.http", "werkzeug"):
            for role in self._as_each():
                for path in paths:
                    self._assert_silent(self.url_open(path).content, role, path)

    def _get_paths(self):
        token = self.ticket._fields.get("public_token") and self.ticket.public_token
        for rule in self.env["ir.http"].routing_map().iter_rules():
            module = getattr(rule.endpoint.func, "__module__", "")
            if OURS not in module or "GET" not in (rule.methods or {"GET"}):
                continue
            path = ""
            for is_dynamic, part in rule._trace:
                if is_dynamic:
                    kind = type(rule._converters[part]).__name__
                    part = self.ticket.id if "Int" in kind else token or "x"
                path += quote(str(part)) if is_dynamic else part
            yield path.partition("|")[2]

    # What else a browser asks

    def test_other_models_and_routes(self):
        """Whatever of the platform might show a note, as each of the readers."""
        thread = {"thread_model": self.ticket._name, "thread_id": self.ticket.id}
        calls = {
            "/mail/data": {
                "fetch_params": [
                    "init_messaging",
                    ["mail.thread", {**thread, "request_list": ["attachments"]}],
                ]
            },
            "/mail/message/translate": {"message_id": self.hidden[:1].id},
            "/mail/starred/messages": {},
            "/mail/thread/messages": {**thread, "fetch_params": {"search_term": BIRD}},
            "/discuss/search": {"term": BIRD[:-1]},
            "/soporte/sugerencias": {"title": BIRD[:-1], "text": "z" * 40},
        }
        with mute_logger("odoo.http", "werkzeug"):
            for role in self._as_each():
                for path, params in calls.items():
                    self._ask(path, params, role)
                for name in ELSEWHERE:
                    if name in self.env:
                        self._read_all(name, role)

    def _ask(self, path, params, role):
        answer = self.url_open(path, json={"params": params})
        text = answer.text.replace(params.get("term", BIRD), "")
        self._assert_silent(text, role, path)
        return answer

    def _read_all(self, name, role):
        names = [field.name for field in self.env[name]._fields.values()]
        user = self.people[role]
        own = self.env[name].with_user(user)
        names = [n for n in names if own._has_field_access(own._fields[n], "read")]
        call = {"model": name, "method": "search_read", "kwargs": {}}
        for args in ([[], names], [[["id", "in", self.hidden.ids]], names]):
            self._ask("/web/dataset/call_kw", {**call, "args": args}, role)

    def test_bus(self):
        """What is pushed to the browsers of clients while staff works."""
        targets = [["res.users", user.id] for user in self.people.values()]
        for user in self.people.values():
            targets.append(["res.partner", user.partner_id.id])
        ticket = self.ticket.with_user(self.user_agent)
        ticket.message_post(body=f"{BIRD} again", subtype_xmlid="mail.mt_note")
        ticket.message_post(body="Hello", subtype_xmlid="mail.mt_comment")
        self.env.cr.precommit.run()
        rows = self.env["bus.bus"].search([])
        self.assertTrue(rows)
        for row in rows:
            channel = json.loads(row.channel)
            if isinstance(channel, list) and channel[1:3] in targets:
                self._assert_silent(row.message, row.channel)

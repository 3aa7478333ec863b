import base64
import doctest
import xmlrpc.client
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_cron import IrCron as Base

from ..models import ir_http
from ..models.intervia_error_report import PER_HOUR
from ..tools import error_text, rpc_argument, same_secret
from .mail_case import HelpdeskMailCase

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
SECRETS = (
    "ana@b.example",
    "Zm9vYmFyYmF6cXV4MTIzNDU2",
    "access_token",
    "+34 600 111 222",
)


class TestErrorText(BaseCase):
    def test_doctests(self):
        for module in (error_text, rpc_argument, same_secret):
            failed, tried = doctest.testmod(module)
            self.assertTrue(tried)
            self.assertFalse(failed)

    def test_nothing_personal_is_kept(self):
        text = f"POST /a/b?access_token=1 for {SECRETS[0]} ({SECRETS[3]}): {SECRETS[1]}"
        cleaned = error_text.clean_text(text)
        for secret in SECRETS:
            self.assertNotIn(secret, cleaned)


@tagged("post_install", "-at_install")
class TestErrorReport(HelpdeskMailCase):
    """What is broken is in one list: once, with how often, and without secrets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.env["intervia.error.report"]
        cls.reports.search([]).unlink()

    def _get_reports(self):
        return self.reports.search([], order="id")

    def test_the_same_error_is_counted(self):
        for number in (1, 2, 30):
            self.reports._note("job", f"Job {number} failed", ["x"])
        self.reports._note("job", "Another", ["x"])
        found = self._get_reports()
        self.assertEqual(found.mapped("count"), [3, 1])
        found[0].action_solve()
        self.reports._note("job", "Job 4 failed", ["x"])
        self.assertEqual(self._get_reports().mapped("count"), [3, 1, 1])

    def test_job_that_fails(self):
        """Its own transaction is undone: what is noted, a test cannot look into."""
        cron = self.env.ref("intervia_helpdesk.ir_cron_retry_failed_intake")
        error = ValueError("broken")
        with (
            patch.object(Base, "_callback", side_effect=error),
            patch.object(self.registry["intervia.error.report"], "_note") as note,
            self.assertRaises(ValueError),
        ):
            cron._callback(cron.name, cron.ir_actions_server_id.id)
        self.assertEqual(note.call_args.args[:2], ("job", cron.name))
        self.assertIn("ValueError: broken", note.call_args.kwargs["details"])

    def test_notice_that_is_not_delivered(self):
        ticket = self._create_ticket()
        mails = self.env["mail.mail"].create(
            [
                {"model": "intervia.ticket", "res_id": ticket.id, "body_html": "Secret"}
                for _number in range(2)
            ]
        )
        mails._postprocess_sent_message(
            [], [], failure_reason=f"550 {SECRETS[0]}", failure_type="mail_smtp"
        )
        other = self.env["mail.mail"].create({"model": "res.partner", "res_id": 1})
        other._postprocess_sent_message([], [], failure_type="mail_smtp")
        report = self._get_reports()
        self.assertEqual((report.kind, report.count), ("notice", 2))
        self.assertEqual(report.about_ticket_id, ticket)
        self.assertEqual(report.details, "550 …@…")

    def test_incoming_message_that_fails(self):
        intake = self.env["intervia.intake"].create({"subject": "x"})
        with mute_logger("odoo.addons.intervia_helpdesk.models.intake.processing"):
            intake._fail(ValueError("no such thing"))
        self.assertEqual(self._get_reports().kind, "intake")

    def test_note_never_raises(self):
        with mute_logger("odoo.sql_db"):
            self.reports._note("job", "x", about_ticket_id=-1)
        self.assertFalse(self._get_reports())

    def test_error_of_the_server(self):
        """Ours: what went through our code, or was asked of one of our models."""
        found = []
        http = self.registry["ir.http"]
        by_rpc = {"service": "object", "args": ["db", 2, "x", "intervia.ticket"]}
        with patch.object(ir_http, "request", SimpleNamespace(params={})) as request:
            for error, params in (
                (self._raise_here(), {"model": "res.partner"}),
                (ValueError("x"), {"model": "intervia.ticket"}),
                (ValueError("x"), {"__model__": "intervia.ticket"}),
                (ValueError("x"), by_rpc),
                (ValueError("x"), {"model": "res.partner"}),
                (ValueError("x"), {"service": "object", "args": "x"}),
            ):
                request.params = params
                model = http._get_called_model()
                found.append(http._is_intervia_error(error, model))
        self.assertEqual(found, [True] * 4 + [False] * 2)

    def _raise_here(self):
        try:
            raise KeyError("x")
        except KeyError as error:
            return error

    # What people report

    def _report(self, user, words="It is broken", **values):
        dialog = self.env["intervia.error.send"].with_user(user)
        return dialog.create({"words": words, "path": "/odoo/x?a=1", **values})

    def test_person(self):
        user = self._create_user("reporter", "base.group_user")
        self._report(user, screenshot=PIXEL, program="Firefox").action_send()
        report = self._get_reports()
        self.assertEqual(report.partner_id, user.partner_id)
        self.assertEqual(report.path, "/odoo/x")
        self.assertEqual(report.program, "Firefox")
        self.assertTrue(report.screenshot)
        with self.assertRaises(AccessError):
            report.with_user(user).read(["name"])

    def test_what_is_refused(self):
        for values in (
            {"words": " "},
            {"screenshot": base64.b64encode(b"<svg/>").decode()},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self._report(self.user_agent, **values).action_send()

    def test_flood(self):
        for number in range(PER_HOUR):
            self._report(self.user_agent, f"{'x' * number}y").action_send()
        with self.assertRaises(UserError):
            self._report(self.user_agent, "once more").action_send()
        self._report(self.user_supervisor, "somebody else").action_send()

    def test_one_click_makes_a_ticket_of_the_internal_area(self):
        inner = self._create_area("Our own systems")
        settings = self.env["res.config.settings"]
        settings.create({"intervia_internal_area_id": inner.id}).set_values()
        self._report(self.user_agent, screenshot=PIXEL).action_send()
        report = self._get_reports().with_user(self.user_manager)
        action = report.action_open_ticket()
        ticket = report.ticket_id
        self.assertEqual(action["res_id"], ticket.id)
        self.assertEqual(ticket.area_id, inner)
        self.assertIn("It is broken", ticket.description)
        files = [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        self.assertTrue(self.env["ir.attachment"].search_count(files))
        report.action_open_ticket()
        self.assertEqual(report.ticket_id, ticket)

    def test_not_for_those_below(self):
        self.reports._note("job", "x")
        for user in (self.user_agent, self.user_supervisor):
            report = self._get_reports().with_user(user)
            for act in ("action_open_ticket", "action_solve"):
                with self.subTest(user.login, act=act), self.assertRaises(AccessError):
                    getattr(report, act)()
        with self.assertRaises(AccessError):
            self._get_reports().with_user(self.user_manager).write({"name": "?"})


@tagged("post_install", "-at_install")
class TestErrorOfRpc(HelpdeskMailCase, HttpCase):
    """What breaks in our models is noted, whichever door the call came through."""

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers")
    def test_doors(self):
        keys = self.env["res.users.apikeys"].with_user(self.user_agent)
        key = keys._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        call = (self.env.cr.dbname, self.user_agent.id, key)
        for model, expected in (("intervia.ticket", 1), ("res.partner", 0)):
            ask = (model, "search_count", [[["no_such_field", "=", 1]]])
            doors = (
                partial(self._by_xmlrpc, *call, *ask),
                partial(self._by_jsonrpc, *call, *ask),
            )
            for door in doors:
                with (
                    self.subTest(door=door.func.__name__, model=model),
                    patch.object(
                        self.registry["intervia.error.report"], "_note"
                    ) as note,
                ):
                    door()
                    self.assertEqual(note.call_count, expected)

    def _by_xmlrpc(self, *call):
        with self.assertRaises(xmlrpc.client.Fault):
            self.xmlrpc_object.execute_kw(*call)

    def _by_jsonrpc(self, *call):
        params = {"service": "object", "method": "execute_kw", "args": call}
        answer = self.url_open("/jsonrpc", json={"params": params})
        self.assertIn("error", answer.json())

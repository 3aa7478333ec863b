import ast
import re
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.modules import Manifest
from odoo.service.model import get_public_method
from odoo.tests import BaseCase, tagged

from .common import HelpdeskCase

ADDON = Path(__file__).parents[1]
# Arrows point at the base; the three leaves never name each other
DEPENDS = {
    "intervia_helpdesk": {
        "auth_signup",
        "auth_totp",
        "base_setup",
        "mail",
        "phone_validation",
        "resource",
        "rpc",
    },
    "intervia_helpdesk_billing": {
        "account_payment",
        "intervia_helpdesk",
        "sale_management",
    },
    "intervia_helpdesk_portal": {
        "im_livechat",
        "intervia_helpdesk",
        "portal",
        "rating",
        "survey",
        "website",
        "website_livechat",
    },
    "intervia_helpdesk_stock": {"intervia_helpdesk", "stock"},
}
# Later versions of the base may also stand on these
FUTURE = {"intervia_helpdesk": {"rating", "survey", "utm"}}

# Every method of ours that RPC can call, and from which role on it does anything.
# "core": an override of the platform's own, with the platform's or stricter rights;
# "reader": whoever may read the record.
RPC = {
    "intervia.area": {
        "create": "core",
        "write": "core",
        "unlink": "core",
        "action_view_tickets": "reader",
    },
    "intervia.client.address": {"create": "core", "write": "core"},
    "intervia.door": {"action_renew_token": "manager"},
    "intervia.error.report": {
        "action_open_ticket": "manager",
        "action_solve": "manager",
    },
    "intervia.error.send": {"action_send": "requester"},
    "intervia.person.rights": {"action_export": "manager", "action_erase": "manager"},
    "intervia.intake": {
        "action_mark_normal": "supervisor",
        "action_mark_possible": "supervisor",
        "action_mark_spam": "supervisor",
        "action_process": "supervisor",
        "action_release_and_authorise": "supervisor",
        "action_retry": "supervisor",
        "action_view_similar": "reader",
    },
    "intervia.intake.move": {"action_move": "supervisor", "default_get": "core"},
    "intervia.reminder": {"create": "core", "onchange": "core", "write": "core"},
    "intervia.sla": {
        "action_apply": "manager",
        "write": "core",
    },
    "intervia.sla.step": {"create": "core", "write": "core"},
    "intervia.staff.permission": {"default_get": "core", "action_apply": "manager"},
    "intervia.login.ban": {"action_release": "manager"},
    "intervia.password": {"default_get": "core", "action_apply": "manager"},
    "intervia.stage": {"create": "core", "write": "core", "unlink": "core"},
    "intervia.ticket": {
        "action_cancel": "agent",
        "action_finish": "agent",
        "action_hide_message": "agent",
        "action_open_survivor": "reader",
        "action_relate": "agent",
        "action_undo_merge": "agent",
        "action_unrelate": "agent",
        "action_mark_normal": "agent",
        "action_mark_possible": "agent",
        "action_mark_spam": "agent",
        "action_open_assign": "reader",
        "action_reopen": "agent",
        "action_show_message": "agent",
        "action_start": "agent",
        "action_take": "supervisor",
        "action_take_forwarded_sender": "agent",
        "action_timer_start": "agent",
        "action_timer_stop": "agent",
        "action_view_reminders": "reader",
        "action_wait": "agent",
        "announce_presence": "agent",
        "copy_data": "core",
        "create": "core",
        "default_get": "core",
        "load": "core",
        "message_post": "reader",
        "onchange": "core",
        "read": "core",
        "read_macros": "agent",
        "read_related": "agent",
        "web_read": "core",
        "write": "core",
    },
    "intervia.ticket.answer": {
        "action_send": "agent",
        "action_send_and_finish": "agent",
        "action_send_and_wait": "agent",
        "default_get": "core",
        "onchange": "core",
    },
    "intervia.ticket.assign": {"action_assign": "supervisor", "default_get": "core"},
    "intervia.ticket.cancel": {"action_cancel": "agent", "default_get": "core"},
    "intervia.ticket.macro": {"action_apply": "agent", "default_get": "core"},
    "intervia.ticket.merge.wizard": {
        "action_merge": "agent",
        "default_get": "core",
        "onchange": "core",
    },
    "intervia.ticket.step": {"create": "core", "write": "core"},
    "intervia.ticket.send": {"action_send": "agent", "default_get": "core"},
    "intervia.ticket.split": {
        "action_split": "agent",
        "default_get": "core",
        "onchange": "core",
    },
    "intervia.ticket.register": {"action_register": "agent"},
    "intervia.metric": {"action_open_ticket": "supervisor"},
    "intervia.panel": {"get_panel": "supervisor"},
    "intervia.workbook": {"action_download": "supervisor", "action_make": "supervisor"},
    "intervia.worklog": {
        "action_stop": "agent",
        "create": "core",
        "onchange": "core",
        "write": "core",
    },
    "mail.thread": {
        "message_parse": "core",
        "message_process": "core",
        "message_route": "core",
    },
    "res.config.settings": {"get_values": "core", "set_values": "core"},
    "resource.calendar": {"write": "core"},
    "resource.calendar.attendance": {
        "create": "core",
        "unlink": "core",
        "write": "core",
    },
    "resource.calendar.leaves": {
        "create": "core",
        "unlink": "core",
        "write": "core",
    },
    "res.partner": {
        "action_view_intervia_tickets": "reader",
        "get_import_templates": "core",
        "load": "core",
    },
    "res.users": {
        "get_import_templates": "core",
        "load": "core",
        "write": "core",
    },
}


def get_sources():
    for path in sorted(ADDON.rglob("*.py")):
        if "tests" not in path.parts:
            yield path.relative_to(ADDON), path.read_text()


class TestSources(BaseCase):
    """What can be read off the files."""

    def test_direction_of_dependence(self):
        for name, depends in DEPENDS.items():
            manifest = Manifest.for_addon(name, display_warning=False)
            if manifest:
                with self.subTest(addon=name):
                    named = set(manifest["depends"]) - FUTURE.get(name, set())
                    self.assertLessEqual(named, depends)

    def test_sudo_says_why(self):
        """A function that raises its rights has a comment ``# sudo: reason``."""
        silent = [
            f"{path}:{function.lineno} {function.name}"
            for path, source in get_sources()
            for function in self._get_functions(source)
            if self._calls_sudo(function)
            and not re.search(r"# sudo: \w+", ast.get_source_segment(source, function))
        ]
        self.assertFalse(silent, "\n" + "\n".join(silent))

    def test_nothing_is_left_to_do(self):
        marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
        for path in sorted(ADDON.rglob("*")):
            if path == Path(__file__):
                continue
            if path.suffix in (".py", ".xml", ".js", ".scss", ".csv"):
                text = path.read_text()
                with self.subTest(path=path.relative_to(ADDON)):
                    self.assertNotRegex(text, marks)

    @staticmethod
    def _get_functions(source):
        return [
            n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)
        ]

    @staticmethod
    def _calls_sudo(function):
        return any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "sudo"
            and not node.args  # sudo(False) lowers them
            for node in ast.walk(function)
        )


@tagged("post_install", "-at_install")
class TestRpc(HelpdeskCase):
    """What RPC can call is listed, and does nothing for those below."""

    LADDER = ("requester", "agent", "supervisor", "manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            "requester": cls._create_user("requester", "base.group_user"),
            "agent": cls.user_agent,
            "supervisor": cls.user_supervisor,
            "manager": cls.user_manager,
        }
        requester = cls.people["requester"].partner_id
        cls.area.agent_visibility = "area"
        cls.ticket = cls._create_ticket(partner_id=requester.id)
        cls.message = cls.ticket.with_user(cls.people["requester"]).message_post(
            body="Hello", subtype_xmlid="mail.mt_comment", message_type="comment"
        )
        cls.ticket._move_to("assigned")

    def _get_own_methods(self, model):
        """Names of the methods of ``model`` that this addon wrote and RPC may call."""
        for definition in model.mro():
            if not definition.__module__.startswith("odoo.addons.intervia_helpdesk."):
                continue
            if definition.__module__.endswith(".intervia_cached"):
                continue  # clears the memory, whoever inherits it, and does no more
            for name, value in vars(definition).items():
                if callable(value) and self._is_open(model, name):
                    yield name

    def _is_open(self, model, name):
        try:
            return bool(get_public_method(self.env[model._name], name))
        except (AccessError, AttributeError):
            return False

    def test_every_open_method_is_listed(self):
        inherited = set(RPC["mail.thread"])
        found = {}
        for name, model in self.registry.items():
            methods = set(self._get_own_methods(model))
            if name != "mail.thread":
                methods -= inherited
            if methods:
                found[name] = methods
        self.assertEqual(found, {name: set(methods) for name, methods in RPC.items()})

    def _get_calls(self):
        """(role, label, call as a user) of the methods that ask for a role."""
        samples = {
            "intervia.login.ban": self.env["intervia.login.ban"].create(
                {"network": "203.0.113.9"}
            ),
            "intervia.ticket": self.ticket,
            "intervia.intake": self.env["intervia.intake"].create(
                {"outcome": "machine", "area_id": self.area.id}
            ),
            "intervia.door": self.env["intervia.door"].create(
                {
                    "name": "Switchboard",
                    "area_id": self.area.id,
                    "channel_id": self.env.ref("intervia_helpdesk.channel_phone").id,
                }
            ),
            "intervia.sla": self.env["intervia.sla"].create(
                {"name": "All", "solution_hours": 1}
            ),
            "intervia.metric": self.env["intervia.metric"].search(
                [("ticket_id", "=", self.ticket.id)], limit=1
            ),
            "intervia.panel": self.env["intervia.panel"],
            "intervia.workbook": self.env["intervia.workbook"].create({}),
            "intervia.worklog": self.env["intervia.worklog"].create(
                {
                    "ticket_id": self.ticket.id,
                    "is_running": True,
                    "user_id": self.user_manager.id,
                }
            ),
        }
        args = {
            "action_hide_message": [self.message.id],
            "action_show_message": [self.message.id],
            "action_relate": [self.ticket.id],
            "announce_presence": ["viewing"],
            "action_unrelate": [self.ticket.id],
        }
        for model, record in samples.items():
            for name, role in RPC[model].items():
                if role in self.LADDER:
                    yield role, record, name, args.get(name, [])

    def test_those_below_get_nothing_done(self):
        for role, record, name, args in self._get_calls():
            for lower in self.LADDER[: self.LADDER.index(role)]:
                person = record.with_user(self.people[lower])
                with (
                    self.subTest(method=f"{record._name}.{name}", role=lower),
                    self.assertRaises(UserError),  # AccessError is one
                ):
                    getattr(person, name)(*args)

    def test_dialogs_are_not_for_those_below(self):
        for model, methods in RPC.items():
            if not self.env[model]._transient:
                continue
            role = min(
                (r for r in methods.values() if r in self.LADDER),
                key=self.LADDER.index,
                default=self.LADDER[0],  # a dialog of the platform's
            )
            for lower in self.LADDER[: self.LADDER.index(role)]:
                dialog = self.env[model].with_user(self.people[lower])
                if model == "intervia.ticket.assign" and lower == "agent":
                    continue  # may open it; test_wizards.py: may not assign with it
                with self.subTest(dialog=model, role=lower):
                    self.assertFalse(dialog.has_access("create"))

    def test_only_a_mail_server_hands_in_mail(self):
        self.area.alias_name = "systems"
        mail = (
            f"From: boss@example.com\nTo: {self.area.alias_email}\nSubject: Pay\n"
            "Message-Id: <forged@example.com>\n\nAt once"
        )
        for role in ("requester", "agent", "manager"):
            gateway = self.env["mail.thread"].with_user(self.people[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                gateway.message_process(None, mail)
        with self.assertRaises(AccessError):
            tickets = self.env["intervia.ticket"].with_user(self.user_customer)
            tickets.message_process("intervia.ticket", mail)

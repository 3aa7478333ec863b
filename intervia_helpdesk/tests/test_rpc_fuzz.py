import json
import logging
import os
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from hypothesis import strategies as st

from odoo.modules import Manifest
from odoo.service.model import call_kw, get_public_method
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .access_matrix import OURS, get_addons
from .hostile import (
    REFUSALS,
    Caller,
    get_context_keys,
    get_place,
    is_of_ours,
    is_of_the_platform,
    run,
)
from .matrix_case import MatrixCase

_logger = logging.getLogger(__name__)

# More of them by hand: INTERVIA_FUZZ_ROUNDS=100
ROUNDS = int(os.environ.get("INTERVIA_FUZZ_ROUNDS") or 1)
TICKET = "intervia.ticket"
ROLES = ("public", "client", "stranger", "agent", "supervisor", "manager", "accountant")
# What the platform offers of any record
GENERIC = (
    "copy",
    "create",
    "default_get",
    "export_data",
    "fields_get",
    "formatted_read_group",
    "get_view",
    "get_views",
    "load",
    "message_post",
    "message_subscribe",
    "name_create",
    "name_search",
    "onchange",
    "read",
    "search_count",
    "search_read",
    "unlink",
    "web_name_search",
    "web_read",
    "web_read_group",
    "web_save",
    "web_search_read",
    "write",
)
# Of methods that take whatever they are given by name
KEYWORDS = (
    *("attachment_ids", "attachments", "author_id", "body", "email_from"),
    *(
        "message_type",
        "parent_id",
        "partner_ids",
        "subject",
        "subtype_xmlid",
        "website_id",
    ),
)


@tagged("post_install", "-at_install")
class TestRpcFuzz(MatrixCase, HttpCase):
    """Whatever is sent to a method of ours: an answer or a refusal, never a fault.

    Nothing but words for a person may come out of a method that we wrote. Of the
    platform's own, which break on nonsense with any model, what breaks in our lines.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = {
            name: [maker.make(name).id for maker in cls.makers.values()]
            for name, model in cls.models.items()
            if not model._transient
        }
        for name in ("intervia.area", "res.partner", "res.users", "res.company"):
            made = [maker.anchors.get(name) for maker in cls.makers.values()]
            cls.records[name] = [record.id for record in made if record]
        addons = [Manifest.for_addon(name).path for name in get_addons(cls.env)]
        ids = {name: [i for i in ids if i] for name, ids in cls.records.items()}
        cls.caller = Caller(cls.env, ids, get_context_keys(addons))
        cls.people = {role: cls.people[role] for role in ROLES if role in cls.people}
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.faults, self.count = Counter(), Counter()

    # What there is to call

    def _get_own_methods(self):
        """Yield (model, name of a method that we added or wrote anew, added)."""
        for model_name in sorted(self.registry):
            model = self.env[model_name]
            names = {
                name
                for definition in type(model).mro()
                if self._is_ours(definition) and definition._name == model_name
                for name, value in vars(definition).items()
                if callable(value) and self._is_open(model, name)
            }
            for name in sorted(names):
                yield model, name, self._is_new(model, name)

    def _is_ours(self, definition):
        return definition.__module__.startswith(f"odoo.addons.{OURS}")

    def _is_open(self, model, name):
        try:
            return bool(get_public_method(model, name))
        except (*REFUSALS, AttributeError):
            return False

    def _is_new(self, model, name):
        return not any(
            name in vars(definition)
            for definition in type(model).mro()
            if not self._is_ours(definition) and definition.__module__ != "odoo.api"
        )

    # Calling it

    def _call(self, data, role, model, name, is_new):
        method = get_public_method(model, name)
        own = model.with_user(self.people[role])
        args = self.caller.draw_arguments(data, model, method, KEYWORDS)
        args["context"] = self.caller.draw_context(data)
        if getattr(method, "_api_model", False):
            start = []
        elif model._transient and is_new:
            start = [self.caller.draw_values(data, model)]
        else:
            start = [self.caller.draw_ids(data, model._name)]
        label = f"{model._name}.{name}"
        self.count[role] += 1
        with self.env.cr.savepoint() as savepoint:
            if start and isinstance(start[0], dict):  # a dialog: first its values
                act = partial(self._fill_in, own, start)
                self._try(act, f"{label}, filled in", False)
            if not start or isinstance(start[0], list):
                self._try(partial(call_kw, own, name, start, args), label, is_new)
            savepoint.rollback()
            for queue in (self.env.cr.precommit, self.env.cr.postcommit):
                queue.clear()

    def _fill_in(self, dialogs, start):
        start[0] = dialogs.create(start[0]).ids
        self.env.flush_all()

    def _try(self, act, label, is_new):
        try:
            act()
            self.env.flush_all()
        except REFUSALS:
            self.count["refused"] += 1
        except Exception as error:
            self._note(error, label, is_new)
        else:
            self.count["done"] += 1

    def _note(self, error, label, is_new):
        place = get_place(error)
        if is_of_ours(place) or is_new and not is_of_the_platform(error):
            told = f"{type(error).__name__} {str(error).splitlines()[:1]}"[:150]
            self.faults[f"{label}: {told} at {place}"] += 1

    def _report(self, what):
        _logger.info("%s: %s", what, dict(self.count))
        self.assertFalse(self.faults, "\n".join(sorted(self.faults)))

    def test_own_methods(self):
        methods = list(self._get_own_methods())
        with mute_logger("odoo", "py.warnings"), self._quick_errors():
            for model, name, is_new in methods:
                label = f"{model._name}.{name}"
                run(self._call_as_each, label, ROUNDS, model, name, is_new)
        self._report(f"{len(methods)} methods of ours")

    def _call_as_each(self, data, model, name, is_new):
        for role in self.people:
            self._call(data, role, model, name, is_new)

    def test_methods_of_the_platform(self):
        with mute_logger("odoo", "py.warnings"), self._quick_errors():
            for model in self.models.values():
                run(self._call_generic, model._name, ROUNDS, model)
        self._report(f"{len(self.models)} models of ours")

    def _call_generic(self, data, model):
        for name in GENERIC:
            if hasattr(model, name):
                role = data.draw(st.sampled_from(sorted(self.people)))
                self._call(data, role, model, name, False)

    # Over the network

    def test_over_http(self):
        """The two doors of RPC answer so, too; nobody's calls end at the door."""
        names = [
            name
            for model, name, is_new in self._get_own_methods()
            if model._name == TICKET and is_new
        ]
        roles = (None, "client", "agent")
        # the counter of failures is tried elsewhere
        exempt = "intervia_helpdesk.login_exempt_networks"
        self.env["ir.config_parameter"].set_param(exempt, "127.0.0.0/8")
        with mute_logger("odoo", "py.warnings"):
            for role in roles:
                self._log_in(role)
                run(self._knock, f"http {role}", 1, role, names)
        self._report("over HTTP")

    def _log_in(self, role):
        login = role and self.people[role].login
        self.authenticate(login, login)
        self.key = "0" * 40
        if login:
            keys = self.env["res.users.apikeys"].with_user(self.people[role])
            self.key = keys._generate(
                "rpc", "test", datetime.now() + timedelta(hours=1)
            )

    def _knock(self, data, role, names):
        ticket = self.env[TICKET]
        for name in names:
            method = get_public_method(ticket, name)
            args = self.caller.draw_arguments(data, ticket, method, KEYWORDS)
            args["context"] = self.caller.draw_context(data)
            ids = (
                [] if getattr(method, "_api_model", False) else self.records[TICKET][:1]
            )
            for label, answer in self._send(name, ids, args):
                self.count[str(role)] += 1
                self._check_answer(f"{label} {name} by {role}", role, answer)

    def _send(self, name, ids, args):
        params = {"model": TICKET, "method": name}
        params |= {"args": [ids] if ids else [], "kwargs": args}
        body = json.dumps({"params": params})
        headers = {"Content-Type": "application/json"}
        yield "call_kw", self.url_open("/web/dataset/call_kw", body, headers=headers)
        headers["Authorization"] = f"Bearer {self.key}"
        body = json.dumps({**args, **({"ids": ids} if ids else {})})
        path = f"/json/2/{TICKET}/{name}"
        yield "json/2", self.url_open(path, body, headers=headers)

    def _check_answer(self, label, role, answer):
        found = answer.json()
        error = found.get("error", {}) if isinstance(found, dict) else {}
        kind = error.get("data", {}).get("name", "odoo.exceptions")
        is_clean = kind.startswith(("odoo.exceptions", "odoo.http"))
        if answer.status_code >= 500 or not is_clean:
            self.faults[f"{label}: {answer.status_code} {answer.text[:300]}"] += 1
        if not role:
            is_out = answer.status_code in (401, 403) or error.get("code") == 100
            self.assertTrue(is_out, f"{label}: {answer.text[:100]}")

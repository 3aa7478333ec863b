import json
import logging
import random
from urllib.parse import quote

from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.intervia_helpdesk.tests.hostile import TEXTS

from .portal_case import PNG, PortalCase

_logger = logging.getLogger(__name__)

SEED = 20260105
ROUNDS = 5
OURS = "odoo.addons.intervia_helpdesk"
VALUES = (None, True, -1, 0, 2**63, 1.5, [], [[]], {}, {"a": {"b": []}}, ["x"], *TEXTS)
NAMES = [
    "access_token",
    "act",
    "area_id",
    "article_ids",
    "body",
    "category_id",
    "date_begin",
    "description",
    "direction",
    "email",
    "files",
    "filterby",
    "groupby",
    "honeypot",
    "kept",
    "level",
    "lang",
    "message_id",
    "mode",
    "name",
    "page",
    "page_name",
    "partner_email",
    "partner_name",
    "priority_id",
    "program_id",
    "program_version",
    "question",
    "redirect",
    "search",
    "search_in",
    "seen",
    "seen_suggestions",
    "sent",
    "slug",
    "sortby",
    "stars",
    "text",
    "ticket_id",
    "title",
    "token",
    "type_id",
    "useful",
    "visibility",
    "wanted",
    "website_address",
    "word",
    "words",
]
FAULTS = ("Traceback (most recent call last)", "psycopg2", "werkzeug.debug")


@tagged("post_install", "-at_install")
class TestFuzz(PortalCase):
    """Whatever is sent to a route of ours: an answer, never a fault of the server.

    Wrong types, huge values, other records' ids; the same ones in every run.
    """

    def _iter_rules(self):
        for rule in self.env["ir.http"].routing_map().iter_rules():
            if getattr(rule.endpoint.func, "__module__", "").startswith(OURS):
                yield rule

    def _build_path(self, rule, dice, turn):
        """The address of a route with hostile parts, or none if it takes no such."""
        values = {}
        for name, converter in rule._converters.items():
            kind = type(converter).__name__
            if "Int" in kind or "Model" in kind:
                pool = (self.other.id, self.ticket.id, 2**31, 10**30, 0)
                # the platform's own converter breaks on a record 0
                values[name] = pool[min(turn, 3) if "Model" in kind else turn]
            else:
                # the platform's own page of a 404 breaks on these two
                bad = ("/", "\0", "%ff")
                pool = [t for t in TEXTS if t and not any(b in t for b in bad)]
                values[name] = dice.choice(pool)[:2000]
        return self._fill(rule, values)

    def _fill(self, rule, values):
        path = ""
        for is_dynamic, part in rule._trace:
            path += quote(str(values[part]), safe="") if is_dynamic else part
        return path.partition("|")[2]

    def _pick(self, dice, pool):
        return {name: dice.choice(pool) for name in dice.sample(NAMES, 8)}

    def _send_hostile(self, rule, path, dice):
        """(method, answer) of each method of the route."""
        if rule.endpoint.routing["type"] == "jsonrpc":
            params = self._pick(dice, VALUES)
            yield "JSON", self.url_open(path, json={"params": params})
            return
        for method in sorted((rule.methods or {"GET", "POST"}) - {"HEAD", "OPTIONS"}):
            values = self._pick(dice, TEXTS)
            if method == "GET":
                short = {key: value[:1500] for key, value in values.items()}
                answer = self.url_open(path, params=short, allow_redirects=False)
            else:
                answer = self.url_open(
                    path,
                    data={**values, "csrf_token": Request.csrf_token(self)},
                    files=[("files", (dice.choice(TEXTS)[:80] or "x", PNG))],
                    method=method,
                    allow_redirects=False,
                )
            yield method, answer

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_ticket(partner_id=cls.user_stranger.partner_id.id)

    def test_routes(self):
        faults, count = [], 0
        with mute_logger("odoo.http", "werkzeug", "odoo.sql_db"):
            for login in (None, "customer"):
                self.authenticate(login, login)
                dice = random.Random(SEED)
                for rule in self._iter_rules():
                    for turn in range(ROUNDS if rule._converters else 2):
                        path = self._build_path(rule, dice, turn)
                        for method, answer in self._send_hostile(rule, path, dice):
                            count += 1
                            if self._is_fault(answer):
                                told = f"{answer.status_code} {path[:60]}"
                                faults.append(f"{method} {rule.rule} {login}: {told}")
        _logger.info("%d hostile requests", count)
        self.assertFalse(faults, "\n".join(sorted(set(faults))))

    def _is_fault(self, answer):
        if answer.status_code >= 500:
            return True
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            error = (json.loads(answer.text) or {}).get("error")
            data = error.get("data") if isinstance(error, dict) else None
            name = (data or {}).get("name", "odoo.exceptions")
            return not name.startswith(("odoo.exceptions", "werkzeug", "odoo.http"))
        return any(fault in answer.text for fault in FAULTS)

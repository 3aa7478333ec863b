import json
import logging
import re

from lxml import etree

from odoo import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from . import bulk
from .common import HelpdeskCase
from .screens import Screens
from .statements import recorded_statements

_logger = logging.getLogger(__name__)

COUNT = 20_000
GUARDED = {
    "intervia_ticket",
    "intervia_ticket_attended_rel",
    "intervia_worklog",
    "mail_followers",
    "mail_message",
}
OPEN = [("is_open", "=", True)]


def get_scans(plan):
    """Names of the tables that a plan of ``EXPLAIN (FORMAT JSON)`` reads in whole."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from get_scans(part)


@tagged("-post_install", "at_install")
class TestPlans(HelpdeskCase):
    """On 20,000 tickets no screen reads a large table from end to end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        quiet = {"tracking_disable": True, "no_reset_password": True}
        env = cls.env(context={**cls.env.context, **quiet})
        agents = cls.user_agent | env["res.users"].create(
            [
                {
                    "name": f"Agent {n}",
                    "login": f"bulk_agent_{n}",
                    "company_id": cls.company_admin.id,
                    "company_ids": [Command.set(cls.company_admin.ids)],
                    "group_ids": [
                        Command.link(cls.env.ref("intervia_helpdesk.group_agent").id)
                    ],
                }
                for n in range(19)
            ]
        )
        cls.areas = cls.area
        cls.area.member_ids = agents[:4]
        for n in range(1, 5):
            team = Command.set(agents[n * 4 : n * 4 + 4].ids)
            cls.areas |= cls._create_area(
                f"A{n}", member_ids=[team], supervisor_ids=[Command.clear()]
            )
        cls.companies = env["res.partner"].create(
            [{"name": f"Company {n}", "is_company": True} for n in range(300)]
        )
        clients = env["res.partner"].create(
            [
                {"name": f"C{n}", "email": f"{n}@ex.org", "parent_id": company.id}
                for n, company in enumerate(cls.companies)
            ]
        )
        first = bulk.fill(env, COUNT, cls.areas, agents, clients | cls.customer)
        cls.tickets = cls.env["intervia.ticket"].browse(range(first, first + COUNT))

    def _assertNoScans(self, act, user=None):
        """``act`` on the screens of a person: explain each of its SELECTs."""
        user = user or self.user_agent
        screens = Screens(self.env(user=user))
        self.env.invalidate_all()
        with recorded_statements() as statements:
            act(screens)
        self.env.flush_all()
        selects = [s for s in statements if re.match(r"\s*(SELECT|WITH)\b", s)]
        self.assertTrue(selects)
        for statement in dict.fromkeys(selects):
            # the statement is the one that the product just sent, values and all
            self.env.cr.execute(f"EXPLAIN (FORMAT JSON) {statement}")  # pylint: disable=sql-injection
            [[plan]] = self.env.cr.fetchone()
            scanned = GUARDED.intersection(get_scans(plan["Plan"]))
            if scanned:
                _logger.info("%s: %s\n%s", scanned, statement, json.dumps(plan)[:3000])
            with self.subTest(statement=statement[:1000]):
                self.assertFalse(scanned)

    # The everyday screens of an agent

    def _all_screens(self):
        own = self.tickets[::-1].with_user(self.user_agent)._filtered_access("read")
        ticket = own[0]
        rare = self.tickets[777].number
        return {
            "default list": lambda s: s.open_list(OPEN),
            "my tickets": lambda s: s.open_list([*OPEN, ("user_id", "=", s.env.uid)]),
            "board": lambda s: s.open_board(OPEN),
            "form": lambda s: s.open_form(ticket),
            "chatter": lambda s: s.open_chatter(ticket),
            "words": lambda s: s.search_words("printer is slow"),
            "number": lambda s: s.search_words(rare),
            "nothing found": lambda s: s.search_words("zebrafish"),
            "name search": lambda s: s.name_search("backup fails"),
            "areas": lambda s: s.open_areas(),
            "one client": lambda s: s.count_for_clients(self.companies[:1]),
            "20 clients": lambda s: s.count_for_clients(self.companies[:20]),
        }

    def test_deadlines_and_stuck_tickets(self):
        """What the lists ask by deadline and by age, each in its order."""
        self.env.cr.execute(
            """UPDATE intervia_ticket
                  SET sla_deadline = create_date + interval '1 day',
                      date_stuck = create_date + interval '5 days',
                      sla_is_missed = id % 9 = 0
                WHERE is_open"""
        )
        self.env.cr.execute("ANALYZE intervia_ticket")
        for domain, order in (
            ([("sla_deadline", "<", "now")], "sla_deadline, id"),
            ([("sla_deadline", ">=", "now"), ("sla_deadline", "<", "today +1d")], None),
            ([("sla_is_missed", "=", True)], None),
            ([("date_stuck", "<", "now")], "date_stuck, id"),
        ):
            with self.subTest(domain=domain):
                self._assertNoScans(
                    lambda s, d=domain, o=order: s.tickets.search(d, limit=80, order=o)
                )

    def test_agent_of_a_common_queue(self):
        for name, act in self._all_screens().items():
            with self.subTest(screen=name):
                self._assertNoScans(act)

    def test_agent_of_an_open_area(self):
        self.area.agent_visibility = "area"
        for name, act in self._all_screens().items():
            with self.subTest(screen=name):
                self._assertNoScans(act)

    def test_agent_who_sees_his_own(self):
        self.area.agent_visibility = "own"
        for name, act in self._all_screens().items():
            with self.subTest(screen=name):
                self._assertNoScans(act)

    def test_supervisor(self):
        for name, act in self._all_screens().items():
            with self.subTest(screen=name):
                self._assertNoScans(act, self.user_supervisor)

    def test_administrator(self):
        """He sees everything, so a scan can be the best plan until a VACUUM has made
        index-only scans cheap: what is asked is that no statement needs one."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for name, act in self._all_screens().items():
            with self.subTest(screen=name):
                self._assertNoScans(act, self.user_manager)

    def test_list_of_all(self):
        """As above: its pager counts what is seen of all tickets, in an index."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for visibility in ("own", "queue", "area"):
            self.area.agent_visibility = visibility
            with self.subTest(visibility=visibility):
                self._assertNoScans(lambda s: s.open_list())
        self._assertNoScans(lambda s: s.open_list(), self.user_supervisor)
        self._assertNoScans(lambda s: s.open_list(), self.user_manager)

    def test_requester(self):
        own = [("partner_id.user_ids", "in", [self.user_employee.id])]
        view = "intervia_ticket_view_list_request"
        self._assertNoScans(lambda s: s.open_list(own, view), self.user_employee)

    def test_client(self):
        for act in (
            lambda s: s.tickets.search([], limit=20),
            lambda s: s.tickets.search_count([]),
            lambda s: s.env["intervia.worklog"].search([], limit=20),
        ):
            self._assertNoScans(act, self.user_customer)

    # What the search view offers

    def _get_filters(self):
        view = self.env.ref("intervia_helpdesk.intervia_ticket_view_search")
        arch = self.env["intervia.ticket"].get_view(view.id, "search")["arch"]
        for node in etree.fromstring(arch).iter("filter"):
            context = safe_eval(node.get("context") or "{}")
            domain = node.get("domain")
            yield (
                node.get("name"),
                domain and safe_eval(domain, {"uid": self.user_agent.id}),
                context.get("group_by"),
            )

    def test_filters(self):
        for name, domain, _group_by in self._get_filters():
            if domain:
                with self.subTest(filter=name):
                    self._assertNoScans(lambda s, d=domain: s.open_list([*OPEN, *d]))

    def test_groups_of_open_tickets(self):
        for name, _domain, group_by in self._get_filters():
            if group_by and group_by != "ticket_properties":
                with self.subTest(group=name):
                    self._assertNoScans(
                        lambda s, g=group_by: s.tickets.web_read_group(OPEN, [g], [])
                    )

    # Doing

    def test_timer_and_worklog(self):
        ticket = self.tickets.search([("user_id", "=", self.user_agent.id)], limit=1)
        self._assertNoScans(lambda s: s.tickets.browse(ticket.id).action_timer_start())
        self._assertNoScans(lambda s: s.tickets.browse(ticket.id).action_timer_stop())
        self._assertNoScans(
            lambda s: s.env["intervia.worklog"].web_search_read(
                [("user_id", "=", s.env.uid)], {"name": {}}, limit=80
            )
        )

    def test_registering_and_assigning(self):
        for method in ("round_robin", "least_loaded"):
            self.area.assignment_method = method
            vals = {"name": "New", "area_id": self.area.id}
            vals["partner_id"] = self.customer.id
            self._assertNoScans(lambda s, v=vals: s.tickets.create(dict(v)))

    def test_closing(self):
        tickets = self.tickets.search([("state", "=", "in_progress")], limit=5)
        self._assertNoScans(
            lambda s: s.tickets.browse(tickets.ids).action_finish(), self.user_manager
        )

import logging
from contextlib import contextmanager

from odoo import Command
from odoo.tests import tagged

from .common import HelpdeskCase
from .screens import Screens
from .statements import recorded_statements

_logger = logging.getLogger(__name__)

OPEN = [("is_open", "=", True)]


@tagged("-post_install", "at_install", "intervia_statements")
class TestStatements(HelpdeskCase):
    """Screens ask the database a fixed number of questions, whatever they show.

    Before the leaf addons are loaded: what is counted is the base.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        definition = [{"name": "floor", "type": "char", "string": "Floor"}]
        cls.areas = cls.area | cls._create_area("Workshop")
        cls.areas.ticket_properties_definition = definition
        cls.area.alias_name = "systems"
        cls.clients = cls._create_clients(80)
        cls.tickets = cls._create_open_tickets(120)

    @classmethod
    def _create_clients(cls, count):
        companies = cls.env["res.partner"].create(
            [{"name": f"Company {n}", "is_company": True} for n in range(count)]
        )
        contacts = cls.env["res.partner"].create(
            [
                {"name": f"Person {n}", "parent_id": c.id, "email": f"p{n}@example.org"}
                for n, c in enumerate(companies)
            ]
        )
        return companies | contacts

    @classmethod
    def _create_open_tickets(cls, count):
        """As in the bench: client, area, priority, agent; three open states."""
        priorities = cls.env["intervia.priority"].search([])
        tickets = cls.env["intervia.ticket"].create(
            [
                {
                    "name": f"The printer number {n} is on fire",
                    "area_id": cls.areas[n % 2].id,
                    "partner_id": cls.clients[n % len(cls.clients)].id,
                    "priority_id": priorities[n % len(priorities)].id,
                    "user_id": cls.user_agent.id if n % 3 else False,
                }
                for n in range(count)
            ]
        )
        tickets.filtered(lambda t: t.user_id and t.id % 2)._move_to("in_progress")
        return tickets

    def _fill_everything_in(self):
        """Whatever else a ticket can have, on every ticket."""
        tags = self.env["intervia.tag"].create([{"name": f"t{n}"} for n in range(5)])
        vals = {
            "type_id": self.env.ref("intervia_helpdesk.ticket_type_fault").id,
            "channel_id": self.env.ref("intervia_helpdesk.channel_phone").id,
            "program_id": self.env["intervia.program"].create({"name": "ERP"}).id,
            "complexity": "high",
            "tag_ids": [Command.set(tags.ids)],
        }
        self.tickets.write(vals)
        for area, tickets in self.tickets.grouped("area_id").items():
            category = {"name": area.name, "area_id": area.id}
            tickets.category_id = self.env["intervia.category"].create(category)
        self.tickets[1].ticket_properties = {"floor": "2"}
        self.env["intervia.worklog"].create(
            [
                {"ticket_id": ticket.id, "user_id": self.user_agent.id, "hours": 0.5}
                for ticket in self.tickets
            ]
        )
        for ticket in self.tickets[:80:4]:
            ticket.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.user_agent.id
            )

    @contextmanager
    def _assertStatements(self, limit, divisor=1):
        """At most ``limit`` statements (per ``divisor``), from an empty cache."""
        self.env.flush_all()
        self.env.cr.flush()
        self.env.invalidate_all()
        with recorded_statements() as statements:
            yield
            self.env.flush_all()
            self.env.cr.flush()
        count = len(statements) / divisor
        _logger.info("%s: %g statements of %g", self._testMethodName, count, limit)
        self.assertLessEqual(count, limit, "\n".join(s[:200] for s in statements[:60]))

    def _assertScreen(self, limit, act, user=None):
        """``act`` on the screens of a person, once before to warm the registry up."""
        screens = Screens(self.env(user=user or self.user_agent))
        self.env.flush_all()
        self.env.invalidate_all()
        act(screens)
        with self._assertStatements(limit):
            return act(screens)

    # Looking

    def test_default_list(self):
        result = self._assertScreen(10, lambda s: s.open_list(OPEN))
        self.assertEqual(len(result["records"]), 80)

    def test_list_of_all(self):
        self._assertScreen(10, lambda s: s.open_list())

    def test_list_with_everything_filled_in(self):
        """One for each vocabulary more, not one for each ticket."""
        self._fill_everything_in()
        self._assertScreen(15, lambda s: s.open_list(OPEN))

    def test_board(self):
        """The board of the bench: three columns with tickets."""
        result = self._assertScreen(12, lambda s: s.open_board(OPEN))
        self.assertEqual(sum(bool(g["__count"]) for g in result["groups"]), 3)

    def test_board_with_everything_filled_in(self):
        self._fill_everything_in()
        self._assertScreen(18, lambda s: s.open_board(OPEN))

    def test_form(self):
        result = self._assertScreen(14, lambda s: s.open_form(self.tickets[0]))
        self.assertEqual(result[0]["id"], self.tickets[0].id)

    def test_form_with_everything_filled_in(self):
        self._fill_everything_in()
        self._assertScreen(20, lambda s: s.open_form(self.tickets[1]))

    def test_search_by_words(self):
        result = self._assertScreen(10, lambda s: s.search_words("on fire"))
        self.assertEqual(len(result["records"]), 80)

    def test_search_by_number(self):
        number = self.tickets[7].number
        result = self._assertScreen(10, lambda s: s.search_words(number))
        self.assertEqual([r["id"] for r in result["records"]], self.tickets[7].ids)

    def test_name_search(self):
        result = self._assertScreen(2, lambda s: s.name_search("number 7"))
        self.assertTrue(result)

    def test_board_of_areas(self):
        self._assertScreen(3, lambda s: s.open_areas(), self.user_supervisor)

    def test_counters_of_80_clients(self):
        screens = Screens(self.env(user=self.user_agent))
        clients = self.clients.filtered("is_company")
        screens.count_for_clients(clients)
        self.env.flush_all()
        partners = self.env["res.partner"].with_user(self.user_agent)
        partners = partners.browse(clients.ids)
        partners.invalidate_model(["intervia_ticket_count"])
        before = self.env.cr.sql_log_count
        partners.mapped("intervia_ticket_count")
        self.assertEqual(self.env.cr.sql_log_count - before, 1)

    # Doing

    def _prepare_batch(self, count):
        return [
            {
                "name": f"Question {n}",
                "area_id": self.area.id,
                "partner_id": self.clients[n % len(self.clients)].id,
            }
            for n in range(count)
        ]

    def test_create_100(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_supervisor)
        tickets.create(self._prepare_batch(2))
        with self._assertStatements(5, divisor=100):
            tickets.create(self._prepare_batch(100))

    def test_close_80(self):
        tickets = self.tickets.with_user(self.user_supervisor)
        tickets._move_to("in_progress")
        tickets[80:82].action_finish()
        with self._assertStatements(6, divisor=80):
            tickets[:80].action_finish()

import csv
import re
from datetime import timedelta
from pathlib import Path

from lxml import etree

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged

MODULE = "intervia_helpdesk"
STAFF = ("elena", "marcos", "nuria", "pablo", "irene", "hugo")
CLIENTS = ("carmen", "javier", "beatriz", "andres")
STATES = ("registered", "assigned", "in_progress", "waiting", "finished", "cancelled")
REF = re.compile(r"""\bref\(['"]([\w.]+)['"]\)""")


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo files hold together; what they tell is whole, or is not there at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manifest = Manifest.for_addon(MODULE)
        cls.files = [Path(manifest.path, name) for name in manifest["demo"]]
        cls.is_loaded = bool(cls.env.ref(f"{MODULE}.user_elena", False))

    def _demo(self, model):
        """The records of ``model`` that the demo made; none where it was not loaded."""
        names = [name for file in self.files for name in self._get_ids(file)]
        rows = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", model), ("name", "in", names)]
        )
        return self.env[model].browse(rows.mapped("res_id"))

    @staticmethod
    def _get_ids(file):
        if file.suffix == ".csv":
            with file.open() as lines:
                return [row["id"] for row in csv.DictReader(lines)]
        if file.suffix == ".xml":
            return etree.parse(str(file)).xpath("//record/@id")
        return []

    @staticmethod
    def _get_refs(file):
        """Every external id that a demo file points at."""
        if file.suffix == ".csv":
            with file.open() as lines:
                rows = list(csv.DictReader(lines))
            return {
                value
                for row in rows
                for column, value in row.items()
                if column.endswith(":id") and value
            }
        if file.suffix != ".xml":
            return set()
        root = etree.parse(str(file))
        return set(root.xpath("//@ref")) | set(REF.findall(file.read_text()))

    def test_every_reference_leads_somewhere(self):
        known = set()
        for file in self.files:
            known |= set(self._get_ids(file))
            for ref in self._get_refs(file) - known:
                xmlid = ref if "." in ref else f"{MODULE}.{ref}"
                self.assertTrue(self.env.ref(xmlid, False), f"{file.name}: {xmlid}")

    def test_all_or_nothing(self):
        records = [name for file in self.files for name in self._get_ids(file)]
        ours = {name for name in records if "." not in name}
        found = self.env["ir.model.data"].search_count(
            [("module", "=", MODULE), ("name", "in", list(ours))]
        )
        self.assertEqual(found, len(ours) if self.is_loaded else 0)

    def test_tickets_in_every_state_and_area(self):
        tickets = self._demo("intervia.ticket")
        states = set(STATES) if self.is_loaded else set()
        self.assertEqual(set(tickets.mapped("state")), states)
        self.assertEqual(tickets.area_id, self._demo("intervia.area"))
        for ticket in tickets:
            self.assertTrue(ticket.partner_id and ticket.category_id and ticket.type_id)
            self.assertEqual(bool(ticket.user_id), ticket.state != "registered")

    def test_areas_are_complete(self):
        for area in self._demo("intervia.area"):
            self.assertTrue(
                area.alias_email and area.supervisor_ids and area.member_ids
            )
            self.assertTrue(area.resource_calendar_id.global_leave_ids)
            kinds = set(area.category_ids.mapped("kind"))
            self.assertEqual(kinds, {"problem", "requirement"})

    def test_nothing_is_empty(self):
        for ticket in self._demo("intervia.ticket"):
            self.assertTrue(ticket.description)
            self.assertTrue(ticket.message_ids)
            for message in ticket.message_ids:
                self.assertTrue(message.body or message.tracking_value_ids)

    def test_dates_tell_one_story(self):
        tickets = self._demo("intervia.ticket").sorted("number")
        self.assertEqual(tickets, tickets.sorted("create_date"))
        for ticket in tickets:
            loaded = self.env.ref(f"{MODULE}.user_elena").create_date
            self.assertLess(loaded - ticket.create_date, timedelta(days=100))
            # the leaf addons tell their part some minutes later
            last = max(ticket.message_ids.mapped("date"))
            self.assertLess(last - loaded, timedelta(hours=1))
            steps = [ticket.create_date, ticket.date_assigned, ticket.date_closed]
            steps = [step for step in steps if step]
            self.assertEqual(steps, sorted(steps))
            self.assertEqual(bool(ticket.date_closed), ticket.state == "finished")
            self.assertEqual(bool(ticket.date_cancelled), ticket.state == "cancelled")

    def test_the_ledger_shows_every_kind(self):
        """No screen of what came in is empty; each row has its original."""
        file = next(f for f in self.files if f.name == "intervia_intake.xml")
        rows = etree.parse(str(file)).xpath("//record[@model='intervia.intake']")
        outcomes = {row.findtext("field[@name='outcome']") for row in rows}
        kinds = {"ticket", "reply", "follow_up", "copy", "machine", "bounce", "spam"}
        self.assertEqual(outcomes, kinds | {"held", "refused", "failed"})
        verdicts = {row.findtext("field[@name='spam_verdict']") for row in rows}
        self.assertLess({"possible", "spam"}, verdicts)
        for intake in self._demo("intervia.intake"):
            self.assertTrue(intake.text)

    def test_nobody_was_mailed(self):
        ids = self._demo("intervia.ticket").ids
        mails = self.env["mail.mail"].search(
            [("model", "=", "intervia.ticket"), ("res_id", "in", ids)]
        )
        self.assertFalse(mails)

    def test_people_have_their_roles(self):
        if not self.is_loaded:
            self.assertFalse(self._demo("res.users"))
            return
        users = {
            login: self.env.ref(f"{MODULE}.user_{login}")
            for login in (*STAFF, *CLIENTS, "teresa", "oscar", "lucia")
        }
        agents = {n for n, u in users.items() if u.has_group(f"{MODULE}.group_agent")}
        self.assertEqual(agents, set(STAFF))
        portal = {n for n, u in users.items() if u.has_group("base.group_portal")}
        self.assertEqual(portal, set(CLIENTS))
        self.assertTrue(users["elena"].has_group(f"{MODULE}.group_manager"))
        hugo = users["hugo"]
        self.assertLess(hugo.out_of_office_from, hugo.create_date)
        self.assertGreater(hugo.out_of_office_to, hugo.create_date)

    def test_password_is_the_login(self):
        for user in self._demo("res.users").filtered(lambda u: u.login == "elena"):
            credential = {"type": "password", "login": "elena", "password": "elena"}
            found = user.with_user(user)._check_credentials(
                credential, {"interactive": False}
            )
            self.assertEqual(found["uid"], user.id)

    def test_cancelled_duplicate_has_a_follow_up(self):
        duplicates = self._demo("intervia.ticket").origin_id
        self.assertEqual(len(duplicates), int(self.is_loaded))
        self.assertEqual(duplicates.mapped("state"), ["cancelled"] * len(duplicates))

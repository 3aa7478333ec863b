from odoo import Command
from odoo.exceptions import AccessError

from .common import HelpdeskCase

# What each person may do with each kind of record: r(ead) w(rite) c(reate) d(elete).
#   client      portal user, the client of the tickets below
#   requester   employee without a role; accountant: another one, a stranger to them
#   agent       agent of the area; elsewhere: agent of another area of the company
#   abroad      supervisor in another company
ACCESS = """
                    client requester agent supervisor manager elsewhere abroad accountant public
area                r      r         r     r          rwcd    r         -      r          -
category            r      r         r     r          rwcd    r         -      r          -
assignment_rule     -      -         r     r          rwcd    r         -      -          -
ticket_type         r      r         r     r          rwcd    r         r      r          -
stage               r      r         r     r          rwcd    r         r      r          -
priority            r      r         r     r          rwcd    r         r      r          -
program             r      r         r     r          rwcd    r         r      r          -
tag                 r      r         rc    rwc        rwcd    rc        rwc    r          -
channel             -      r         r     r          rwcd    r         r      r          -
ticket_of_client    r      -         rwc   rwc        rwcd    c         -      -          -
ticket_of_employee  -      rc        rwc   rwc        rwcd    c         -      -          -
worklog             -      -         rwcd  rwcd       rwcd    -         -      -          -
worklog_of_another  -      -         r     rwcd       rwcd    -         -      -          -
worklog_shown       r      -         rwcd  rwcd       rwcd    -         -      -          -
client_address      -      -         r     rwcd       rwcd    r         rwcd   -          -
intake              -      -         -     r          rwd     -         -      -          -
door                -      -         r     r          rwcd    r         -      -          -
spam_token          -      -         -     -          r       -         -      -          -
sms                 -      -         -     -          rd      -         -      -          -
ticket_view         -      -         r     r          r       -         -      -          -
macro               -      -         r     rwc        rwcd    r         rwc    -          -
reminder            -      -         rwcd  rwcd       rwcd    -         -      -          -
reminder_of_another -      -         rc    rwcd       rwcd    -         -      -          -
sla                 -      -         r     r          rwcd    r         r      -          -
sla_step            -      -         r     r          rwcd    r         r      -          -
ticket_deadline     -      -         -     r          r       -         -      -          -
checklist           -      -         r     r          rwcd    r         r      -          -
ticket_step         -      -         rwcd  rwcd       rwcd    -         -      -          -
ticket_merge        -      -         -     r          r       -         -      -          -
error_report        -      -         -     -          rd      -         -      -          -
person_act          -      -         -     -          r       -         -      -          -
metric              -      -         -     r          r       -         -      -          -
workbook            -      -         -     c          rwcd    -         c      -          -
login_ban           -      -         -     -          r       -         -      -          -
login_attempt       -      -         -     -          r       -         -      -          -
password_change     -      -         -     -          r       -         -      -          -
"""  # noqa: E501 - a row of the table is a line
# Dialogs: who may open them; each checks again what it does
DIALOGS = """
                   client requester agent supervisor manager elsewhere abroad accountant public
staff.permission   no     no        no    no         yes     no        no     no         no
person.rights      no     no        no    no         yes     no        no     no         no
error.send         no     yes       yes   yes        yes     yes       yes    yes        no
password           no     no        no    no         yes     no        no     no         no
intake.move        no     no        no    yes        yes     no        yes    no         no
ticket.answer      no     no        yes   yes        yes     yes       yes    no         no
ticket.assign      no     no        yes   yes        yes     yes       yes    no         no
ticket.cancel      no     no        yes   yes        yes     yes       yes    no         no
ticket.macro       no     no        yes   yes        yes     yes       yes    no         no
ticket.merge.wizard no    no        yes   yes        yes     yes       yes    no         no
ticket.send        no     no        yes   yes        yes     yes       yes    no         no
ticket.split       no     no        yes   yes        yes     yes       yes    no         no
ticket.register    no     no        yes   yes        yes     yes       yes    no         no
"""  # noqa: E501 - a row of the table is a line
STAMP = {"create_date"}  # of what has one
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(HelpdeskCase):
    """Role by model by operation: what the table grants passes, the rest raises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._create_people()
        cls.other_agent = cls._create_user("other_agent", "group_agent")
        cls.area.member_ids += cls.other_agent
        cls._create_area("Elsewhere", member_ids=[Command.set(cls.elsewhere.ids)])
        cls.category = cls._create("category", name="Printers", area_id=cls.area.id)
        cls.priority = cls.env.ref("intervia_helpdesk.priority_high")
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.subjects = cls._create_subjects()

    @classmethod
    def _create_people(cls):
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.elsewhere = cls._create_user("elsewhere", "group_agent")
        return {
            "client": cls.user_customer,
            "requester": cls.user_requester,
            "agent": cls.user_agent,
            "supervisor": cls.user_supervisor,
            "manager": cls.user_manager,
            "elsewhere": cls.elsewhere,
            "abroad": cls._create_user(
                "abroad", "group_supervisor", company_id=cls.company_2.id
            ),
            "accountant": cls._create_user("accountant", "base.group_user"),
            "public": cls.env.ref("base.public_user"),
        }

    @classmethod
    def _create(cls, kind, **vals):
        return cls.env[f"intervia.{kind}"].create(vals)

    @classmethod
    def _create_subjects(cls):
        """row -> (record, values to write, values to create another one)"""
        return {
            **cls._create_vocabulary(),
            **cls._create_tickets(),
            **cls._create_mail(),
            **cls._create_control(),
            **cls._create_promises(),
            **cls._create_tools(),
            **cls._create_doors(),
            **cls._create_figures(),
        }

    @classmethod
    def _create_figures(cls):
        """What happened to the ticket, and the workbook that the manager made of it."""
        cls.env.flush_all()
        metrics = cls.env["intervia.metric"]
        happened = metrics.search([("ticket_id", "=", cls.ticket.id)], limit=1)
        book = cls.env["intervia.workbook"].with_user(cls.user_manager).create({})
        day = {"date_from": "2026-01-01"}
        return {"metric": (happened, {}, {}), "workbook": (book, day, day)}

    @classmethod
    def _create_doors(cls):
        """What the counters and buttons write, and nobody by hand."""
        place = {"network": "203.0.113.1"}
        ban = cls._create("login.ban", **place)
        attempt = {"ban_id": ban.id, "date": "2026-01-01", "outcome": "failed"}
        change = {"user_id": cls.user_agent.id, "login": "x", "kind": "set"}
        return {
            "login_ban": (ban, {"failures": 0}, {"network": "203.0.113.2"}),
            "login_attempt": (
                cls._create("login.attempt", **attempt),
                {"login": "x"},
                attempt,
            ),
            "password_change": (
                cls.env["intervia.password.change"].create(change),
                {"login": "y"},
                change,
            ),
        }

    @classmethod
    def _create_vocabulary(cls):
        area = {"area_id": cls.area.id}
        agent = {"user_id": cls.user_agent.id}
        company = {"company_id": cls.company_admin.id}
        rows = {
            "area": ("area", {**company, "name": "New"}),
            "category": ("category", {**area, "name": "New"}),
            "assignment_rule": ("assignment.rule", {**area, **agent}),
            "ticket_type": ("ticket.type", {"name": "New"}),
            "stage": ("stage", {"name": "New", "state": "waiting"}),
            "priority": ("priority", {"name": "New", "level": 77}),
            "program": ("program", {"name": "New"}),
            "tag": ("tag", {"name": "New"}),
            "channel": ("channel", {"name": "New"}),
        }
        subjects = {}
        for row, (kind, vals) in rows.items():
            old = {"name": "Old", "level": 99}
            own = {key: old.get(key, value) for key, value in vals.items()}
            change = {key: vals[key] for key in ("name", "user_id") if key in vals}
            subjects[row] = (cls._create(kind, **own), change, vals)
        return subjects

    @classmethod
    def _create_tickets(cls):
        employee = cls.user_requester.partner_id
        ticket = {"name": "New", "area_id": cls.area.id}
        entry = {"ticket_id": cls.ticket.id, "name": "New"}
        own = {**entry, "user_id": cls.user_agent.id}
        theirs = {**entry, "user_id": cls.other_agent.id}
        shown = {"visible_to_client": True}
        work = {"name": "Called back"}
        return {
            "ticket_of_client": (
                cls.ticket,
                {"name": "Changed"},
                {**ticket, "partner_id": cls.customer.id},
            ),
            "ticket_of_employee": (
                cls._create_ticket(partner_id=employee.id, user_id=cls.user_agent.id),
                {"name": "Changed"},
                {**ticket, "partner_id": employee.id},
            ),
            "worklog": (cls._create("worklog", **own), work, entry),
            "worklog_of_another": (cls._create("worklog", **theirs), work, theirs),
            "worklog_shown": (cls._create("worklog", **own, **shown), work, entry),
        }

    @classmethod
    def _create_mail(cls):
        address = {"email_normalized": "a@b.example", "partner_id": cls.customer.id}
        other = {**address, "email_normalized": "c@d.example"}
        intake = {"subject": "Away", "outcome": "machine", "area_id": cls.area.id}
        door = {
            "name": "Forum",
            "area_id": cls.area.id,
            "channel_id": cls.env.ref("intervia_helpdesk.channel_forum").id,
        }
        token = {"company_id": cls.area.company_id.id, "token": "offer"}
        record = cls._create("door", **door)
        sms = {"ticket_id": cls.ticket.id, "door_id": record.id}
        sms |= {"number": "+34600111222", "body": "Hello"}
        return {
            "door": (record, {"name": "?"}, door),
            "sms": (cls._create("sms", **sms), {"state": "sent"}, sms),
            "spam_token": (
                cls._create("spam.token", **token),
                {"spam_count": 1},
                {**token, "token": "win"},
            ),
            "client_address": (
                cls._create("client.address", **address),
                {"partner_id": cls.customer_company.id},
                other,
            ),
            "intake": (cls._create("intake", **intake), {"reason": "?"}, intake),
        }

    @classmethod
    def _create_control(cls):
        view = {
            "ticket_id": cls.ticket.id,
            "date": "2026-01-05 09:00:00",
            "door": "office",
            "partner_id": cls.user_agent.partner_id.id,
            "viewer": "p1",
        }
        now = "2026-01-05 09:00:00"
        error = {"name": "A fault", "kind": "job", "fingerprint": "a"}
        error |= {"date_first": now, "date_last": now}
        act = {"partner_id": cls.customer.id, "kind": "export"}
        act |= {"user_id": cls.user_manager.id}
        return {
            "person_act": (
                cls.env["intervia.person.act"].create(act),
                {"reason": "?"},
                act,
            ),
            "error_report": (
                cls.env["intervia.error.report"].create(error),
                {"name": "?"},
                {**error, "fingerprint": "b"},
            ),
            "ticket_view": (
                cls._create("ticket.view", **view),
                {"door": "api"},
                {**view, "viewer": "p2"},
            ),
        }

    @classmethod
    def _create_tools(cls):
        call = {
            "name": "Call back",
            "ticket_id": cls.ticket.id,
            "date": "2036-01-05 09:00:00",
        }
        other = cls.other_agent
        cls.ticket.sudo()._add_attending(other)
        reminders = cls.env["intervia.reminder"]
        own = reminders.with_user(cls.user_agent).create(call)
        theirs = reminders.with_user(other).create(call)
        merge = {"source_id": cls.ticket.id, "survivor_id": cls._create_ticket().id}
        kind = {"type_id": cls.env.ref("intervia_helpdesk.ticket_type_fault").id}
        step = {"ticket_id": cls.ticket.id, "name": "New"}
        return {
            "checklist": (
                cls._create("checklist", name="Old", **kind),
                {"name": "Changed"},
                {"name": "New", **kind},
            ),
            "ticket_step": (
                cls.env["intervia.ticket.step"].create(step),
                {"is_done": True},
                step,
            ),
            "ticket_merge": (
                cls.env["intervia.ticket.merge"].create(merge),
                {"moved": []},
                {**merge, "source_id": merge["survivor_id"]},
            ),
            "macro": (
                cls._create("macro", name="Restart it"),
                {"name": "Changed"},
                {"name": "New"},
            ),
            "reminder": (own, {"name": "Changed"}, call),
            "reminder_of_another": (theirs, {"name": "Changed"}, call),
        }

    @classmethod
    def _create_promises(cls):
        hours = {"name": "New", "solution_hours": 1}
        policy = cls._create("sla", **hours)
        unused = cls._create("sla", **hours)
        clock = {
            "ticket_id": cls.ticket.id,
            "sla_id": policy.id,
            "kind": "solution",
            "date_start": "2026-01-01 09:00:00",
            "target_hours": 1,
        }
        return {
            "sla": (unused, {"name": "Changed"}, hours),
            "sla_step": (
                unused.step_ids[0],
                {"percent": 60},
                {"sla_id": unused.id, "percent": 90},
            ),
            "ticket_deadline": (
                cls.env["intervia.ticket.deadline"].create(clock),
                {"target_hours": 2},
                {**clock, "kind": "next_answer"},
            ),
        }

    @staticmethod
    def _read_table(table):
        """Yield (row, role, cell)."""
        header, *lines = table.strip().splitlines()
        for line in lines:
            row, *cells = line.split()
            for role, cell in zip(header.split(), cells, strict=True):
                yield row, role, cell

    def _read_access(self):
        """Yield (row, role, operation, allowed)."""
        for row, role, rights in self._read_table(ACCESS):
            for letter, operation in OPERATIONS.items():
                yield row, role, operation, letter in rights

    def _attempt(self, row, role, operation):
        record, change, new = self.subjects[row]
        record = record.with_user(self.people[role])
        with self.env.cr.savepoint() as savepoint:
            try:
                if operation == "read":
                    record.read(["display_name", *STAMP & record._fields.keys()])
                elif operation == "write":
                    record.write(change)
                elif operation == "create":
                    record.create(new)
                else:
                    record.unlink()
                self.env.flush_all()
            finally:
                savepoint.rollback()

    def test_table_both_ways(self):
        for row, role, operation, allowed in self._read_access():
            with self.subTest(row=row, role=role, operation=operation):
                if allowed:
                    self._attempt(row, role, operation)
                else:
                    with self.assertRaises(AccessError):
                        self._attempt(row, role, operation)

    def test_search_finds_what_may_be_read_and_nothing_else(self):
        for row, role, operation, allowed in self._read_access():
            if operation != "read":
                continue
            record = self.subjects[row][0]
            model = record.browse().with_user(self.people[role])
            if not model.has_access("read"):
                continue
            with self.subTest(row=row, role=role):
                found = model.search([("id", "=", record.id)])
                self.assertEqual(bool(found), allowed)

    def test_dialogs(self):
        for row, role, cell in self._read_table(DIALOGS):
            dialog = self.env[f"intervia.{row}"].with_user(self.people[role])
            with self.subTest(dialog=row, role=role):
                self.assertEqual(dialog.has_access("create"), cell == "yes")
                self.assertEqual(dialog.has_access("read"), cell == "yes")

    def test_every_model_has_its_row(self):
        tested = {record._name for record, _change, _new in self.subjects.values()}
        tested |= {f"intervia.{row}" for row, _role, _cell in self._read_table(DIALOGS)}
        ours = {
            name
            for name, model in self.registry.items()
            if model._original_module == "intervia_helpdesk" and not model._abstract
        }
        self.assertEqual(ours, tested)

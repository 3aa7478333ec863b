from odoo import Command
from odoo.exceptions import AccessError

from odoo.addons.intervia_helpdesk.models.ticket.permission import (
    PROTECTED_FIELDS,
    REQUESTER_FIELDS,
)

from .common import HelpdeskCase

# Written down here again, so that losing one from the code is noticed
FORGERIES = {
    "date_forgotten_warning": "2020-01-01 00:00:00",
    "date_stuck": "2020-01-01 00:00:00",
    "deadline_ids": [Command.clear()],
    "is_merged_apart": True,
    "merged_into_id": 1,
    "sla_deadline": "2020-01-01 00:00:00",
    "sla_id": 1,
    "sla_is_missed": True,
    "sla_is_paused": True,
    "sla_is_stale": True,
    "sla_kind": "solution",
    "attended_user_ids": [Command.set([])],
    "client_label": "completed",
    "commercial_partner_id": 1,
    "company_id": 1,
    "date_assigned": "2020-01-01 00:00:00",
    "date_cancelled": "2020-01-01 00:00:00",
    "date_closed": "2020-01-01 00:00:00",
    "date_first_reply": "2020-01-01 00:00:00",
    "date_last_client_message": "2020-01-01 00:00:00",
    "date_last_staff_message": "2020-01-01 00:00:00",
    "follow_up_ids": [Command.set([])],
    "is_open": True,
    "number": "000001",
    "origin_id": 1,
    "priority_level": 99,
    "spent_hours": 100.0,
    "state": "finished",
}


class TestProtectedFields(HelpdeskCase):
    """What only the product writes is not forged, whoever asks, whatever the door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)
        cls.staff = [cls.user_agent, cls.user_supervisor, cls.user_manager]

    def _prepare(self, user, **vals):
        staff = user in self.staff
        partner = self.customer if staff else user.partner_id
        return {
            "name": "New",
            "area_id": self.area.id,
            "partner_id": partner.id,
            **vals,
        }

    def _tries(self):
        for user in self.staff:
            for field, value in FORGERIES.items():
                yield user, field, value

    def test_list_is_complete(self):
        self.assertEqual(set(FORGERIES), PROTECTED_FIELDS)
        kept = {
            name
            for name, field in self.env["intervia.ticket"]._fields.items()
            if field._module == "intervia_helpdesk"
            and field.store
            and (field.related or name.startswith("date_"))
        }
        self.assertFalse(kept - PROTECTED_FIELDS)

    def test_write_is_refused(self):
        for user, field, value in self._tries():
            with (
                self.subTest(user=user.login, field=field),
                self.assertRaises(AccessError),
            ):
                self.ticket.with_user(user).write({field: value})

    def test_create_is_refused(self):
        tickets = self.env["intervia.ticket"]
        for user, field, value in self._tries():
            if not any(value if isinstance(value, list) else [value]):
                continue
            with (
                self.subTest(user=user.login, field=field),
                self.assertRaises(AccessError),
            ):
                tickets.with_user(user).create(self._prepare(user, **{field: value}))

    def test_create_by_context_is_refused(self):
        tickets = self.env["intervia.ticket"]
        for user, field, value in self._tries():
            context = {f"default_{field}": value}
            with (
                self.subTest(user=user.login, field=field),
                self.assertRaises(AccessError),
            ):
                tickets.with_user(user).with_context(**context).create(
                    self._prepare(user)
                )

    def test_copy_is_refused(self):
        for user, field, value in self._tries():
            if user == self.user_agent:
                with self.subTest(field=field), self.assertRaises(AccessError):
                    self.ticket.with_user(user).copy({field: value})

    def test_import_is_refused(self):
        result = (
            self.env["intervia.ticket"]
            .with_user(self.user_manager)
            .load([".id", "number"], [[str(self.ticket.id), "000001"]])
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])

    def test_creator_and_creation_date_are_not_forged(self):
        vals = self._prepare(
            self.user_agent,
            create_uid=self.user_manager.id,
            create_date="2020-01-01 00:00:00",
        )
        ticket = self.env["intervia.ticket"].with_user(self.user_agent).create(vals)
        self.assertEqual(ticket.create_uid, self.user_agent)
        self.assertEqual(ticket.create_date.date(), ticket.env.cr.now().date())

    def test_agent_does_not_choose_the_assignee(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        vals = self._prepare(self.user_agent)
        person = self.user_agent.id
        with self.assertRaises(AccessError):
            tickets.create({**vals, "user_id": person})
        with self.assertRaises(AccessError):
            tickets.with_context(default_user_id=person).create(vals)

    # The requester

    def test_requester_asks_for_himself_only(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_requester)
        own = tickets.create(self._prepare(self.user_requester))
        self.assertEqual(own.partner_id, self.user_requester.partner_id)
        for other in (self.customer, self.user_agent.partner_id):
            with self.assertRaises(AccessError):
                tickets.create(self._prepare(self.user_requester, partner_id=other.id))
            with self.assertRaises(AccessError):
                tickets.with_context(default_partner_id=other.id).create(
                    {"name": "New", "area_id": self.area.id}
                )

    def test_requester_says_only_what_belongs_to_a_question(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_requester)
        ids = {"many2one": 1, "many2many": [Command.link(1)], "boolean": True}
        ids |= {"one2many": [Command.create({})], "integer": 1, "float": 1.0}
        for name, field in tickets._fields.items():
            if not field.store or name in REQUESTER_FIELDS | {"id", "stage_id"}:
                continue
            if name in ("create_uid", "create_date", "write_uid", "write_date"):
                continue
            value = ids.get(field.type, "high")
            for context, vals in (
                ({}, {name: value}),
                ({f"default_{name}": value}, {}),
            ):
                with self.subTest(field=name), self.assertRaises(AccessError):
                    tickets.with_context(**context).create(
                        self._prepare(self.user_requester, **vals)
                    )

    def test_requester_changes_nothing_afterwards(self):
        ticket = self.env["intervia.ticket"].create(self._prepare(self.user_requester))
        for field in ("name", "priority_id", "description", "partner_id"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                ticket.with_user(self.user_requester).write({field: False})

    def test_form_names_no_ticket_out_of_reach(self):
        stranger = self._create_user("stranger", "group_agent")
        for model, field in (
            ("intervia.ticket", "origin_id"),
            ("intervia.worklog", "ticket_id"),
        ):
            forms = self.env[model].with_user(stranger)
            spec = {field: {"fields": {"display_name": {}}}}
            for value in (self.ticket.id, [self.ticket.id], {"id": self.ticket.id}):
                with self.subTest(model, value=value):
                    self._assert_form_is_silent(forms, {field: value}, spec)
            forms = forms.with_context(**{f"default_{field}": self.ticket.id})
            self._assert_form_is_silent(forms, {}, spec)

    def _assert_form_is_silent(self, forms, values, spec):
        self.env.invalidate_all()
        try:
            answer = forms.onchange(values, [], spec)
        except (AccessError, TypeError):
            return
        self.assertNotIn(self.ticket.name, str(answer))

    # The worklog

    def test_worklog_keeps_the_area_and_client_of_its_ticket(self):
        elsewhere = self._create_area("Elsewhere")
        entries = self.env["intervia.worklog"].with_user(self.user_agent)
        vals = {"ticket_id": self.ticket.id}
        forged = {"area_id": elsewhere.id, "company_id": self.company_2.id}
        for entry in (
            entries.create({**vals, **forged}),
            entries.with_context(default_area_id=elsewhere.id).create(vals),
        ):
            self.assertEqual(entry.area_id, self.area)
            self.assertEqual(entry.company_id, self.ticket.company_id)
        with self.assertRaises(AccessError):
            entry.write(forged)

    def test_logging_work_does_not_open_a_ticket_out_of_reach(self):
        stranger = self._create_user("stranger", "group_agent")
        entries = self.env["intervia.worklog"].with_user(stranger)
        with self.assertRaises(AccessError):
            entries.create({"ticket_id": self.ticket.id})
        with self.assertRaises(AccessError):
            entries.with_context(default_ticket_id=self.ticket.id).create({})
        with self.assertRaises(AccessError):
            self.ticket.with_user(stranger).read(["name"])

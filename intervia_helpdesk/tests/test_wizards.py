import base64

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import HelpdeskCase


class TestAnswer(HelpdeskCase):
    """Answering a client and moving his ticket in one act (F073)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)

    def _answer(self, move="none", body="<p>Turn it off and on again.</p>", **vals):
        wizards = self.env["intervia.ticket.answer"].with_user(self.user_agent)
        wizard = wizards.create(
            {"ticket_id": self.ticket.id, "body": body, "move": move, **vals}
        )
        with self.mock_mail_gateway():
            wizard.action_send()
        return self.ticket.message_ids[:1]

    def test_answer_is_public_and_starts_work(self):
        message = self._answer()
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertIn("off and on", message.body)
        self.assertEqual(self.ticket.state, "in_progress")

    def test_answer_and_finish(self):
        self._answer("finished")
        self.assertEqual(self.ticket.state, "finished")

    def test_answer_and_wait(self):
        self._answer("waiting")
        self.assertEqual(self.ticket.state, "waiting")

    def test_buttons_move_whatever_was_chosen(self):
        wizard = self.env["intervia.ticket.answer"].create(
            {"ticket_id": self.ticket.id, "body": "<p>Done</p>"}
        )
        wizard.action_send_and_wait()
        self.assertEqual(self.ticket.state, "waiting")
        wizard.action_send_and_finish()
        self.assertEqual(self.ticket.state, "finished")

    def test_reply_and_reply_to_all_are_distinct_and_editable(self):
        people = self.env["res.partner"].create(
            [{"name": n, "email": f"{n}@roble.example"} for n in ("eva", "luis")]
        )
        self.ticket.message_subscribe((people[0] | self.user_agent.partner_id).ids)
        client = self.ticket.partner_id
        edited = client | people[1]
        for vals, expected in (
            ({}, client | people[0]),
            ({"audience": "client"}, client),
            ({"recipient_ids": [Command.set(edited.ids)]}, edited),
        ):
            message = self._answer(**vals)
            # sudo: notifications are told by the mails that left
            told = message.sudo().notification_ids.res_partner_id
            self.assertEqual(told, expected)

    def test_dialog_shows_who_gets_the_answer(self):
        dialogs = self.env["intervia.ticket.answer"].with_user(self.user_agent)
        form = Form(dialogs.with_context(default_ticket_id=self.ticket.id))
        self.assertEqual(form.recipient_ids[:], self.ticket.partner_id)
        self.assertFalse(form.has_others)

    def test_answer_to_nobody_is_refused(self):
        with self.assertRaises(UserError):
            self._answer(recipient_ids=[Command.clear()])

    def test_empty_answer_is_refused(self):
        with self.assertRaises(UserError):
            self._answer(body="<p><br></p>")

    def test_files_go_with_the_answer(self):
        files = self.env["ir.attachment"].with_user(self.user_agent)
        file = files.create(
            {
                "name": "steps.txt",
                "datas": base64.b64encode(b"one, two"),
                "res_model": "intervia.ticket.answer",
                "res_id": 0,
            }
        )
        message = self._answer(attachment_ids=[Command.set(file.ids)])
        self.assertEqual(message.attachment_ids.mapped("name"), ["steps.txt"])

    def test_somebody_elses_ticket_is_not_answered(self):
        stranger = self._create_user("stranger", "group_agent")
        self.ticket.area_id.agent_visibility = "own"
        wizard = self.env["intervia.ticket.answer"].create(
            {"ticket_id": self.ticket.id, "body": "<p>Hello</p>"}
        )
        with self.assertRaises(AccessError):
            wizard.with_user(stranger).action_send()

    def test_dialog_tells_nothing_of_somebody_elses_ticket(self):
        stranger = self._create_user("stranger", "group_agent")
        self.ticket.area_id.agent_visibility = "own"
        dialogs = self.env["intervia.ticket.answer"].with_user(stranger)
        dialogs = dialogs.with_context(
            active_model="intervia.ticket", active_id=self.ticket.id
        )
        with self.assertRaises(AccessError):
            dialogs.create({})
        with self.assertRaises(AccessError):
            dialogs.onchange({}, [], {"partner_email": {}})

    def test_answer_of_a_colleague_is_not_read_before_it_is_sent(self):
        dialogs = self.env["intervia.ticket.answer"].with_user(self.user_agent)
        draft = dialogs.create({"ticket_id": self.ticket.id, "body": "<p>Draft</p>"})
        colleague = draft.with_user(self.user_supervisor)
        self.assertFalse(colleague.search([]))
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            colleague.write({"body": "<p>Something else</p>"})


class TestAssign(HelpdeskCase):
    """Giving tickets to people, knowing who is busy and who is away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_user("colleague", "group_agent")
        cls.area.member_ids |= cls.colleague
        cls.tickets = cls._create_ticket() | cls._create_ticket(name="No network")

    def _open(self, tickets, user=None):
        wizards = self.env["intervia.ticket.assign"]
        return wizards.with_user(user or self.user_supervisor).with_context(
            active_model="intervia.ticket", active_ids=tickets.ids
        )

    def test_many_at_once_with_a_note(self):
        form = Form(self._open(self.tickets))
        form.user_id = self.colleague
        form.note = "She knows this printer"
        form.save().action_assign()
        self.assertEqual(self.tickets.user_id, self.colleague)
        self.assertEqual(self.tickets.mapped("state"), ["assigned", "assigned"])
        notes = self.tickets.message_ids.filtered(lambda m: "knows this" in m.body)
        self.assertEqual(len(notes), 2)
        self.assertEqual(notes.subtype_id, self.env.ref("mail.mt_note"))

    def test_candidates_least_busy_first_absent_last(self):
        self.tickets.user_id = self.user_agent
        self.user_supervisor.write(
            {"out_of_office_from": fields.Datetime.now().replace(year=2020)}
        )
        wizard = self._open(self.tickets).create({})
        self.assertEqual(
            [(c["id"], c["open"], c["away"]) for c in wizard.candidates],
            [
                (self.colleague.id, 0, False),
                (self.user_agent.id, 2, False),
                (self.user_supervisor.id, 0, True),
            ],
        )

    def test_to_another_area(self):
        workshop = self._create_area("Workshop")
        wizard = self._open(self.tickets).create(
            {"area_id": workshop.id, "user_id": self.user_agent.id}
        )
        wizard.action_assign()
        self.assertEqual(self.tickets.area_id, workshop)
        self.assertEqual(self.tickets.user_id, self.user_agent)

    def test_agent_without_permission_is_refused(self):
        wizard = self._open(self.tickets, self.user_agent).create(
            {"user_id": self.user_agent.id}
        )
        with self.assertRaises(AccessError):
            wizard.action_assign()
        self.assertFalse(self.tickets.user_id)

    def test_nobody_chosen(self):
        with self.assertRaises(UserError):
            self._open(self.tickets).create({"user_id": False}).action_assign()


class TestCancel(HelpdeskCase):
    def test_cancel_for_good(self):
        ticket = self._create_ticket(user_id=self.user_agent.id)
        wizards = self.env["intervia.ticket.cancel"].with_user(self.user_agent)
        wizard = wizards.with_context(
            active_model="intervia.ticket", active_ids=ticket.ids
        ).create({"reason": "Twice the same"})
        wizard.action_cancel()
        self.assertEqual(ticket.state, "cancelled")

    def test_ticket_of_others_is_not_cancelled(self):
        ticket = self._create_ticket(user_id=self.user_supervisor.id)
        self.area.agent_visibility = "own"
        wizard = self.env["intervia.ticket.cancel"].create(
            {"ticket_ids": [Command.set(ticket.ids)]}
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):  # a dialog is its opener's alone
            wizard.with_user(self.user_agent).action_cancel()
        self.assertEqual(ticket.state, "assigned")


class TestRegister(HelpdeskCase):
    """The quick form for the phone and the counter (F005, F007, F008)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["intervia.category"].create(
            {"name": "Printers", "area_id": cls.area.id}
        )
        cls.customer.write({"phone": "+34 600 111 222", "country_id": False})
        cls.wizards = cls.env["intervia.ticket.register"].with_user(cls.user_agent)

    def _register(self, **vals):
        wizard = self.wizards.create(
            {"area_id": self.area.id, "name": "No paper comes out", **vals}
        )
        return self.env["intervia.ticket"].browse(wizard.action_register()["res_id"])

    def test_form_walks_in_its_order(self):
        form = Form(self.wizards)
        self.assertEqual(form.area_id, self.area, "the agent's only area")
        form.category_id = self.category
        form.partner_id = self.customer
        form.name = "No paper comes out"
        action = form.save().action_register()
        ticket = self.env["intervia.ticket"].browse(action["res_id"])
        self.assertRecordValues(
            ticket,
            [
                {
                    "category_id": self.category.id,
                    "partner_id": self.customer.id,
                    "channel_id": self.env.ref("intervia_helpdesk.channel_phone").id,
                    "state": "registered",
                    "create_uid": self.user_agent.id,
                }
            ],
        )

    def test_category_leaves_with_its_area(self):
        form = Form(self.wizards)
        form.category_id = self.category
        form.area_id = self._create_area("Workshop")
        self.assertFalse(form.category_id)

    def test_client_found_by_email(self):
        ticket = self._register(client_email="CUSTOMER@example.com")
        self.assertEqual(ticket.partner_id, self.customer)

    def test_client_found_by_phone(self):
        ticket = self._register(client_phone="+34600111222")
        self.assertEqual(ticket.partner_id, self.customer)

    def test_client_found_by_typing_a_phone(self):
        partners = self.env["res.partner"].with_user(self.user_agent)
        partners = partners.with_context(intervia_search_phone=True)
        found = partners.name_search("600 111 222")
        self.assertIn(self.customer.id, [partner_id for partner_id, _name in found])

    def test_unknown_client_is_created(self):
        ticket = self._register(client_name="Rosa", client_email="rosa@example.org")
        self.assertRecordValues(
            ticket.partner_id, [{"name": "Rosa", "email": "rosa@example.org"}]
        )

    def test_nobody_asks(self):
        with self.assertRaises(UserError):
            self._register()

    def test_type_proposes_its_priority(self):
        urgent = self.env.ref("intervia_helpdesk.priority_urgent")
        kind = self.env.ref("intervia_helpdesk.ticket_type_bug")
        kind.priority_id = urgent
        form = Form(self.wizards)
        form.type_id = kind
        self.assertEqual(form.priority_id, urgent)
        self.assertTrue(form.asks_program)

    def _create_file(self, user, **vals):
        files = self.env["ir.attachment"].with_user(user)
        return files.create({"name": "photo.png", "raw": b"x", **vals})

    def test_files_become_files_of_the_ticket(self):
        file = self._create_file(
            self.user_agent, res_model="intervia.ticket.register", res_id=0
        )
        ticket = self._register(
            partner_id=self.customer.id, attachment_ids=[Command.set(file.ids)]
        )
        self.assertEqual((file.res_model, file.res_id), ("intervia.ticket", ticket.id))

    def test_files_of_others_stay_where_they_are(self):
        file = self._create_file(
            self.user_manager, res_model="res.partner", res_id=self.customer.id
        )
        self._register(
            partner_id=self.customer.id, attachment_ids=[Command.set(file.ids)]
        )
        self.assertEqual(file.res_model, "res.partner")


class TestStaffPermission(HelpdeskCase):
    """Only the administrator of the helpdesk says who may do what (F041)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls._create_user("newcomer", "base.group_user")

    def _give(self, user, role, by=None, **vals):
        wizards = self.env["intervia.staff.permission"]
        wizard = wizards.with_user(by or self.user_manager).create(
            {"user_id": user.id, "role": role, **vals}
        )
        wizard.action_apply()

    def _has(self, user, name):
        return user.has_group(f"intervia_helpdesk.group_{name}")

    def test_employee_becomes_agent_of_an_area(self):
        self._give(self.employee, "agent", area_ids=[Command.set(self.area.ids)])
        self.assertTrue(self._has(self.employee, "agent"))
        self.assertFalse(self._has(self.employee, "permission_assign"))
        self.assertIn(self.employee, self.area.member_ids)

    def test_agent_gets_one_permission(self):
        self._give(self.user_agent, "agent", can_assign=True)
        self.assertTrue(self._has(self.user_agent, "permission_assign"))
        self.assertFalse(self._has(self.user_agent, "supervisor"))
        self.assertFalse(self._has(self.user_agent, "permission_export"))

    def test_agent_loses_what_is_not_chosen(self):
        self._give(self.user_agent, "agent", can_assign=True, can_export=True)
        self._give(self.user_agent, "agent", can_assign=False, can_export=True)
        self.assertFalse(self._has(self.user_agent, "permission_assign"))
        self.assertTrue(self._has(self.user_agent, "permission_export"))

    def test_supervisor_supervises_his_areas(self):
        self._give(self.employee, "supervisor", area_ids=[Command.set(self.area.ids)])
        self.assertIn(self.employee, self.area.supervisor_ids)
        self.assertNotIn(self.employee, self.area.member_ids)

    def test_back_to_requester(self):
        self._give(self.user_agent, "user")
        self.assertFalse(self._has(self.user_agent, "agent"))
        self.assertNotIn(self.user_agent, self.area.member_ids)
        self.assertTrue(self.user_agent.has_group("base.group_user"))

    def test_form_begins_with_what_is(self):
        wizards = self.env["intervia.staff.permission"].with_user(self.user_manager)
        form = Form(wizards.with_context(default_user_id=self.user_supervisor.id))
        self.assertEqual(form.role, "supervisor")
        self.assertEqual(form.area_ids[:], self.area)

    def test_change_is_logged(self):
        self._give(self.employee, "agent", area_ids=[Command.set(self.area.ids)])
        log = self.employee.partner_id.message_ids[:1]
        self.assertIn("Systems", log.body)
        self.assertEqual(log.author_id, self.user_manager.partner_id)

    def test_who_is_refused(self):
        system = self._create_user("system", "base.group_system")
        cases = [
            (self.user_supervisor, self.employee, "agent", AccessError),
            (self.user_agent, self.user_agent, "manager", AccessError),
            (self.user_manager, system, "user", UserError),
            (self.user_manager, self.user_customer, "agent", UserError),
            (self.user_manager, self.user_manager, "agent", UserError),
            (self.user_manager, self.env.ref("base.user_root"), "user", UserError),
        ]
        for caller, user, role, error in cases:
            with self.subTest(by=caller.login, user=user.login), self.cr.savepoint():
                wizards = self.env["intervia.staff.permission"]
                wizard = wizards.create({"user_id": user.id, "role": role})
                with self.assertRaises(error):
                    wizard.with_user(caller).action_apply()

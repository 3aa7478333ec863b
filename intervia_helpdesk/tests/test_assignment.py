from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import HelpdeskCase


class TestAssignment(HelpdeskCase):
    """Who gets a new ticket, and who may give it to somebody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ana, cls.blas, cls.clara, cls.david = (
            cls._create_user(name, "group_agent")
            for name in ("ana", "blas", "clara", "david")
        )
        cls.team = cls.ana | cls.blas | cls.clara
        cls.area.member_ids = cls.team
        cls.hardware = cls._create_category("Hardware")
        cls.printers = cls._create_category("Printers", parent_id=cls.hardware.id)
        cls.urgent = cls.env.ref("intervia_helpdesk.priority_urgent")
        cls.normal = cls.env.ref("intervia_helpdesk.priority_normal")

    @classmethod
    def _create_category(cls, name, **vals):
        return cls.env["intervia.category"].create(
            {"name": name, "area_id": cls.area.id, **vals}
        )

    def _create_rule(self, user, category=None, priority=None, **vals):
        return self.env["intervia.assignment.rule"].create(
            {
                "area_id": self.area.id,
                "category_id": category and category.id,
                "priority_id": priority and priority.id,
                "user_id": user.id,
                **vals,
            }
        )

    def _get_assigned(self, category=None, priority=None, **vals):
        return self._create_ticket(
            category_id=category and category.id,
            priority_id=(priority or self.normal).id,
            **vals,
        ).user_id

    def _send_away(self, user, days=2):
        now = fields.Datetime.now()
        user.out_of_office_from = now - timedelta(days=1)
        user.out_of_office_to = days and now + timedelta(days=days)

    # Rules: the most precise first

    def test_precision_of_rules(self):
        self._create_rule(self.ana)
        self.assertEqual(self._get_assigned(self.printers, self.urgent), self.ana)
        self._create_rule(self.blas, priority=self.urgent)
        self.assertEqual(self._get_assigned(self.printers, self.urgent), self.blas)
        self.assertEqual(self._get_assigned(self.printers), self.ana)
        self._create_rule(self.clara, self.printers)
        self.assertEqual(self._get_assigned(self.printers, self.urgent), self.clara)
        self._create_rule(self.david, self.printers, self.urgent)
        self.assertEqual(self._get_assigned(self.printers, self.urgent), self.david)
        self.assertEqual(self._get_assigned(self.printers), self.clara)
        self.assertEqual(self._get_assigned(), self.ana)

    def test_order_of_creation_does_not_matter(self):
        self._create_rule(self.david, self.printers, self.urgent)
        self._create_rule(self.ana, sequence=1)
        self.assertEqual(self._get_assigned(self.printers, self.urgent), self.david)

    def test_rule_of_the_parent_category_counts(self):
        self._create_rule(self.ana, self.hardware)
        self.assertEqual(self._get_assigned(self.printers), self.ana)
        self.printers.user_id = self.blas
        self.assertEqual(self._get_assigned(self.printers), self.blas)
        self.assertEqual(self._get_assigned(self.hardware), self.ana)

    def test_rule_goes_before_the_responsible_of_the_category(self):
        self.printers.user_id = self.ana
        self.assertEqual(self._get_assigned(self.printers), self.ana)
        self._create_rule(self.blas, self.printers)
        self.assertEqual(self._get_assigned(self.printers), self.blas)

    def test_archived_rule_and_rule_of_another_area_do_not_count(self):
        self._create_rule(self.ana, active=False)
        elsewhere = self._create_area("Elsewhere")
        self._create_rule(self.blas, area_id=elsewhere.id)
        self.assertFalse(self._get_assigned())

    def test_rule_names_a_category_of_its_area(self):
        elsewhere = self._create_area("Elsewhere")
        with self.assertRaises(ValidationError):
            self._create_rule(self.blas, self.printers, area_id=elsewhere.id)

    def test_assigned_ticket_is_born_complete(self):
        self._create_rule(self.ana)
        ticket = self._create_ticket()
        self.assertEqual(ticket.state, "assigned")
        self.assertTrue(ticket.date_assigned)
        self.assertEqual(ticket.attended_user_ids, self.ana)

    # The method of the area

    def test_by_hand(self):
        self.assertFalse(self._get_assigned())
        self.assertEqual(self._create_ticket().state, "registered")

    def test_in_turn(self):
        self.area.assignment_method = "round_robin"
        turns = [self._get_assigned() for _turn in range(6)]
        self.assertEqual(set(turns[:3]), set(self.team))
        self.assertEqual(turns[3:], turns[:3])

    def test_in_turn_within_one_batch(self):
        self.area.assignment_method = "round_robin"
        vals = {"name": "New", "area_id": self.area.id, "partner_id": self.customer.id}
        tickets = self.env["intervia.ticket"].create([dict(vals) for _n in range(9)])
        shares = [len(t) for t in tickets.grouped("user_id").values()]
        self.assertEqual(shares, [3, 3, 3])

    def test_least_loaded(self):
        self.area.assignment_method = "least_loaded"
        self._create_ticket(user_id=self.ana.id)
        self._create_ticket(user_id=self.blas.id)
        solved = self._create_ticket()
        self.assertEqual(solved.user_id, self.clara)
        solved._move_to("finished")
        self.assertEqual(self._get_assigned(), self.clara)

    def test_load_of_other_areas_counts(self):
        self.area.assignment_method = "least_loaded"
        elsewhere = self._create_area("Elsewhere")
        for user in (self.ana, self.blas):
            self._create_ticket(area_id=elsewhere.id, user_id=user.id)
        self.assertEqual(self._get_assigned(), self.clara)

    # Absence

    def test_absent_people_are_skipped(self):
        self._send_away(self.ana)
        self._create_rule(self.ana, self.printers)
        self._create_rule(self.blas)
        self.assertEqual(self._get_assigned(self.printers), self.blas)
        for method in ("round_robin", "least_loaded"):
            self.area.assignment_method = method
            with self.subTest(method=method):
                self._send_away(self.blas, days=None)
                self.assertEqual(self._get_assigned(), self.clara)

    def test_absence_over_counts_no_more(self):
        self._create_rule(self.ana)
        self._send_away(self.ana, days=-0.5)
        self.assertEqual(self._get_assigned(), self.ana)

    def test_archived_agent_gets_nothing(self):
        self._create_rule(self.ana)
        self.ana.active = False
        self.assertFalse(self._get_assigned())

    # Nobody

    def test_nobody_found_alerts_supervisors_and_administrators(self):
        self.area.assignment_method = "round_robin"
        for user in self.team:
            self._send_away(user)
        ticket = self._create_ticket()
        self.assertFalse(ticket.user_id)
        alerted = ticket._get_staff_to_alert()[ticket.id]
        self.assertLessEqual(self.user_supervisor | self.user_manager, alerted)
        self.assertFalse(alerted & (self.team | self.user_employee))

    def test_administrators_of_another_company_are_not_alerted(self):
        abroad = self._create_user(
            "manager_abroad", "group_manager", company_id=self.company_2.id
        )
        ticket = self._create_ticket()
        self.assertNotIn(abroad, ticket._get_staff_to_alert()[ticket.id])


class TestHandOver(HelpdeskCase):
    """Assigning, reassigning, taking over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_colleague = cls._create_user("colleague", "group_agent")
        cls.area.write(
            {
                "agent_visibility": "area",
                "member_ids": [Command.link(cls.user_colleague.id)],
            }
        )
        cls.tickets = cls._create_ticket() | cls._create_ticket(
            user_id=cls.user_agent.id
        )

    def test_supervisor_assigns_and_reassigns_a_batch(self):
        tickets = self.tickets.with_user(self.user_supervisor)
        tickets.write({"user_id": self.user_colleague.id})
        self.assertEqual(tickets.user_id, self.user_colleague)
        self.assertEqual(set(tickets.mapped("state")), {"assigned"})
        self.assertEqual(
            self.tickets[1].attended_user_ids, self.user_agent | self.user_colleague
        )

    def test_supervisor_takes_over(self):
        tickets = self.tickets.with_user(self.user_supervisor)
        tickets.action_take()
        self.assertEqual(tickets.user_id, self.user_supervisor)

    def test_reassigning_keeps_the_state_of_the_work(self):
        self.tickets._move_to("waiting")
        self.tickets.with_user(self.user_supervisor).user_id = self.user_colleague
        self.assertEqual(set(self.tickets.mapped("state")), {"waiting"})

    def test_agent_does_not_assign(self):
        tickets = self.tickets.with_user(self.user_agent)
        for act in (
            lambda: tickets.action_take(),
            lambda: tickets.write({"user_id": self.user_colleague.id}),
            lambda: tickets[1].write({"user_id": False}),
            lambda: tickets.write({"area_id": self._create_area("Elsewhere").id}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_agent_may_write_the_same_person_again(self):
        ticket = self.tickets[1].with_user(self.user_agent)
        ticket.write({"user_id": self.user_agent.id, "area_id": self.area.id})
        self.assertEqual(ticket.user_id, self.user_agent)

    def test_only_support_is_assigned(self):
        for user in (self.user_employee, self.user_customer):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.tickets.with_user(self.user_supervisor)._assign(user)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.tickets.with_user(self.user_supervisor).user_id = user

    def test_nobody_of_another_company_is_assigned(self):
        abroad = self._create_user(
            "abroad", "group_agent", company_id=self.company_2.id
        )
        with self.assertRaises(UserError):
            self.tickets.with_user(self.user_supervisor)._assign(abroad)
        with self.assertRaises(UserError):
            self.tickets.with_user(self.user_supervisor).user_id = abroad

    def test_supervisor_works_on_an_unassigned_ticket_and_so_takes_it(self):
        ticket = self.tickets[0].with_user(self.user_supervisor)
        ticket.action_start()
        self.assertEqual(ticket.user_id, self.user_supervisor)
        self.assertEqual(ticket.state, "in_progress")

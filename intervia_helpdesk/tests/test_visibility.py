from odoo import Command
from odoo.exceptions import AccessError

from .common import HelpdeskCase


class TestVisibility(HelpdeskCase):
    """Which tickets a person finds: by his area, his permissions, his company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_colleague = cls._create_user("colleague", "group_agent")
        cls.area.member_ids += cls.user_colleague
        cls.elsewhere = cls._create_area(
            "Elsewhere", member_ids=[Command.clear()], supervisor_ids=[Command.clear()]
        )
        cls.queued = cls._create_ticket()
        cls.mine = cls._create_ticket(user_id=cls.user_agent.id)
        cls.theirs = cls._create_ticket(user_id=cls.user_colleague.id)
        cls.foreign = cls._create_ticket(area_id=cls.elsewhere.id)
        cls.all = cls.queued | cls.mine | cls.theirs | cls.foreign

    def _assertSees(self, user, tickets, operation="read"):
        """``user`` can search and read (or write) exactly ``tickets`` of ours."""
        seen = self.env["intervia.ticket"].with_user(user)
        self.assertEqual(seen.search([("id", "in", self.all.ids)]), tickets)
        for ticket in self.all:
            self.assertEqual(
                ticket.with_user(user).has_access(operation), ticket in tickets
            )

    def _give(self, user, permission):
        group = self.env.ref(f"intervia_helpdesk.group_permission_{permission}")
        user.group_ids += group

    # What the area lets its agents see

    def test_own(self):
        self.area.agent_visibility = "own"
        self._assertSees(self.user_agent, self.mine)

    def test_queue(self):
        self.area.agent_visibility = "queue"
        self._assertSees(self.user_agent, self.mine | self.queued)

    def test_area(self):
        self.area.agent_visibility = "area"
        self._assertSees(self.user_agent, self.all - self.foreign)

    def test_attended_tickets_stay_in_sight(self):
        self.area.agent_visibility = "own"
        self.mine.user_id = self.user_colleague
        self._assertSees(self.user_agent, self.mine)
        self._assertSees(self.user_colleague, self.mine | self.theirs)

    def test_answering_needs_more_than_having_registered(self):
        mine = self.env["intervia.ticket"].with_user(self.user_agent)
        mine = mine.create({"name": "By phone", "area_id": self.elsewhere.id})
        mine.message_post(body="For you", subtype_xmlid="mail.mt_note")
        with self.assertRaises(AccessError):
            mine.message_post(body="Hello", subtype_xmlid="mail.mt_comment")
        self.assertNotIn(self.user_agent, mine.sudo().attended_user_ids)

    def test_created_by_me_is_read_only(self):
        self.area.agent_visibility = "own"
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        created = tickets.create(
            {
                "name": "By phone",
                "area_id": self.elsewhere.id,
                "partner_id": self.customer.id,
            }
        )
        self.assertTrue(created.has_access("read"))
        self.assertFalse(created.has_access("write"))
        with self.assertRaises(AccessError):
            created.name = "Another"
        with self.assertRaises(AccessError):
            created.action_cancel()

    # At once

    def test_joining_and_leaving_an_area_take_effect_at_once(self):
        self._assertSees(self.user_agent, self.mine | self.queued)
        self.elsewhere.member_ids += self.user_agent
        self._assertSees(self.user_agent, self.mine | self.queued | self.foreign)
        self.area.member_ids -= self.user_agent
        self._assertSees(self.user_agent, self.mine | self.foreign)

    def test_new_supervisor_sees_the_area_at_once(self):
        self._assertSees(self.user_supervisor, self.all - self.foreign)
        self.elsewhere.supervisor_ids += self.user_supervisor
        self._assertSees(self.user_supervisor, self.all)

    def test_archived_area_keeps_its_people(self):
        self.area.active = False
        self._assertSees(self.user_supervisor, self.all - self.foreign)

    def test_area_created_with_its_people_is_seen_at_once(self):
        self.env["intervia.ticket"].with_user(self.user_agent).search([])
        area = self._create_area("New", agent_visibility="area")
        self.all |= (ticket := self._create_ticket(area_id=area.id))
        self._assertSees(self.user_agent, self.mine | self.queued | ticket)

    def test_permission_taken_away_takes_effect_at_once(self):
        group = self.env.ref("intervia_helpdesk.group_permission_area")
        self._give(self.user_agent, "area")
        self._assertSees(self.user_agent, self.all - self.foreign)
        self.user_agent.group_ids -= group
        self._assertSees(self.user_agent, self.mine | self.queued)

    # Permissions of one employee

    def test_permission_area_shows_the_whole_area(self):
        self.area.agent_visibility = "own"
        self._give(self.user_agent, "area")
        self._assertSees(self.user_agent, self.all - self.foreign, "write")

    def test_permission_assign_lets_an_agent_assign(self):
        queued = self.queued.with_user(self.user_agent)
        with self.assertRaises(AccessError):
            queued.action_take()
        with self.assertRaises(AccessError):
            queued.user_id = self.user_colleague
        self._give(self.user_agent, "assign")
        queued.user_id = self.user_colleague
        self.assertEqual(self.queued.state, "assigned")
        self.mine.with_user(self.user_agent).user_id = self.user_colleague

    def test_permission_assign_does_not_reach_other_tickets(self):
        self._give(self.user_agent, "assign")
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.user_agent).action_take()

    def test_permission_export(self):
        mine = self.mine.with_user(self.user_agent)
        partner = self.customer.with_user(self.user_agent)
        entry = self.env["intervia.worklog"].create(
            {"ticket_id": mine.id, "user_id": self.user_agent.id}
        )
        self.user_agent.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            mine.export_data(["number"])
        with self.assertRaises(AccessError):
            partner.export_data(["name", "intervia_ticket_ids/number"])
        with self.assertRaises(AccessError):
            entry.with_user(self.user_agent).export_data(["name"])
        self._give(self.user_agent, "export")
        self.assertEqual(mine.export_data(["number"])["datas"], [[self.mine.number]])

    def test_permissions_do_not_make_a_supervisor(self):
        for permission in ("area", "assign", "export"):
            self._give(self.user_agent, permission)
        self.assertFalse(
            self.user_agent.has_group("intervia_helpdesk.group_supervisor")
        )
        self._assertSees(self.user_agent, self.all - self.foreign)

    # Companies

    def test_other_company_sees_nothing(self):
        for group in ("agent", "supervisor", "manager"):
            user = self._create_user(
                f"{group}_abroad", f"group_{group}", company_id=self.company_2.id
            )
            with self.subTest(group=group):
                self.area.supervisor_ids += user
                self._assertSees(user, self.all.browse())

    def test_other_company_sees_no_mail(self):
        mail = self.env["intervia.intake"].create(
            {"area_id": self.area.id, "outcome": "failed"}
        )
        for group in ("supervisor", "manager"):
            user = self._create_user(
                f"{group}_abroad", f"group_{group}", company_id=self.company_2.id
            )
            self.assertFalse(mail.with_user(user).has_access("read"))
        self.assertTrue(mail.with_user(self.user_manager).has_access("read"))

    def test_two_companies_see_what_is_switched_on(self):
        self.user_manager.company_ids += self.company_2
        abroad = self._create_area("Abroad", company_id=self.company_2.id)
        self.all |= (ticket := self._create_ticket(area_id=abroad.id))
        self._assertSees(self.user_manager, self.all)
        tickets = self.env["intervia.ticket"].with_user(self.user_manager)
        here = tickets.with_context(allowed_company_ids=self.company_admin.ids)
        self.assertNotIn(ticket, here.search([]))

    # Clients

    def test_client_finds_his_own_tickets_only(self):
        other = self._create_user(
            "other_client", "base.group_portal", parent_id=self.customer_company.id
        )
        self._assertSees(self.user_customer, self.all)
        self._assertSees(other, self.all.browse())

    def test_client_groups_by_nothing_of_the_inside(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_customer)
        for field in ("attended_user_ids", "complexity"):
            with self.subTest(field), self.assertRaises(AccessError):
                tickets.formatted_read_group([], [field], ["__count"])

    def test_client_reads_nothing_of_the_inside(self):
        ticket = self.mine.with_user(self.user_customer)
        inside = {
            "attended_user_ids",
            "complexity",
            "spent_hours",
            "ticket_properties",
            "worklog_ids",
            "my_timer_id",
        }
        self.assertFalse(inside & ticket.fields_get().keys())
        for field in inside:
            with self.subTest(field=field), self.assertRaises(AccessError):
                ticket.read([field])
            with self.subTest(field=field), self.assertRaises(AccessError):
                ticket.search([(field, "!=", False)])

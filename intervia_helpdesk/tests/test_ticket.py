from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import HelpdeskCase


class TestTicket(HelpdeskCase):
    """What a ticket is told apart and found by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_area = cls._create_area("Workshop")
        cls.category = cls.env["intervia.category"].create(
            {"name": "Printers", "area_id": cls.area.id, "kind": "requirement"}
        )
        cls.high = cls.env.ref("intervia_helpdesk.priority_high")
        cls.normal = cls.env.ref("intervia_helpdesk.priority_normal")

    def test_everything_worth_knowing_is_stored_and_searchable(self):
        known = {
            "estimated_hours",
            "spent_hours",
            "complexity",
            "tag_ids",
            "create_date",
            "date_first_reply",
            "date_last_client_message",
            "date_last_staff_message",
            "date_closed",
            "client_label",
            "progress",
            "state",
            "is_open",
            "commercial_partner_id",
            "priority_level",
        }
        tickets = self.env["intervia.ticket"].with_user(self.user_agent)
        for name in known:
            with self.subTest(field=name):
                self.assertTrue(tickets._fields[name].store)
                tickets.search([(name, "!=", False)], limit=1)

    # Classification

    def test_category_belongs_to_the_area(self):
        ticket = self._create_ticket(category_id=self.category.id)
        self.assertEqual(ticket.category_kind, "requirement")
        with self.assertRaises(ValidationError):
            self._create_ticket(
                area_id=self.other_area.id, category_id=self.category.id
            )

    def test_category_is_dropped_with_its_area(self):
        ticket = self._create_ticket(category_id=self.category.id)
        ticket.with_user(self.user_supervisor).area_id = self.other_area
        self.assertFalse(ticket.category_id)

    def test_category_in_use_stays_in_its_area(self):
        ticket = self._create_ticket(category_id=self.category.id)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.category.area_id = self.other_area
        ticket.category_id = False
        self.category.area_id = self.other_area

    def test_client_with_tickets_is_not_deleted(self):
        """Archived he is forgotten; deleted he would take his history along."""
        client = self.env["res.partner"].create({"name": "Rosa"})
        self._create_ticket(partner_id=client.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            client.unlink()

    def test_category_is_not_its_own_parent(self):
        with self.assertRaises(UserError):
            self.category.parent_id = self.category

    def test_full_name_of_a_category(self):
        child = self.category.copy({"name": "Ink", "parent_id": self.category.id})
        self.assertEqual(child.complete_name, "Printers / Ink")

    def test_priority_comes_from_the_type_or_is_the_default(self):
        kind = self.env["intervia.ticket.type"].create(
            {"name": "Breakdown", "priority_id": self.high.id}
        )
        self.assertEqual(self._create_ticket().priority_id, self.normal)
        self.assertEqual(self._create_ticket(type_id=kind.id).priority_id, self.high)
        chosen = self._create_ticket(type_id=kind.id, priority_id=self.normal.id)
        self.assertEqual(chosen.priority_id, self.normal)

    def test_order_is_by_urgency_then_age(self):
        old, urgent, new = (
            self._create_ticket(),
            self._create_ticket(priority_id=self.high.id),
            self._create_ticket(),
        )
        found = self.env["intervia.ticket"].search([("area_id", "=", self.area.id)])
        self.assertEqual(found, urgent | new | old)
        self.high.level = 1
        self.assertEqual(found.search([("id", "in", found.ids)])[-1], urgent)

    @mute_logger("odoo.sql_db")
    def test_ranges(self):
        for vals in ({"progress": 101}, {"progress": -1}, {"estimated_hours": -1}):
            with self.subTest(**vals), self.assertRaises(IntegrityError):
                self._create_ticket(**vals)
                self.env.flush_all()

    def test_keywords(self):
        tags = self.env["intervia.tag"].with_user(self.user_agent)
        ticket = self._create_ticket(tag_ids=[Command.create({"name": "toner"})])
        self.assertEqual(tags.search([("name", "=", "toner")]), ticket.tag_ids)

    # Custom fields

    def test_custom_fields_of_an_area(self):
        self.area.ticket_properties_definition = [
            {"name": "floor", "type": "char", "string": "Floor"}
        ]
        ticket = self._create_ticket(ticket_properties={"floor": "2nd"})
        found = ticket.with_user(self.user_agent).search(
            [("ticket_properties.floor", "=", "2nd")]
        )
        self.assertEqual(found, ticket)
        other = self._create_ticket(area_id=self.other_area.id)
        self.assertFalse(other.ticket_properties)

    # People and places

    def test_contact_data_follow_the_client(self):
        ticket = self._create_ticket()
        self.assertRecordValues(
            ticket,
            [
                {
                    "commercial_partner_id": self.customer_company.id,
                    "partner_name": self.customer.name,
                    "partner_email": self.customer.email,
                }
            ],
        )

    def test_client_without_contact_keeps_what_was_said(self):
        ticket = self._create_ticket(
            partner_id=False, partner_name="Somebody", partner_email="s@example.org"
        )
        self.assertRecordValues(
            ticket, [{"partner_name": "Somebody", "partner_email": "s@example.org"}]
        )

    def test_company_is_that_of_the_area(self):
        abroad = self._create_area("Abroad", company_id=self.company_2.id)
        self.assertEqual(
            self._create_ticket(area_id=abroad.id).company_id, self.company_2
        )
        ticket = self._create_ticket().with_user(self.user_supervisor)
        with self.assertRaises(AccessError):
            ticket.area_id = abroad

    def test_days_of_the_ticket(self):
        ticket = self._create_ticket(user_id=self.user_agent.id)
        self.assertLessEqual(ticket.date_assigned, fields.Datetime.now())
        self.assertFalse(ticket.date_first_reply or ticket.date_closed)

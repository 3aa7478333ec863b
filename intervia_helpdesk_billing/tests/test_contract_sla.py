from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .contract_case import ContractCase


@freeze_time("2026-03-20 10:00:00")
class TestContractSla(ContractCase):
    """The policies that a contract names go before those of everybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everybody = cls._create_policy("Everybody", sequence=1)
        cls.gold = cls._create_policy("Gold", is_by_contract=True)
        urgent = cls.env.ref("intervia_helpdesk.priority_urgent")
        cls.urgent = cls._create_policy(
            "Gold, urgent",
            is_by_contract=True,
            sequence=5,
            priority_ids=[Command.set(urgent.ids)],
        )

    @classmethod
    def _create_policy(cls, name, **vals):
        return cls.env["intervia.sla"].create(
            {"name": name, "solution_hours": 8, **vals}
        )

    def _contract(self, *policies, **vals):
        ids = [policy.id for policy in policies]
        return self._create_contract(sla_ids=[Command.set(ids)], **vals)

    def test_without_a_contract_nobody_gets_its_policy(self):
        self.assertEqual(self._create_ticket().sla_id, self.everybody)
        self._create_contract()
        self.assertEqual(self._create_ticket().sla_id, self.everybody)

    def test_first_of_the_contract_that_takes_the_ticket(self):
        self._contract(self.gold, self.urgent)
        ticket = self._create_ticket()
        self.assertEqual(ticket.sla_id, self.gold)
        ticket.priority_id = self.env.ref("intervia_helpdesk.priority_urgent")
        self.assertEqual(ticket.sla_id, self.urgent)
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        ticket = self._create_ticket(partner_id=other.id)
        self.assertEqual(ticket.sla_id, self.everybody)

    def test_policy_of_the_contract_that_does_not_take_the_ticket(self):
        self._contract(self.urgent)
        self.assertEqual(self._create_ticket().sla_id, self.everybody)

    def test_areas_of_the_contract(self):
        elsewhere = self._create_area("Elsewhere")
        self._contract(self.gold, area_ids=[Command.set(elsewhere.ids)])
        self.assertEqual(self._create_ticket().sla_id, self.everybody)
        ticket = self._create_ticket(area_id=elsewhere.id)
        self.assertEqual(ticket.sla_id, self.gold)

    def test_open_tickets_follow_what_becomes_of_the_contract(self):
        ticket = self._create_ticket()
        contract = self._contract(self.gold, start=False)
        self.assertEqual(ticket.sla_id, self.everybody)
        contract.action_start()
        self.assertEqual(ticket.sla_id, self.gold)
        contract.sla_ids = False
        self.assertEqual(ticket.sla_id, self.everybody)
        contract.sla_ids = self.gold
        self.assertEqual(ticket.sla_id, self.gold)
        contract.action_end()
        self.assertEqual(ticket.sla_id, self.everybody)

    def test_out_of_its_dates(self):
        self._contract(self.gold, date_start="2026-04-01")
        self._contract(self.gold, date_end="2026-03-19")
        self.assertEqual(self._create_ticket().sla_id, self.everybody)

    def test_only_policies_and_no_others(self):
        self.everybody.active = False
        self.assertFalse(self._create_ticket().sla_id)
        self._contract(self.gold)
        self.assertEqual(self._create_ticket().sla_id, self.gold)

    def test_an_agent_names_no_policy(self):
        contract = self._contract(self.gold)
        self.assertEqual(contract.with_user(self.user_agent).sla_ids, self.gold)
        with self.assertRaises(AccessError):
            contract.with_user(self.user_agent).sla_ids = False

    def test_many_tickets_ask_once(self):
        self._contract(self.gold)
        tickets = self._create_ticket() | self._create_ticket()
        tickets |= self._create_ticket()
        tickets.mapped("commercial_partner_id")
        self.env["intervia.sla"]._get_policies()
        self.env.flush_all()
        with self.assertQueryCount(3):
            found = tickets._get_contract_slas()
        self.assertEqual(set(found), set(tickets.ids))

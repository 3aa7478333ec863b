from datetime import datetime, timedelta
from random import Random

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..tools.coverage import Allowance, Work, allocate, month_end, months, to_units
from .contract_case import ContractCase


@freeze_time("2026-03-20 10:00:00")
@tagged("post_install", "-at_install")
class TestContract(ContractCase):
    """Which work is covered, whatever the order in which it is written down."""

    def test_without_contract_work_is_charged(self):
        entry = self._log(2)
        self._assert_served((entry, 0, 0, 2))
        self.assertEqual(entry.coverage, "billable")
        self.assertFalse(entry.contract_id)

    def test_hours_of_a_month(self):
        self._create_contract(hours=3)
        first, second, third = (self._log(2, f"2026-03-0{day}") for day in range(1, 4))
        april = self._log(1, "2026-02-28")
        self._assert_served(
            (first, 2, 0, 0), (second, 1, 0, 1), (third, 0, 0, 2), (april, 1, 0, 0)
        )
        self.assertEqual(
            (first | second | third).mapped("coverage"),
            ["covered", "partly", "billable"],
        )

    def test_back_dated_work_is_served_first(self):
        self._create_contract(hours=3)
        late = self._log(3, "2026-03-10")
        self._assert_served((late, 3, 0, 0))
        early = self._log(2, "2026-03-01")
        self._assert_served((early, 2, 0, 0), (late, 1, 0, 2))
        early.date_start = datetime(2026, 2, 3, 12)
        self._assert_served((early, 2, 0, 0), (late, 3, 0, 0))
        early.write({"date_start": datetime(2026, 3, 1, 12), "hours": 1})
        self._assert_served((early, 1, 0, 0), (late, 2, 0, 1))
        early.unlink()
        self._assert_served((late, 3, 0, 0))

    def test_month_of_the_company_not_of_the_server(self):
        self._create_contract(hours=1)
        self._log(1, "2026-03-15")
        night = self._log(1)
        night.date_start = datetime(2026, 2, 28, 23, 30)
        self.assertEqual(night.date_work, fields.Date.to_date("2026-03-01"))
        self._assert_served((night, 1, 0, 0))

    def test_packs_after_the_month(self):
        self._create_contract(hours=1, packs=[("2026-03-05", 2)])
        before, after, beyond = (
            self._log(2, day) for day in ("2026-03-01", "2026-03-06", "2026-03-07")
        )
        self._assert_served((before, 1, 0, 1), (after, 0, 2, 0), (beyond, 0, 0, 2))

    def test_prepaid(self):
        contract = self._create_contract(
            kind="prepaid", hours=0, packs=[("2026-01-01", 5)]
        )
        first, second = self._log(4, "2026-01-05"), self._log(4, "2026-03-05")
        self._assert_served((first, 0, 4, 0), (second, 0, 1, 3))
        self.assertEqual(contract.balance_hours, 0)
        contract.grant_ids = [(0, 0, {"date": "2026-03-01", "hours": 10})]
        self._assert_served((first, 0, 4, 0), (second, 0, 4, 0))
        self.assertEqual(contract.balance_hours, 7)

    def test_only_its_areas(self):
        other = self._create_area("Networks")
        self._create_contract(area_ids=[(6, 0, other.ids)])
        here = self._log(1)
        there = self._log(1, ticket=self._create_ticket(area_id=other.id))
        self._assert_served((here, 0, 0, 1), (there, 1, 0, 0))

    def test_a_ticket_that_changes_area_or_client(self):
        other = self._create_area("Networks")
        self._create_contract(area_ids=[(6, 0, other.ids)], hours=1)
        entry = self._log(1)
        self.ticket.area_id = other
        self._assert_served((entry, 1, 0, 0))
        self.ticket.partner_id = self.env["res.partner"].create({"name": "Stranger"})
        self._assert_served((entry, 0, 0, 1))

    def test_a_deleted_ticket_gives_its_hours_back(self):
        self._create_contract(hours=1)
        gone = self._create_ticket()
        self._log(1, "2026-03-01", gone)
        entry = self._log(1, "2026-03-02")
        self._assert_served((entry, 0, 0, 1))
        gone.unlink()
        self._assert_served((entry, 1, 0, 0))

    def test_started_late_it_covers_what_was_done(self):
        contract = self._create_contract(start=False)
        entry = self._log(1)
        self._assert_served((entry, 0, 0, 1))
        contract.action_start()
        self._assert_served((entry, 1, 0, 0))
        contract.action_reset()
        self._assert_served((entry, 0, 0, 1))

    def test_ended_today(self):
        contract = self._create_contract()
        today, tomorrow = self._log(1, "2026-03-20"), self._log(1, "2026-03-21")
        contract.action_end()
        self.assertEqual(contract.state, "ended")
        self._assert_served((today, 1, 0, 0), (tomorrow, 0, 0, 1))

    def test_rounding(self):
        self._create_contract(rounding="15")
        entry = self._log(0.1)
        self.assertEqual((entry.counted_hours, entry.hours), (0.25, 0.1))
        self._assert_served((entry, 0.25, 0, 0))

    def test_not_billable_uses_nothing(self):
        contract = self._create_contract()
        entry = self._log(1, billable=False)
        self._assert_served((entry, 0, 0, 0))
        self.assertEqual(entry.coverage, "given")
        self.assertEqual(contract.balance_hours, 10)

    def test_a_running_timer_uses_nothing(self):
        self._create_contract()
        self.ticket.user_id = self.user_agent
        self.ticket.with_user(self.user_agent).action_timer_start()
        timer = self.ticket.worklog_ids
        self._assert_served((timer, 0, 0, 0))
        with freeze_time("2026-03-20 11:30:00"):
            timer.with_user(self.user_agent).action_stop()
        self._assert_served((timer, 1.5, 0, 0))

    def test_two_contracts_for_the_same_work(self):
        self._create_contract(date_end="2026-03-31")
        with self.assertRaises(ValidationError):
            self._create_contract(date_start="2026-03-31")
        self._create_contract(date_start="2026-04-01")

    def test_a_contract_is_of_a_company(self):
        with self.assertRaises(ValidationError):
            self._create_contract(partner_id=self.customer.id)

    def test_renewed_or_ended_on_its_last_day(self):
        renewed = self._create_contract(date_end="2026-02-28", renewal_months=1)
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        ended = self._create_contract(partner_id=other.id, date_end="2026-03-19")
        self.env["intervia.contract"]._keep_up()
        self.assertEqual(renewed.state, "running")
        self.assertEqual(renewed.date_end, fields.Date.to_date("2026-03-31"))
        self.assertEqual(ended.state, "ended")

    def test_renewal_gives_way_to_the_next_contract(self):
        old = self._create_contract(date_end="2026-02-28", renewal_months=12)
        following = self._create_contract(date_start="2026-03-01")
        client = self.env["res.partner"].create({"name": "Other", "is_company": True})
        other = self._create_contract(
            partner_id=client.id, date_end="2026-03-19", renewal_months=1
        )
        self.env["intervia.contract"]._keep_up()
        self.assertEqual(old.state, "ended")
        self.assertEqual(old.date_end, fields.Date.to_date("2026-02-28"))
        self.assertEqual(following.state, "running")
        self.assertEqual(other.date_end, fields.Date.to_date("2026-04-19"))

    def test_support_mode_follows_the_contract(self):
        client = self.customer_company
        client.intervia_support_mode = "billed"
        contract = self._create_contract()
        self.assertEqual(client.intervia_support_mode, "contract")
        contract.action_end()
        self.assertEqual(client.intervia_support_mode, "billed")

    def test_coverage_is_not_for_people_to_write(self):
        entry = self._log(1)
        for vals in ({"billable_hours": 0}, {"contract_id": False}):
            with self.assertRaises(AccessError):
                entry.with_user(self.user_manager).write(vals)

    # Exactness

    def test_any_sequence_equals_counting_from_nothing(self):
        """Add, edit, delete, renew, charge: nothing is left of how it came about."""
        for seed in range(6):
            random = Random(seed)
            monthly = seed % 2 == 0
            contract = self._create_contract(
                kind="monthly" if monthly else "prepaid",
                hours=5 if monthly else 0,
                packs=[("2026-01-10", 4)]
                if seed % 3
                else []
                if monthly
                else [("2026-01-01", 9)],
            )
            for _step in range(25):
                self._change_something(random, contract)
            self._assert_as_from_nothing(contract, seed)
            contract.entry_ids.order_line_id.order_id._action_cancel()
            self._assert_as_from_nothing(contract, seed)
            contract.state = "draft"
            contract.unlink()
            self.ticket.worklog_ids.unlink()

    def _change_something(self, random, contract):
        entries = self.ticket.worklog_ids.filtered(lambda e: not e.order_line_id)
        entry = random.choice(entries) if entries else entries
        acts = ["add", "add", "edit", "move", "toggle", "delete", "pack", "hours"]
        act = random.choice([*acts, "charge"])
        if act == "add" or not entry:
            self._log(random.randint(1, 300) / 100, self._draw_day(random))
        elif act == "edit":
            entry.hours = random.randint(1, 300) / 100
        elif act == "move":
            entry.date_start = f"{self._draw_day(random)} 09:00:00"
        elif act == "toggle":
            entry.billable = not entry.billable
        elif act == "delete":
            entry.unlink()
        elif act == "pack":
            contract.grant_ids = [
                (0, 0, {"date": self._draw_day(random), "hours": random.randint(1, 4)})
            ]
        elif act == "hours" and contract.kind == "monthly":
            contract.hours = random.randint(1, 8)
        elif act == "charge" and entry.billable_hours:
            items = self.ticket._get_billable_items()
            order = self._create_order()
            order._charge([i for i in items if i["record"] == entry])

    def _draw_day(self, random):
        return (datetime(2026, 1, 1) + timedelta(days=random.randint(0, 78))).date()

    def _assert_as_from_nothing(self, contract, seed):
        self.env.flush_all()
        self.env.invalidate_all()
        entries = contract.entry_ids.filtered("billable")
        entries = entries.sorted(lambda e: (e.date_start, e.id))
        allowances = [
            Allowance("pack", to_units(g.hours), g.date) for g in contract.grant_ids
        ]
        if contract.kind == "monthly":
            allowances += [
                Allowance("month", to_units(contract.hours), month, month_end(month))
                for month in months(contract.date_start, fields.Date.today())
            ]
        works = []
        for entry in entries:
            kept = {
                "month": to_units(entry.included_hours),
                "pack": to_units(entry.pack_hours),
            }
            kept = kept if entry.order_line_id else None
            works.append(Work(entry.id, to_units(entry.hours), entry.date_work, kept))
        expected = allocate(allowances, works)
        for entry in entries:
            shares = expected[entry.id]
            self.assertEqual(
                to_units(entry.included_hours), shares.get("month", 0), seed
            )
            self.assertEqual(to_units(entry.pack_hours), shares.get("pack", 0), seed)
            rest = to_units(entry.hours) - sum(shares.values())
            self.assertEqual(to_units(entry.billable_hours), rest, seed)
        last = self._get_statement(contract)[:1]
        self.assertAlmostEqual(last.balance, contract.balance_hours, 2, seed)

    def _get_statement(self, contract):
        return self.env["intervia.contract.statement"].search(
            [("contract_id", "=", contract.id)]
        )

    def test_statement(self):
        contract = self._create_contract(
            hours=2, date_start="2026-02-10", packs=[("2026-03-03", 1)]
        )
        self._log(1.5, "2026-02-12")
        self._log(4, "2026-03-04")
        lines = self._get_statement(contract).sorted(lambda s: (s.date, s.sequence))
        self.assertEqual(
            [(str(s.date), s.kind, s.hours, s.balance) for s in lines],
            [
                ("2026-02-10", "month", 2, 2),
                ("2026-02-12", "work", -1.5, 0.5),
                ("2026-02-28", "lapsed", -0.5, 0),
                ("2026-03-01", "month", 2, 2),
                ("2026-03-03", "pack", 1, 3),
                ("2026-03-04", "work", -3, 0),
            ],
        )
        self.assertEqual(lines[-1].billable_hours, 1)
        self.assertEqual(len(set(lines.ids)), len(lines))

    def test_statement_is_read_by_agents_without_prices(self):
        contract = self._create_contract(price=55)
        agent = contract.with_user(self.user_agent)
        self.assertEqual(agent.balance_hours, 10)
        with self.assertRaises(AccessError):
            agent.read(["price"])
        with self.assertRaises(AccessError):
            agent.write({"hours": 99})
        self.assertEqual(
            self._get_statement(contract).with_user(self.user_agent)[:1].balance, 10
        )

    def test_used_contracts_stay(self):
        with self.assertRaises(UserError):
            self._create_contract().unlink()

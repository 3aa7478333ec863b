from odoo import Command
from odoo.exceptions import AccessError

from .common import SupplyCase

# What each person may do with an article of the ticket below, besides seeing it:
#   read, write (its date, note and billable), move (the buttons), add (to the ticket)
# agent has the ticket; colleague is of the same area, which shares nothing with him
ACCESS = """
            client requester colleague agent supervisor manager abroad storekeeper
read        -      -         -         x     x          x       -      x
write       -      -         -         x     x          x       -      -
move        -      -         -         x     x          x       -      x
add         -      -         -         x     x          x       -      -
stock       -      -         x         x     x          x       x      x
minimum     -      -         -         -     x          x       -      x
raw         -      -         -         -     -          -       -      -
"""


class TestAccess(SupplyCase):
    """Whoever may change the ticket moves its articles; nobody else of support does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.agent_visibility = "own"
        colleague = cls._create_user("colleague", "group_agent")
        cls.area.member_ids += colleague
        cls.people = {
            "client": cls.user_customer,
            "requester": cls._create_user("requester", "base.group_user"),
            "colleague": colleague,
            "agent": cls.user_agent,
            "supervisor": cls.user_supervisor,
            "manager": cls.user_manager,
            "abroad": cls._create_user(
                "abroad", "group_supervisor", company_id=cls.company_2.id
            ),
            "storekeeper": cls.user_storekeeper,
        }
        cls.row = cls.env["intervia.supply.stock"].search(
            [("product_id", "=", cls.toner.id), ("location_id", "=", cls.stock.id)]
        )

    def _try(self, act, user):
        supply = self.supply.with_user(user)
        if act == "read":
            supply.read(["display_name", "state"])
        elif act == "write":
            supply.write({"note": "Changed"})
        elif act == "move":
            supply.action_release()
        elif act == "add":
            self._add(self.toner, user=user, act="reserve")
        elif act == "stock":
            self._read_stock(user)
        elif act == "minimum":
            self.row.with_user(user).minimum_qty = 4
        else:
            supply.write({"quantity": 9})

    def _read_stock(self, user):
        rows = self.row.with_user(user)
        if user == self.people["abroad"]:
            rows = rows.search([("location_id.company_id", "=", self.company_2.id)])
        rows.read(["on_hand_qty", "free_qty", "lent_qty"])

    def test_table_both_ways(self):
        self.supply = self._add(self.toner, 1, act="reserve")
        header, *lines = ACCESS.strip().splitlines()
        for line in lines:
            act, *rights = line.split()
            for person, right in zip(header.split(), rights, strict=True):
                with (
                    self.subTest(act=act, person=person),
                    self.env.cr.savepoint() as savepoint,
                ):
                    self.env.invalidate_all()
                    if right == "x":
                        self._try(act, self.people[person])
                    else:
                        with self.assertRaises(AccessError):
                            self._try(act, self.people[person])
                    savepoint.rollback()

    def test_warehouse_rights_are_not_given(self):
        self._add(self.toner, 1)
        agent = self.env(user=self.user_agent)
        for model in ("stock.picking", "stock.move", "stock.warehouse.orderpoint"):
            self.assertFalse(agent[model].has_access("read"), model)
        for model in ("stock.quant", "stock.lot", "intervia.ticket.supply"):
            self.assertFalse(agent[model].has_access("create"), model)

    def test_supplies_are_not_made_by_hand(self):
        with self.assertRaises(AccessError):
            self.env["intervia.ticket.supply"].with_user(self.user_agent).create(
                {
                    "ticket_id": self.ticket.id,
                    "product_id": self.toner.id,
                    "location_id": self.stock.id,
                }
            )

    def test_the_dialog_does_not_open_a_ticket_of_others(self):
        other = self._create_ticket(user_id=self.people["colleague"].id)
        with self.assertRaises(AccessError):
            self._add(self.toner, ticket=other)
        supply = self._add(self.toner, ticket=other, user=self.people["colleague"])
        for act in ("return", "replace"):
            with self.assertRaises(AccessError):
                self.env["intervia.ticket.supply.act"].with_user(
                    self.user_agent
                ).create(
                    {"act": act, "supply_ids": [Command.set(supply.ids)]}
                ).action_apply()

    def test_costs_are_not_for_agents(self):
        supply = self._add(self.toner, 1)
        with self.assertRaises(AccessError):
            supply.with_user(self.user_agent).read(["cost"])
        self.assertEqual(supply.with_user(self.user_supervisor).cost, 10)

    def test_the_slip_is_for_who_sees_the_article(self):
        supply = self._add(self.toner, 1)
        reports = self.env["ir.actions.report"].with_user(self.people["colleague"])
        with self.assertRaises(AccessError):
            reports._render_qweb_html("intervia_helpdesk_stock.supply_slip", supply.ids)

    def test_a_salesman_confirms_what_was_used_on_a_ticket(self):
        if "sale_line_id" not in self.env["stock.move"]._fields:
            self.skipTest("No sales here: nobody confirms orders.")
        self._add(self.toner, 1)
        salesman = self._create_user("salesman", "sales_team.group_sale_salesman")
        order = (
            self.env["sale.order"]
            .with_user(salesman)
            .create(
                {
                    "partner_id": self.customer.id,
                    "company_id": self.company_admin.id,
                    "order_line": [Command.create({"product_id": self.toner.id})],
                }
            )
        )
        order.action_confirm()
        self.assertEqual(order.state, "sale")

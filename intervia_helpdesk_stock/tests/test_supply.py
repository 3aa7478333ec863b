from odoo.exceptions import UserError

from .common import SupplyCase


class TestSupply(SupplyCase):
    """Articles used on a ticket: through the stock, never out of nothing."""

    def test_use_moves_stock_to_the_client(self):
        supply = self._add(self.toner, 2)
        self.assertRecordValues(
            supply, [{"state": "used", "used_qty": 2, "reserved_qty": 0, "cost": 20}]
        )
        self.assertEqual(self._on_hand(self.toner, self.stock), 3)
        move = supply.move_ids
        self.assertRecordValues(
            move,
            [
                {
                    "state": "done",
                    "location_dest_id": self.customers.id,
                    "intervia_ticket_id": self.ticket.id,
                    "picking_type_id": self.warehouse.intervia_use_type_id.id,
                }
            ],
        )
        self.assertIn(self.ticket.number, move.picking_id.origin)

    def test_one_act_is_one_transfer(self):
        self._add(self.toner, 1, act="reserve")
        self._add(self.laptop, lot=self.serials[0], act="reserve")
        supplies = self.ticket.supply_ids
        self.assertEqual(len(supplies.move_ids.picking_id), 2)
        self.ticket.with_user(self.user_agent).action_use_reserved()
        self.assertEqual(len(supplies.move_ids.picking_id), 1)
        self.assertEqual(supplies.move_ids.picking_id.state, "done")

    def test_reserve_then_release(self):
        supply = self._add(self.toner, 2, act="reserve")
        self.assertEqual(supply.state, "reserved")
        row = self._get_row(self.toner)
        self.assertEqual((row.on_hand_qty, row.reserved_qty, row.free_qty), (5, 2, 3))
        supply.with_user(self.user_agent).action_release()
        self.assertEqual(supply.state, "cancelled")
        row.invalidate_recordset()
        self.assertEqual(row.free_qty, 5)

    def test_cancelling_the_ticket_releases(self):
        supply = self._add(self.toner, 2, act="reserve")
        used = self._add(self.toner, 1)
        self.ticket.with_user(self.user_supervisor).action_cancel()
        self.assertEqual((supply.state, used.state), ("cancelled", "used"))
        with self.assertRaises(UserError):
            self._add(self.toner)

    def test_shortage_is_refused(self):
        with self.assertRaisesRegex(UserError, "6 asked for, 5 available"):
            self._add(self.toner, 6, act="reserve")
        with self.assertRaises(UserError):
            self._add(self.toner, 6)
        self.assertEqual(self._on_hand(self.toner, self.stock), 5)

    def test_shortage_waits_until_it_arrives(self):
        self.area.supply_shortage = "wait"
        supply = self._add(self.toner, 6, act="reserve")
        self.assertRecordValues(
            supply, [{"state": "waiting", "reserved_qty": 5, "waiting_qty": 1}]
        )
        with self.assertRaises(UserError):
            supply.with_user(self.user_agent).action_use()
        self._put(self.toner, 1)
        supply.move_ids._action_assign()
        self.assertEqual(supply.state, "reserved")
        supply.with_user(self.user_agent).action_use()
        self.assertEqual(supply.state, "used")

    def test_the_chosen_serial_is_the_one_that_moves(self):
        supply = self._add(self.laptop, lot=self.serials[2])
        self.assertEqual(supply.move_ids.lot_ids, self.serials[2])
        self.assertEqual(self.serials[2].intervia_holder_id, self.customer_company)
        with self.assertRaises(UserError):
            self._add(self.laptop, lot=self.serials[2])
        with self.assertRaisesRegex(UserError, "choose the serial"):
            self._add(self.laptop)

    def test_what_is_not_storable_is_always_there(self):
        cable = self._create_article("Cable", is_storable=False)
        self.assertEqual(self._add(cable, 3).used_qty, 3)

    def test_handing_over_a_part_keeps_the_rest_reserved(self):
        supply = self._add(self.toner, 4, act="reserve")
        supply._hand_over({supply: 1})
        self.assertRecordValues(
            supply, [{"state": "reserved", "used_qty": 1, "reserved_qty": 3}]
        )
        with self.assertRaises(UserError):
            supply._hand_over({supply: 4})
        supply.with_user(self.user_agent).action_use()
        self.assertEqual((supply.state, supply.used_qty), ("used", 4))

    def test_return_to_stock_and_to_the_faulty(self):
        supply = self._add(self.toner, 3)
        self._act("return", supply, 1)
        self._act("return", supply, 1, condition="faulty")
        self.assertRecordValues(
            supply, [{"state": "used", "used_qty": 1, "returned_qty": 2}]
        )
        self.assertEqual(self._on_hand(self.toner, self.stock), 3)
        self.assertEqual(self._on_hand(self.toner, self.faulty), 1)
        with self.assertRaisesRegex(UserError, "the client has 1"):
            self._act("return", supply, 2)

    def test_replacing_gives_one_and_takes_one(self):
        supply = self._add(self.laptop, lot=self.serials[0])
        given = self._act(
            "replace", supply, product_id=self.laptop.id, lot_id=self.serials[1].id
        )
        self.assertRecordValues(
            supply | given,
            [
                {"state": "returned", "used_qty": 0, "billable": True},
                {"state": "used", "used_qty": 1, "billable": False},
            ],
        )
        self.assertEqual(given.replaced_id, supply)
        self.assertEqual(self.serials[0].location_id, self.faulty)
        self.assertEqual(supply._get_billable_quantities(), [(True, 1)])

    def test_taking_in_a_unit_that_was_never_ours(self):
        supply = self._collect("OLD-1")
        self.assertRecordValues(
            supply, [{"kind": "collect", "state": "returned", "billable": False}]
        )
        quant = self.env["stock.quant"].search(
            [("lot_id.name", "=", "OLD-1"), ("location_id", "=", self.faulty.id)]
        )
        self.assertEqual(quant.owner_id, self.customer_company)
        self.assertEqual(self.ticket._get_billable_items(), [])

    def _collect(self, name):
        known = self.ticket.supply_ids
        self.env["intervia.ticket.supply.add"].with_user(self.user_agent).create(
            {
                "ticket_id": self.ticket.id,
                "kind": "collect",
                "line_ids": [(0, 0, {"product_id": self.laptop.id, "lot_name": name})],
            }
        ).action_collect()
        self.ticket.invalidate_recordset(["supply_ids"])
        return self.ticket.supply_ids - known

    def test_taking_in_a_unit_of_ours_is_its_return(self):
        supply = self._add(self.laptop, lot=self.serials[0])
        self.assertFalse(self._collect("LP-01"))
        self.assertEqual(supply.state, "returned")
        self.assertEqual(self.serials[0].location_id, self.faulty)

    def test_storekeeper_completes_and_returns_by_himself(self):
        supply = self._add(self.toner, 2, act="reserve")
        picking = supply.move_ids.picking_id.with_user(self.user_storekeeper)
        self.assertIs(picking.button_validate(), True)
        self.assertEqual(supply.state, "used")
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.user_storekeeper)
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.with_user(self.user_storekeeper).button_validate()
        self.assertRecordValues(supply, [{"used_qty": 1, "returned_qty": 1}])
        self.assertEqual(back.picking_type_id, self.warehouse.intervia_take_type_id)

    def test_history_tells_every_move(self):
        self._add(self.toner, 2)
        note = self.ticket.message_ids[0]
        self.assertIn("2 × [TN-1] Toner", note.body)
        self.assertTrue(note.is_internal or note.subtype_id.internal)

    def test_billable_items(self):
        self._add(self.toner, 2)
        self._add(self.toner, 1, act="reserve")
        self._add(self.toner, 1).billable = False
        items = self.ticket._get_billable_items()
        self.assertEqual(
            [(i["product"], i["quantity"], i["is_done"]) for i in items],
            [(self.toner, 2, True), (self.toner, 1, False)],
        )

    def test_a_ticket_with_articles_is_not_deleted(self):
        self._add(self.toner)
        with self.assertRaises(UserError):
            self.ticket.unlink()

    def _get_row(self, product):
        return self.env["intervia.supply.stock"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.stock.id)]
        )

    def test_stock_of_support(self):
        self._lend(self.serials[0])
        row = self._get_row(self.laptop)
        self.assertRecordValues(
            row, [{"on_hand_qty": 2, "lent_qty": 1, "is_below_minimum": False}]
        )
        row.with_user(self.user_supervisor).minimum_qty = 3
        self.assertTrue(row.is_below_minimum)
        below = row.search([("is_below_minimum", "=", True)])
        self.assertIn(row, below)
        self.assertNotIn(self._get_row(self.toner), below)
        self.assertIn(self.area, row.area_ids)

    def test_areas_with_a_place_of_their_own(self):
        van = self.env["stock.location"].create(
            {"name": "Van", "location_id": self.stock.id, "usage": "internal"}
        )
        self.area.supply_location_id = van
        with self.assertRaises(UserError):
            self._add(self.toner)
        self._put(self.toner, 1, van)
        self.assertEqual(self._add(self.toner).location_id, van)
        self.assertTrue(
            self.env["intervia.supply.stock"].search([("location_id", "=", van.id)])
        )

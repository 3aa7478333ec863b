from odoo import Command

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase


class SupplyCase(HelpdeskCase):
    """The area of the base with a warehouse: toner, and laptops with serial numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.company_admin
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.lent = company.intervia_lent_location_id
        cls.faulty = company.intervia_faulty_location_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.user_storekeeper = cls._create_user("storekeeper", "stock.group_stock_user")
        cls.toner = cls._create_article("Toner", default_code="TN-1", barcode="8412345")
        cls.laptop = cls._create_article("Laptop", tracking="serial")
        cls._put(cls.toner, 5)
        cls.serials = cls.env["stock.lot"].create(
            [
                {
                    "name": f"LP-{number:02}",
                    "product_id": cls.laptop.id,
                    "company_id": company.id,
                }
                for number in range(1, 4)
            ]
        )
        for serial in cls.serials:
            cls._put(cls.laptop, 1, lot_id=serial)
        cls.ticket = cls._create_ticket(user_id=cls.user_agent.id)

    @classmethod
    def _create_article(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "intervia_is_support_article": True,
                "standard_price": 10,
                **vals,
            }
        )

    @classmethod
    def _put(cls, product, quantity, location=None, **vals):
        cls.env["stock.quant"]._update_available_quantity(
            product, location or cls.stock, quantity, **vals
        )

    def _on_hand(self, product, location, lot=None):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "child_of", location.id),
                *([("lot_id", "=", lot.id)] if lot else []),
            ]
        )
        return sum(quants.mapped("quantity"))

    def _add(self, article, quantity=1, lot=None, kind="use", act="use", **vals):
        """What the agent does in the dialog; the supply as superuser."""
        user = vals.pop("user", self.user_agent)
        ticket = vals.pop("ticket", self.ticket)
        known = ticket.supply_ids
        dialog = (
            self.env["intervia.ticket.supply.add"]
            .with_user(user)
            .create(
                {
                    "ticket_id": ticket.id,
                    "kind": kind,
                    "line_ids": [
                        Command.create(
                            {
                                "product_id": article.id,
                                "quantity": quantity,
                                "lot_id": lot.id if lot else False,
                            }
                        )
                    ],
                    **vals,
                }
            )
        )
        getattr(dialog, f"action_{act}")()
        ticket.invalidate_recordset(["supply_ids"])
        return ticket.supply_ids - known

    def _lend(self, lot, **vals):
        vals = {"date_due": "2030-01-31", **vals}
        return self._add(self.laptop, lot=lot, kind="loan", act="lend", **vals)

    def _act(self, act, supplies, quantity=None, user=None, **vals):
        """What the agent does in the dialog of returns, sales and replacements."""
        dialog = (
            self.env["intervia.ticket.supply.act"]
            .with_user(user or self.user_agent)
            .create({"act": act, "supply_ids": [Command.set(supplies.ids)], **vals})
        )
        if quantity is not None:
            dialog.line_ids.quantity = quantity
        known = supplies.ticket_id.supply_ids
        dialog.action_apply()
        supplies.ticket_id.invalidate_recordset(["supply_ids"])
        return supplies.ticket_id.supply_ids - known

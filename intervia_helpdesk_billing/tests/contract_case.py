from datetime import datetime

from odoo.tests import freeze_time

from .common import BillingCase


@freeze_time("2026-03-20 10:00:00")
class ContractCase(BillingCase):
    """In March 2026: a client company, an hour of support at 40, no taxes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("sale.automatic_invoice", False)
        cls.hour = cls._create_service("Support hour", list_price=40)
        cls.company_admin.write(
            {
                "intervia_time_product_id": cls.hour.id,
                "intervia_rounding": "0",
                "intervia_charge_since": False,
                "resource_calendar_id": False,
            }
        )
        cls.company_admin.partner_id.tz = "Europe/Madrid"

    @classmethod
    def _create_service(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "invoice_policy": "order",
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
                "taxes_id": False,
                **vals,
            }
        )

    @classmethod
    def _create_contract(cls, start=True, packs=(), **vals):
        contract = cls.env["intervia.contract"].create(
            {
                "name": "Maintenance",
                "partner_id": cls.customer_company.id,
                "company_id": cls.company_admin.id,
                "user_id": cls.user_manager.id,
                "date_start": "2026-01-01",
                "hours": 10,
                "rounding": "0",
                "grant_ids": [
                    (0, 0, {"date": day, "hours": hours}) for day, hours in packs
                ],
                **vals,
            }
        )
        if start:
            contract.action_start()
        return contract

    @classmethod
    def _log(cls, hours, day="2026-03-02", ticket=None, **vals):
        """An entry of work on a day, at noon."""
        return cls.env["intervia.worklog"].create(
            {
                "ticket_id": (ticket or cls.ticket).id,
                "user_id": cls.user_agent.id,
                "name": "Looked into it",
                "date_start": datetime.fromisoformat(f"{day} 12:00:00"),
                "hours": hours,
                **vals,
            }
        )

    def _assert_served(self, *expected):
        """``(entry, included, of packs, to charge)`` of each."""
        for entry, included, pack, billable in expected:
            self.assertEqual(
                (entry.included_hours, entry.pack_hours, entry.billable_hours),
                (included, pack, billable),
                entry.date_work,
            )

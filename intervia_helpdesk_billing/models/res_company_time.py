from zoneinfo import ZoneInfo

from odoo import fields, models

from ..tools.delivery_date import get_day
from .intervia_contract import ROUNDINGS


class ResCompany(models.Model):
    """How the time of support is charged, where nothing else is said."""

    _inherit = "res.company"

    intervia_time_product_id = fields.Many2one(
        "product.product",
        "Support hours are charged as",
        domain=[("type", "=", "service"), ("sale_ok", "=", True)],
        help="The article of an hour of support; areas and contracts may have another."
        " Empty: the one that comes with the product.",
    )
    intervia_rounding = fields.Selection(
        ROUNDINGS,
        "Each entry of work counts",
        required=True,
        default="0",
        help="For what is logged from now on by clients without a contract.",
    )
    intervia_charge_since = fields.Date(
        "Work is charged since",
        help="What was done before is not on the board of what is to be invoiced.",
    )

    def _get_intervia_time_product(self):
        """The article of an hour of support; empty when somebody deleted it."""
        product = self.intervia_time_product_id or self.env.ref(
            "intervia_helpdesk_billing.product_support_hour", raise_if_not_found=False
        )
        return product or self.env["product.product"]

    def _get_intervia_tz(self):
        """The time zone in which the days of work of this company are told."""
        self.ensure_one()
        # sudo: read by whoever logs work
        company = self.sudo()
        return company.resource_calendar_id.tz or company.partner_id.tz or "UTC"

    def _get_intervia_day(self, moment):
        """The day of ``moment`` where the company is, not where the server is."""
        return get_day(moment, ZoneInfo(self._get_intervia_tz()))

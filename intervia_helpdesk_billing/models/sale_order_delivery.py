from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..tools.delivery_date import add_working_days, get_day

# How far to look at once for working days, besides twice what was promised
MARGIN = 60


class SaleOrder(models.Model):
    """The day an order will be delivered: working days after its payment."""

    _inherit = "sale.order"

    intervia_delivery_days = fields.Integer(
        "Delivery in working days",
        compute="_compute_intervia_delivery_days",
        store=True,
        readonly=False,
        precompute=True,
        help="Counted from the payment; while unpaid, from today.",
    )
    intervia_delivery_date = fields.Date(
        "Estimated delivery",
        compute="_compute_intervia_delivery_date",
        compute_sudo=True,
    )
    intervia_is_delivery_promised = fields.Boolean(
        compute="_compute_intervia_delivery_date",
        compute_sudo=True,
        help="Set once paid, or by a person. Otherwise it counts from today.",
    )
    intervia_delivery_written = fields.Datetime(
        readonly=True,
        copy=False,
        help="What was written as delivery date. Another date is a person's choice.",
    )

    @api.depends("intervia_ticket_id")
    def _compute_intervia_delivery_days(self):
        for order in self:
            # sudo: a salesman need not see the area
            area = order.sudo().intervia_ticket_id.area_id
            order.intervia_delivery_days = area.delivery_days

    @api.depends(
        "commitment_date",
        "intervia_date_paid",
        "intervia_delivery_days",
        "intervia_ticket_id",
        "state",
    )
    def _compute_intervia_delivery_date(self):
        now = fields.Datetime.now()
        for order in self:
            zone = ZoneInfo(order._get_intervia_zone())
            promised = order.commitment_date
            order.intervia_is_delivery_promised = bool(promised)
            if promised:
                order.intervia_delivery_date = get_day(promised, zone)
            elif order.intervia_ticket_id and order.state != "cancel":
                order.intervia_delivery_date = order._get_intervia_delivery(
                    order.intervia_date_paid or get_day(now, zone)
                )
            else:
                order.intervia_delivery_date = False

    def _get_intervia_calendar(self):
        # sudo: hours are public, the settings of an area are not
        ticket = self.sudo().intervia_ticket_id
        area_calendar = ticket.area_id.resource_calendar_id
        return area_calendar or self.sudo().company_id.resource_calendar_id

    def _get_intervia_zone(self):
        return self._get_intervia_calendar().tz or "UTC"

    def _get_intervia_delivery(self, day):
        """The date of delivery of what is paid on ``day``."""
        days = self.intervia_delivery_days
        working = self._get_intervia_hours(day, 2 * days + MARGIN)
        return add_working_days(day, days, working.__contains__) or False

    def _get_intervia_hours(self, day, count):
        """Working days from ``day`` on, holidays left out: date -> when work ends.

        Looks further while nothing was found, for a year; without a calendar people
        work from Monday to Friday.
        """
        calendar = self._get_intervia_calendar()
        if not calendar:
            days = (day + timedelta(n) for n in range(count))
            return {
                d: datetime.combine(d, time(17), UTC) for d in days if d.weekday() < 5
            }
        zone = ZoneInfo(calendar.tz or "UTC")
        start = datetime.combine(day, time.min, zone)
        intervals = calendar._work_intervals_batch(start, start + timedelta(count))
        ends = {}
        for _start, end, _attendance in intervals[False]:
            # an interval up to midnight belongs to the day it ends
            last = (end - timedelta(seconds=1)).astimezone(zone).date()
            ends[last] = end
        return ends

    def _write_intervia_delivery(self):
        """Promise the date once paid, take it back when no longer paid.

        ``commitment_date`` is where the order, its paper and its page read it. A date
        that a person set stays.
        """
        for order in self:
            written = order.intervia_delivery_written
            if order.commitment_date and order.commitment_date != written:
                continue
            moment = False
            day = order.intervia_date_paid
            day = day and order._get_intervia_delivery(day)
            if day:
                end = order._get_intervia_hours(day, 1)[day]
                moment = end.astimezone(UTC).replace(tzinfo=None, microsecond=0)
            order.write(
                {"commitment_date": moment, "intervia_delivery_written": moment}
            )

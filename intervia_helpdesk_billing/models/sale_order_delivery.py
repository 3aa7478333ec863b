from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..tools.delivery_date import add_working_days, get_day

# How far to look at once for working days, besides twice what was promised
MARGIN = 60
NOON = time(12)


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
        asked = {}
        for order in self:
            zone = ZoneInfo(order._get_intervia_zone())
            promised = order.commitment_date
            order.intervia_is_delivery_promised = bool(promised)
            if promised:
                order.intervia_delivery_date = get_day(promised, zone)
            elif order.intervia_ticket_id and order.state != "cancel":
                order.intervia_delivery_date = order._get_intervia_delivery(
                    order.intervia_date_paid or get_day(now, zone), asked
                )
            else:
                order.intervia_delivery_date = False

    def _get_intervia_calendar(self):
        # sudo: hours are public, the settings of an area are not
        ticket = self.sudo().intervia_ticket_id
        area_calendar = ticket.area_id.resource_calendar_id
        return area_calendar or self.sudo().company_id.resource_calendar_id

    def _get_intervia_zone(self):
        calendar = self._get_intervia_calendar()
        # sudo: whoever sees the order may know where its company is
        return calendar.tz or self.sudo().company_id._get_intervia_tz()

    def _get_intervia_delivery(self, day, asked=None):
        """The date of delivery of what is paid on ``day``.

        :param dict asked: working days that were looked up already, for other orders
        """
        days = self.intervia_delivery_days
        asked = {} if asked is None else asked
        key = (self._get_intervia_calendar(), self._get_intervia_zone(), day, days)
        if key not in asked:
            asked[key] = self._get_intervia_hours(day, 2 * days + MARGIN)
        return add_working_days(day, days, asked[key].__contains__) or False

    def _get_intervia_hours(self, day, count):
        """Working days from ``day`` on, holidays left out: date -> when work ends.

        Without a calendar, or with one of no fixed days, people work from Monday to
        Friday.
        """
        calendar = self._get_intervia_calendar()
        if not calendar or calendar.flexible_hours:
            return self._get_intervia_weekdays(day, count)
        zone = ZoneInfo(self._get_intervia_zone())
        start = datetime.combine(day, time.min, zone)
        intervals = calendar._work_intervals_batch(start, start + timedelta(count))
        ends = {}
        for _start, end, _attendance in intervals[False]:
            # an interval up to midnight belongs to the day it ends
            last = (end - timedelta(seconds=1)).astimezone(zone).date()
            ends[last] = end
        return ends

    def _get_intervia_weekdays(self, day, count):
        """From Monday to Friday until five, but for the holidays of the calendar."""
        calendar = self._get_intervia_calendar()
        zone = ZoneInfo(self._get_intervia_zone())
        noons = [datetime.combine(day + timedelta(n), NOON, zone) for n in range(count)]
        leaves = calendar and calendar._leave_intervals_batch(
            noons[0] - timedelta(days=1), noons[-1] + timedelta(days=1)
        )
        free = leaves[False] if leaves else ()
        return {
            noon.date(): noon.replace(hour=17)
            for noon in noons
            if noon.weekday() < 5
            and not any(first <= noon < last for first, last, _leave in free)
        }

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
                zone = ZoneInfo(order._get_intervia_zone())
                end = order._get_intervia_hours(day, 1).get(day)
                end = end or datetime.combine(day, NOON, zone)
                moment = end.astimezone(UTC).replace(tzinfo=None, microsecond=0)
            order.write(
                {"commitment_date": moment, "intervia_delivery_written": moment}
            )

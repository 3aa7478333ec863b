import re
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

import babel.dates

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools.opening_hours import UTC

ICONS = {
    "phone": "fa-phone",
    "whatsapp": "fa-whatsapp",
    "mail": "fa-envelope-o",
    "chat": "fa-comments-o",
}


class Point(NamedTuple):
    """A contact point as the panel needs it: plain values, kept between pages."""

    id: int
    kind: str
    name: str
    note: str
    address: str
    promise_hours: int
    schedule: object  # None: no hours are known

    @property
    def digits(self):
        return get_digits(self.address)


def get_digits(address):
    """The digits of a telephone number, as people write it."""
    return re.sub(r"\D", "", address or "")


class InterviaContactPoint(models.Model):
    """One way for clients to reach support, and when somebody is there."""

    _name = "intervia.contact.point"
    _inherit = ["intervia.opening.hours"]
    _description = "Contact Point"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("phone", "Phone"),
            ("whatsapp", "WhatsApp"),
            ("mail", "E-mail"),
            ("chat", "Chat of the website"),
        ],
        required=True,
        default="phone",
    )
    address = fields.Char(
        "Number or address", help="With the country code: +34 963 000 000."
    )
    area_id = fields.Many2one(
        "intervia.area",
        index=True,
        ondelete="cascade",
        help="Its opening hours and holidays, in its time zone, say when it is open.",
    )
    promise_hours = fields.Integer(
        "Answered within (hours)", default=24, help="What an e-mail is promised."
    )
    note = fields.Char(translate=True, help="One line under the name.")
    website_ids = fields.Many2many(
        "website",
        "intervia_contact_point_website_rel",
        string="Websites",
        help="Leave empty to show it on every website.",
    )

    @api.constrains("kind", "address")
    def _check_address(self):
        for point in self:
            if point.kind in ("phone", "whatsapp") and not get_digits(point.address):
                raise ValidationError(self.env._("Write the number of %s.", point.name))
            if point.kind == "mail" and "@" not in (point.address or ""):
                raise ValidationError(
                    self.env._("Write the address of %s.", point.name)
                )

    # The panel

    @api.model
    def _get_panel(self, website):
        """What the contact panel of ``website`` shows.

        :return: list of dict ``id kind icon name note text href is_open status``
        """
        now = datetime.now(UTC)
        return [
            self._get_card(point, website, now)
            for point in self._get_points(website.id, now.date())
            if point.kind != "chat" or website.channel_id
        ]

    @api.model
    @tools.ormcache("website_id", "self.env.lang", "today")
    def _get_points(self, website_id, today):
        """The points of a website; holidays are looked up anew each day.

        :rtype: list of Point
        """
        website = self.env["website"].browse(website_id)
        # sudo: visitors have no access; what is returned is what the panel prints
        points = self.sudo().search(website._get_intervia_offer())
        return [point._get_point() for point in points]

    def _get_point(self):
        self.ensure_one()
        area = self.area_id
        calendar = area.resource_calendar_id
        return Point(
            self.id,
            self.kind,
            self.name,
            self.note or "",
            self.address or "",
            self.promise_hours,
            calendar._get_intervia_schedule(area.company_id),
        )

    @api.model
    def _get_card(self, point, website, now):
        is_open, status = self._get_status(point, website, now)
        return {
            "id": point.id,
            "kind": point.kind,
            "icon": ICONS[point.kind],
            "name": point.name,
            "note": point.note,
            "text": point.address,
            "href": self._get_href(point, website, is_open),
            "is_open": is_open,
            "status": status,
        }

    @api.model
    def _get_href(self, point, website, is_open):
        """What a click on it does; an offline chat leads to the form."""
        if point.kind == "phone":
            plus = "+" if point.address.strip().startswith("+") else ""
            return f"tel:{plus}{point.digits}"
        if point.kind == "whatsapp":
            text = quote(self.env._("Hello, I need help with…"))
            return f"https://wa.me/{point.digits}?text={text}"
        if point.kind == "mail":
            return f"mailto:{point.address}"
        if is_open:
            return f"/im_livechat/support/{website.channel_id.id}"
        return "/soporte/nuevo"

    @api.model
    def _get_status(self, point, website, now):
        """Whether somebody is there (None: not known), and the words for it."""
        if point.kind == "mail":
            return True, self.env._(
                "Every day, 24 hours. Answered within %(hours)s hours.",
                hours=point.promise_hours,
            )
        schedule = point.schedule
        is_open = schedule.is_open(now) if schedule else None
        if point.kind == "chat":
            return self._get_chat_status(website, schedule, is_open, now)
        if schedule is None:
            return None, ""
        if is_open:
            until = schedule.next_change(now)
            return True, self.env._(
                "Available now, until %(time)s", time=self._say(until, now, schedule)
            )
        return False, self._say_closed(schedule, now)

    def _get_chat_status(self, website, schedule, is_open, now):
        """A chat is open within its hours, and while somebody answers it."""
        if is_open is False:
            return False, self._say_closed(schedule, now)
        # sudo: whether an operator is there is what the visitor asks
        if website.channel_id.sudo()._is_livechat_available():
            return True, self.env._("Available now")
        return False, self.env._(
            "Nobody is in the chat now. Write to us with the form."
        )

    def _say_closed(self, schedule, now):
        opening = schedule.next_opening(now)
        if not opening:
            return self.env._("Closed")
        return self.env._(
            "Closed. Opens %(time)s", time=self._say(opening, now, schedule)
        )

    def _say(self, moment, now, schedule):
        """A moment in the words of the reader: "today at 16:00", "Monday at 8:00"."""
        local, today = moment.astimezone(schedule.tz), now.astimezone(schedule.tz)
        locale = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").code
        clock = babel.dates.format_time(local, "H:mm", locale=locale)
        days = (local.date() - today.date()).days
        if days == 0:
            return self.env._("today at %(time)s", time=clock)
        if days == 1:
            return self.env._("tomorrow at %(time)s", time=clock)
        pattern = "EEEE" if timedelta(days=days) < timedelta(days=7) else "EEEE d MMMM"
        day = babel.dates.format_date(local.date(), pattern, locale=locale)
        return self.env._("%(day)s at %(time)s", day=day, time=clock)

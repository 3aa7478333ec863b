import re
from datetime import datetime, timedelta
from urllib.parse import quote

import babel.dates

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.opening_hours import UTC

ICONS = {
    "phone": "fa-phone",
    "whatsapp": "fa-whatsapp",
    "mail": "fa-envelope-o",
    "chat": "fa-comments-o",
}


class InterviaContactPoint(models.Model):
    """One way for clients to reach support, and when somebody is there."""

    _name = "intervia.contact.point"
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
            if point.kind in ("phone", "whatsapp") and not point._get_digits():
                raise ValidationError(self.env._("Write the number of %s.", point.name))
            if point.kind == "mail" and "@" not in (point.address or ""):
                raise ValidationError(
                    self.env._("Write the address of %s.", point.name)
                )

    def _get_digits(self):
        return re.sub(r"\D", "", self.address or "")

    # The panel

    @api.model
    def _get_panel(self, website):
        """What the contact panel of ``website`` shows.

        :return: list of dict ``id kind icon name note text href is_open status``
        """
        # sudo: visitors have no access; what is returned is what the panel prints
        points = self.sudo().search(website._get_intervia_offer())
        now = datetime.now(UTC)
        return [
            point._get_card(website, now)
            for point in points
            if point.kind != "chat" or website.channel_id
        ]

    def _get_card(self, website, now):
        self.ensure_one()
        is_open, status = self._get_status(website, now)
        return {
            "id": self.id,
            "kind": self.kind,
            "icon": ICONS[self.kind],
            "name": self.name,
            "note": self.note or "",
            "text": self.address or "",
            "href": self._get_href(website, is_open),
            "is_open": is_open,
            "status": status,
        }

    def _get_href(self, website, is_open):
        """What a click on it does; an offline chat leads to the form."""
        if self.kind == "phone":
            plus = "+" if (self.address or "").strip().startswith("+") else ""
            return f"tel:{plus}{self._get_digits()}"
        if self.kind == "whatsapp":
            text = quote(self.env._("Hello, I need help with…"))
            return f"https://wa.me/{self._get_digits()}?text={text}"
        if self.kind == "mail":
            return f"mailto:{self.address}"
        if is_open:
            return f"/im_livechat/support/{website.channel_id.id}"
        return "/soporte/nuevo"

    def _get_status(self, website, now):
        """Whether somebody is there (None: not known), and the words for it."""
        if self.kind == "mail":
            return True, self.env._(
                "Every day, 24 hours. Answered within %(hours)s hours.",
                hours=self.promise_hours,
            )
        schedule = self._get_schedule()
        is_open = schedule.is_open(now) if schedule else None
        if self.kind == "chat":
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

    def _get_schedule(self):
        area = self.area_id
        return area.resource_calendar_id._get_intervia_schedule(area.company_id)

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

from datetime import datetime, timezone

from freezegun import freeze_time

from odoo.exceptions import ValidationError

from .knowledge_case import KnowledgeCase

UTC = timezone.utc


class TestContact(KnowledgeCase):
    """Available or closed, by the hours and holidays of the area."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["intervia.contact.point"].search([]).action_archive()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Soporte",
                "tz": "Europe/Madrid",
                "company_id": cls.company_admin.id,
                "attendance_ids": [
                    (5, 0, 0),
                    *(
                        (
                            0,
                            0,
                            {
                                "name": "x",
                                "dayofweek": str(day),
                                "hour_from": start,
                                "hour_to": end,
                            },
                        )
                        for day in range(5)
                        for start, end in ((8, 14), (15, 18))
                    ),
                ],
            }
        )
        cls.area.resource_calendar_id = cls.calendar
        cls.phone = cls.env["intervia.contact.point"].create(
            {
                "name": "Teléfono",
                "kind": "phone",
                "address": "+34 963 000 000",
                "area_id": cls.area.id,
            }
        )

    def _say(self, *moment, point=None):
        point = (point or self.phone).with_context(lang="en_US")
        moment = datetime(*moment, tzinfo=UTC)
        return point._get_status(point._get_point(), self.website, moment)

    def test_available(self):
        # Monday, 10:00 in Madrid
        self.assertEqual(
            self._say(2026, 1, 12, 9, 0), (True, "Available now, until today at 14:00")
        )

    def test_closed_at_lunch_at_night_and_at_the_weekend(self):
        for moment, opening in (
            ((2026, 1, 12, 13, 30), "Closed. Opens today at 15:00"),
            ((2026, 1, 12, 20, 0), "Closed. Opens tomorrow at 8:00"),
            ((2026, 1, 10, 9, 0), "Closed. Opens Monday at 8:00"),
        ):
            self.assertEqual(self._say(*moment), (False, opening))

    def test_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Fiesta",
                "calendar_id": self.calendar.id,
                "company_id": self.company_admin.id,
                "date_from": "2100-01-11 23:00:00",
                "date_to": "2100-01-12 23:00:00",
            }
        )
        schedule = self.calendar._get_intervia_schedule(self.company_admin)
        self.assertFalse(schedule.closures, "only those of the coming year are read")
        self.env["resource.calendar.leaves"].search([]).write(
            {"date_from": datetime.now(), "date_to": datetime(2100, 1, 1)}
        )
        schedule = self.calendar._get_intervia_schedule(self.company_admin)
        self.assertFalse(schedule.is_open(datetime.now(UTC)))

    def test_in_spanish(self):
        phone = self.phone.with_context(lang="es_ES")
        moment = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
        _open, words = phone._get_status(phone._get_point(), self.website, moment)
        self.assertIn("lunes", words)

    def test_links(self):
        whatsapp = self.phone.copy({"kind": "whatsapp"})
        mail = self.phone.copy({"kind": "mail", "address": "soporte@example.com"})
        panel = self.env["intervia.contact.point"]._get_panel(self.website)
        links = {card["id"]: card["href"] for card in panel}
        self.assertEqual(links[self.phone.id], "tel:+34963000000")
        self.assertTrue(links[whatsapp.id].startswith("https://wa.me/34963000000?"))
        self.assertEqual(links[mail.id], "mailto:soporte@example.com")

    def test_mail_promises_an_answer(self):
        mail = self.phone.copy({"kind": "mail", "address": "soporte@example.com"})
        is_open, words = self._say(2026, 1, 10, 3, 0, point=mail)
        self.assertTrue(is_open)
        self.assertIn("24 hours", words)

    def test_offline_chat_offers_the_form(self):
        self.website.channel_id = self.env["im_livechat.channel"].create({"name": "C"})
        chat = self.env["intervia.contact.point"].create(
            {"name": "Chat", "kind": "chat"}
        )
        [card] = [
            card
            for card in self.env["intervia.contact.point"]._get_panel(self.website)
            if card["id"] == chat.id
        ]
        self.assertFalse(card["is_open"])
        self.assertEqual(card["href"], "/soporte/nuevo")

    def test_panel_of_another_site(self):
        self.phone.website_ids = self.env["website"].create({"name": "Elsewhere"})
        panel = self.env["intervia.contact.point"]._get_panel(self.website)
        self.assertNotIn(self.phone.id, [card["id"] for card in panel])

    def test_number_is_asked(self):
        with self.assertRaises(ValidationError):
            self.phone.address = "por la tarde"

    def _read_card(self):
        panel = self.env["intervia.contact.point"]._get_panel(self.website)
        return next(card for card in panel if card["id"] == self.phone.id)

    @freeze_time("2026-01-12 09:00:00")
    def test_the_panel_follows_every_change(self):
        """It is kept between pages, but not when anything it says changes."""
        self.assertTrue(self._read_card()["is_open"])
        holiday = self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": "2026-01-12 00:00:00",
                "date_to": "2026-01-12 23:00:00",
            }
        )
        self.assertFalse(self._read_card()["is_open"])
        holiday.unlink()
        self.assertTrue(self._read_card()["is_open"])
        mondays = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "0")
        mondays.unlink()
        self.assertFalse(self._read_card()["is_open"])
        self.area.resource_calendar_id = False
        self.assertIsNone(self._read_card()["is_open"])
        self.phone.update_field_translations("name", {"es_ES": "Centralita"})
        self.env = self.env(context={**self.env.context, "lang": "es_ES"})
        self.assertEqual(self._read_card()["name"], "Centralita")

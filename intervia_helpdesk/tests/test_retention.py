from datetime import datetime, timedelta

from lxml import etree

from odoo.tests import tagged

from .common import HelpdeskCase


@tagged("post_install", "-at_install")
class TestRetention(HelpdeskCase):
    """What is not kept for ever: each for as long as one page of the settings says."""

    def _set_days(self, subject, days):
        key = f"intervia_helpdesk.{subject}_days"
        self.env["ir.config_parameter"].set_param(key, str(days))

    def test_each_is_on_the_page_of_the_settings(self):
        settings = self.env["res.config.settings"]
        page = etree.fromstring(settings.get_view(view_type="form")["arch"])
        shown = page.xpath("//block[@name='intervia_retention']//field/@name")
        subjects = settings._get_intervia_kept_days()
        self.assertEqual(set(shown), {f"intervia_{s}_days" for s in subjects})
        for subject in subjects:
            with self.subTest(subject):
                field = f"intervia_{subject}_days"
                settings.create({field: 12}).set_values()
                self.assertEqual(settings._get_intervia_days(subject), 12)
                settings.create({field: -1}).set_values()
                self.assertIsNone(settings._get_intervia_limit(subject))

    def test_log_of_logins(self):
        ban = self.env["intervia.login.ban"].create({"network": "203.0.113.78"})
        for days in (5, 50):
            date = datetime.now() - timedelta(days=days)
            self.env["intervia.login.attempt"].create(
                {"ban_id": ban.id, "date": date, "outcome": "failed"}
            )
        attempts, counts = ban.attempt_ids, []
        for days in (0, 180, 20, 2):
            self._set_days("login", days)
            attempts._gc_attempts()
            counts.append(len(attempts.exists()))
        self.assertEqual(counts, [2, 2, 1, 0])

    def test_blocked_places(self):
        ban = self.env["intervia.login.ban"].create({"network": "203.0.113.79"})
        ban.date_last = datetime.now() - timedelta(days=50)
        self.env["intervia.login.attempt"].create(
            {"ban_id": ban.id, "date": ban.date_last, "outcome": "failed"}
        )
        self.env.flush_all()
        for days, remains in ((0, True), (180, True), (20, False)):
            self._set_days("login", days)
            ban._gc_quiet_places()
            self.assertEqual(bool(ban.exists()), remains)

    def test_originals_of_mails(self):
        mails = self.env["intervia.intake"]
        for outcome in ("ticket", "failed", "held"):
            mails |= mails.create({"outcome": outcome, "raw": "eA=="})
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE intervia_intake SET create_date = create_date - interval '50 days'
                WHERE id = ANY(%s)""",
            [mails.ids],
        )
        mails |= mails.create({"outcome": "ticket", "raw": "eA=="})
        self.env.flush_all()
        mails._gc_originals()
        self.assertTrue(
            all(mails.mapped("raw")), "kept, unless somebody says otherwise"
        )
        self._set_days("original", 20)
        mails._gc_originals()
        self.assertEqual([bool(mail.raw) for mail in mails], [False, True, True, True])

    def test_for_ever_in_digits(self):
        self._set_days("error", 999_999)
        limit = self.env["res.config.settings"]._get_intervia_limit("error")
        self.assertLess(limit.year, 1950)

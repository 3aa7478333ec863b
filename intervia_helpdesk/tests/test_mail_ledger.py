from contextlib import suppress
from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.intake import processing
from ..models.intake.processing import NotStored
from ..tools.incoming_mail import IncomingMail
from .mail_case import HelpdeskMailCase

LOG = "odoo.addons.intervia_helpdesk.models.intake.processing"
LOCK = (
    "SELECT pg_advisory_xact_lock('intervia_intake'::regclass::oid::int, hashtext(%s))"
)


@tagged("post_install", "-at_install")
class TestMailLedger(HelpdeskMailCase):
    """Each mail is kept before anything else, and has one outcome."""

    def setUp(self):
        super().setUp()
        self.ledger = self.env["intervia.intake"]
        self.before = self.ledger.search([])

    def _rows(self):
        return self.ledger.search([]) - self.before

    def test_each_kind_has_its_outcome(self):
        opened = self._receive()
        answer = self._answer(opened)
        self._reply(answer)
        self._receive(auto_submitted="auto-replied", subject="I am away")
        self._receive(From=self.area_mail)
        opened.with_user(self.user_supervisor).action_cancel(reason="No")
        self._reply(answer, "Why?")
        self.assertEqual(
            self._rows().sorted("id").mapped("outcome"),
            ["ticket", "reply", "machine", "loop", "follow_up"],
        )
        self.assertEqual(len(self._rows().mapped("raw")), 5)

    def test_mail_from_where_our_mails_come_back_is_our_own(self):
        company = self.area.company_id
        for sender in (company.catchall_email, company.bounce_email):
            self.assertTrue(sender)
            self._receive(From=sender)
        self.assertEqual(self._rows().mapped("outcome"), ["loop"] * 2)

    def test_original_is_kept_byte_by_byte(self):
        raw = self._build_mail("áé", [("a.bin", b"\0\1\2")])
        ticket = self._process(raw)
        self.assertEqual(self._rows()._get_raw(), raw)
        self.assertEqual(self._rows().ticket_id, ticket)

    def test_one_mail_three_times_through_two_mailboxes(self):
        raw = self._build_mail(subject="Once")
        other = b"Delivered-To: second@mailbox.example\r\nReceived: by mx2\r\n" + raw
        for copy in (raw, other, raw):
            self._process(copy)
        tickets = self.env["intervia.ticket"].search([("name", "=", "Once")])
        self.assertEqual(len(tickets), 1)
        self.assertEqual(len(self._rows()), 1)
        self.assertEqual(len(tickets.message_ids.filtered("email_from")), 2)

    def test_the_same_without_message_id(self):
        raw = self._build_mail(message_id=None, subject="Nameless")
        self.assertTrue(self._process(raw))
        self.assertFalse(self._process(raw))
        self.assertFalse(self._process(raw.strip().replace(b"\n", b"\r\n")))
        self.assertEqual(len(self._rows()), 1)

    def test_program_that_gives_all_its_mails_one_message_id(self):
        for subject in ("Disk full", "Disk repaired"):
            self._receive(message_id="<same@scanner>", subject=subject)
        self.assertEqual(self._rows().mapped("outcome"), ["ticket"] * 2)

    def test_kept_but_not_processed_is_processed_once(self):
        """The process died between the two transactions; the mail comes again."""
        raw = self._build_mail(subject="Survivor")
        self.ledger._store_safely(IncomingMail(raw))
        self.assertEqual(self._rows().outcome, "received")
        self.assertTrue(self._process(raw))
        self.assertEqual(self._rows().outcome, "ticket")

    def test_kept_but_not_processed_is_found_by_the_job(self):
        self.ledger._store_safely(IncomingMail(self._build_mail()))
        self.env.cr.execute("UPDATE intervia_intake SET create_date = '2020-01-01'")
        self._rows().invalidate_recordset()
        with self.enter_registry_test_mode(), self.mock_mail_gateway():
            self.env.ref(
                "intervia_helpdesk.ir_cron_retry_failed_intake"
            ).method_direct_trigger()
        self.assertEqual(self._rows().outcome, "ticket")

    def test_mail_that_ends_its_process_does_not_do_so_for_ever(self):
        """The platform ends a process that takes too long; its mailbox goes on."""

        class Ended(BaseException):
            pass

        raw = self._build_mail()
        with patch.object(type(self.ledger), "_run", side_effect=Ended):
            for _fetch in range(2):
                with suppress(Ended):
                    self._process(raw)
            kept = self._rows()
            self.assertFalse(self._process(raw))
            for attempt in range(2, 6):
                kept.date_retry = "2020-01-01"
                with suppress(Ended):
                    self._process(raw)
                self.assertEqual((kept.outcome, kept.attempts), ("failed", attempt))
            self.assertFalse(kept.date_retry)
        self.assertFalse(self._process(raw))
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager).action_retry()
        self.assertEqual(kept.outcome, "ticket")

    def test_settled_mail_is_not_processed_again(self):
        self._receive()
        with self.mock_mail_gateway():
            self.assertFalse(self.ledger._attempt(self._rows().id))
        self.assertEqual(self._rows().attempts, 1)

    def test_fetched_mail_that_cannot_be_kept_stays_in_its_mailbox(self):
        fetching = self.env["mail.thread"].with_context(default_fetchmail_server_id=1)
        error = psycopg2.OperationalError("server closed the connection")
        with (
            patch.object(type(self.ledger), "_store", side_effect=error),
            self.assertRaises(NotStored),
        ):
            fetching.message_process(None, self._build_mail())

    @mute_logger(LOG)
    def test_lost_connection_while_processing_leaves_the_row(self):
        error = psycopg2.OperationalError("server closed the connection")
        ledger = type(self.ledger)
        with (
            patch.object(ledger, "_run", side_effect=error),
            patch.object(ledger, "_fail", side_effect=error),
        ):
            self.assertFalse(self._receive())
        self.assertEqual(self._rows().outcome, "received")

    def _see(self, user):
        """Rows of this test that a person sees."""
        return self._rows().with_user(user)._filtered_access("read").sudo()

    def test_mail_of_no_area_is_seen_in_its_own_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "other.example"}
        )
        stranger = self._create_user(
            "stranger", "group_supervisor", company_id=other.id
        )
        chief = self._create_user("chief", "group_manager", company_id=other.id)
        domain = self.area.company_id.alias_domain_id.name
        for number, to in enumerate((f"x@{domain}", "x@other.example", "x@no.example")):
            self._receive(to=to, subject=str(number))
        ours, theirs, nobodys = self._rows().sorted("id")
        self.assertEqual(ours.company_id, self.area.company_id)
        self.assertEqual(theirs.company_id, other)
        self.assertFalse(nobodys.company_id)
        self.assertEqual(self._see(self.user_supervisor), ours)
        self.assertEqual(self._see(stranger), theirs)
        self.assertEqual(self._see(chief), theirs | nobodys)

    def test_failed_mail_has_its_company_too(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "other.example"}
        )
        tickets = type(self.env["intervia.ticket"])
        with (
            patch.object(tickets, "_route_stray", side_effect=OSError),
            mute_logger(LOG),
        ):
            self._receive(to="x@other.example")
        self.assertEqual(
            (self._rows().outcome, self._rows().company_id), ("failed", other)
        )

    def test_failed_mail_is_moved_to_a_ticket_by_staff(self):
        ticket = self._create_ticket()
        self._receive("More about it", subject="By the way", precedence="bulk")
        kept = self._rows()
        with self.mock_mail_gateway():
            kept.with_user(self.user_manager)._move_to(ticket)
        self.assertEqual(kept.ticket_id, ticket)
        self.assertEqual(kept.outcome, "reply")
        self.assertIn("More about it", str(ticket.message_ids.mapped("body")))

    def test_mail_to_nobody_is_kept_and_can_be_taken_in(self):
        for raw in (
            self._build_mail(to="nobody@elsewhere.example"),
            self._build_mail(to=self.area.company_id.catchall_email),
        ):
            self.assertFalse(self._process(raw))
            kept = self.env["intervia.intake"].search([], limit=1)
            self.assertEqual(kept.outcome, "unroutable")
            with self.mock_mail_gateway():
                kept.with_user(self.user_manager).action_process()
            self.assertEqual(kept.outcome, "ticket")
            self.assertTrue(kept.ticket_id.area_id)

    def test_mail_to_nobody_that_failed_is_not_taken_in_by_itself(self):
        tickets = type(self.env["intervia.ticket"])
        with (
            patch.object(tickets, "_route_stray", side_effect=OSError),
            mute_logger("odoo.addons.intervia_helpdesk.models.intake.processing"),
        ):
            self._process(self._build_mail(to="nobody@elsewhere.example"))
        kept = self.env["intervia.intake"].search([], limit=1)
        self.assertEqual(kept.outcome, "failed")
        self.assertFalse(self.ledger._attempt(kept.id))
        self.assertEqual(kept.outcome, "unroutable")

    def test_two_mails_of_one_sender_wait_for_each_other(self):
        """Else what one becomes is not seen by the other: a copy would be a ticket."""
        kept = self.ledger._store(IncomingMail(self._build_mail()))[0]
        with self.registry.cursor() as other, patch.object(processing, "time") as clock:
            clock.monotonic.return_value = 0
            other.execute(LOCK, [self.client_mail])
            self.assertFalse(self.ledger._attempt(kept.id))
            self.assertEqual((kept.outcome, kept.attempts), ("received", 0))
            self.assertEqual(clock.sleep.call_count, processing.TURNS)
            other.rollback()
            self.assertTrue(self.ledger._attempt(kept.id))
        self.assertEqual(kept.outcome, "ticket")

    def test_who_tries_again_too_early_leaves_it_to_the_job(self):
        kept = self.ledger._store(IncomingMail(self._build_mail()))[0]
        kept.write({"outcome": "failed", "reason": "Before", "area_id": self.area.id})
        kept.company_id = self.area.company_id
        with self.registry.cursor() as other:
            other.execute(LOCK, [self.client_mail])
            kept.with_user(self.user_manager).action_retry()
        self.assertEqual((kept.reason, kept.attempts), ("Before", 0))
        self.assertTrue(kept.date_retry)

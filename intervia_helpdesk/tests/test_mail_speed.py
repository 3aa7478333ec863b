from unittest.mock import patch

from markupsafe import Markup

from odoo.tests import tagged, warmup

from ..tools.incoming_mail import IncomingMail
from .mail_case import HelpdeskMailCase


@tagged("post_install", "-at_install")
class TestMailSpeed(HelpdeskMailCase):
    """Statements of the gateway and of the notices: design/performance.md §4.

    Sending is not counted: it follows the transaction.
    """

    def _assert_statements(self, limit, act):
        mails = type(self.env["mail.mail"])
        self.env.flush_all()
        self.env.invalidate_all()
        with (
            patch.object(mails, "send_after_commit", autospec=True),
            self.assertQueryCount(limit),
        ):
            act()
            self.env.cr.flush()

    def _assert_mail(self, limit, raw):
        """Two transactions: keeping the mail, then processing it.

        Six statements more: the savepoint that stands for a transaction in a test, the
        lock and the outcome of the row in the ledger, and the savepoint of the call.
        """
        limit += 6
        mail = IncomingMail(raw)
        intakes = self.env["intervia.intake"]
        kept = []
        self._assert_statements(3, lambda: kept.extend(intakes._store_safely(mail)))
        self._assert_statements(limit, lambda: intakes._attempt(kept[0].id, mail))
        self.assertIn(kept[0].outcome, ("ticket", "reply"))

    def _get_values(self, **vals):
        return {
            "name": "The printer is on fire",
            "area_id": self.area.id,
            "partner_id": self.customer.id,
            **vals,
        }

    @warmup
    def test_new_ticket_with_receipt_and_notice_to_staff(self):
        self._receive()
        # the portal tells the client's site and keeps his words: see its README
        limit = 47 if "website_ids" in self.area else 44
        self._assert_mail(limit, self._build_mail())

    @warmup
    def test_new_ticket_whose_notices_are_left_to_the_job(self):
        self.env = self.env(context={**self.env.context, "intervia_tells_by_job": True})
        self._receive()
        self._assert_mail(35, self._build_mail())

    @warmup
    def test_reply_told_to_the_agent(self):
        ticket = self._receive()
        ticket.user_id = self.user_agent
        answer = self._answer(ticket)
        self._reply(answer)
        raw = self._build_mail(
            in_reply_to=answer.message_id, references=answer.message_id
        )
        self._assert_mail(52, raw)

    @warmup
    def test_answer_and_wait(self):
        ticket = self._receive()
        ticket.user_id = self.user_agent
        self._answer(ticket)
        staff = ticket.with_user(self.user_agent)
        self._assert_statements(
            40, lambda: staff._answer(Markup("<p>Hi</p>"), state="waiting")
        )

    @warmup
    def test_create_100_with_receipts(self):
        tickets = self.env["intervia.ticket"].with_user(self.user_supervisor)
        tickets.create([self._get_values()] * 2)
        self._assert_statements(140, lambda: tickets.create([self._get_values()] * 100))

    @warmup
    def test_close_80_with_mail_to_each_client(self):
        tickets = self.env["intervia.ticket"].create(
            [self._get_values(user_id=self.user_agent.id)] * 80
        )
        tickets._move_to("in_progress")
        self.env.cr.flush()
        closing = tickets.with_user(self.user_supervisor)
        self._assert_statements(200, lambda: closing._move_to("finished"))

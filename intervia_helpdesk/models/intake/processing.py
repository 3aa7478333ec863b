import logging
import time
import traceback
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...tools.incoming_mail import IncomingMail
from .ledger import PENDING
from .recognition import Incoming

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=5)
ABANDONED_AFTER = timedelta(minutes=2)
CONFLICTS = 3
# how long a mail waits for another one of the same sender, before the job takes it
TURNS, SECONDS_A_TURN = 30, 0.1
OPTIONS = ("custom_values", "save_original", "strip_attachments", "thread_id")


class SenderBusy(Exception):
    """Another mail of this sender is being processed: what it becomes must be seen, or
    a copy would be a ticket, and a refusal be told twice."""


class NotStored(BaseException):
    """A fetched mail could not even be kept: it must stay in its mailbox.

    No ``Exception``: the platform marks a mail as handled after any of those.
    """


class InterviaIntake(models.Model):
    """Processing: store, then run once, then try again until there is an outcome."""

    _inherit = "intervia.intake"

    # From the gateway

    @api.model
    def _receive(self, mail, model=None, options=None, incoming=None):
        """Keep a mail for good, then process it.

        Raises only when it could not be kept; whatever happens afterwards, it is in the
        ledger and has, or will have, one outcome.

        :param IncomingMail mail: as it came
        :param Incoming incoming: what was recognised in it, if it was asked already
        :return: id of its ticket, or False
        """
        with self._own_connection() as ledger:
            intake, is_new = ledger._store_safely(mail)
            if not is_new and not ledger._begin_again(intake.id):
                return False
            ledger = ledger.with_context(intervia_begun=not is_new)
            return ledger._attempt(intake.id, mail, model, options or {}, incoming)

    def _after(self, turn):
        """These records for another turn: what broke one turn is not used again."""
        return self.with_context(intervia_ledger=False) if turn else self

    @api.model
    def _store_safely(self, mail):
        """Keep a mail, also when the connection to the database just broke.

        :return: its row, and whether it is new
        """
        errors = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.Error, OSError)
        for turn in range(CONFLICTS):
            try:
                with self._after(turn)._own_transaction() as ledger:
                    return ledger._store(mail)
            except errors as error:
                if turn + 1 < CONFLICTS:
                    continue
                if self.env.context.get("default_fetchmail_server_id"):
                    raise NotStored from error
                raise
        raise AssertionError  # not reached

    @api.model
    def _begin_again(self, intake_id):
        """Count a further attempt for good before it is made, when it is due.

        A mail that is too much for the process that reads it (the platform ends those
        that take too long) ends it a few times, not at each fetch for ever.
        """
        try:
            with self._own_transaction() as ledger:
                # sudo: written by the gateway, read by staff
                return ledger.browse(intake_id).sudo()._begin()
        except (psycopg2.Error, SenderBusy):  # somebody is at it, or the job will be
            return False

    def _begin(self):
        now = fields.Datetime.now()
        is_due = not self.attempts or (self.date_retry and self.date_retry <= now)
        if self._claim() is None or not is_due:
            return False
        self = self.with_context(lang=self.env.company.partner_id.lang)
        attempts = self.attempts + 1
        self.write(
            {
                "outcome": "failed",
                "reason": self.env._("Processing began and did not end."),
                "attempts": attempts,
                "date_retry": self._get_next_attempt(attempts),
            }
        )
        return True

    @api.model
    def _get_next_attempt(self, attempts):
        if attempts >= MAX_ATTEMPTS:
            return False
        return fields.Datetime.now() + RETRY_AFTER * 2 ** (attempts - 1)

    @api.model
    def _attempt(self, intake_id, *args):
        """Process one row after others of its sender; see :meth:`_attempt_now`."""
        for _turn in range(TURNS):
            try:
                return self._attempt_now(intake_id, *args)
            except SenderBusy:
                time.sleep(SECONDS_A_TURN)
        return False  # it waits in the ledger

    @api.model
    def _attempt_now(
        self, intake_id, mail=None, model="intervia.ticket", options=None, incoming=None
    ):
        """Process one row in a transaction of its own; a failure is written down."""
        for turn in range(CONFLICTS):
            try:
                with self._after(turn)._own_transaction() as ledger:
                    intake = ledger.browse(intake_id)
                    known = not turn and incoming and incoming.with_env(ledger.env)
                    return intake._run(mail, model, options or {}, known)
            except SenderBusy:
                raise
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
                if turn + 1 == CONFLICTS:
                    return self._fail_safely(intake_id, error)
            except Exception as error:  # whatever a mail can cause
                return self._fail_safely(intake_id, error)

    @api.model
    def _fail_safely(self, intake_id, error):
        """Write the failure down; a row that cannot even be written waits as it is."""
        try:
            with self._after(1)._own_transaction() as ledger:
                # sudo: written by the gateway, read by staff
                ledger.browse(intake_id).sudo()._fail(error)
        except psycopg2.Error:
            _logger.warning("Mail %s waits in the ledger", intake_id, exc_info=error)
        return False

    # One row

    def _run(
        self, mail=None, model="intervia.ticket", options=None, incoming=None, **marks
    ):
        """Process this row and write its outcome, in the current transaction.

        :param marks: attributes of ``Incoming`` that staff decided
        :return: id of the ticket, or False
        """
        self.ensure_one()
        started = time.monotonic()
        claimed = self._claim(settled_too=bool(marks))
        if claimed is None:
            return False
        attempts, door_id, is_stray = claimed
        if not incoming:
            model = None if is_stray and not marks else model
            mail = mail or IncomingMail(self._get_raw())
            incoming = self._recognise(mail, model) or Incoming(mail)
        incoming.intake = self
        # sudo: the gateway serves every door
        incoming.door = self.env["intervia.door"].sudo().browse(door_id)
        for name, value in marks.items():
            setattr(incoming, name, value)
        self = self.with_context(
            lang=self._get_lang(incoming),
            intervia_incoming=incoming,
            intervia_ledger=False,
        )
        # A mail server that is slow or away must not hold up what comes in.
        gateway = self.env["mail.thread"].with_context(mail_notify_force_send=False)
        options = {key: options[key] for key in OPTIONS if key in (options or {})}
        gateway.message_process(model, incoming.mail.tamed[0], **options)
        known_already = not incoming.is_considered and not incoming.outcome
        if known_already and not incoming.mail.is_stray:
            # The platform drops a Message-Id it knows, but the ledger knows that this
            # is another mail, or the same that staff wants again.
            incoming.is_renamed = True
            gateway.message_process(model, incoming.mail.tamed[0], **options)
        seconds = time.monotonic() - started
        self._conclude(incoming, {"attempts": attempts, "seconds": seconds})
        is_inside = incoming.ticket and not incoming.outcome
        return incoming.ticket.id if is_inside else False

    def _count(self, attempts):
        """The attempts so far with this one, unless it was counted when it began."""
        return attempts + (not self.env.context.get("intervia_begun"))

    def _claim(self, settled_too=False):
        """Lock this row; None when somebody else works on it, or it is settled.

        :return: which attempt this is, the id of its door, whether it is stray
        :raises SenderBusy:
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT outcome, attempts, door_id, is_stray,
                          pg_try_advisory_xact_lock(tableoid::int, hashtext(sender))
                     FROM intervia_intake
                    WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED""",
                self.id,
            )
        )
        if not rows or not (settled_too or rows[0][0] in PENDING):
            return None
        if rows[0][4] is False and not settled_too:
            raise SenderBusy
        return self._count(rows[0][1] or 0), rows[0][2] or [], rows[0][3]

    def _conclude(self, incoming, values):
        """Write the one outcome."""
        ticket = incoming.ticket
        area = self._get_area(incoming.aliases[:1]) if incoming.aliases else None
        area = ticket.area_id if ticket else area
        values |= {
            "outcome": incoming.outcome or self._get_outcome(incoming),
            "reason": "\n".join(incoming.reasons) or False,
            "ticket_id": ticket.id if ticket else False,
            "area_id": area.id if area else False,
            "company_id": self._get_company(area, incoming.mail, incoming.door).id,
            "date_retry": False,
            **self._prepare_media(incoming),
            **incoming.values,
        }
        # sudo: written by the gateway, read by staff
        self.sudo().write(values)
        if incoming.values.get("notices_due"):
            self._wake_job()
        elif incoming.ticket or incoming.values.get("date_answered"):
            self.env["mail.mail"]._intervia_wake_queue()

    @api.model
    def _get_outcome(self, incoming):
        """The outcome of a mail that no step settled by itself."""
        if not incoming.ticket:
            is_others = incoming.has_foreign_alias or incoming.mail.is_stray
            return "other" if is_others else "copy"
        if not incoming.is_new:
            return "reply"
        return "follow_up" if incoming.ticket.origin_id else "ticket"

    def _fail(self, error):
        """Write down why processing failed, and when it is tried again."""
        self.ensure_one()
        is_conflict = isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
        _logger.log(
            logging.INFO if is_conflict else logging.WARNING,
            "Mail %s could not be processed and waits in the ledger",
            self.message_id,
            exc_info=None if is_conflict else error,
        )
        if not self.company_id:
            mail = IncomingMail(self._get_raw())
            self.company_id = self._get_company(self.area_id, mail, self.door_id)
        attempts = self._count(self.attempts)
        retry = self._get_next_attempt(attempts)
        if retry and is_conflict:  # the other transaction is done by now
            retry = fields.Datetime.now()
        self.write(
            {
                "outcome": "failed",
                "reason": "".join(traceback.format_exception_only(error)).strip(),
                "attempts": attempts,
                "date_retry": retry,
            }
        )
        if not is_conflict:
            self.env["intervia.error.report"]._note_exception("intake", error)
        if is_conflict:
            self._wake_retry()

    # The job

    @api.model
    def _wake_retry(self):
        self.env["ir.cron"]._wake_intervia(
            "intervia_helpdesk.ir_cron_retry_failed_intake"
        )

    @api.model
    def _cron_retry(self):
        self._retry_failed()
        try:
            with self.env.cr.savepoint():
                self._learn_from_answered()
        except Exception as error:  # whatever an old mail can cause
            _logger.warning("The spam filter could not learn", exc_info=error)
            self.env["intervia.error.report"]._note_exception("job", error)

    @api.model
    def _retry_failed(self):
        """Process what is due: failed before, or left behind by a process that died."""
        now = fields.Datetime.now()
        due = self.search(
            [
                "|",
                "&",
                ("outcome", "=", "received"),
                ("create_date", "<=", now - ABANDONED_AFTER),
                "&",
                ("outcome", "=", "failed"),
                ("date_retry", "<=", now),
            ],
            order="id",
            limit=100,
        )
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(due))
        begun = self.with_context(intervia_begun=True)
        for intake_id in due.ids:
            if self._begin_again(intake_id):
                begun._attempt(intake_id)
            if not progress._commit_progress(1):
                break

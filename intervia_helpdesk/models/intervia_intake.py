import ast
import base64
import logging
import traceback
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.incoming_mail import MAX_REFERENCES, IncomingMail, cut_subject

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=5)
MACHINE_MAIL_DAYS = 90


class Incoming:
    """One mail on its way through the gateway, and what the steps learned about it.

    It travels in the context as ``intervia_incoming``.
    """

    def __init__(self, mail):
        self.mail = mail
        self.aliases = None  # mail.alias of areas, in the order the mail names them
        self.has_foreign_alias = False  # also addressed to somebody else's alias
        self.is_own = False  # sent by one of our own addresses
        self.parent = None  # mail.message it answers
        self.partner = None  # res.partner of the sender, where known
        self.is_unverified = False  # claims to be staff, proves nothing
        self.is_new = False  # opens a ticket
        self.is_routed = False  # our steps decided where it goes
        self.kept = None  # intervia.intake that holds the raw mail


class InterviaIntake(models.Model):
    """A received mail that did not become a message of a ticket, kept as it came."""

    _name = "intervia.intake"
    _description = "Mail Set Aside"
    _rec_name = "subject"
    _order = "id desc"

    message_id = fields.Char("Message-Id", index=True, readonly=True)
    email_from = fields.Char("From", readonly=True)
    email_to = fields.Char("To", readonly=True)
    subject = fields.Char(readonly=True)
    raw = fields.Binary("Original mail", attachment=True, readonly=True)
    raw_name = fields.Char(compute="_compute_raw_name")
    outcome = fields.Selection(
        [
            ("machine", "Written by a machine"),
            ("bounce", "Delivery report"),
            ("loop", "Too many, or our own"),
            ("refused", "Refused by the area"),
            ("oversize", "Files too large"),
            ("failed", "Failed"),
            ("processed", "Processed"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Text(readonly=True)
    area_id = fields.Many2one("intervia.area", readonly=True, index="btree_not_null")
    ticket_id = fields.Many2one(
        "intervia.ticket", readonly=True, index="btree_not_null", ondelete="set null"
    )
    attempts = fields.Integer(readonly=True)
    date_retry = fields.Datetime("Next attempt", readonly=True)

    def _compute_raw_name(self):
        for intake in self:
            intake.raw_name = f"mail-{intake.id}.eml"

    # Recognising

    @api.model
    def _recognise(self, message, model=None):
        """Tell whether a raw mail is for the helpdesk: to an area, or about a ticket.

        :param message: what ``message_process`` was given
        :param str model: its fallback model
        :rtype: Incoming or None
        """
        raw = getattr(message, "data", message)
        raw = raw.encode() if isinstance(raw, str) else bytes(raw)
        incoming = Incoming(IncomingMail(raw))
        self._find_aliases(incoming)
        self._find_parent(incoming)
        ours = "intervia.ticket"
        if incoming.aliases or ours in (model, incoming.parent.model):
            return incoming
        return None

    @api.model
    def _find_aliases(self, incoming):
        """Sort the aliases the mail is addressed to: areas in order, and others."""
        mail = incoming.mail
        addresses = [*mail.recipients, mail.sender]
        aliases = self._search_aliases(addresses)
        own = self.env["ir.model"]._get_id("intervia.ticket")
        areas = aliases.filtered(lambda a: a.alias_model_id.id == own)

        def position(alias):
            for index, address in enumerate(mail.recipients):
                if self._alias_matches(alias, address):
                    return index
            return len(addresses)

        addressed = aliases.filtered(lambda a: position(a) < len(addresses))
        incoming.aliases = (areas & addressed).sorted(position)
        incoming.has_foreign_alias = bool(addressed - areas)
        incoming.is_own = any(self._alias_matches(a, mail.sender) for a in areas)

    @api.model
    def _search_aliases(self, addresses):
        addresses = [address for address in addresses if address]
        # sudo: the gateway knows every address, whoever runs it
        return (
            self.env["mail.alias"]
            .sudo()
            .search(
                [
                    "|",
                    ("alias_full_name", "in", addresses),
                    "&",
                    ("alias_incoming_local", "=", True),
                    ("alias_name", "in", [a.partition("@")[0] for a in addresses]),
                ]
            )
        )

    @api.model
    def _alias_matches(self, alias, address):
        if alias.alias_incoming_local and alias.alias_name == address.partition("@")[0]:
            return True
        return alias.alias_full_name == address

    @api.model
    def _find_parent(self, incoming):
        """The message this mail answers: the nearest that we know."""
        # sudo: the gateway's user may not read tickets; only ids are used
        messages = self.env["mail.message"].sudo()
        references = incoming.mail.references[:MAX_REFERENCES]
        if references:
            messages = messages.search([("message_id", "in", references)], order="id")
            messages = messages.sorted(lambda m: references.index(m.message_id))
        incoming.parent = messages[:1]

    @api.model
    def _get_area(self, alias):
        """The area an alias belongs to."""
        defaults = ast.literal_eval(alias.alias_defaults or "{}")
        # sudo: the gateway serves every area
        return self.env["intervia.area"].sudo().browse(defaults.get("area_id"))

    @api.model
    def _get_lang(self, incoming):
        """What the gateway writes is read by the company: in its language."""
        company = self._get_area(incoming.aliases[:1]).company_id or self.env.company
        # sudo: the gateway's user may not read the company's contact
        return company.sudo().partner_id.lang or self.env.lang

    # Taking in

    @api.model
    def _take_in(self, incoming, process):
        """Run ``process``; whatever happens, the mail is not lost and nothing raises.

        Inside a web request a conflict between transactions is raised, because the
        framework then runs the whole request again; a mail fetched by a job would be
        marked as read, so it is kept and tried again later.
        """
        try:
            with self.env.cr.savepoint():
                ticket_id = process()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
            if request:
                raise
            return self._keep_failed(incoming, error)
        except Exception as error:
            return self._keep_failed(incoming, error)
        if incoming.kept and ticket_id:
            incoming.kept.ticket_id = ticket_id
        return ticket_id

    @api.model
    def _keep_failed(self, incoming, error):
        """Keep a mail that could not be processed, on whatever cursor still works."""
        reason = "".join(traceback.format_exception(error))
        is_conflict = isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
        _logger.log(
            logging.INFO if is_conflict else logging.WARNING,
            "Mail %s could not be processed and waits in the list of mails set aside",
            incoming.mail.message_id,
            exc_info=None if is_conflict else error,
        )
        try:
            with self.env.cr.savepoint():
                self._keep(incoming, "failed", reason)
        except psycopg2.Error:
            with self.env.registry.cursor() as cr:
                self.with_env(self.env(cr=cr))._keep(incoming, "failed", reason)
        if is_conflict:  # the other transaction is done by now
            incoming.kept.date_retry = fields.Datetime.now()
            cron = self.env.ref("intervia_helpdesk.ir_cron_retry_failed_intake")
            # sudo: the job is the system's
            cron.sudo()._trigger()
        return False

    @api.model
    def _keep(self, incoming, outcome, reason, ticket=None):
        """Set a mail aside, once per Message-Id.

        :param str outcome: see the field
        :param str reason: for people, why it is here
        :param ticket: the ticket it speaks of, if any
        """
        mail = incoming.mail
        # sudo: kept by the gateway, read by supervisors
        intakes = self.sudo()
        kept = intakes.browse(self.env.context.get("intervia_retried_intake"))
        if not kept and mail.message_id:
            kept = intakes.search([("message_id", "=", mail.message_id)], limit=1)
        values = {"outcome": outcome, "reason": reason, "attempts": kept.attempts + 1}
        if outcome == "failed":
            wait = RETRY_AFTER * 2**kept.attempts
            values["date_retry"] = fields.Datetime.now() + wait
        if ticket:
            values["ticket_id"] = ticket.id
        if kept:
            kept.write(values)
        else:
            kept = intakes.create({**self._prepare_kept(incoming), **values})
        incoming.kept = kept
        return kept

    @api.model
    def _prepare_kept(self, incoming):
        mail = incoming.mail
        area = self._get_area(incoming.aliases[:1]) if incoming.aliases else None
        return {
            "message_id": mail.message_id,
            "email_from": mail.get("From"),
            "email_to": ", ".join(mail.recipients),
            "subject": cut_subject(mail.subject) or self.env._("(no subject)"),
            "raw": base64.b64encode(mail.raw),
            "area_id": area.id if area else False,
        }

    # Again

    def action_process(self):
        """Take these mails in after all, also those that a machine wrote."""
        self.check_access("write")
        # sudo: the gateway creates clients and tickets that the person may not create
        for intake in self.sudo():
            intake._process_again()

    def _process_again(self):
        """Give the raw mail to the gateway once more."""
        self.ensure_one()
        gateway = self.env["mail.thread"].with_context(
            intervia_retried_intake=self.id,
            intervia_is_released=self.outcome != "failed",
        )
        ticket_id = gateway.message_process(
            "intervia.ticket", base64.b64decode(self.raw or b"")
        )
        if ticket_id:
            self.write({"outcome": "processed", "ticket_id": ticket_id})
        elif self.outcome == "failed" and self.attempts >= MAX_ATTEMPTS:
            self.date_retry = False

    @api.model
    def _cron_retry(self):
        self._retry_failed()

    @api.model
    def _retry_failed(self):
        """Try the failed mails that are due, one transaction each."""
        due = self.search(
            [
                ("outcome", "=", "failed"),
                ("date_retry", "<=", fields.Datetime.now()),
                ("attempts", "<", MAX_ATTEMPTS),
            ],
            order="id",
            limit=100,
        )
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(due))
        for intake in due:
            intake._process_again()
            if not progress._commit_progress(1):
                break

    @api.autovacuum
    def _gc_machine_mail(self):
        """Machine mail is worth looking at for a while, not for ever."""
        limit = fields.Datetime.now() - timedelta(days=MACHINE_MAIL_DAYS)
        self.search(
            [("outcome", "in", ("machine", "bounce")), ("create_date", "<", limit)],
            limit=1000,
        ).unlink()

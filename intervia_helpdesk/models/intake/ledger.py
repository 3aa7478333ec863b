import base64
from contextlib import contextmanager, suppress

import psycopg2

from odoo import api, fields, models, modules
from odoo.tools import SQL

from ...tools.incoming_mail import cut_subject

OUTCOMES = [
    ("received", "Waits to be processed"),
    ("ticket", "New ticket"),
    ("reply", "Added to a ticket"),
    ("follow_up", "Follow-up ticket"),
    ("copy", "Copy of another"),
    ("machine", "Written by a machine"),
    ("bounce", "Delivery report"),
    ("loop", "Too many, or our own"),
    ("spam", "Quarantined as spam"),
    ("held", "Waits for authorisation"),
    ("refused", "Refused and answered"),
    ("other", "Taken by another application"),
    ("unroutable", "To none of our addresses"),
    ("failed", "Failed"),
]
# Without an outcome yet: processed by the job when nobody else does
PENDING = ("received", "failed")


class InterviaIntake(models.Model):
    """One incoming thing, kept as it came, and the one outcome it had.

    A row is committed before anything is done with what came in. The transaction that
    processes it locks the row and writes the outcome along with everything else, so a
    crash at any point leaves either all of it or a row that still waits.
    """

    _name = "intervia.intake"
    _description = "Incoming Message"
    _rec_name = "subject"
    _order = "id desc"

    fingerprint = fields.Char(readonly=True, copy=False)
    channel_id = fields.Many2one("intervia.channel", readonly=True)
    door_id = fields.Many2one(
        "intervia.door", readonly=True, index="btree_not_null", ondelete="set null"
    )
    message_id = fields.Char("Message-Id", index=True, readonly=True)
    email_from = fields.Char("From", readonly=True)
    sender = fields.Char("Sender's address", readonly=True)
    email_to = fields.Char("To", readonly=True)
    subject = fields.Char(readonly=True)
    raw = fields.Binary("Original", attachment=True, readonly=True)
    raw_name = fields.Char(compute="_compute_raw_name")
    outcome = fields.Selection(
        OUTCOMES, default="received", required=True, readonly=True, index=True
    )
    reason = fields.Text(readonly=True)
    area_id = fields.Many2one("intervia.area", readonly=True, index="btree_not_null")
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index="btree_not_null",
        help="Without one, only administrators see it.",
    )
    ticket_id = fields.Many2one(
        "intervia.ticket", readonly=True, index="btree_not_null", ondelete="set null"
    )
    attempts = fields.Integer(readonly=True)
    date_retry = fields.Datetime("Next attempt", readonly=True)
    origin_id = fields.Many2one(
        "intervia.intake",
        "Copy of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    text_digest = fields.Char(readonly=True, groups="base.group_system")
    sketch = fields.Char(readonly=True, prefetch=False, groups="base.group_system")
    is_stray = fields.Boolean(
        "For nobody", readonly=True, help="It names no address that anybody attends."
    )
    date_answered = fields.Datetime("Sender told on", readonly=True)
    seconds = fields.Float("Processing time (s)", readonly=True, digits=(8, 3))

    _fingerprint_uniq = models.UniqueIndex("(fingerprint)")
    _sender_idx = models.Index("(sender, create_date)")
    _sketch_idx = models.Index("USING gin (string_to_array(sketch, ' '))")
    _waiting_idx = models.Index(
        "(date_retry, id) WHERE outcome IN ('received', 'failed')"
    )

    def _compute_raw_name(self):
        for intake in self:
            intake.raw_name = f"mail-{intake.id}.eml"

    # Transactions

    @contextmanager
    def _own_transaction(self):
        """These records in a transaction of their own, committed at the end.

        A test has one transaction only: there a savepoint stands for it.
        """
        if modules.module.current_test:
            with self.env.cr.savepoint():
                yield self
        elif self.env.context.get("intervia_ledger"):
            with self._share_connection():
                yield self
        else:
            with self.env.registry.cursor() as cr:
                yield self.with_env(self.env(cr=cr))

    @contextmanager
    def _own_connection(self):
        """These records on a connection for several transactions of their own."""
        if modules.module.current_test:
            yield self
            return
        cr = self.env.registry.cursor()
        try:
            yield self.with_env(self.env(cr=cr)).with_context(intervia_ledger=True)
        finally:
            with suppress(psycopg2.Error):  # it broke; what was begun is undone
                cr.close()

    @contextmanager
    def _share_connection(self):
        try:
            yield
            self.env.cr.commit()  # pylint: disable=invalid-commit
        except BaseException:
            with suppress(psycopg2.Error):
                self.env.cr.rollback()
            raise

    # Storing

    @api.model
    def _store(self, mail):
        """Keep a raw mail, unless it is known already.

        :param mail: ``IncomingMail``
        :return: its row, and whether it is new
        """
        files = self.env["ir.attachment"]
        row, original = (
            self._prepare_stored(mail),
            self._prepare_original(mail.original),
        )
        rows = self.env.execute_query(
            SQL(
                """WITH kept AS (INSERT INTO intervia_intake (%s) VALUES %s
                         ON CONFLICT (fingerprint) DO NOTHING RETURNING id),
                        original AS (INSERT INTO ir_attachment (%s, res_id, name)
                         SELECT %s, id, 'mail-' || id || '.eml' FROM kept)
                   SELECT id FROM kept""",
                SQL(", ").join(map(SQL.identifier, row)),
                tuple(row.values()),
                SQL(", ").join(map(SQL.identifier, original)),
                SQL(", ").join(SQL("%s", value) for value in original.values()),
            )
        )
        if not rows:
            # sudo: only the row that is there already is named
            known = self.sudo().search([("fingerprint", "=", mail.fingerprint)])
            return known, False
        if original["store_fname"]:
            files._file_write(mail.original, original["checksum"])
        return self.browse(rows[0]), True

    @api.model
    def _prepare_stored(self, mail):
        channel = mail.channel_id or self.env["ir.model.data"]._xmlid_to_res_id(
            "intervia_helpdesk.channel_mail", raise_if_not_found=False
        )
        now = fields.Datetime.now()
        return {
            "fingerprint": mail.fingerprint,
            "channel_id": channel or None,
            "door_id": mail.door_id or None,
            "message_id": mail.message_id or None,
            "email_from": mail.get("From"),
            "sender": mail.sender or None,
            "email_to": ", ".join(mail.recipients),
            "subject": cut_subject(mail.subject) or self.env._("(no subject)"),
            "outcome": "received",
            "is_stray": mail.is_stray,
            "attempts": 0,
            "create_uid": self.env.uid,
            "create_date": now,
            "write_uid": self.env.uid,
            "write_date": now,
        }

    @api.model
    def _prepare_original(self, raw):
        """The attachment that the field ``raw`` reads, without its owner."""
        mimetype, now = "message/rfc822", fields.Datetime.now()
        # sudo: nobody but the gateway writes originals
        content = self.env["ir.attachment"].sudo()._get_datas_related_values
        return {
            **{key: value or None for key, value in content(raw, mimetype).items()},
            "res_model": self._name,
            "res_field": "raw",
            "type": "binary",
            "mimetype": mimetype,
            "create_uid": self.env.uid,
            "create_date": now,
            "write_uid": self.env.uid,
            "write_date": now,
        }

    def _get_raw(self):
        self.ensure_one()
        # sudo: originals are attachments that nobody reads but by their row
        return base64.b64decode(self.sudo().with_context(bin_size=False).raw or b"")

    def _get_door_answer(self):
        """What another system is told of its message."""
        self.ensure_one()
        return {
            "id": self.id,
            "outcome": self.outcome,
            "ticket": self.ticket_id.number or None,
        }

    # Cleaning up

    @api.autovacuum
    def _gc_machine_mail(self):
        """Machine mail and spam are worth looking at for a while, not for ever."""
        limit = self.env["res.config.settings"]._get_intervia_limit("spam")
        if not limit:
            return
        worthless = ("machine", "bounce", "spam")
        self.search(
            [("outcome", "in", worthless), ("create_date", "<", limit)], limit=1000
        ).unlink()

    @api.autovacuum
    def _gc_originals(self):
        """What was said is in the tickets; how it came is forgotten in time."""
        limit = self.env["res.config.settings"]._get_intervia_limit("original")
        if not limit:
            return
        done = self.search(
            [
                ("create_date", "<", limit),
                ("outcome", "not in", (*PENDING, "held")),
                ("raw", "!=", False),
            ],
            order="id",
            limit=1000,
        )
        done.write({"raw": False})

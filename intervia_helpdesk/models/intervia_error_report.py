import base64
import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.error_text import clean_text, describe, get_fingerprint

_logger = logging.getLogger(__name__)

KINDS = [
    ("notice", "Notice not delivered"),
    ("job", "Scheduled job failed"),
    ("intake", "Incoming message not processed"),
    ("server", "Error of the server"),
    ("person", "Reported by a person"),
]
# Reports of one person, or of one origin, in an hour
PER_HOUR = 5
MAX_WORDS = 4000
MAX_SCREENSHOT = 5 * 1024 * 1024
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class InterviaErrorReport(models.Model):
    """A fault of the system itself. The same one again is counted, not repeated."""

    _name = "intervia.error.report"
    _description = "Error Report"
    _order = "state, date_last desc, id desc"

    name = fields.Char("What", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        [("new", "Pending"), ("ticket", "Has a ticket"), ("solved", "Solved")],
        "Status",
        default="new",
        required=True,
        readonly=True,
    )
    fingerprint = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    count = fields.Integer("Times", default=1, readonly=True, aggregator="sum")
    date_first = fields.Datetime("First time", required=True, readonly=True)
    date_last = fields.Datetime("Last time", required=True, readonly=True)
    details = fields.Text(readonly=True)
    path = fields.Char("Page", readonly=True)
    program = fields.Char("Browser", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Reported by", readonly=True, index="btree_not_null"
    )
    origin = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    screenshot = fields.Image(readonly=True, max_width=1920, max_height=1920)
    about_ticket_id = fields.Many2one(
        "intervia.ticket",
        string="About the ticket",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The last one that the fault touched.",
    )
    ticket_id = fields.Many2one(
        "intervia.ticket",
        string="Ticket of its repair",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _open_idx = models.UniqueIndex("(fingerprint) WHERE state <> 'solved'")
    _origin_idx = models.Index("(origin, date_first) WHERE origin IS NOT NULL")
    _last_idx = models.Index("(date_last)")

    # Taking notes

    @api.model
    def _note(self, kind, name, words=(), **values):
        """Write a fault down, or count it when it is known and not solved.

        In a transaction of its own: the one that failed is lost. Never raises.

        :param str kind: a value of ``kind``
        :param words: what tells it from others, besides kind and name
        :param values: further columns
        """
        try:
            # XML-RPC and JSON-RPC have closed theirs by then
            if modules.module.current_test and not self.env.cr.closed:
                if self.env.cr.readonly:
                    return
                with self.env.cr.savepoint():
                    self._insert(kind, name, words, values)
            else:
                with self.env.registry.cursor() as cr:
                    self.with_env(self.env(cr=cr))._insert(kind, name, words, values)
        except Exception:
            _logger.info("An error could not be noted: %s", name, exc_info=True)

    @api.model
    def _note_exception(self, kind, error, name=None, **values):
        """As :meth:`_note`, of an exception: its place tells it from others."""
        described, places = describe(error)
        self._note(
            kind,
            name or described,
            [described, *places[-1:]],
            details="\n".join([described, *places[-25:]]),
            **values,
        )

    @api.model
    def _insert(self, kind, name, words, values):
        now = fields.Datetime.now()
        name = clean_text(name, 200)
        columns = {
            **{key: value for key, value in values.items() if value},
            "kind": kind,
            "name": name,
            "state": "new",
            "count": 1,
            "fingerprint": get_fingerprint(kind, name, *words),
            "date_first": now,
            "date_last": now,
            "create_date": now,
            "create_uid": self.env.uid or None,
        }
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO intervia_error_report AS r (%s) VALUES %s
                   ON CONFLICT (fingerprint) WHERE state <> 'solved'
                   DO UPDATE SET count = r.count + 1, date_last = EXCLUDED.date_last,
                         about_ticket_id =
                         COALESCE(EXCLUDED.about_ticket_id, r.about_ticket_id)
                   RETURNING r.id""",
                SQL(", ").join(map(SQL.identifier, columns)),
                tuple(columns.values()),
            )
        )
        report = self.browse(rows[0][0])
        report.invalidate_recordset()
        return report

    @api.model
    def _report_by_person(
        self, text, path="", program="", origin=None, screenshot=None
    ):
        """What somebody says is broken, as he said it.

        :param bytes screenshot: a PNG or JPEG, or none
        :raise UserError: without words, too often, or with what is no picture
        """
        text = (text or "").replace("\0", "").strip()[:MAX_WORDS]
        if not text:
            raise UserError(self.env._("Say what happened, please."))
        self._check_picture(screenshot)
        user = self.env.user
        partner = user.partner_id if not user._is_public() else None
        origin = f"p{partner.id}" if partner else origin or "?"
        # sudo: whoever reports reads no report, nor writes one himself
        reports = self.sudo()
        reports._check_flood(origin)
        report = reports._insert(
            "person",
            text.splitlines()[0],
            [origin, text],
            {
                "details": text,
                "path": clean_text(path, 200),
                "program": clean_text(program, 200),
                "partner_id": partner.id if partner else None,
                "origin": origin,
            },
        )
        if screenshot and not report.screenshot:
            report.screenshot = base64.b64encode(screenshot)
        return report

    @api.model
    def _check_picture(self, content):
        if not content:
            return
        if len(content) > MAX_SCREENSHOT or not content.startswith(IMAGES):
            raise UserError(
                self.env._("The picture must be a PNG or JPEG of at most 5 MB.")
            )

    @api.model
    def _check_flood(self, origin):
        since = fields.Datetime.now() - timedelta(hours=1)
        recent = [("origin", "=", origin), ("date_first", ">", since)]
        if self.search_count(recent, limit=PER_HOUR) >= PER_HOUR:
            raise UserError(
                self.env._("You reported several errors already: try again later.")
            )

    # Acting

    def action_open_ticket(self):
        """One ticket of the internal area for each report that has none yet."""
        self.check_access("read")
        for report in self.filtered(lambda report: not report.ticket_id):
            ticket = self.env["intervia.ticket"].create(report._prepare_ticket())
            # sudo: reports are written by their buttons alone
            report.sudo().write({"ticket_id": ticket.id, "state": "ticket"})
            if report.screenshot:
                report._copy_screenshot(ticket)
        return self.ticket_id[:1]._get_records_action() if len(self) == 1 else True

    def _copy_screenshot(self, ticket):
        # sudo: a copy of the picture of a report that the user may read
        self.env["ir.attachment"].sudo().create(
            {
                "name": "screenshot.png",
                "datas": self.screenshot,
                "res_model": ticket._name,
                "res_id": ticket.id,
            }
        )

    def _prepare_ticket(self):
        self.ensure_one()
        area = self.env["intervia.area"]._get_internal()
        if not area:
            raise UserError(self.env._("There is no area for internal tickets."))
        lines = [self.details, self.path, self.program]
        return {
            "name": self.name,
            "description": Markup("").join(
                Markup("<pre>%s</pre>") % line for line in lines if line
            ),
            "area_id": area.id,
            "partner_id": self.env.user.partner_id.id,
            "channel_id": self.env.ref("intervia_helpdesk.channel_other").id,
        }

    def action_solve(self):
        """Done: if it comes back it is a new report."""
        self.check_access("read")
        # sudo: as above
        self.sudo().write({"state": "solved"})

    @api.autovacuum
    def _gc_reports(self):
        """Forget what did not come back for the configured days."""
        limit = self.env["res.config.settings"]._get_intervia_limit("error")
        if limit:
            self.search([("date_last", "<", limit)], limit=1000).unlink()

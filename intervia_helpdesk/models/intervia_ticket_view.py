from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Repeated views of one person within this time are one
SAME_VISIT = timedelta(minutes=10)
VACUUM_BATCH = 10_000


class InterviaTicketView(models.Model):
    """Somebody looked at a ticket: who, when and through which door."""

    _name = "intervia.ticket.view"
    _description = "View of a Ticket"
    _order = "date desc, id desc"
    _rec_name = "ticket_id"
    # written by one statement, read by the thousand
    _log_access = False

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Datetime("When", required=True, readonly=True)
    door = fields.Selection(
        [("office", "Back office"), ("api", "API")],
        string="Through",
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        readonly=True,
        ondelete="set null",
        help="Empty for a visitor who did not say who he is.",
    )
    # whom a repeated view is told from another's by
    viewer = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    area_id = fields.Many2one(related="ticket_id.area_id", store=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)

    # Two at once count as one, too: the second insertion finds the first
    _visit_idx = models.UniqueIndex(
        "(ticket_id, viewer, (floor(extract(epoch FROM date) / 600)))"
    )
    _ticket_idx = models.Index("(ticket_id, date DESC, id DESC)")
    _person_idx = models.Index("(partner_id, date DESC) WHERE partner_id IS NOT NULL")
    _order_idx = models.Index("(date DESC, id DESC)")
    _area_idx = models.Index("(area_id, date DESC, id DESC)")

    @api.model
    def _log(self, ticket, door, viewer=None, partner=None):
        """Write one view down, in one statement; nothing if it is a repeated one.

        :param str door: a value of ``door``
        :param str viewer: tells a visitor without a name from the others
        :param partner: the person, if known
        """
        columns = self._prepare_view(ticket, door, viewer, partner)
        self.env.cr.execute(
            SQL(
                """INSERT INTO intervia_ticket_view (%(names)s, area_id, company_id)
                   SELECT %(values)s, t.area_id, t.company_id FROM intervia_ticket t
                    WHERE t.id = %(ticket)s AND NOT EXISTS (
                          SELECT FROM intervia_ticket_view v
                           WHERE v.ticket_id = t.id AND v.viewer = %(viewer)s
                             AND v.date > %(since)s AND v.date <= %(now)s)
                   ON CONFLICT DO NOTHING""",
                names=SQL(", ").join(map(SQL.identifier, columns)),
                values=SQL(", ").join(SQL("%s", value) for value in columns.values()),
                ticket=ticket.id,
                viewer=columns["viewer"],
                since=columns["date"] - SAME_VISIT,
                now=columns["date"],
            )
        )

    @api.model
    def _prepare_view(self, ticket, door, viewer, partner):
        """Columns of one view, as values or SQL. Extension point of the leaf addons."""
        return {
            "ticket_id": ticket.id,
            "date": fields.Datetime.now(),
            "door": door,
            "partner_id": partner.id if partner else None,
            "viewer": f"p{partner.id}" if partner else viewer,
        }

    @api.autovacuum
    def _gc_views(self):
        """Forget what is older than the configured days; 0 keeps everything."""
        days = self.env["res.config.settings"]._get_intervia_days("view")
        if not days:
            return 0, 0
        limit = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute(
            SQL(
                """DELETE FROM intervia_ticket_view WHERE id IN (
                   SELECT id FROM intervia_ticket_view WHERE date < %s LIMIT %s)""",
                limit,
                VACUUM_BATCH,
            )
        )
        done = self.env.cr.rowcount
        return done, int(done == VACUUM_BATCH)

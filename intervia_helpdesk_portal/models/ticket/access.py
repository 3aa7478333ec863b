import uuid

from odoo import api, fields, models
from odoo.tools import SQL, sql

from odoo.addons.intervia_helpdesk.tools.same_secret import is_same_secret

# Values whose change is an update in the client's eyes
SHOWN_TO_CLIENT = frozenset(
    {
        "date_last_client_message",
        "date_last_staff_message",
        "estimated_hours",
        "name",
        "priority_id",
        "progress",
        "stage_id",
    }
)
# What the client's page prints: read in one statement, along with the right to read it
PRINTED = (
    "area_id",
    "client_label",
    "client_wants_mail",
    "commercial_partner_id",
    "create_date",
    "date_client_update",
    "date_closed",
    "description",
    "estimated_hours",
    "is_open",
    "name",
    "number",
    "partner_email",
    "partner_id",
    "partner_name",
    "priority_id",
    "program_id",
    "program_version",
    "progress",
    "state",
    "survey_state",
    "type_id",
    "user_id",
)
# What staff may still say of a cancelled ticket, besides what the base allows
WRITABLE_WHEN_CANCELLED = frozenset({"public_token", "public_until", "visibility"})


class InterviaTicket(models.Model):
    """Who on the client's side sees a ticket, and by which door."""

    _name = "intervia.ticket"
    _inherit = ["intervia.ticket", "portal.mixin"]

    # Hole of the platform: whoever reads the record would read the key that lets its
    # holder write as the client. It exists from birth: a cancelled ticket takes none.
    access_token = fields.Char(
        compute="_compute_access_token",
        store=True,
        precompute=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    visibility = fields.Selection(
        [("author", "Only whoever asked"), ("company", "Everybody in the company")],
        string="Seen by",
        compute="_compute_visibility",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="A person marked to see the company's tickets sees this one anyway.",
    )
    website_id = fields.Many2one(
        "website", readonly=True, copy=False, index="btree_not_null"
    )
    opening_attachment_ids = fields.Many2many(
        "ir.attachment",
        "intervia_ticket_opening_file_rel",
        string="Files of the question",
        copy=False,
        readonly=True,
    )
    date_client_update = fields.Datetime(
        "Last update",
        default=fields.Datetime.now,
        readonly=True,
        copy=False,
        help="When anything last happened that the client can see.",
    )

    _client_update_idx = models.Index("(commercial_partner_id, date_client_update)")

    def _auto_init(self):
        """Tickets older than this addon: as silent as one statement.

        Computed one by one each would be told a change of who sees it.
        """
        cr = self.env.cr
        if not sql.column_exists(cr, self._table, "visibility"):
            sql.create_column(cr, self._table, "visibility", "varchar")
            cr.execute("UPDATE intervia_ticket SET visibility = 'author'")
        return super()._auto_init()

    @api.depends("partner_id")
    def _compute_visibility(self):
        for ticket in self:
            # sudo: the company's default, which its people carry, holds for whoever
            # opens the ticket
            client = ticket.sudo().partner_id
            ticket.visibility = client.intervia_ticket_visibility or "author"

    @api.model
    def _get_birth_values(self):
        """The key is drawn for the insert: nobody who creates has to read it."""
        return {**super()._get_birth_values(), "access_token": str(uuid.uuid4())}

    @api.depends("number")
    def _compute_access_token(self):
        """Older tickets get theirs once; the number, which never changes, says when."""
        for ticket in self.filtered(lambda ticket: not ticket.access_token):
            ticket.access_token = str(uuid.uuid4())

    def _init_column(self, column_name):
        """Tickets older than this addon were updated when something last happened."""
        if column_name != "date_client_update":
            return super()._init_column(column_name)
        self.env.cr.execute(
            SQL(
                """UPDATE %s SET date_client_update = GREATEST(
                       create_date, date_last_client_message, date_last_staff_message,
                       date_closed, date_cancelled)""",
                SQL.identifier(self._table),
            )
        )

    def _check_write(self, vals):
        super()._check_write(
            {k: v for k, v in vals.items() if k not in WRITABLE_WHEN_CANCELLED}
        )

    def _prepare_write(self, vals):
        vals = super()._prepare_write(vals)
        if SHOWN_TO_CLIENT & vals.keys():
            return {**vals, "date_client_update": fields.Datetime.now()}
        return vals

    def _compute_access_url(self):
        for ticket in self:
            ticket.access_url = f"/my/intervia/tickets/{ticket.id}"

    def _get_client_page(self):
        return self.access_url

    def _portal_ensure_token(self):
        """Hole: ``get_portal_url`` is open to RPC. The key is the author's alone."""
        ticket = self.sudo()
        is_author = ticket.partner_id == self.env.user.partner_id
        if not self.env.su and self._is_client() and not is_author:
            return ""
        return super(InterviaTicket, ticket)._portal_ensure_token()

    def _sign_token(self, pid):
        # sudo: the platform signs while it mails, as whoever wrote; not open to RPC
        return super(InterviaTicket, self.sudo())._sign_token(pid)

    @api.model
    def _find_for_client(self, ticket_id, access_token=None):
        """The ticket, if whoever asks may read it by the rules or holds its key.

        What does not exist and what belongs to somebody else look the same: nothing.

        :rtype: ``intervia.ticket``, one or none; as superuser when found by the key
        """
        ticket = self.browse()
        if not self.env.user._is_public():
            ticket = self.search_fetch([("id", "=", ticket_id)], PRINTED)
        if not ticket and access_token:
            # sudo: the key stands for the right to read
            candidate = self.sudo().search_fetch(
                [("id", "=", ticket_id)], ["access_token", *PRINTED]
            )
            key = candidate.access_token
            if is_same_secret(key, access_token):
                ticket = candidate
        return ticket

    def _get_client_acts(self):
        """What the person who found this ticket may do with it.

        Its author, or whoever holds the key of its mail, and the client's manager do
        everything; a colleague only joins the conversation; staff acts in the back
        office.

        :rtype: frozenset of ``reply close reopen priority notify``
        """
        self.ensure_one()
        ticket, user = self.sudo(), self.env.user
        if ticket.state == "cancelled":
            return frozenset()
        is_author = self.env.su or ticket.partner_id == user.partner_id
        if not is_author and user.has_group("intervia_helpdesk.group_agent"):
            return frozenset()
        acts = {"reply"}
        if is_author or user.partner_id.intervia_is_client_manager:
            acts |= {"reopen"} if ticket.state == "finished" else {"close", "priority"}
        if is_author:
            acts.add("notify")
        return frozenset(acts)

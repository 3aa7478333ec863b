"""What a client may read, write and cause in the conversation of a ticket.

A client is whoever does not belong to support: portal users, and employees without a
helpdesk role. Every override below says which hole of the platform it closes.
"""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

STAFF = "intervia_helpdesk.group_agent"
# What a client's message consists of; anything else he sends is dropped
CLIENT_MESSAGE = frozenset({"attachment_ids", "attachments", "body", "body_is_html"})
# Fields of the ticket that lead to messages, and so would search in notes
INNER_MODELS = frozenset({"mail.activity", "mail.message"})


class InterviaTicket(models.Model):
    """What a client may read, write and cause in the conversation of a ticket."""

    _inherit = "intervia.ticket"

    # Hole: what staff plans to do is open to every employee who may read the ticket
    activity_ids = fields.One2many(groups=STAFF)
    activity_state = fields.Selection(groups=STAFF)
    activity_user_id = fields.Many2one(groups=STAFF)
    activity_type_id = fields.Many2one(groups=STAFF)
    activity_type_icon = fields.Char(groups=STAFF)
    activity_date_deadline = fields.Date(groups=STAFF)
    my_activity_date_deadline = fields.Date(groups=STAFF)
    activity_summary = fields.Char(groups=STAFF)
    activity_exception_decoration = fields.Selection(groups=STAFF)
    activity_exception_icon = fields.Char(groups=STAFF)

    @api.model
    def _is_client(self):
        """Whether the user is on the client's side; the system itself is not."""
        is_system = self.env.uid == SUPERUSER_ID
        return not is_system and not self.env.user.has_group(STAFF)

    # Writing

    def message_post(self, **kwargs):
        """Hole: whoever may read a ticket may post by RPC, and choose who is mailed
        (``outgoing_email_to`` to anyone, ``partner_ids``), as whom, as what type, when,
        in which layout; without a subtype his words become a note he cannot see.

        Hole: a token of the portal lets a client post whatever the state.

        Hole: explicit recipients of a note are mailed it, clients included.

        Hole: RPC takes any context, and ours says whom an answer of staff is for.
        """
        self.ensure_one()
        if self._is_client() and self._is_client_message(kwargs):
            self.check_access("read")
            allowed = CLIENT_MESSAGE
            if self.env.su:  # a controller of ours, which knows who holds a token
                allowed |= {"author_id", "email_from", "parent_id", "message_id"}
            elif not self.env.user.share:  # of him the platform takes his own files
                # sent by a superuser, as below, any file would be handed out
                files = self.env["ir.attachment"].browse(kwargs.get("attachment_ids"))
                files.check_access("read")
            kwargs = {key: value for key, value in kwargs.items() if key in allowed}
            kwargs |= {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
            self._check_open_to_messages(kwargs)
            # sudo: checked above; nobody on the client's side creates messages himself
            ticket = self.sudo().with_context(intervia_recipient_ids=None)
            return super(InterviaTicket, ticket).message_post(**kwargs)
        self._check_open_to_messages(kwargs)
        is_note = self._is_internal_message(self._resolve_subtype(kwargs))
        if not is_note and not self.env.su and not self._is_own_request():
            # who answers a client attends his ticket from then on
            self.check_access("write")
        if kwargs.get("partner_ids") and is_note:
            kwargs["partner_ids"] = self._filter_note_readers(kwargs["partner_ids"])
            kwargs.pop("outgoing_email_to", None)
        return super().message_post(**kwargs)

    def _is_own_request(self):
        return self.partner_id == self.env.user.partner_id

    def _is_client_message(self, kwargs):
        """Told from what our own code posts while it works for a client."""
        return not self.env.su or kwargs.get("message_type") == "comment"

    @api.model
    def _resolve_subtype(self, kwargs):
        subtype_id = kwargs.get("subtype_id")
        if kwargs.get("subtype_xmlid"):
            find = self.env["ir.model.data"]._xmlid_to_res_id
            subtype_id = find(kwargs["subtype_xmlid"])
        return {"subtype_id": subtype_id or False, "is_internal": False}

    def _filter_note_readers(self, partner_ids):
        """Without clients: neither people from outside, nor the requester."""
        # sudo: only asked whether they are from outside
        partners = self.env["res.partner"].sudo().browse(partner_ids)
        return [p.id for p in partners if not p.partner_share and p != self.partner_id]

    def _check_open_to_messages(self, kwargs):
        """A cancelled ticket is read-only: notes of staff and logs only."""
        is_comment = kwargs.get("message_type") in ("comment", "email")
        is_public = not self._is_internal_message(self._resolve_subtype(kwargs))
        if self.state == "cancelled" and is_comment and is_public:
            raise UserError(
                self.env._(
                    "Ticket %(number)s is cancelled and takes no more messages. Please"
                    " open a new ticket.",
                    number=self.number,
                )
            )

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Hole: the web client offers to write on a cancelled ticket."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation == "create":
            # sudo: only the state is asked; access is decided by the platform
            cancelled = self.sudo().filtered(lambda t: t.state == "cancelled")
            operations |= dict.fromkeys(self.browse(cancelled.ids), "write")
        return operations

    def _get_allowed_message_params(self):
        """Hole: the web client may say the type and the subtype of its message."""
        params = super()._get_allowed_message_params()
        return (
            params - {"message_type", "subtype_xmlid"} if self._is_client() else params
        )

    def _message_update_content(self, message, /, *, body, **kwargs):
        """Hole: editing an old message could notify new people, or change a cancelled
        ticket, or what staff has hidden."""
        if self._is_client():
            self._check_open_to_messages(
                {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
            )
            if self._get_hidden_messages(message):
                raise AccessError(self.env._("This message is not yours to change."))
            kwargs = {
                k: v for k, v in kwargs.items() if k in ("attachment_ids", "strict")
            }
        return super()._message_update_content(message, body=body, **kwargs)

    # Reading

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Hole: an activity, a message or a form not yet saved takes any id from an
        employee, and the platform tells him as superuser what it names."""
        super()._compute_display_name()
        if not self.env.su or self.env.user.share or not self._is_client():
            return
        for ticket in self - self.sudo(False)._filtered_access("read"):
            ticket.display_name = f"[{ticket.number}]"

    def _has_field_access(self, field, operation):
        """Hole: ``message_ids`` is searched without the access rules of messages, so
        ``message_ids.body like …`` would tell a client what notes say."""
        if field.comodel_name in INNER_MODELS and not self.env.su and self._is_client():
            return False
        return super()._has_field_access(field, operation)

    def _search_activity_state(self, operator, value):
        """Hole: a search for a field that has a search method of its own is not asked
        for its groups, so a client could ask which tickets staff is late with."""
        self._check_staff_search("activity_state")
        return super()._search_activity_state(operator, value)

    def _search_my_activity_date_deadline(self, operator, operand):
        """Hole: as above."""
        self._check_staff_search("my_activity_date_deadline")
        return super()._search_my_activity_date_deadline(operator, operand)

    def _search_is_attended_by_me(self, operator, value):
        """Hole: as above."""
        self._check_staff_search("is_attended_by_me")
        return super()._search_is_attended_by_me(operator, value)

    @api.model
    def _check_staff_search(self, name):
        if not self.env.su:
            self._check_field_access(self._fields[name], "read")

    def _thread_to_store(self, store, fields, *, request_list=None):
        """Hole: the conversation box brings along what staff plans, and to whom."""
        if request_list and self._is_client():
            inner = ("activities", "scheduledMessages", "suggestedRecipients")
            request_list = [name for name in request_list if name not in inner]
        return super()._thread_to_store(store, fields, request_list=request_list)

    @api.model
    def _get_hidden_sql(self, message):
        """Whether a message is kept from the current user, who is a client.

        Hole: the platform forbids reading by id only internal messages of type comment;
        a note that came by mail, or a log, is read by whoever may read the ticket. And
        it takes every employee for staff.

        A colleague who was asked in a note reads that note, unless it is his ticket.

        :param SQL message: alias of ``mail_message``
        """
        internal = SQL(
            """%(m)s.model = 'intervia.ticket' AND (
                   %(m)s.is_internal IS TRUE OR %(m)s.subtype_id IS NULL OR
                   %(m)s.subtype_id IN (
                       SELECT id FROM mail_message_subtype WHERE internal IS TRUE))""",
            m=message,
        )
        if self.env.user.share:
            return SQL("(%s)", internal)
        return SQL(
            """(%(internal)s AND NOT (
                   EXISTS (SELECT 1 FROM mail_notification n
                            WHERE n.mail_message_id = %(m)s.id
                              AND n.res_partner_id = %(partner)s)
                   AND NOT EXISTS (SELECT 1 FROM intervia_ticket t
                            WHERE t.id = %(m)s.res_id AND t.partner_id = %(partner)s)
                   AND NOT EXISTS (SELECT 1 FROM mail_followers f
                            WHERE f.res_model = 'intervia.ticket'
                              AND f.res_id = %(m)s.res_id
                              AND f.partner_id = %(partner)s)))""",
            internal=internal,
            m=message,
            partner=self.env.user.partner_id.id,
        )

    @api.model
    def _flush_for_hiding(self):
        self.env["mail.message"].flush_model(
            ["model", "res_id", "is_internal", "subtype_id"]
        )
        self.env["mail.notification"].flush_model(["mail_message_id", "res_partner_id"])
        self.flush_model(["partner_id"])

    @api.model
    def _get_hidden_messages(self, messages):
        """Those of ``messages`` that the current user, as a client, may not read."""
        if not messages.ids or not self._is_client():
            return messages.browse()
        self._flush_for_hiding()
        rows = self.env.execute_query(
            SQL(
                "SELECT m.id FROM mail_message m WHERE m.id IN %s AND %s",
                tuple(messages.ids),
                self._get_hidden_sql(SQL("m")),
            )
        )
        return messages.browse(id_ for (id_,) in rows)

    @api.model
    def _get_forbidden_messages(self, messages, operation):
        """Hole: whoever was notified of a message may rewrite it by RPC, body included;
        whoever may read a ticket may create one in anybody's name.

        Clients read what is public and write through ``message_post`` alone.
        """
        if operation == "read" or not self._is_client():
            return self._get_hidden_messages(messages)
        # sudo: only whose message it is is asked
        return messages.filtered(lambda m: m.sudo().model == self._name)

    @api.model
    def _get_readable_messages(self):
        """Domain on messages: all but those hidden from the current user."""
        if self.env.su or not self._is_client():
            return Domain.TRUE
        self._flush_for_hiding()
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "NOT %s", self._get_hidden_sql(SQL.identifier(alias))
            )
        )


class MailActivity(models.Model):
    """Hole: whoever may read a ticket may read what staff plans to do about it."""

    _inherit = "mail.activity"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        tickets = self.env["intervia.ticket"]
        if self.env.su or not self or not tickets._is_client():
            return result
        forbidden, error = result or (self.browse(), None)
        # sudo: only of what and whose the activity is is asked
        inner = (self - forbidden).filtered(
            lambda a: (
                a.sudo().res_model == tickets._name
                and a.sudo().user_id != self.env.user
            )
        )
        if not inner:
            return result
        return forbidden + inner, error or (lambda: inner._make_access_error(operation))

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        tickets = self.env["intervia.ticket"]
        if not bypass_access and not self.env.su and tickets._is_client():
            domain = Domain(domain) & (
                Domain("res_model", "!=", tickets._name)
                | Domain("user_id", "=", self.env.uid)
            )
        return super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )


class IrAttachment(models.Model):
    """Hole: files of notes hang on the ticket, and are read by whoever may read it."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self.ids:
            return result
        forbidden, error = result or (self.browse(), None)
        hidden = self._get_intervia_hidden() - forbidden
        if not hidden:
            return result
        return forbidden + hidden, error or hidden._get_intervia_error

    def _get_intervia_error(self):
        return AccessError(self.env._("This file belongs to a note of support."))

    def _get_intervia_hidden(self):
        """Those of these files that belong to messages hidden from the user."""
        tickets = self.env["intervia.ticket"]
        if not tickets._is_client():
            return self.browse()
        self.flush_model(["res_model"])
        tickets._flush_for_hiding()
        rows = self.env.execute_query(
            SQL(
                "SELECT a.id FROM ir_attachment a WHERE a.id IN %s AND %s",
                tuple(self.ids),
                self._get_intervia_hidden_sql(SQL("a")),
            )
        )
        return self.browse(id_ for (id_,) in rows)

    @api.model
    def _get_intervia_hidden_sql(self, attachment):
        return SQL(
            """%(a)s.res_model = 'intervia.ticket' AND EXISTS (
                   SELECT 1 FROM message_attachment_rel rel
                     JOIN mail_message m ON m.id = rel.message_id
                    WHERE rel.attachment_id = %(a)s.id AND %(hidden)s)""",
            a=attachment,
            hidden=self.env["intervia.ticket"]._get_hidden_sql(SQL("m")),
        )

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        tickets = self.env["intervia.ticket"]
        if not bypass_access and not self.env.su and tickets._is_client():
            tickets._flush_for_hiding()
            domain = Domain(domain) & Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "NOT (%s)", self._get_intervia_hidden_sql(SQL.identifier(alias))
                )
            )
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

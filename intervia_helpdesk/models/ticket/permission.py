from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

# What only the product itself writes: never taken from a person, whatever the door
PROTECTED_FIELDS = frozenset(
    {
        "attended_user_ids",
        "client_label",
        "commercial_partner_id",
        "company_id",
        "date_assigned",
        "date_cancelled",
        "date_closed",
        "date_first_reply",
        "date_last_client_message",
        "date_last_staff_message",
        "date_forgotten_warning",
        "date_stuck",
        "deadline_ids",
        "follow_up_ids",
        "is_merged_apart",
        "is_open",
        "merged_into_id",
        "number",
        "origin_id",
        "priority_level",
        "sla_deadline",
        "sla_id",
        "sla_is_missed",
        "sla_is_paused",
        "sla_is_stale",
        "sla_kind",
        "spent_hours",
        "state",
    }
)
# What a requester says of his own question; the rest is staff's
REQUESTER_FIELDS = frozenset(
    {
        "area_id",
        "category_id",
        "channel_id",
        "description",
        "name",
        "partner_id",
        "priority_id",
        "program_id",
        "program_version",
        "tag_ids",
        "type_id",
    }
)


class InterviaTicket(models.Model):
    """Who may do what with a ticket, beyond what the record rules say."""

    _inherit = "intervia.ticket"

    is_attended_by_me = fields.Boolean(
        compute="_compute_is_attended_by_me",
        search="_search_is_attended_by_me",
        groups="intervia_helpdesk.group_agent",
    )
    can_assign = fields.Boolean(compute="_compute_permissions")
    can_take = fields.Boolean(compute="_compute_permissions")
    can_answer = fields.Boolean(compute="_compute_permissions")
    can_finish = fields.Boolean(compute="_compute_permissions")
    can_cancel = fields.Boolean(compute="_compute_permissions")
    can_reopen = fields.Boolean(compute="_compute_permissions")

    @api.depends("attended_user_ids")
    @api.depends_context("uid")
    def _compute_is_attended_by_me(self):
        for ticket in self:
            ticket.is_attended_by_me = self.env.user in ticket.attended_user_ids

    @api.model
    def _search_is_attended_by_me(self, operator, value):
        """As a list made once per statement, beside other reasons joined by OR.

        The many2many itself would give EXISTS, asked for each ticket, and be asked
        first in Python. (An array could use an index, but is compared one by one.)
        PostgreSQL takes half of all rows to pass such a list: the condition that is
        always true tells it how little it adds to the assigned ones.
        """
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%(id)s %% 1 = 0 AND %(id)s IN (SELECT ticket_id"
                " FROM intervia_ticket_attended_rel WHERE user_id = %(user)s))",
                id=SQL.identifier(alias, "id"),
                user=model.env.uid,
            ),
            predicate=lambda ticket: ticket.is_attended_by_me,
        )

    # also what the record rules read: the ORM fetches it along with a list
    @api.depends("area_id", "company_id", "is_open", "state", "user_id")
    @api.depends_context("uid")
    def _compute_permissions(self):
        """Which buttons a person is offered; each act checks again by itself."""
        editable = self._filtered_access("write")
        may_assign = self._user_may_assign()
        for ticket in self:
            mine = ticket in editable
            opened = mine and ticket.is_open
            ticket.can_assign = opened and may_assign
            ticket.can_take = opened and may_assign and ticket.user_id != self.env.user
            ticket.can_answer = mine and ticket.state != "cancelled"
            ticket.can_finish = opened and (ticket.state != "registered" or may_assign)
            ticket.can_cancel = opened
            ticket.can_reopen = mine and ticket.state == "finished"

    @api.model
    def _user_may_assign(self):
        """Whether this user may give tickets to people, himself included (F040)."""
        return self.env.su or self.env.user.has_group(
            "intervia_helpdesk.group_permission_assign"
        )

    @api.model
    def _user_is_staff(self):
        return self.env.su or self.env.user.has_group("intervia_helpdesk.group_agent")

    def _prepare_create(self, vals_list):
        if not self.env.su:
            defaults = self._get_context_defaults()
            for vals in vals_list:
                self._check_create({**defaults, **vals})
        return super()._prepare_create(vals_list)

    def _get_context_defaults(self):
        """What the context says of a new ticket: it comes from the person, too."""
        return {
            key[8:]: value
            for key, value in self.env.context.items()
            if key.startswith("default_") and key[8:] in self._fields
        }

    def _check_create(self, vals):
        """Refuse what a person may not say of a new ticket."""
        given = {field for field, value in vals.items() if value}
        forbidden = given & PROTECTED_FIELDS
        if not self._user_is_staff():
            forbidden = given - REQUESTER_FIELDS
        elif "user_id" in given and not self._user_may_assign():
            forbidden |= {"user_id"}
        if forbidden:
            self._raise_forbidden_fields(forbidden)

    def _check_write(self, vals):
        super()._check_write(vals)
        if self.env.su:
            return
        forbidden = PROTECTED_FIELDS & vals.keys()
        if not self._user_may_assign():
            forbidden |= {
                field
                for field in {"user_id", "area_id"} & vals.keys()
                if any(ticket[field].id != vals[field] for ticket in self)
            }
        if forbidden:
            self._raise_forbidden_fields(forbidden)
        if vals.get("area_id"):  # not into a company that is not his
            self.env["intervia.area"].browse(vals["area_id"]).check_access("read")

    def onchange(self, values, field_names, fields_spec):
        self._check_named(self, "origin_id", values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_named(self, form, field, values):
        """Raise when a form not yet saved names a ticket that the user may not read.

        The platform would tell the form, as superuser, its subject and its client.
        """
        given = form.default_get([field]) | values
        named = form.new({field: given.get(field)})[field]
        named._origin.check_access("read")

    def _read_group_groupby(self, alias, groupby_spec, query):
        """The platform asks of all fields but many2many whether they may be read."""
        field = self._fields.get(groupby_spec.partition(":")[0])
        if field and field.type == "many2many":
            self._check_field_access(field, "read")
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _raise_forbidden_fields(self, names):
        labels = self.fields_get(list(names), ["string"])
        raise AccessError(
            self.env._(
                "You are not allowed to set: %(fields)s.",
                fields=", ".join(
                    sorted(labels.get(n, {}).get("string", n) for n in names)
                ),
            )
        )

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Exporting is a permission of its own, given per employee (F041).

        Asked here and not in ``export_data``, which an export of clients with their
        tickets does not call.
        """
        if not self.env.user.has_group("intervia_helpdesk.group_permission_export"):
            raise AccessError(self.env._("You are not allowed to export tickets."))
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

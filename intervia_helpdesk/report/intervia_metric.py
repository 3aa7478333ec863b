from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.intervia_stage import STATES

# Each kind of event and the digit that its rows end in
KINDS = [
    ("opened", "Ticket created"),
    ("first_answer", "First answer"),
    ("finished", "Ticket solved"),
    ("cancelled", "Ticket cancelled"),
    ("reopened", "Ticket reopened"),
    ("answer", "Message of support"),
    ("question", "Message of the client"),
    ("work", "Work logged"),
]
WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]
ROOM = 16  # kinds that fit


class InterviaMetric(models.Model):
    """Something that happened to a ticket, at its moment: what every figure counts.

    A leaf adds a kind of event (:meth:`_get_events`), something to group by
    (:meth:`_get_dimensions`) or something to measure (:meth:`_get_measures`).
    """

    _name = "intervia.metric"
    _description = "Metrics"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"
    _depends = {
        "intervia.ticket": [
            "area_id",
            "category_id",
            "channel_id",
            "commercial_partner_id",
            "company_id",
            "date_cancelled",
            "date_closed",
            "date_first_reply",
            "first_answer_work_hours",
            "is_open",
            "number",
            "partner_id",
            "priority_id",
            "program_id",
            "solution_work_hours",
            "stage_id",
            "state",
            "type_id",
            "user_id",
        ],
        "intervia.worklog": ["date_start", "hours", "ticket_id", "user_id"],
    }

    # What happened
    date = fields.Datetime(readonly=True)
    kind = fields.Selection(KINDS, "What happened", readonly=True)
    weekday = fields.Selection(WEEKDAYS, "Day of the week", readonly=True)
    hour = fields.Char("Hour of the day", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        readonly=True,
        help="Who wrote or worked; else who has the ticket now.",
    )

    # The ticket, as it is now
    ticket_id = fields.Many2one("intervia.ticket", readonly=True)
    area_id = fields.Many2one("intervia.area", readonly=True)
    category_id = fields.Many2one("intervia.category", readonly=True)
    type_id = fields.Many2one("intervia.ticket.type", readonly=True)
    priority_id = fields.Many2one("intervia.priority", readonly=True)
    stage_id = fields.Many2one("intervia.stage", readonly=True)
    state = fields.Selection(STATES, "State now", readonly=True)
    channel_id = fields.Many2one("intervia.channel", readonly=True)
    program_id = fields.Many2one("intervia.program", readonly=True)
    partner_id = fields.Many2one("res.partner", "Client", readonly=True)
    commercial_partner_id = fields.Many2one(
        "res.partner", "Client company", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)

    # Measures
    opened_count = fields.Integer(
        "New tickets", readonly=True, help="Tickets created, whatever became of them."
    )
    finished_count = fields.Integer(
        "Solved tickets",
        readonly=True,
        help="Tickets that are finished, on the day they were finished last.",
    )
    cancelled_count = fields.Integer(
        "Cancelled tickets",
        readonly=True,
        help="Tickets that are cancelled, on the day they were.",
    )
    open_count = fields.Integer(
        "Still open",
        readonly=True,
        help="Tickets neither finished nor cancelled now, on the day they were"
        " created.",
    )
    reopened_count = fields.Integer(
        "Reopenings", readonly=True, help="Times that a finished ticket went on."
    )
    answer_count = fields.Integer(
        "Messages of support", readonly=True, help="What clients can read; no notes."
    )
    question_count = fields.Integer(
        "Messages of clients",
        readonly=True,
        help="What clients and participants wrote; not the description of the ticket.",
    )
    spent_hours = fields.Float(
        "Hours spent", readonly=True, help="Of the worklog, on the day of the work."
    )
    first_answer_hours = fields.Float(
        "Hours to first answer",
        readonly=True,
        aggregator="avg",
        help="From the creation to the first answer, round the clock; average.",
    )
    first_answer_work_hours = fields.Float(
        "Working hours to first answer",
        readonly=True,
        aggregator="avg",
        help="The same in opening hours of the area; average.",
    )
    solution_hours = fields.Float(
        "Hours to solution",
        readonly=True,
        aggregator="avg",
        help="From the creation to the last time it was finished, round the clock;"
        " average.",
    )
    solution_work_hours = fields.Float(
        "Working hours to solution",
        readonly=True,
        aggregator="avg",
        help="The same in opening hours of the area; average.",
    )
    talk_per_ticket = fields.Float(
        "Messages per solved ticket",
        readonly=True,
        aggregator="avg",
        help="What both sides wrote on a finished ticket; average.",
    )

    def action_open_ticket(self):
        """What a row of the list opens."""
        self.ensure_one()
        self.check_access("read")
        return self.ticket_id.get_formview_action()

    @property
    def _table_query(self):
        branches = [self._select(*self._narrow(*event)) for event in self._get_events()]
        return SQL(" UNION ALL ").join(branches)

    @api.model
    def _search(self, domain, *args, **kwargs):
        """A list reads the rows it found by their ids: from their tables alone."""
        terms = list(Domain(domain))
        if len(terms) == 1 and terms[0][:2] == ("id", "in"):
            self = self.with_context(intervia_metric_ids=tuple(terms[0][2]))
        return super()._search(domain, *args, **kwargs)

    def _narrow(self, kind, digit, identity, date, user, source, measures):
        """The event, of the ids alone that :meth:`_search` was asked for."""
        wanted = self.env.context.get("intervia_metric_ids")
        if wanted is not None:
            own = tuple(id_ // ROOM for id_ in wanted if id_ and id_ % ROOM == digit)
            few = SQL("%s IN %s", identity, own) if own else SQL("FALSE")
            source = SQL("%s AND %s", source, few)
        return kind, digit, identity, date, user, source, measures

    @api.model
    def _get_dimensions(self):
        """What of ``ticket`` every event is grouped by: field -> SQL."""
        names = (
            "area_id",
            "category_id",
            "type_id",
            "priority_id",
            "stage_id",
            "state",
            "channel_id",
            "program_id",
            "partner_id",
            "commercial_partner_id",
            "company_id",
        )
        return {name: SQL.identifier("ticket", name) for name in names}

    @api.model
    def _get_measures(self):
        """Every measure and its type in SQL; an event without it leaves it empty."""
        return {
            "opened_count": "int4",
            "finished_count": "int4",
            "cancelled_count": "int4",
            "open_count": "int4",
            "reopened_count": "int4",
            "answer_count": "int4",
            "question_count": "int4",
            "spent_hours": "float8",
            "first_answer_hours": "float8",
            "first_answer_work_hours": "float8",
            "solution_hours": "float8",
            "solution_work_hours": "float8",
            "talk_per_ticket": "float8",
        }

    @api.model
    def _get_events(self):
        """Every kind of event: (kind, digit, id, date, agent, FROM, measures).

        ``digit`` is below 16 and of this kind alone. FROM ends in a condition, and has
        the ticket as ``ticket``.
        """
        return [*self._get_ticket_events(), *self._get_deed_events()]

    def _get_ticket_events(self):
        """What the dates of a ticket tell."""
        one = SQL("1")
        yield self._get_ticket_event(
            "opened",
            0,
            "create_date",
            {"opened_count": one, "open_count": SQL("ticket.is_open::int4")},
        )
        yield self._get_ticket_event(
            "first_answer",
            1,
            "date_first_reply",
            {
                "first_answer_hours": self._get_hours("date_first_reply"),
                "first_answer_work_hours": SQL("ticket.first_answer_work_hours"),
            },
        )
        yield self._get_ticket_event(
            "finished",
            2,
            "date_closed",
            {
                "finished_count": one,
                "solution_hours": self._get_hours("date_closed"),
                "solution_work_hours": SQL("ticket.solution_work_hours"),
                "talk_per_ticket": SQL(
                    "(SELECT count(*) FROM mail_message message %s"
                    " AND message.res_id = ticket.id)",
                    self._where_conversation(),
                ),
            },
        )
        yield self._get_ticket_event(
            "cancelled", 3, "date_cancelled", {"cancelled_count": one}
        )

    def _get_ticket_event(self, kind, digit, date, measures):
        date = SQL.identifier("ticket", date)
        source = SQL("FROM intervia_ticket ticket WHERE %s IS NOT NULL", date)
        ticket, user = SQL("ticket.id"), SQL("ticket.user_id")
        return kind, digit, ticket, date, user, source, measures

    def _get_hours(self, date):
        return SQL(
            "EXTRACT(EPOCH FROM %s - ticket.create_date)::float8 / 3600",
            SQL.identifier("ticket", date),
        )

    def _get_deed_events(self):
        """What is not on the ticket: moves back, messages, work."""
        message, wrote = SQL("message.id"), SQL("message.date")
        yield (
            "reopened",
            4,
            SQL("tracked.id"),
            wrote,
            SQL("ticket.user_id"),
            self._from_reopened(),
            {"reopened_count": SQL("1")},
        )
        talk = self._from_conversation()
        for kind, digit, condition in (
            ("answer", 5, SQL("staff.id IS NOT NULL")),
            ("question", 6, SQL("staff.id IS NULL")),
        ):
            source = SQL("%s AND %s", talk, condition)
            user = SQL("COALESCE(staff.id, ticket.user_id)")
            measure = {f"{kind}_count": SQL("1")}
            yield kind, digit, message, wrote, user, source, measure
        yield (
            "work",
            7,
            SQL("entry.id"),
            SQL("entry.date_start"),
            SQL("entry.user_id"),
            SQL(
                "FROM intervia_worklog entry"
                " JOIN intervia_ticket ticket ON ticket.id = entry.ticket_id"
                " WHERE TRUE"
            ),
            {"spent_hours": SQL("COALESCE(entry.hours, 0)::float8")},
        )

    def _from_reopened(self):
        """The log of each ticket tells its moves."""
        field = self.env["ir.model.fields"]._get("intervia.ticket", "stage_id")
        return SQL(
            """FROM mail_tracking_value tracked
               JOIN mail_message message ON message.id = tracked.mail_message_id
                AND message.model = 'intervia.ticket'
               JOIN intervia_ticket ticket ON ticket.id = message.res_id
               JOIN intervia_stage was ON was.id = tracked.old_value_integer
               JOIN intervia_stage became ON became.id = tracked.new_value_integer
              WHERE tracked.field_id = %s
                AND was.state = 'finished'
                AND became.state NOT IN ('finished', 'cancelled')""",
            field.id,
        )

    def _from_conversation(self):
        """What both sides can read; ``staff`` is who of support wrote it, if so."""
        group = self.env.ref("intervia_helpdesk.group_agent")
        # sudo: which groups are support is no secret
        groups = group.sudo().all_implied_by_ids
        return SQL(
            """FROM mail_message message
               JOIN intervia_ticket ticket ON ticket.id = message.res_id
               LEFT JOIN (SELECT person.partner_id, min(person.id) AS id
                            FROM res_users person
                            JOIN res_groups_users_rel rel ON rel.uid = person.id
                             AND rel.gid IN %(groups)s
                           GROUP BY person.partner_id) staff
                 ON staff.partner_id = message.author_id
                AND message.author_id IS DISTINCT FROM ticket.partner_id
               %(where)s""",
            groups=groups._ids,
            where=self._where_conversation(),
        )

    def _where_conversation(self):
        return SQL(
            """WHERE message.model = 'intervia.ticket'
                 AND message.message_type IN ('comment', 'email')
                 AND message.is_internal IS NOT TRUE
                 AND EXISTS (SELECT FROM mail_message_subtype subtype
                              WHERE subtype.id = message.subtype_id
                                AND (subtype.internal IS NOT TRUE
                                     OR subtype.id = %s))""",
            self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment"),
        )

    def _select(self, kind, digit, identity, date, user, source, measures):
        zone = self.env.tz.zone  # whatever the context holds
        local = SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)", date, zone)
        columns = {
            "id": SQL("%s::int8 * %s + %s", identity, ROOM, digit),
            "kind": SQL("%s::varchar", kind),
            "date": date,
            "weekday": SQL("to_char(%s, 'ID')::varchar", local),
            "hour": SQL("to_char(%s, 'HH24') || ':00'", local),
            "user_id": user,
            "ticket_id": SQL("ticket.id"),
            **self._get_dimensions(),
            **{
                name: SQL("%s::%s", measures.get(name, SQL("NULL")), SQL(kind_))
                for name, kind_ in self._get_measures().items()
            },
        }
        named = [SQL("%s AS %s", s, SQL.identifier(n)) for n, s in columns.items()]
        return SQL("SELECT %s %s", SQL(", ").join(named), source)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..intervia_stage import CLIENT_LABELS, OPEN_STATES, STATES


class InterviaTicket(models.Model):
    """One question of one client, from the moment it arrives until it is solved."""

    _name = "intervia.ticket"
    _description = "Ticket"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "priority_level desc, id desc"
    _rec_names_search = ["number", "name"]
    _primary_email = "partner_email"
    _mail_post_access = "read"
    _mail_thread_customer = False
    _check_company_auto = True

    # Identity
    number = fields.Char(required=True, readonly=True, copy=False, index="trigram")
    name = fields.Char("Subject", required=True, index="trigram", tracking=1)
    # long: read where it is shown, not along with every other column
    description = fields.Html(sanitize_style=True, prefetch=False)
    company_id = fields.Many2one(
        related="area_id.company_id", store=True, index=True, precompute=True
    )
    origin_id = fields.Many2one(
        "intervia.ticket",
        string="Follow-up of",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    follow_up_ids = fields.One2many("intervia.ticket", "origin_id", readonly=True)

    # People
    partner_id = fields.Many2one(
        "res.partner", string="Client", ondelete="restrict", tracking=2
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Client company",
        store=True,
        precompute=True,
    )
    partner_name = fields.Char(
        "Client name",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_email = fields.Char(
        "Client e-mail",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_phone = fields.Char(
        "Client phone",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        tracking=3,
        copy=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    attended_user_ids = fields.Many2many(
        "res.users",
        "intervia_ticket_attended_rel",
        "ticket_id",
        "user_id",
        string="Attended by",
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
        help="Everybody of support who was assigned, answered or logged work.",
    )

    # Classification
    area_id = fields.Many2one(
        "intervia.area", required=True, ondelete="restrict", tracking=4
    )
    category_id = fields.Many2one(
        "intervia.category",
        index="btree_not_null",
        ondelete="restrict",
        tracking=5,
        domain="[('area_id', '=', area_id)]",
    )
    category_kind = fields.Selection(related="category_id.kind")
    type_id = fields.Many2one(
        "intervia.ticket.type", index="btree_not_null", ondelete="restrict", tracking=6
    )
    type_notice = fields.Html(related="type_id.notice")
    asks_program = fields.Boolean(related="type_id.asks_program")
    priority_id = fields.Many2one(
        "intervia.priority", index=True, ondelete="restrict", tracking=7
    )
    priority_level = fields.Integer(
        related="priority_id.level", store=True, precompute=True, aggregator=None
    )
    priority_color = fields.Integer(related="priority_id.color")
    tag_ids = fields.Many2many("intervia.tag", string="Keywords")
    channel_id = fields.Many2one(
        "intervia.channel", index="btree_not_null", ondelete="restrict"
    )
    program_id = fields.Many2one(
        "intervia.program", index="btree_not_null", ondelete="restrict"
    )
    program_version = fields.Char("Version")
    complexity = fields.Selection(
        [
            ("low", "Low"),
            ("medium", "Medium"),
            ("high", "High"),
            ("very_high", "Very high"),
        ],
        tracking=8,
        groups="intervia_helpdesk.group_agent",
    )
    ticket_properties = fields.Properties(
        "Custom fields",
        definition="area_id.ticket_properties_definition",
        copy=True,
        groups="intervia_helpdesk.group_agent",
    )

    # Life cycle
    stage_id = fields.Many2one(
        "intervia.stage",
        required=True,
        copy=False,
        ondelete="restrict",
        tracking=9,
        group_expand="_expand_stages",
    )
    state = fields.Selection(
        STATES, compute="_compute_from_stage", store=True, precompute=True
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_from_stage", store=True, precompute=True
    )
    client_label = fields.Selection(
        CLIENT_LABELS,
        string="Client status",
        compute="_compute_from_stage",
        store=True,
        precompute=True,
    )
    progress = fields.Integer(
        "Progress (%)",
        compute="_compute_progress",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        aggregator="avg",
    )
    estimated_hours = fields.Float(tracking=10)
    date_assigned = fields.Datetime("Assigned on", readonly=True, copy=False)
    date_first_reply = fields.Datetime("First answer on", readonly=True, copy=False)
    date_last_client_message = fields.Datetime(
        "Last client message", readonly=True, copy=False
    )
    date_last_staff_message = fields.Datetime(
        "Last staff message", readonly=True, copy=False
    )
    date_closed = fields.Datetime("Finished on", readonly=True, copy=False)
    date_cancelled = fields.Datetime("Cancelled on", readonly=True, copy=False)

    _number_uniq = models.Constraint("UNIQUE(number)", "This number exists already.")
    _progress_range = models.Constraint(
        "CHECK(progress BETWEEN 0 AND 100)", "Progress goes from 0 to 100 %."
    )
    _estimate_positive = models.Constraint(
        "CHECK(estimated_hours >= 0)", "The estimated hours cannot be negative."
    )
    # The order of every list, for open tickets, for all, and for a column of the board.
    # The condition reads as the ORM writes it, else PostgreSQL asks the table again.
    _open_order_idx = models.Index(
        "(priority_level DESC, id DESC) WHERE is_open IS TRUE"
    )
    _order_idx = models.Index("(priority_level DESC, id DESC)")
    _board_idx = models.Index("(stage_id, priority_level DESC, id DESC)")
    # Every counter of the boards and every clause of the rules, without the table
    _open_counts_idx = models.Index(
        "(area_id, user_id, stage_id, priority_level)"
        " INCLUDE (id, create_uid, partner_id, company_id) WHERE is_open IS TRUE"
    )
    _client_idx = models.Index("(commercial_partner_id, is_open)")
    _partner_idx = models.Index("(partner_id, is_open)")
    _user_idx = models.Index("(user_id, is_open) WHERE user_id IS NOT NULL")
    # Whose turn it is; also how many tickets there are in all, for the lists' pagers
    _turn_idx = models.Index(
        "(area_id, user_id, date_assigned)"
        " INCLUDE (id, create_uid, partner_id, company_id)"
    )
    _creator_idx = models.Index("(create_uid)")

    def init(self):
        """Tell PostgreSQL what it cannot guess.

        Open tickets change all day long: their index-only scans need a fresh map. How
        many subjects hold some words decides between two plans of a search.
        """
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.02,"
                " autovacuum_analyze_scale_factor = 0.02)",
                table,
            )
        )
        self.env.cr.execute(
            SQL("ALTER TABLE %s ALTER COLUMN name SET STATISTICS 1000", table)
        )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for ticket in self:
            number = f"[{ticket.number}] " if ticket.number else ""
            ticket.display_name = f"{number}{ticket.name or ''}"

    @api.depends("partner_id")
    def _compute_partner_contact(self):
        for ticket in self.filtered("partner_id"):
            ticket.partner_name = ticket.partner_id.name
            ticket.partner_email = ticket.partner_id.email
            ticket.partner_phone = ticket.partner_id.phone

    @api.depends("stage_id.state", "stage_id.client_label")
    def _compute_from_stage(self):
        for ticket in self:
            stage = ticket.stage_id
            ticket.state = stage.state
            ticket.is_open = stage.state in OPEN_STATES
            ticket.client_label = stage.client_label

    @api.depends("stage_id")
    def _compute_progress(self):
        for ticket in self:
            ticket.progress = ticket.stage_id.progress

    @api.onchange("area_id")
    def _onchange_area_id(self):
        if self.category_id.area_id != self.area_id:
            self.category_id = False

    @api.onchange("type_id")
    def _onchange_type_id(self):
        if self.type_id.priority_id:
            self.priority_id = self.type_id.priority_id

    @api.constrains("area_id", "category_id")
    def _check_category_area(self):
        for ticket in self:
            if ticket.category_id and ticket.category_id.area_id != ticket.area_id:
                raise ValidationError(
                    self.env._(
                        "The category “%(category)s” does not belong to %(area)s.",
                        category=ticket.category_id.name,
                        area=ticket.area_id.name,
                    )
                )

    @api.model
    def _expand_stages(self, stages, domain):
        """Columns of the board: those of the area looked at, empty ones included."""
        area = self.env["intervia.area"].browse(self.env.context.get("default_area_id"))
        stages |= area._get_stages() if area else stages._get_common_stages()
        return stages.sorted(lambda stage: (stage.sequence, stage.id))

    # Framework

    @api.model_create_multi
    def create(self, vals_list):
        # whoever registers a ticket does not follow it: the notices say who is told
        creator = super(InterviaTicket, self.with_context(mail_create_nosubscribe=True))
        tickets = creator.create(self._prepare_create(vals_list)).with_env(self.env)
        tickets._on_created()
        return tickets

    def _add_precomputed_values(self, vals_list):
        """What is known of every new ticket goes in with it, not in a second write.

        Here, where whoever asks has no right to read such a field any more.
        """
        for vals in vals_list:
            vals.update(self._get_birth_values())
        return super()._add_precomputed_values(vals_list)

    def _creation_message(self):
        return self.env._("Ticket created")

    def write(self, vals):
        self._check_write(vals)
        vals = self._prepare_write(vals)
        stages = {t.id: t.stage_id for t in self} if "stage_id" in vals else {}
        users = {t.id: t.user_id for t in self} if "user_id" in vals else {}
        result = super().write(vals)
        moved = self.filtered(lambda t: stages.get(t.id, t.stage_id) != t.stage_id)
        if moved:
            moved._on_stage_changed(stages)
        handed = self.filtered(lambda t: users.get(t.id, t.user_id) != t.user_id)
        if handed:
            handed._on_assigned(users)
        self._on_written(vals)
        return result

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(subject)s (copy)", subject=vals["name"])}
            for vals in super().copy_data(default)
        ]

    # What concerns listen to. Each override calls super() first.

    def _prepare_create(self, vals_list):
        """Return the values to create tickets with; raise where they are refused.

        Called once per batch, before anything is written.
        """
        numbers = iter(self._draw_numbers(len(vals_list)))
        return [self._prepare_classification(vals, next(numbers)) for vals in vals_list]

    def _check_write(self, vals):
        """Raise when these tickets may not take ``vals``. Called before each write."""

    def _prepare_write(self, vals):
        """Return ``vals`` with what goes along with them. Called before each write."""
        return vals

    def _on_created(self):
        """These tickets were just created."""

    def _on_stage_changed(self, previous):
        """These tickets just left the stages ``previous`` (ticket id -> stage)."""

    def _on_assigned(self, previous):
        """These tickets just changed hands; ``previous`` is ticket id -> user."""

    def _on_written(self, vals):
        """These tickets just took ``vals``."""

    # Values

    @api.model
    def _get_birth_values(self):
        """Values that stored computed fields have in every new ticket."""
        return {"spent_hours": 0.0}

    @api.model
    def _draw_numbers(self, count):
        """Take ``count`` numbers of six digits, in one statement, never given twice."""
        # sudo: whoever may open a ticket draws a number
        known = self.env["ir.model.data"]._xmlid_to_res_id
        sequence_id = known("intervia_helpdesk.sequence_ticket")
        sequence = self.env["ir.sequence"].sudo().browse(sequence_id)
        drawn = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        if not (sequence.prefix or sequence.suffix):  # as it comes: nothing to work out
            return [f"{number:0{sequence.padding}d}" for (number,) in drawn]
        return [sequence.get_next_char(number) for (number,) in drawn]

    def _prepare_classification(self, vals, number):
        context = self.env.context
        vals = {
            **{
                key[8:]: value
                for key, value in context.items()
                if key in ("default_area_id", "default_type_id", "default_priority_id")
            },
            **vals,
            "number": number,
        }
        area = self.env["intervia.area"].browse(vals.get("area_id"))
        if not area:
            raise UserError(self.env._("Choose the area of the ticket."))
        if not vals.get("priority_id"):
            kind = self.env["intervia.ticket.type"].browse(vals.get("type_id"))
            priority = kind.priority_id or self.env["intervia.priority"]._get_default()
            vals["priority_id"] = priority.id
        return vals

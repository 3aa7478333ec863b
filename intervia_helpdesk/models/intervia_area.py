import ast

from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.mail import formataddr

from .res_users import AREA_SETS

MAX_REPLY_TO = 68  # RFC 5322 §2.1.1: 78 with the name of the field


class InterviaArea(models.Model):
    """A team of support: its people, its mail address and how it hands out work."""

    _name = "intervia.area"
    _description = "Helpdesk Area"
    _inherit = ["mail.alias.mixin.optional"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    description = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    member_ids = fields.Many2many(
        "res.users",
        "intervia_area_member_rel",
        "area_id",
        "user_id",
        string="Agents",
        groups="base.group_user",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    supervisor_ids = fields.Many2many(
        "res.users",
        "intervia_area_supervisor_rel",
        "area_id",
        "user_id",
        string="Supervisors",
        groups="base.group_user",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    agent_visibility = fields.Selection(
        [
            ("own", "Their own tickets"),
            ("queue", "Their own and the unassigned ones"),
            ("area", "Every ticket of the area"),
        ],
        string="Agents see",
        default="queue",
        required=True,
    )
    assignment_method = fields.Selection(
        [
            ("manual", "By hand"),
            ("round_robin", "In turn"),
            ("least_loaded", "To the least loaded"),
        ],
        string="Assignment",
        default="manual",
        required=True,
        help="Used when no rule names a person. People who are away are skipped.",
    )
    intake_policy = fields.Selection(
        [
            ("everyone", "Everyone"),
            ("known", "Known contacts"),
            ("authorised", "Authorised addresses"),
        ],
        string="Attends by mail",
        default="everyone",
        required=True,
        help="A mail of anybody else is kept, answered once a day, and can be"
        " released.",
    )
    stage_ids = fields.Many2many(
        "intervia.stage",
        "intervia_area_stage_rel",
        "area_id",
        "stage_id",
        string="Stages",
        help="Leave empty to use the common stages.",
    )
    category_ids = fields.One2many("intervia.category", "area_id")
    # even whether there are rules is told by a search for this field
    rule_ids = fields.One2many(
        "intervia.assignment.rule",
        "area_id",
        groups="intervia_helpdesk.group_agent",
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar", string="Opening hours", check_company=True
    )
    forgotten_warn_days = fields.Integer(
        "Warn of closing after",
        help="Working days without a word of anybody while the client is waited for."
        " 0 never warns nor closes.",
    )
    forgotten_close_days = fields.Integer(
        "Close after",
        default=3,
        help="Working days after the warning, if the client is still silent.",
    )
    ticket_properties_definition = fields.PropertiesDefinition("Custom fields")
    open_ticket_count = fields.Integer(compute="_compute_ticket_counts")
    unassigned_ticket_count = fields.Integer(compute="_compute_ticket_counts")
    waiting_ticket_count = fields.Integer(compute="_compute_ticket_counts")
    my_ticket_count = fields.Integer(compute="_compute_ticket_counts")

    @api.depends("company_id")  # of the record rule: so it is read along with the board
    @api.depends_context("uid")
    def _compute_ticket_counts(self):
        """Every counter of the board out of one grouped statement."""
        groups = self.env["intervia.ticket"]._read_group(
            [("area_id", "in", self.ids), ("is_open", "=", True)],
            ["area_id", "user_id", "stage_id"],
            ["__count"],
        )
        waiting = self.env["intervia.stage"]._get_ids_in("waiting")
        for area in self:
            rows = [row[1:] for row in groups if row[0] == area]
            area.open_ticket_count = sum(count for _u, _s, count in rows)
            area.unassigned_ticket_count = sum(c for user, _s, c in rows if not user)
            area.waiting_ticket_count = sum(
                count for _u, stage, count in rows if stage.id in waiting
            )
            area.my_ticket_count = sum(
                count for user, _s, count in rows if user == self.env.user
            )

    @api.depends("alias_id.alias_full_name")
    def _compute_alias_email(self):
        """As the mixin does, but without reading the domain: it is in the full name."""
        for area in self:
            # sudo: the address of an area is public, its alias is not
            address = area.sudo().alias_id.alias_full_name or ""
            area.alias_email = address if "@" in address else False

    @api.model_create_multi
    def create(self, vals_list):
        areas = super().create(vals_list)
        areas._forget_visibility()
        return areas

    def write(self, vals):
        result = super().write(vals)
        if self._VISIBILITY_FIELDS & vals.keys():
            self._forget_visibility()
        if "resource_calendar_id" in vals:
            self.env["intervia.ticket.deadline"]._set_stale(areas=self)
        return result

    def unlink(self):
        self._forget_visibility()
        return super().unlink()

    _VISIBILITY_FIELDS = frozenset(
        {
            "active",
            "agent_visibility",
            "company_id",
            "member_ids",
            "stage_ids",
            "supervisor_ids",
        }
    )

    def _forget_visibility(self):
        """Record rules name area ids and are cached: drop that cache (ir.rule)."""
        self.env["res.users"].invalidate_model(AREA_SETS)
        self.env.registry.clear_cache()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_tickets(self):
        # sudo: tickets that this person cannot see count, too
        tickets = self.env["intervia.ticket"].sudo().with_context(active_test=False)
        if tickets.search_count([("area_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("An area with tickets cannot be deleted. Archive it.")
            )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("intervia.ticket")
        if self.id:
            defaults = ast.literal_eval(self.alias_defaults or "{}")
            values["alias_defaults"] = {**defaults, "area_id": self.id}
        return values

    def _get_reply_address(self):
        """Reply-To of the mails of this area; a longer field breaks when folded."""
        address = formataddr((self.name, self.alias_email))
        return address if len(address) <= MAX_REPLY_TO else self.alias_email

    def _get_stage(self, state):
        """The first stage of this area bound to ``state``; raises when there is none.

        :param str state: one of ``intervia.stage.state``
        :rtype: recordset of ``intervia.stage``, one record
        """
        self.ensure_one()
        for stage in self._get_stages():
            if stage.state == state:
                return stage
        raise UserError(
            self.env._(
                "No stage of %(area)s is bound to the state “%(state)s”.",
                area=self.name,
                state=self.env["intervia.stage"]._get_state_label(state),
            )
        )

    def _get_stages(self):
        """The stages that a ticket of this area may be in, in board order."""
        self.ensure_one()
        # sudo: whoever may see a ticket may see its stages
        return self.env["intervia.stage"].sudo().browse(self._get_stage_ids())

    @tools.ormcache("self.id")
    def _get_stage_ids(self):
        """Asked for each move of a ticket and each form: kept until stages change.

        Common stages stand in for the states that no chosen stage is bound to, or the
        area could take in no more tickets. Waiting alone may be left out.
        """
        # sudo: kept for everybody
        area = self.sudo()
        chosen = area.stage_ids.filtered("active")
        common = area.env["intervia.stage"]._get_common_stages()
        covered = {*chosen.mapped("state"), *(["waiting"] if chosen else [])}
        return (
            (chosen | common.filtered(lambda s: s.state not in covered)).sorted()._ids
        )

    @api.model
    def _get_internal(self):
        """The area whose tickets are our own: that of the settings, else the first."""
        # sudo: a system parameter
        parameters = self.env["ir.config_parameter"].sudo()
        chosen = parameters.get_param("intervia_helpdesk.internal_area_id")
        areas = self.search(Domain.TRUE)
        return areas.filtered(lambda area: str(area.id) == chosen) or areas[:1]

    def action_view_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk.intervia_ticket_action"
        )
        return {
            **action,
            "display_name": self.name,
            "domain": [("area_id", "=", self.id)],
            "context": {"default_area_id": self.id, "search_default_open": 1},
        }

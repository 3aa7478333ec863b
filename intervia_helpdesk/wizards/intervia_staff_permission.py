import logging

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

# role -> group, the highest first
ROLES = {
    "manager": "intervia_helpdesk.group_manager",
    "supervisor": "intervia_helpdesk.group_supervisor",
    "agent": "intervia_helpdesk.group_agent",
}
PERMISSIONS = {
    "can_assign": "intervia_helpdesk.group_permission_assign",
    "can_see_area": "intervia_helpdesk.group_permission_area",
    "can_export": "intervia_helpdesk.group_permission_export",
}


class InterviaStaffPermission(models.TransientModel):
    """What one employee may do in the helpdesk, decided by its administrator."""

    _name = "intervia.staff.permission"
    _description = "Employee Permissions"

    user_id = fields.Many2one(
        "res.users",
        string="Employee",
        required=True,
        domain="[('share', '=', False)]",
    )
    role = fields.Selection(
        [
            ("user", "Requester"),
            ("agent", "Agent"),
            ("supervisor", "Supervisor"),
            ("manager", "Administrator"),
        ],
        compute="_compute_current",
        store=True,
        readonly=False,
    )
    can_assign = fields.Boolean(
        "Assign tickets", compute="_compute_current", store=True, readonly=False
    )
    can_see_area = fields.Boolean(
        "See the whole area", compute="_compute_current", store=True, readonly=False
    )
    can_export = fields.Boolean(
        "Export tickets", compute="_compute_current", store=True, readonly=False
    )
    area_ids = fields.Many2many(
        "intervia.area",
        string="Areas",
        compute="_compute_current",
        store=True,
        readonly=False,
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "res.users" and "user_id" in fields_list:
            values.setdefault("user_id", context.get("active_id"))
        return values

    @api.depends("user_id")
    def _compute_current(self):
        """Begin with what the employee has now."""
        for wizard in self:
            user = wizard.user_id
            # sudo: groups of a colleague are asked, to show them to his administrator
            user_sudo = user.sudo()
            wizard.role = user_sudo.intervia_role or "user"
            for field, group in PERMISSIONS.items():
                wizard[field] = bool(user) and user_sudo.has_group(group)
            wizard.area_ids = user.intervia_member_area_ids

    def action_apply(self):
        """Give the employee the role, the permissions and the areas chosen."""
        self.ensure_one()
        self._check_allowed()
        before = self.user_id.sudo().intervia_role
        # sudo: the helpdesk administrator need not administer the system; the groups
        # are those of this addon only, and the employee was checked above
        self.user_id.sudo().write({"group_ids": self._prepare_groups()})
        self._apply_areas()
        self._log(before)

    def _check_allowed(self):
        """Raise unless the caller may decide on this employee."""
        if not self.env.user.has_group(ROLES["manager"]):
            raise AccessError(
                self.env._("Only an administrator of the helpdesk gives permissions.")
            )
        # sudo: groups and companies of a colleague decide, not what is seen
        user = self.user_id.sudo()
        if not user._is_internal() or user == self.env.ref("base.user_root"):
            raise UserError(
                self.env._("%(person)s is not an employee.", person=user.name)
            )
        if user.has_group("base.group_system"):
            raise UserError(
                self.env._(
                    "%(person)s administers the system: change him in the settings.",
                    person=user.name,
                )
            )
        if user == self.env.user and self.role != "manager":
            raise UserError(self.env._("You cannot take your own role away."))
        if self.env.company not in user.company_ids & self.env.companies:
            raise UserError(
                self.env._(
                    "%(person)s does not work for %(company)s.",
                    person=user.name,
                    company=self.env.company.name,
                )
            )

    def _prepare_groups(self):
        """Commands that leave exactly the chosen groups of the helpdesk.

        An employee stays one, also where only his role said so.
        """
        groups = {
            key: self.env.ref(xmlid) for key, xmlid in (ROLES | PERMISSIONS).items()
        }
        chosen = {self.role}
        if self.role == "agent":
            chosen |= {field for field in PERMISSIONS if self[field]}
        employee = self.env.ref("base.group_user")
        return [Command.link(employee.id)] + [
            Command.link(group.id) if key in chosen else Command.unlink(group.id)
            for key, group in groups.items()
        ]

    def _apply_areas(self):
        """Put the employee in his areas: as a supervisor or as an agent of them."""
        areas = self.env["intervia.area"].search(Domain.TRUE)
        is_supervisor = self.role in ("supervisor", "manager")
        kept = self.area_ids if self.role != "user" else areas.browse()
        for area in areas:
            supervises = area in kept and is_supervisor
            attends = area in kept and (
                not is_supervisor or self.user_id in area.member_ids
            )
            self._set_member(area, "supervisor_ids", supervises)
            self._set_member(area, "member_ids", attends)

    def _set_member(self, area, field, wanted):
        if wanted != (self.user_id in area[field]):
            command = Command.link if wanted else Command.unlink
            area.write({field: [command(self.user_id.id)]})

    def _log(self, before):
        """Leave a trace: in the server's log and on the contact of the employee."""
        labels = dict(self._fields["role"]._description_selection(self.env))
        _logger.info(
            "%s gave %s the helpdesk role %s (before: %s)",
            self.env.user.login,
            self.user_id.login,
            self.role,
            before,
        )
        # sudo: the history of an employee's contact is written, not read
        self.user_id.partner_id.sudo()._message_log(
            author_id=self.env.user.partner_id.id,
            body=self.env._(
                "Helpdesk permissions: %(before)s → %(after)s. Areas: %(areas)s.",
                before=labels.get(before, ""),
                after=labels[self.role],
                areas=", ".join(self.area_ids.mapped("name")) or "–",
            ),
        )

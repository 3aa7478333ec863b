from odoo import api, fields, models, tools
from odoo.fields import Domain

AREA_SETS = (
    "intervia_member_area_ids",
    "intervia_supervised_area_ids",
    "intervia_shared_area_ids",
    "intervia_queue_area_ids",
)


class ResUsers(models.Model):
    """What a user may see of the helpdesk, as plain ids for the record rules."""

    _inherit = "res.users"

    intervia_member_area_ids = fields.Many2many(
        "intervia.area",
        string="Areas as an agent",
        compute="_compute_intervia_areas",
        context={"active_test": False},
        help="Areas where the user is agent or supervisor.",
    )
    intervia_supervised_area_ids = fields.Many2many(
        "intervia.area",
        string="Supervised areas",
        compute="_compute_intervia_areas",
        context={"active_test": False},
    )
    intervia_shared_area_ids = fields.Many2many(
        "intervia.area",
        string="Areas seen in whole",
        compute="_compute_intervia_areas",
        context={"active_test": False},
        help="Areas of the user that let their agents see every ticket.",
    )
    intervia_queue_area_ids = fields.Many2many(
        "intervia.area",
        string="Areas with a common queue",
        compute="_compute_intervia_areas",
        context={"active_test": False},
        help="Areas of the user that let their agents see the unassigned tickets.",
    )

    intervia_role = fields.Selection(
        [
            ("user", "Requester"),
            ("agent", "Agent"),
            ("supervisor", "Supervisor"),
            ("manager", "Administrator"),
        ],
        string="Helpdesk role",
        compute="_compute_intervia_role",
        compute_sudo=True,
        groups="intervia_helpdesk.group_manager",
    )

    @api.model
    def get_import_templates(self):
        """Clients and employees; clients after their companies."""
        return [
            *super().get_import_templates(),
            {
                "label": self.env._("Users of the helpdesk"),
                "template": "/intervia_helpdesk/static/templates/users.csv",
            },
        ]

    def _compute_intervia_role(self):
        """The highest role among the groups of each user."""
        for user in self:
            roles = ("manager", "supervisor", "agent")
            user.intervia_role = next(
                (r for r in roles if user.has_group(f"intervia_helpdesk.group_{r}")),
                "user",
            )

    def _compute_intervia_areas(self):
        # sudo: a record rule needs the areas of a user who may not read areas
        areas = self.env["intervia.area"].sudo().with_context(active_test=False)
        areas = areas.search(Domain.TRUE)
        for user in self:
            member = areas.filtered(
                lambda a, user=user: user in a.member_ids | a.supervisor_ids
            )
            shares = member.grouped("agent_visibility")
            empty = areas.browse()
            user.intervia_member_area_ids = member
            user.intervia_supervised_area_ids = areas.filtered(
                lambda a, user=user: user in a.supervisor_ids
            )
            user.intervia_shared_area_ids = shares.get("area", empty)
            user.intervia_queue_area_ids = shares.get("queue", empty)

    @tools.ormcache("self.id")
    def _get_intervia_queue_ids(self):
        """Ids of the queue areas, kept like the record rules that name areas."""
        return self.intervia_queue_area_ids._ids

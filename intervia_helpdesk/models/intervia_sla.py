from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

KINDS = [
    ("first_answer", "First answer"),
    ("next_answer", "Next answer"),
    ("solution", "Solution"),
]
AT_ONCE = 200  # tickets reviewed while somebody waits: a second or two
# Criterion of a policy -> field of the ticket
CRITERIA = {
    "area_ids": "area_id",
    "category_ids": "category_id",
    "type_ids": "type_id",
    "priority_ids": "priority_id",
}


class Policy(NamedTuple):
    """What decides whether a promise is made to a ticket, without a query."""

    id: int
    company_id: int
    criteria: dict  # field of the ticket -> ids; a missing one takes every ticket
    partner_ids: frozenset
    is_general: bool = True  # else only for the tickets to which something names it

    def is_for(self, ticket):
        if self.company_id and self.company_id != ticket.company_id.id:
            return False
        if self.partner_ids:
            clients = {ticket.partner_id.id, ticket.commercial_partner_id.id}
            if not clients & self.partner_ids:
                return False
        return all(ticket[name].id in ids for name, ids in self.criteria.items())


class InterviaSla(models.Model):
    """A promise: for which tickets, within how much working time, who is warned.

    The first policy in order that takes a ticket is its policy.
    """

    _name = "intervia.sla"
    _inherit = ["intervia.cached"]
    _description = "Service Level Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    area_ids = fields.Many2many(
        "intervia.area", string="Areas", help="Empty: every area."
    )
    category_ids = fields.Many2many(
        "intervia.category",
        string="Categories",
        help="With those below them. Empty: every category.",
    )
    type_ids = fields.Many2many("intervia.ticket.type", string="Types")
    priority_ids = fields.Many2many("intervia.priority", string="Priorities")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Clients",
        help="Companies, with all their people, or single persons. Empty: everybody.",
    )
    first_answer_hours = fields.Float("First answer within")
    next_answer_hours = fields.Float("Next answers within")
    solution_hours = fields.Float("Solved within")
    is_around_the_clock = fields.Boolean(
        "Day and night", help="The opening hours of the area do not count."
    )
    pause_stage_ids = fields.Many2many(
        "intervia.stage",
        string="Paused in",
        domain="[('state', 'not in', ('finished', 'cancelled'))]",
        default=lambda self: self.env["intervia.stage"].search(
            [("state", "=", "waiting")]
        ),
        help="The clocks stand still while a ticket is in one of these stages.",
    )
    step_ids = fields.One2many(
        "intervia.sla.step",
        "sla_id",
        string="Warnings",
        copy=True,
        default=lambda self: [
            fields.Command.create({"percent": 75}),
            fields.Command.create({"percent": 100, "tells_supervisors": True}),
        ],
    )

    _hours_positive = models.Constraint(
        "CHECK(first_answer_hours >= 0 AND next_answer_hours >= 0"
        " AND solution_hours >= 0)",
        "Promised hours cannot be negative.",
    )

    @api.constrains("first_answer_hours", "next_answer_hours", "solution_hours")
    def _check_promises(self):
        for policy in self:
            if not any(policy[f"{kind}_hours"] for kind, _label in KINDS):
                raise ValidationError(
                    self.env._("“%(policy)s” promises nothing.", policy=policy.name)
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - {"name", "sequence"}:
            self.env["intervia.ticket.deadline"]._set_stale(policies=self)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: promises of tickets that this person cannot see count, too
        deadlines = self.env["intervia.ticket.deadline"].sudo()
        if deadlines.search_count([("sla_id", "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._(
                    "A policy that tickets were promised cannot be deleted. Archive it."
                )
            )

    @api.model
    @tools.ormcache()
    def _get_policies(self):
        """Every policy in force, in order; asked for each new ticket."""
        # sudo: kept for everybody
        policies = self.sudo().search(Domain.TRUE)
        return tuple(policy._prepare_policy() for policy in policies)

    def _prepare_policy(self):
        chosen = {
            "area_ids": self.area_ids,
            "category_ids": self.category_ids.search(
                [("id", "child_of", self.category_ids.ids)]
            ),
            "type_ids": self.type_ids,
            "priority_ids": self.priority_ids,
        }
        return Policy(
            self.id,
            self.company_id.id,
            {CRITERIA[name]: frozenset(r.ids) for name, r in chosen.items() if r},
            frozenset(self.partner_ids.ids),
        )

    def action_apply(self):
        """Let every open ticket find its policy again; nobody is warned of the past.

        The first ones at once, so that it shows; many are left to the job.
        """
        self.check_access("write")
        # sudo: clocks are the product's own
        tickets = self.env["intervia.ticket"].sudo().search([("is_open", "=", True)])
        tickets[:AT_ONCE]._review_stale()
        later = tickets[AT_ONCE:]
        if not later:
            return None
        later._review_later()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "%(count)s more tickets follow within some minutes.",
                    count=len(later),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _apply_to_all(self):
        """Set the clocks of the past, too, by the dates of the tickets."""
        self.env.invalidate_all()
        tickets = self.env["intervia.ticket"].search([("state", "!=", "cancelled")])
        tickets._review_sla()
        tickets.deadline_ids._skip_due_warnings()

from odoo import fields, models

STATES = [
    ("none", "Leave it as it is"),
    ("in_progress", "In progress"),
    ("waiting", "Wait for the client"),
    ("finished", "Finish"),
]


class InterviaArea(models.Model):
    """Who quotes for an area, how long it takes, and what orders do to tickets."""

    _inherit = "intervia.area"

    sales_user_id = fields.Many2one(
        "res.users",
        string="Prepares the quotes",
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("sales_team.group_sale_salesman").ids,
            )
        ],
        help="Gets the requests of agents who do not sell.",
    )
    delivery_days = fields.Integer(
        "Delivery in working days",
        default=5,
        help="Of an order, counted from its payment in the hours of the area.",
    )
    order_sent_state = fields.Selection(
        STATES, string="Quote sent", default="waiting", required=True
    )
    order_accepted_state = fields.Selection(
        STATES, string="Quote accepted", default="in_progress", required=True
    )
    order_paid_state = fields.Selection(
        STATES, string="Order paid", default="in_progress", required=True
    )
    order_declined_state = fields.Selection(
        STATES, string="Quote declined", default="in_progress", required=True
    )
    order_expired_state = fields.Selection(
        STATES, string="Quote expired", default="in_progress", required=True
    )

    _delivery_days_positive = models.Constraint(
        "CHECK (delivery_days >= 0)", "A delivery cannot take less than no days."
    )

    def _get_state_after_order(self, event):
        """The state a ticket of this area goes to after ``event``; None leaves it."""
        name = f"order_{event}_state"
        state = self[name] if name in self._fields else "none"
        return None if state == "none" else state

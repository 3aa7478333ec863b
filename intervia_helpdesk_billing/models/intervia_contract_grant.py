from odoo import fields, models
from odoo.exceptions import UserError


class InterviaContractGrant(models.Model):
    """A pack of hours added to a contract: sold by an order line, or by hand."""

    _name = "intervia.contract.grant"
    _description = "Pack of Hours"
    _order = "date, id"

    contract_id = fields.Many2one(
        "intervia.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    date = fields.Date(
        "Valid from",
        required=True,
        default=fields.Date.context_today,
        help="It covers work done from this day on.",
    )
    hours = fields.Float(required=True)
    taken_back = fields.Float(
        readonly=True,
        help="Hours that were sold and then cancelled or credited.",
    )
    date_taken_back = fields.Date(readonly=True)
    name = fields.Char("Reference")
    order_line_id = fields.Many2one(
        "sale.order.line",
        "Sold by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0)", "Hours cannot be negative."
    )
    _line_uniq = models.UniqueIndex(
        "(order_line_id) WHERE order_line_id IS NOT NULL",
        "This order line added its hours already.",
    )

    def write(self, vals):
        if not self.env.su and vals.keys() & {"hours", "contract_id"}:
            self._check_not_sold()
        return super().write(vals)

    def _set_sold(self, hours):
        """So many hours are sold by now; the statement tells what was taken back."""
        self.ensure_one()
        if self.hours == hours:
            return
        back = max(round(self.taken_back + self.hours - hours, 2), 0)
        today = fields.Date.context_today(self)
        self.write(
            {
                "hours": hours,
                "taken_back": back,
                "date_taken_back": max(today, self.date) if back else False,
            }
        )

    def _check_unused(self):
        """Raise when work was paid with hours of these packs."""
        served = self.contract_id._get_served()
        for grant in self:
            contract = grant.contract_id
            used = served.get(contract.id, (0, 0, 0))[1]
            left = round(sum(contract.grant_ids.mapped("hours")) - used, 2)
            if left < grant.hours:
                raise UserError(
                    self.env._(
                        "Of the hours that %(order)s sold, %(used)s are used already:"
                        " invoice the order and credit what is left.",
                        order=grant.order_line_id.order_id.name,
                        used=round(grant.hours - max(left, 0), 2),
                    )
                )

    def _check_not_sold(self):
        # sudo: the order may not be for this user to see
        if self.sudo().order_line_id:
            raise UserError(
                self.env._("These hours were sold: change the order or its invoice.")
            )

    def unlink(self):
        if not self.env.su:
            self._check_not_sold()
        return super().unlink()

from odoo import api, fields, models

from ..tools.coverage import month_end


class InterviaContract(models.Model):
    """What is left of a contract today, and how much of it is used."""

    _inherit = "intervia.contract"

    balance_hours = fields.Float("Hours left", compute="_compute_balance")
    month_used = fields.Float("Used this month", compute="_compute_balance")
    overrun_hours = fields.Float(
        "Beyond, this month",
        compute="_compute_balance",
        help="Work of this month that the contract did not cover.",
    )
    used_ratio = fields.Float(
        "Used",
        compute="_compute_balance",
        help="Of the hours of this month; of a prepaid contract, of the last pack.",
    )

    @api.depends(
        "date_end",
        "date_start",
        "hours",
        "kind",
        "state",
        "grant_ids.date",
        "grant_ids.hours",
        "entry_ids.billable_hours",
        "entry_ids.included_hours",
        "entry_ids.pack_hours",
    )
    def _compute_balance(self):
        # sudo: the sum of the work of everybody, whoever looks at it
        contracts = self.sudo()
        today = fields.Date.context_today(self)
        month = contracts._get_served(today.replace(day=1))
        whole = contracts._get_served()
        for contract in self:
            included, packs, beyond = month.get(contract.id, (0, 0, 0))
            grants = contract.sudo().grant_ids.sorted("date")
            left = sum(grants.mapped("hours")) - whole.get(contract.id, (0, 0, 0))[1]
            monthly = contract.hours if contract._is_on(today) else 0
            contract.month_used = included + packs
            contract.overrun_hours = beyond
            rest = round((monthly and monthly - included) + left, 2)
            base = monthly + left + packs if monthly else grants[-1:].hours
            contract.balance_hours = rest
            contract.used_ratio = 100 * max(1 - rest / base, 0) if base else 0

    def _is_on(self, today):
        """Whether its hours of this month can be used today."""
        return self.kind == "monthly" and (
            self.state == "running"
            and self.date_start <= today
            and (not self.date_end or today <= self.date_end)
        )

    def _get_served(self, month=None):
        """Return ``{id: (of months, of packs, beyond)}``, of all time or of a month."""
        domain = [("contract_id", "in", self.ids)]
        if month:
            domain += [
                ("date_work", ">=", month),
                ("date_work", "<=", month_end(month)),
            ]
        return {
            contract.id: sums
            for contract, *sums in self.env["intervia.worklog"]._read_group(
                domain,
                ["contract_id"],
                ["included_hours:sum", "pack_hours:sum", "billable_hours:sum"],
            )
        }

    def action_view_statement(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "intervia_helpdesk_billing.intervia_contract_statement_action"
            ),
            "domain": [("contract_id", "=", self.id)],
        }

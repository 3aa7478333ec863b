from odoo import api, fields, models


class ResPartner(models.Model):
    """A client company: its contracts, and how it wants its invoices."""

    _inherit = "res.partner"

    intervia_support_mode = fields.Selection(
        compute="_compute_intervia_support_mode", store=True, readonly=False
    )
    intervia_contract_ids = fields.One2many(
        "intervia.contract",
        "partner_id",
        string="Support contracts",
        groups="intervia_helpdesk.group_agent,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
    )
    intervia_invoicing = fields.Selection(
        [("month", "One for each month"), ("ticket", "One for each ticket")],
        string="Invoices of support",
        required=True,
        default="month",
        groups="intervia_helpdesk.group_agent,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
    )

    @api.depends("intervia_contract_ids.state")
    def _compute_intervia_support_mode(self):
        """Contracts say it; without any, people do."""
        for partner in self:
            states = set(partner.intervia_contract_ids.mapped("state")) - {"draft"}
            if states:
                partner.intervia_support_mode = (
                    "contract" if "running" in states else "billed"
                )

    def action_view_intervia_contracts(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "intervia_helpdesk_billing.intervia_contract_action"
            ),
            "domain": [("partner_id", "=", self.commercial_partner_id.id)],
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }

from odoo import api, fields, models
from odoo.fields import Domain

# What a contract is asked of when a ticket looks for its policy
DECIDING = frozenset(
    {"active", "area_ids", "date_end", "date_start", "partner_id", "sla_ids", "state"}
)


class InterviaContract(models.Model):
    """The service levels that a contract names for the tickets of its client."""

    _inherit = "intervia.contract"

    sla_ids = fields.Many2many(
        "intervia.sla",
        "intervia_contract_sla_rel",
        "contract_id",
        "sla_id",
        string="Service levels",
        check_company=True,
        groups="intervia_helpdesk.group_agent",
        help="Policies that go before all others for the tickets of this client, in"
        " their order, each for the tickets that it takes.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        # sudo: who sells need not see the promises
        contracts.filtered(lambda c: c.sudo().sla_ids)._review_promises()
        return contracts

    def write(self, vals):
        if not DECIDING & vals.keys():
            return super().write(vals)
        # sudo: as in create; those it named until now count, too
        before = self.filtered(lambda c: c.sudo().sla_ids)
        clients = before.partner_id
        result = super().write(vals)
        after = self.filtered(lambda c: c.sudo().sla_ids)
        (before | after)._review_promises(clients)
        return result

    def _review_promises(self, others=None):
        """Open tickets of these clients find their policy; nobody is warned for it.

        :param others: further client companies
        """
        clients = self.partner_id | (others or self.partner_id)
        if not clients:
            return
        domain = Domain("commercial_partner_id", "in", clients.ids)
        domain &= Domain("is_open", "=", True)
        # sudo: clocks are the product's own
        tickets = self.env["intervia.ticket"].sudo().search(domain)
        tickets._review_sla()
        tickets.deadline_ids._skip_due_warnings()

    @api.model
    def _get_promising(self, clients):
        """Contracts in force that name policies: client company -> contracts."""
        today = fields.Date.context_today(self)
        domain = Domain("partner_id", "in", clients.ids)
        domain &= Domain("state", "=", "running") & Domain("sla_ids", "!=", False)
        domain &= Domain("date_start", "<=", today)
        domain &= Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        # sudo: whoever asks is promised what his company bought
        return self.sudo().search(domain, order="id").grouped("partner_id")

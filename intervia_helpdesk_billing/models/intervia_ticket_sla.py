from odoo import models


class InterviaTicket(models.Model):
    """A ticket is first promised what the contract of its client names."""

    _inherit = "intervia.ticket"

    def _get_contract_slas(self):
        found = super()._get_contract_slas()
        clients = self.commercial_partner_id
        contracts = self.env["intervia.contract"]._get_promising(clients)
        policies = self.env["intervia.sla"]._get_policies() if contracts else ()
        for ticket in self:
            named = contracts.get(ticket.commercial_partner_id)
            for contract in named.filtered(ticket._is_covered_area) if named else ():
                ids = set(contract.sla_ids.ids)
                mine = (p.id for p in policies if p.id in ids and p.is_for(ticket))
                if policy_id := next(mine, False):
                    found.setdefault(
                        ticket.id, self.env["intervia.sla"].browse(policy_id)
                    )
        return found

    def _is_covered_area(self, contract):
        same = contract.company_id == self.company_id
        return same and (not contract.area_ids or self.area_id in contract.area_ids)

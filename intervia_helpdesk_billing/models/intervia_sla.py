from odoo import fields, models


class InterviaSla(models.Model):
    """A promise that only clients with a contract get."""

    _inherit = "intervia.sla"

    is_by_contract = fields.Boolean(
        "Only by contract",
        help="Nobody is promised this but the clients whose contract names it.",
    )
    contract_ids = fields.Many2many(
        "intervia.contract",
        "intervia_contract_sla_rel",
        "sla_id",
        "contract_id",
        string="Contracts",
        readonly=True,
    )

    def _prepare_policy(self):
        return super()._prepare_policy()._replace(is_general=not self.is_by_contract)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """Which contract the packs of an order are for."""

    _inherit = "sale.order"

    intervia_has_packs = fields.Boolean(
        compute="_compute_intervia_has_packs", compute_sudo=True
    )
    intervia_contract_id = fields.Many2one(
        "intervia.contract",
        "Hours go to",
        copy=False,
        check_company=True,
        index="btree_not_null",
        domain="[('partner_id', 'parent_of', partner_id), ('state', '=', 'running'),"
        " ('company_id', '=', company_id)]",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
        help="The contract that gets the hours of the packs. Empty: the one that fits.",
    )

    @api.depends("order_line.product_id")
    def _compute_intervia_has_packs(self):
        for order in self:
            order.intervia_has_packs = any(
                order.order_line.product_id.mapped("intervia_pack_hours")
            )

    @api.constrains("intervia_contract_id", "partner_id")
    def _check_intervia_contract_id(self):
        for order in self:
            contract = order.intervia_contract_id
            client = order.partner_id.commercial_partner_id
            if contract and contract.partner_id != client:
                raise ValidationError(
                    self.env._(
                        "%(contract)s is not a contract of %(client)s.",
                        contract=contract.name,
                        client=client.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "intervia_contract_id" in vals:
            # sudo: whoever sells or invoices chooses; the packs are the product's
            self.sudo()._move_packs()
        return result

    def _move_packs(self):
        """Packs that were sold already follow the contract that is chosen."""
        for order in self.filtered("intervia_contract_id"):
            contract = order.intervia_contract_id
            grants = order.order_line._get_grants()
            grants = grants.filtered(lambda g, c=contract: g.contract_id != c)
            grants._check_unused()
            grants.contract_id = contract
            order.order_line._sync_packs()

    def _action_cancel(self):
        """Paid hours are taken back, unless some are used; invoiced ones are credited.

        The statement of the contract tells it.
        """
        # sudo: whoever cancels an order needs no right to contracts
        lines = self.sudo().order_line
        held = lines._get_grants().filtered(
            lambda g: (
                g.hours
                and "posted" not in g.order_line_id.order_id.invoice_ids.mapped("state")
            )
        )
        held._check_unused()
        result = super()._action_cancel()
        lines._sync_packs()
        return result

    # Choosing

    def _get_contract_to_top_up(self):
        """The contract that these hours are for; a new one where none fits.

        That of the order, if it runs today; else the running one whose areas fit, that
        of the very area first, then a prepaid one, then the oldest. Without any, the
        person responsible is told. As superuser.
        """
        today = fields.Date.context_today(self)
        contracts = self._find_running_contracts(today)
        chosen = self.intervia_contract_id
        if chosen in contracts:
            return chosen
        if chosen:
            self._tell_pack(
                self.env._(
                    "%(contract)s, chosen for the hours of %(order)s, does not run.",
                    contract=chosen.name,
                    order=self.name,
                )
            )
        area = self.intervia_ticket_id.area_id
        fitting = contracts.filtered(
            lambda c: not area or not c.area_ids or area in c.area_ids
        )
        if fitting:
            return fitting.sorted(
                lambda c: (area not in c.area_ids, c.kind != "prepaid", c.id)
            )[0]
        return self._open_prepaid_contract()

    def _find_running_contracts(self, today):
        return self.env["intervia.contract"].search(
            [
                ("partner_id", "=", self.partner_id.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "running"),
                ("date_start", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", today),
            ]
        )

    def _open_prepaid_contract(self):
        """A contract of packs alone; none where another one stands in its way."""
        contracts = self.env["intervia.contract"]
        try:
            with self.env.cr.savepoint():
                contract = contracts.create(self._prepare_prepaid_contract())
                contract.state = "running"
        except ValidationError as error:
            self._tell_pack(
                self.env._(
                    "Nobody got the hours of %(order)s: no contract of %(client)s runs"
                    " that fits (%(reason)s). Choose one on the order.",
                    order=self.name,
                    client=self.partner_id.commercial_partner_id.name,
                    reason=error.args[0],
                )
            )
            return contracts
        self._tell_pack(
            self.env._(
                "The hours of %(order)s opened a contract of their own: no other one"
                " of %(client)s fits.",
                order=self.name,
                client=contract.partner_id.name,
            )
        )
        return contract

    def _prepare_prepaid_contract(self):
        client = self.partner_id.commercial_partner_id
        return {
            "name": self.env._("Prepaid hours"),
            "partner_id": client.id,
            "company_id": self.company_id.id,
            "kind": "prepaid",
            "user_id": (self.user_id or client.user_id).id,
            "rounding": self.company_id.intervia_rounding,
        }

    def _tell_pack(self, note):
        """Put it on the list of whoever is responsible for the client."""
        client = self.partner_id.commercial_partner_id
        person = self.user_id or client.user_id or client.intervia_contract_ids.user_id
        if person:
            self.activity_schedule(
                "mail.mail_activity_data_todo", user_id=person[0].id, note=note
            )
        else:
            self._message_log(body=note)

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

MONEY_GROUPS = (
    "intervia_helpdesk.group_manager,sales_team.group_sale_salesman,"
    "account.group_account_invoice"
)


class InterviaTicket(models.Model):
    """What of a ticket is to be charged, and what it will cost.

    The board, the orders and with them the invoices take their figures from
    :meth:`_get_charges` alone, so that they cannot differ.
    """

    _inherit = "intervia.ticket"

    fixed_product_id = fields.Many2one(
        "product.product",
        "Fixed price",
        compute="_compute_fixed_product_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        groups=MONEY_GROUPS,
        help="Charged once, when the ticket is finished, instead of its time.",
    )
    fixed_order_line_id = fields.Many2one(
        "sale.order.line",
        "Fixed price charged by",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=MONEY_GROUPS,
    )
    # rows of the board, one for each month (see intervia.unbilled)
    unbilled_data = fields.Json(
        compute="_compute_unbilled_data",
        store=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    is_unbilled = fields.Boolean(
        "To be invoiced",
        compute="_compute_is_unbilled",
        search="_search_is_unbilled",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )
    contract_id = fields.Many2one(
        "intervia.contract",
        compute="_compute_contract",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )
    contract_balance = fields.Float(
        "Hours left",
        compute="_compute_contract",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )

    _unbilled_idx = models.Index("(id) WHERE unbilled_data IS NOT NULL")

    @api.depends("type_id", "category_id")
    def _compute_fixed_product_id(self):
        """Decided with the kind of ticket: new prices leave old tickets alone.

        Once something was charged it stays: neither the time besides a fixed price,
        nor a fixed price besides the time.
        """
        for ticket in self:
            if ticket.fixed_order_line_id or ticket.worklog_ids.order_line_id:
                continue
            category, kind = ticket.category_id, ticket.type_id
            ticket.fixed_product_id = category.fixed_product_id or kind.fixed_product_id

    @api.depends(lambda self: self._get_unbilled_paths())
    def _compute_unbilled_data(self):
        items = self._get_done_items()
        charges = self._get_charges(items) if items else []
        self._settle_cents(charges)
        rows = defaultdict(dict)
        for charge in charges:
            row = rows[charge["ticket"]].setdefault(
                charge["month"],
                {
                    "month": str(charge["month"]),
                    "currency": charge["currency"].id,
                    **dict.fromkeys(("hours", "parts", "amount"), 0),
                },
            )
            row["amount"] = charge["currency"].round(row["amount"] + charge["amount"])
            if charge["kind"] != "fixed":
                name = "hours" if charge["kind"] == "time" else "parts"
                row[name] = round(row[name] + charge["quantity"], 6)
        for ticket in self:
            ticket.unbilled_data = list(rows[ticket].values()) or False

    @api.model
    def _get_unbilled_paths(self):
        """What changes the figures of the board."""
        return [
            "area_id.time_product_id",
            "commercial_partner_id",
            "company_id.intervia_charge_since",
            "company_id.intervia_time_product_id",
            "fixed_order_line_id",
            "fixed_product_id",
            "state",
            "worklog_ids.billable_hours",
            "worklog_ids.contract_id.price",
            "worklog_ids.contract_id.product_id",
            "worklog_ids.order_line_id",
            *self._get_billable_paths(),
        ]

    @api.depends("unbilled_data")
    def _compute_is_unbilled(self):
        for ticket in self:
            ticket.is_unbilled = bool(ticket.unbilled_data)

    @api.model
    def _search_is_unbilled(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("unbilled_data", "!=" if True in value else "=", False)]

    @api.depends("commercial_partner_id", "area_id", "company_id")
    def _compute_contract(self):
        """The contract that would cover work of today."""
        today = fields.Date.context_today(self)
        contracts = self.env["intervia.contract"]._find(self.commercial_partner_id)
        for ticket in self:
            ticket.contract_id = next(
                (c for c in contracts if c._serves(ticket, today)), contracts.browse()
            )
            ticket.contract_balance = ticket.contract_id.balance_hours

    # What is to be charged

    def _get_billable_items(self):
        """Of the time, what no contract covers; fixed prices; nothing twice."""
        items = []
        for item in super()._get_billable_items():
            record = item["record"]
            if record._name == "intervia.worklog":
                if not record._is_to_charge():
                    continue
                item = {**item, "quantity": record.billable_hours}
            items.append(item)
        return items + [
            ticket._prepare_fixed_item() for ticket in self if ticket._is_fixed()
        ]

    def _find_billable_article(self, product, quantity, uom):
        """What of these tickets could be charged as so many of ``product``, or None."""
        return next(
            (
                item["record"]
                for item in self._get_billable_items()
                if item["product"] == product
                and item["record"] not in self
                and (item["quantity"], item["uom"]) == (quantity, uom)
            ),
            None,
        )

    def _is_fixed(self):
        """Whether this ticket is to be charged at its fixed price."""
        return bool(self.fixed_product_id) and not self.fixed_order_line_id

    def _prepare_fixed_item(self):
        return {
            "ticket": self,
            "record": self,
            "product": self.fixed_product_id,
            "name": self.fixed_product_id.display_name,
            "date": self.date_closed or fields.Datetime.now(),
            "quantity": 1,
            "uom": self.fixed_product_id.uom_id,
            "is_done": self.state == "finished",
        }

    def _get_done_items(self):
        """What was done on these tickets and is charged at the end of the month."""
        # sudo: the items are for whoever charges, as the caller checked
        tickets = self.sudo().filtered(lambda t: t.state != "cancelled")
        return [item for item in tickets._get_billable_items() if tickets._is_due(item)]

    @api.model
    def _is_due(self, item):
        since = item["ticket"].company_id.intervia_charge_since
        return item["is_done"] and (not since or self._get_item_day(item) >= since)

    def _on_ordered(self, order_line):
        """An order line charges the fixed price of these tickets."""
        # sudo: whoever charges needs no right to tickets
        self.sudo().write({"fixed_order_line_id": order_line.id})

    def _check_charged(self):
        """Raise when an order charged something of these tickets to their client."""
        # sudo: the order may not be for this user to see
        lines = self.sudo().worklog_ids.order_line_id | self.sudo().fixed_order_line_id
        if lines:
            raise UserError(
                self.env._(
                    "%(order)s charged work of this ticket to its client.",
                    order=lines[0].order_id.name,
                )
            )

    # Framework

    def _check_write(self, vals):
        super()._check_write(vals)
        if "partner_id" in vals:
            partner = self.env["res.partner"].browse(vals["partner_id"])
            company = partner.sudo().commercial_partner_id
            self.filtered(lambda t: t.commercial_partner_id != company)._check_charged()
        if "fixed_product_id" in vals:
            # sudo: whether it changes, whoever writes it
            changed = self.sudo().filtered(
                lambda t: t.fixed_product_id.id != (vals["fixed_product_id"] or False)
            )
            changed._check_charged()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        self._check_charged()

    def unlink(self):
        """The entries go with their tickets: others may be covered instead."""
        siblings = self.sudo().worklog_ids._get_siblings()
        result = super().unlink()
        siblings.exists()._mark_coverage()
        return result

    # Acting

    def action_send_to_invoicing(self):
        """Put what was done and nobody charged into an order of the client."""
        self.check_access("write")
        if not self._user_is_staff():
            raise AccessError(self.env._("Only support sends tickets to invoicing."))
        # sudo: agents send to invoicing without a right to orders
        orders = self.env["sale.order"].sudo()._charge_tickets(self.sudo())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Sent to invoicing: %(orders)s",
                    orders=", ".join(orders.mapped("name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _lock_for_charging(self):
        """Two people who charge the same tickets: one waits, then starts again."""
        if self.ids:
            self.flush_model(["unbilled_data"])
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM intervia_ticket WHERE id IN %s"
                    " ORDER BY id FOR NO KEY UPDATE",
                    tuple(self.ids),
                ),
                log_exceptions=False,
            )

    @api.model
    def _refresh_unbilled(self):
        """Prices may have changed since: count again what is to be invoiced."""
        # sudo: the figures are kept by the product, not by people
        tickets = self.sudo().search([("unbilled_data", "!=", False)])
        with self.env.protecting([self._fields["unbilled_data"]], tickets):
            tickets._compute_unbilled_data()

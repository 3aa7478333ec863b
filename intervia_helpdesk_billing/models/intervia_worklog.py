from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.coverage import Work, to_units

# What charging and coverage write; people never do
_KEPT = frozenset(
    {
        "billable_hours",
        "contract_id",
        "counted_hours",
        "coverage",
        "included_hours",
        "month",
        "order_line_id",
        "pack_hours",
    }
)
# What an order line stands on
_SETTLED = frozenset({"billable", "date_start", "hours", "ticket_id"})
SERVED = ("included_hours", "pack_hours", "billable_hours", "coverage")


class InterviaWorklog(models.Model):
    """Who pays for an entry: its client's contract, the client apart, or nobody.

    Everything here follows from the entries of a client and his contracts, whatever
    the order in which they were written (``tools/coverage.py``).
    """

    _inherit = "intervia.worklog"

    date_work = fields.Date(
        "Day",
        compute="_compute_date_work",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    month = fields.Date(
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    contract_id = fields.Many2one(
        "intervia.contract",
        compute="_compute_coverage",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        groups="intervia_helpdesk.group_agent",
    )
    counted_hours = fields.Float(
        "Counts for",
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
        help="The hours after rounding.",
    )
    included_hours = fields.Float(
        "Of the month's hours",
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    pack_hours = fields.Float(
        "Of a pack",
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    covered_hours = fields.Float(
        "Covered",
        compute="_compute_covered_hours",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    billable_hours = fields.Float(
        "To charge",
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
        help="What no contract covers.",
    )
    coverage = fields.Selection(
        [
            ("covered", "Covered"),
            ("partly", "Partly covered"),
            ("billable", "To charge"),
            ("fixed", "In a fixed price"),
            ("given", "Not charged"),
        ],
        compute="_compute_coverage",
        store=True,
        groups="intervia_helpdesk.group_agent",
    )
    order_line_id = fields.Many2one(
        "sale.order.line",
        "Charged by",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )
    is_charged = fields.Boolean(
        "Charged",
        compute="_compute_is_charged",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )

    _client_day_idx = models.Index("(commercial_partner_id, date_work)")

    @api.depends("date_start", "company_id")
    def _compute_date_work(self):
        for entry in self:
            company = entry.company_id or self.env.company
            entry.date_work = company._get_intervia_day(
                entry.date_start or fields.Datetime.now()
            )

    @api.depends("included_hours", "pack_hours")
    def _compute_covered_hours(self):
        for entry in self:
            entry.covered_hours = round(entry.included_hours + entry.pack_hours, 2)

    @api.depends("order_line_id")
    def _compute_is_charged(self):
        for entry in self:
            entry.is_charged = bool(entry.order_line_id)

    @api.depends(
        "hours",
        "billable",
        "is_running",
        "date_start",
        "date_work",
        "area_id",
        "company_id",
        "commercial_partner_id",
        "order_line_id",
        "ticket_id.fixed_product_id",
        "commercial_partner_id.intervia_contract_ids.area_ids",
        "commercial_partner_id.intervia_contract_ids.company_id",
        "commercial_partner_id.intervia_contract_ids.date_end",
        "commercial_partner_id.intervia_contract_ids.date_start",
        "commercial_partner_id.intervia_contract_ids.hours",
        "commercial_partner_id.intervia_contract_ids.kind",
        "commercial_partner_id.intervia_contract_ids.rounding",
        "commercial_partner_id.intervia_contract_ids.state",
        "commercial_partner_id.intervia_contract_ids.grant_ids.date",
        "commercial_partner_id.intervia_contract_ids.grant_ids.hours",
    )
    def _compute_coverage(self):
        """Serve these entries, and those whose share changes because of them."""
        opened = self.filtered(lambda e: not e.order_line_id)
        touched = defaultdict(set)
        for entry in opened:
            touched[entry.contract_id].add(entry.month)
        contracts = self.env["intervia.contract"]._find(opened.commercial_partner_id)
        for entry in opened:
            entry._set_counted(contracts)
            touched[entry.contract_id].add(entry.month)
        for contract, months in sorted(touched.items(), key=lambda item: item[0].id):
            if contract:
                contract._serve(opened, months)

    def _set_counted(self, contracts):
        """What this entry counts for, and the contract it falls under."""
        contract = next((c for c in contracts if c._covers(self)), contracts.browse())
        units = 0 if self.is_running else contract._count_units(self)
        fixed = bool(self.ticket_id.fixed_product_id)
        charged = units if self.billable and not fixed else 0
        self.contract_id = contract
        self.month = self.date_work.replace(day=1)
        self.counted_hours = units / 100
        self.included_hours = self.pack_hours = 0
        self.billable_hours = charged / 100
        self.coverage = (
            "given" if not self.billable else "fixed" if fixed else "billable"
        )

    def _set_served(self, shares):
        """Keep ``shares`` of what this entry counts for; the rest is to be charged."""
        included, pack = shares.get("month", 0), shares.get("pack", 0)
        rest = to_units(self.counted_hours) - included - pack
        values = (
            included / 100,
            pack / 100,
            rest / 100,
            "billable"
            if not included + pack and rest
            else "partly"
            if rest
            else "covered",
        )
        if values == tuple(self[name] for name in SERVED):
            return self.browse()
        for name, value in zip(SERVED, values, strict=True):
            self[name] = value
        return self

    def _get_work(self):
        """This entry for ``tools/coverage.py``: once charged it keeps its share."""
        kept = None
        if self.order_line_id:
            kept = {
                "month": to_units(self.included_hours),
                "pack": to_units(self.pack_hours),
            }
        return Work(self.id, to_units(self.counted_hours), self.date_work, kept)

    # Framework

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_kept(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_kept(vals)
        if vals.keys() & _SETTLED:
            self._check_not_charged()
        return super().write(vals)

    def unlink(self):
        siblings = self._get_siblings()
        result = super().unlink()
        siblings.exists()._mark_coverage()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        self._check_not_charged()

    def _check_not_kept(self, *vals_list):
        if not self.env.su and any(vals.keys() & _KEPT for vals in vals_list):
            raise AccessError(self.env._("That is not for people to write."))

    def _check_not_charged(self):
        # sudo: the order may not be for this user to see
        charged = self.sudo().filtered("order_line_id")[:1]
        if charged:
            raise UserError(
                self.env._(
                    "“%(entry)s” was charged by %(order)s: cancel that order, or take"
                    " its line off, before changing it.",
                    entry=charged.display_name,
                    order=charged.order_line_id.order_id.name,
                )
            )

    def _get_siblings(self):
        """The other entries of the same contracts, whose share may change."""
        # sudo: whoever deletes his entry does not see those of others
        entries = self.sudo()
        contracts = entries.contract_id
        domain = Domain("contract_id", "in", contracts.ids)
        if not contracts.grant_ids:
            domain &= Domain("month", "in", list(set(entries.mapped("month"))))
        return entries.search(domain) - entries if contracts else entries.browse()

    def _mark_coverage(self):
        """These entries are to be served again."""
        for name, field in self._fields.items():
            if name in _KEPT and field.compute == "_compute_coverage":
                self.env.add_to_compute(field, self)
        self.modified(SERVED)

    # Charging

    def _get_time_product(self):
        """The article that an hour of this entry is charged as."""
        return (
            self.contract_id.product_id
            or self.area_id.time_product_id
            or self.company_id._get_intervia_time_product()
        )

    def _is_to_charge(self):
        """Whether the client is to pay for this entry, apart from his contract."""
        return bool(self.billable_hours) and not self.order_line_id

    def _on_ordered(self, order_line):
        # sudo: whoever charges needs no right to the worklog
        self.sudo().write({"order_line_id": order_line.id})
        return super()._on_ordered(order_line)

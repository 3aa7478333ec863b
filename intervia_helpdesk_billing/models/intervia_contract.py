from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.coverage import count_units

ROUNDINGS = [
    ("0", "To the minute worked"),
    ("5", "Each begun 5 minutes"),
    ("10", "Each begun 10 minutes"),
    ("15", "Each begun quarter of an hour"),
    ("30", "Each begun half hour"),
    ("60", "Each begun hour"),
]


class InterviaContract(models.Model):
    """What a client company is entitled to: hours each month, packs, and a price."""

    _name = "intervia.contract"
    _description = "Support Contract"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state desc, partner_id, date_start desc, id desc"
    _rec_names_search = ["name", "partner_id"]
    _check_company_auto = True

    name = fields.Char("Contract", required=True, tracking=True)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Client company",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('parent_id', '=', False)]",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Account manager",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Told when the hours run out.",
    )
    kind = fields.Selection(
        [("monthly", "Hours each month"), ("prepaid", "Prepaid pack")],
        required=True,
        default="monthly",
        tracking=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("ended", "Ended")],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        tracking=True,
    )
    date_start = fields.Date(
        "From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date("Until", tracking=True, help="Empty: until it is ended.")
    renewal_months = fields.Integer(
        "Renewed for (months)",
        tracking=True,
        help="At its end it goes on for this long. Zero: it ends.",
    )
    hours = fields.Float(
        "Hours included each month",
        tracking=True,
        help="What is not used in a month is lost with it.",
    )
    grant_ids = fields.One2many("intervia.contract.grant", "contract_id", "Packs")
    area_ids = fields.Many2many(
        "intervia.area",
        string="Areas",
        check_company=True,
        help="Only work of these areas is covered. Empty: of all.",
    )
    rounding = fields.Selection(
        ROUNDINGS,
        "Each entry counts",
        required=True,
        default=lambda self: self.env.company.intervia_rounding,
    )
    product_id = fields.Many2one(
        "product.product",
        "Hours beyond are charged as",
        domain=[("type", "=", "service"), ("sale_ok", "=", True)],
        check_company=True,
        help="Empty: as the area or the company charges its time.",
    )
    price = fields.Monetary(
        "Price of an hour beyond",
        tracking=True,
        help="Zero: the price of the article for this client.",
        groups="intervia_helpdesk.group_manager,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
    )
    note = fields.Html("Conditions")
    entry_ids = fields.One2many("intervia.worklog", "contract_id", readonly=True)
    # raised by whoever serves work from this contract: two at once collide here
    served_count = fields.Integer(readonly=True, copy=False, default=0)

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0 AND renewal_months >= 0)", "Hours cannot be negative."
    )
    _period_order = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "A contract cannot end before it starts.",
    )

    @api.constrains("partner_id")
    def _check_is_company(self):
        for contract in self:
            if contract.partner_id.commercial_partner_id != contract.partner_id:
                raise ValidationError(
                    self.env._(
                        "A contract is made with the company: %(company)s.",
                        company=contract.partner_id.commercial_partner_id.name,
                    )
                )

    @api.constrains("kind", "hours")
    def _check_included(self):
        for contract in self:
            if contract.kind == "monthly" and not contract.hours:
                raise ValidationError(
                    self.env._("Say how many hours each month includes.")
                )

    @api.constrains(
        "partner_id", "company_id", "state", "date_start", "date_end", "area_ids"
    )
    def _check_alone(self):
        """No work could be covered by two contracts."""
        contracts = self.filtered(lambda c: c.state != "draft")
        others = self.search(
            [("partner_id", "in", contracts.partner_id.ids), ("state", "!=", "draft")]
        )
        for contract in contracts:
            if rival := others.filtered(contract._overlaps)[:1]:
                raise ValidationError(
                    self.env._(
                        "%(client)s has another contract in those days for the same"
                        " areas: %(contract)s.",
                        client=contract.partner_id.name,
                        contract=rival.name,
                    )
                )

    def _overlaps(self, other):
        return (
            self != other
            and self.partner_id == other.partner_id
            and self.company_id == other.company_id
            and bool(self.area_ids) == bool(other.area_ids)
            and (not self.area_ids or self.area_ids & other.area_ids)
            and self.date_start <= (other.date_end or other.date_start.max)
            and other.date_start <= (self.date_end or self.date_start.max)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.filtered(lambda c: c.state != "draft"):
            raise UserError(self.env._("Only a draft is deleted. End the contract."))

    # Which work it covers

    def _covers(self, entry):
        """Whether ``entry`` was done under this contract."""
        return self._serves(entry, entry.date_work)

    def _serves(self, record, day):
        """Whether work of ``day`` on an entry or a ticket falls under this contract."""
        return (
            self.partner_id == record.commercial_partner_id
            and self.company_id == record.company_id
            and (not self.area_ids or record.area_id in self.area_ids)
            and self.date_start <= day
            and (not self.date_end or day <= self.date_end)
        )

    @api.model
    def _find(self, clients):
        """The contracts that cover work of ``clients``, those of some areas first."""
        # sudo: whoever logs work needs no right to contracts
        contracts = self.sudo().with_context(active_test=False)
        if not clients:
            return contracts
        return contracts.search(
            [("partner_id", "in", clients.ids), ("state", "!=", "draft")]
        ).sorted(lambda c: (not c.area_ids, c.date_start, c.id))

    def _count_units(self, entry):
        """What ``entry`` counts for, in hundredths of an hour."""
        step = self.rounding or entry.company_id.intervia_rounding or "0"
        return count_units(entry.hours, int(step))

    # Life

    def action_start(self):
        for contract in self.filtered(lambda c: c.state == "draft"):
            if contract.kind == "prepaid" and not contract.grant_ids:
                raise UserError(self.env._("Add the first pack."))
        self.filtered(lambda c: c.state == "draft").state = "running"

    def action_end(self):
        """End it today; what was done stays covered."""
        today = fields.Date.context_today(self)
        for contract in self.filtered(lambda c: c.state == "running"):
            last = max(contract.date_start, today)
            contract.write(
                {"state": "ended", "date_end": min(contract.date_end or last, last)}
            )

    def action_reset(self):
        """Back to a draft: nothing is covered until it is started again."""
        if self.entry_ids.sudo().filtered("order_line_id"):
            raise UserError(
                self.env._("Hours beyond this contract were charged already.")
            )
        self.state = "draft"

    @api.model
    def _keep_up(self, today=None):
        """Renew or end what reached its last day. Called by the daily job.

        Where another contract took its place it ends, and the others go on.
        """
        today = today or fields.Date.context_today(self)
        due = Domain("state", "=", "running") & Domain("date_end", "<", today)
        for contract in self.search(due):
            try:
                with self.env.cr.savepoint():
                    contract._renew(today)
            except ValidationError as error:
                contract._message_log(body=error.args[0])
                contract.state = "ended"

    def _renew(self, today):
        """Go on for whole terms until ``today`` is reached; without any, end."""
        if not self.renewal_months:
            self.state = "ended"
            return
        term = relativedelta(months=self.renewal_months)
        end = self.date_end
        while end < today:
            end = end + timedelta(days=1) + term - timedelta(days=1)
        self.date_end = end
        self._message_log(
            body=self.env._("Renewed until %(date)s.", date=fields.Date.to_string(end))
        )

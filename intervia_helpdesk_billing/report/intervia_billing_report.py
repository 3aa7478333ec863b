from odoo import fields, models
from odoo.tools import SQL


class InterviaBillingReport(models.Model):
    """An entry of work and who paid for it: the client, his contract, or nobody."""

    _name = "intervia.billing.report"
    _description = "Billed, Covered and Given Away"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "number"
    _depends = {
        "intervia.ticket": ["number", "name", "category_id", "type_id"],
        "intervia.worklog": [
            "area_id",
            "billable_hours",
            "commercial_partner_id",
            "company_id",
            "contract_id",
            "counted_hours",
            "coverage",
            "covered_hours",
            "date_work",
            "hours",
            "order_line_id",
            "ticket_id",
            "user_id",
        ],
        "sale.order": ["currency_rate"],
        "sale.order.line": ["invoice_status", "price_subtotal", "product_uom_qty"],
    }

    number = fields.Char("Ticket", readonly=True)
    name = fields.Char("Subject", readonly=True)
    date = fields.Date(readonly=True)
    commercial_partner_id = fields.Many2one(
        "res.partner", "Client company", readonly=True
    )
    contract_id = fields.Many2one("intervia.contract", readonly=True)
    user_id = fields.Many2one("res.users", "Agent", readonly=True)
    area_id = fields.Many2one("intervia.area", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    category_id = fields.Many2one("intervia.category", readonly=True)
    type_id = fields.Many2one("intervia.ticket.type", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    outcome = fields.Selection(
        [
            ("billed", "Billed"),
            ("ordered", "In an order"),
            ("pending", "To be invoiced"),
            ("covered", "Covered"),
            ("fixed", "In a fixed price"),
            ("given", "Given away"),
        ],
        readonly=True,
    )
    hours = fields.Float("Worked", readonly=True)
    counted_hours = fields.Float("Counted", readonly=True)
    covered_hours = fields.Float("Covered", readonly=True)
    billed_hours = fields.Float("Charged", readonly=True)
    pending_hours = fields.Float("To be invoiced", readonly=True)
    given_hours = fields.Float("Given away", readonly=True)
    amount = fields.Monetary(
        "Charged amount",
        readonly=True,
        help="In the currency of the company, at the rate of the order.",
    )

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    def _select(self):
        return SQL(
            """SELECT entry.id, ticket.number, ticket.name, entry.date_work AS date,
                      entry.commercial_partner_id, entry.contract_id, entry.user_id,
                      entry.area_id, entry.company_id, ticket.category_id,
                      ticket.type_id, entry.hours, entry.counted_hours,
                      entry.covered_hours,
                      CASE WHEN line.id IS NULL THEN 0
                           ELSE entry.billable_hours END AS billed_hours,
                      CASE WHEN line.id IS NULL
                           THEN entry.billable_hours ELSE 0 END AS pending_hours,
                      CASE WHEN entry.coverage = 'given'
                           THEN entry.counted_hours ELSE 0 END AS given_hours,
                      %(outcome)s AS outcome,
                      company.currency_id,
                      COALESCE(line.price_subtotal / COALESCE(
                          NULLIF("order".currency_rate, 0), 1)::numeric
                          * (entry.billable_hours
                          / NULLIF(line.product_uom_qty, 0))::numeric, 0) AS amount""",
            outcome=self._select_outcome(),
        )

    def _select_outcome(self):
        return SQL(
            """CASE WHEN line.invoice_status = 'invoiced' THEN 'billed'
                    WHEN line.id IS NOT NULL THEN 'ordered'
                    WHEN entry.coverage = 'given' THEN 'given'
                    WHEN entry.coverage = 'fixed' THEN 'fixed'
                    WHEN entry.billable_hours > 0 THEN 'pending'
                    ELSE 'covered' END"""
        )

    def _from(self):
        return SQL(
            """FROM intervia_worklog entry
               JOIN intervia_ticket ticket ON ticket.id = entry.ticket_id
               JOIN res_company company ON company.id = entry.company_id
               LEFT JOIN sale_order_line line ON line.id = entry.order_line_id
               LEFT JOIN sale_order "order" ON "order".id = line.order_id"""
        )

    def _where(self):
        return SQL("WHERE entry.counted_hours > 0")

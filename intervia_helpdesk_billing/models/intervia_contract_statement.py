from odoo import fields, models
from odoo.tools import SQL

LINES = [
    ("month", "Hours of the month"),
    ("pack", "Pack"),
    ("back", "Pack cancelled or credited"),
    ("work", "Work"),
    ("lapsed", "Not used"),
]


class InterviaContractStatement(models.Model):
    """A line of what a contract gave, what work used of it, and what was left then.

    The sum of the lines of a contract up to today is its balance, to the hundredth.
    """

    _name = "intervia.contract.statement"
    _description = "Contract Statement"
    _auto = False
    _order = "date desc, sequence desc, id desc"
    _depends = {
        "intervia.contract": ["date_end", "date_start", "hours", "kind", "state"],
        "intervia.contract.grant": [
            "contract_id",
            "date",
            "date_taken_back",
            "hours",
            "name",
            "taken_back",
        ],
        "intervia.worklog": [
            "billable_hours",
            "contract_id",
            "counted_hours",
            "covered_hours",
            "date_start",
            "date_work",
            "included_hours",
            "month",
            "name",
            "ticket_id",
            "user_id",
        ],
        "intervia.ticket": ["name", "number"],
    }

    contract_id = fields.Many2one("intervia.contract", readonly=True)
    partner_id = fields.Many2one(related="contract_id.partner_id")
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(LINES, "What", readonly=True)
    number = fields.Char("Ticket", readonly=True)
    name = fields.Char("Subject", readonly=True)
    user_id = fields.Many2one("res.users", "Agent", readonly=True)
    counted_hours = fields.Float("Worked", readonly=True)
    billable_hours = fields.Float("To charge", readonly=True)
    hours = fields.Float("In or out", readonly=True)
    balance = fields.Float(readonly=True, aggregator=None)

    @property
    def _table_query(self):
        return SQL(
            """SELECT line.*,
                      ROUND(SUM(line.hours) OVER (
                          PARTITION BY line.contract_id
                          ORDER BY line.date, line.sequence, line.id
                      )::numeric, 2)::float8 AS balance
                 FROM (%s UNION ALL %s UNION ALL %s UNION ALL %s UNION ALL %s
                      ) AS line""",
            self._select_months(),
            self._select_packs(),
            self._select_packs_back(),
            self._select_work(),
            self._select_lapsed(),
        )

    def _select_month(self, kind, place, day, hours, joined=None):
        """A line of each month of each monthly contract, until today.

        Ids of the five kinds of lines differ in what is left by eight: ``place``.
        """
        return SQL(
            """SELECT (contract.id * 65536::bigint
                       + EXTRACT(YEAR FROM month.start)::int * 16
                       + EXTRACT(MONTH FROM month.start)::int) * 8 + %(place)s AS id,
                      contract.id AS contract_id, contract.company_id,
                      %(day)s AS date, %(place)s * 10 AS sequence, %(kind)s AS kind,
                      NULL AS number, NULL AS name, NULL::int AS user_id,
                      0::float8 AS counted_hours, 0::float8 AS billable_hours,
                      %(hours)s AS hours
                 FROM intervia_contract contract
                CROSS JOIN LATERAL generate_series(
                      date_trunc('month', contract.date_start),
                      LEAST(COALESCE(contract.date_end, %(today)s), %(today)s),
                      interval '1 month') AS month(start)
                 %(joined)s
                WHERE contract.kind = 'monthly' AND contract.state <> 'draft'""",
            place=place,
            kind=kind,
            day=day,
            hours=hours,
            joined=joined or SQL(),
            today=fields.Date.context_today(self),
        )

    def _select_months(self):
        return self._select_month(
            "month",
            0,
            SQL("GREATEST(month.start::date, contract.date_start)"),
            SQL("contract.hours::float8"),
        )

    def _select_packs(self):
        return SQL(
            """SELECT pack.id::bigint * 8 + 1, pack.contract_id, contract.company_id,
                      pack.date, 10, 'pack', NULL, pack.name, NULL, 0, 0,
                      pack.hours + COALESCE(pack.taken_back, 0)
                 FROM intervia_contract_grant pack
                 JOIN intervia_contract contract ON contract.id = pack.contract_id"""
        )

    def _select_packs_back(self):
        return SQL(
            """SELECT pack.id::bigint * 8 + 4, pack.contract_id, contract.company_id,
                      pack.date_taken_back, 40, 'back', NULL, pack.name, NULL, 0, 0,
                      -pack.taken_back
                 FROM intervia_contract_grant pack
                 JOIN intervia_contract contract ON contract.id = pack.contract_id
                WHERE pack.taken_back > 0"""
        )

    def _select_work(self):
        return SQL(
            """SELECT entry.id::bigint * 8 + 2, entry.contract_id, entry.company_id,
                      entry.date_work, 20, 'work', ticket.number, ticket.name,
                      entry.user_id, entry.counted_hours, entry.billable_hours,
                      -entry.covered_hours
                 FROM intervia_worklog entry
                 JOIN intervia_ticket ticket ON ticket.id = entry.ticket_id
                WHERE entry.contract_id IS NOT NULL AND entry.counted_hours > 0"""
        )

    def _select_lapsed(self):
        """What a month that is over did not use goes with it."""
        end = SQL(
            "LEAST((month.start + interval '1 month - 1 day')::date, contract.date_end)"
        )
        used = SQL(
            """LEFT JOIN (
                      SELECT contract_id, month, SUM(included_hours) AS hours
                        FROM intervia_worklog GROUP BY contract_id, month
                 ) AS used ON used.contract_id = contract.id
                          AND used.month = month.start::date"""
        )
        left = SQL("COALESCE(used.hours, 0) - contract.hours")
        query = self._select_month("lapsed", 3, end, left, used)
        today = fields.Date.context_today(self)
        return SQL("%s AND %s < %s AND %s <> 0", query, end, today, left)

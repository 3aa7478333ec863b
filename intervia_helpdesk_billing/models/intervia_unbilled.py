from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_date


class InterviaUnbilled(models.Model):
    """What one ticket has to be invoiced of one month: a row of the board.

    The accountant reads this and no ticket: number, subject, hours and amounts.
    """

    _name = "intervia.unbilled"
    _description = "Ticket to be Invoiced"
    _auto = False
    _order = "month, client_id, number"
    _rec_name = "number"
    _depends = {
        "intervia.ticket": [
            "area_id",
            "commercial_partner_id",
            "company_id",
            "name",
            "number",
            "state",
            "unbilled_data",
            "user_id",
        ]
    }

    number = fields.Char(readonly=True)
    name = fields.Char("Subject", readonly=True)
    ticket_id = fields.Many2one(
        "intervia.ticket", readonly=True, groups="intervia_helpdesk.group_agent"
    )
    # not commercial_partner_id: a client has one, too, and the platform would look for
    # the buttons of its groups there, without an end
    client_id = fields.Many2one("res.partner", "Client company", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    area_id = fields.Many2one("intervia.area", readonly=True)
    user_id = fields.Many2one("res.users", "Agent", readonly=True)
    month = fields.Date(readonly=True)
    month_name = fields.Char("Month in words", compute="_compute_month_name")
    is_finished = fields.Boolean("Finished", readonly=True)
    hours = fields.Float("Hours to charge", readonly=True)
    parts = fields.Float("Articles", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Amount without tax", readonly=True)

    can_open = fields.Boolean(
        "Ticket can be opened",
        compute="_compute_can_open",
        groups="intervia_helpdesk.group_agent",
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for row in self:
            row.month_name = format_date(self.env, row.month, date_format="LLLL y")

    def _compute_can_open(self):
        """Whoever invoices sees rows of tickets that he may not read."""
        # sudo: which ticket a row is of; whether it may be read is asked as the user
        rows = self.sudo()
        readable = rows.ticket_id.sudo(False)._filtered_access("read")
        for row in self:
            row.can_open = row.sudo().ticket_id.id in readable.ids

    def action_open_ticket(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    @property
    def _table_query(self):
        return SQL(
            """SELECT ticket.id * 4096::bigint
                      + (EXTRACT(YEAR FROM row.month)::int - 2000) * 12
                      + EXTRACT(MONTH FROM row.month)::int AS id,
                      ticket.id AS ticket_id, ticket.number, ticket.name,
                      ticket.commercial_partner_id AS client_id, ticket.company_id,
                      ticket.area_id, ticket.user_id,
                      ticket.state = 'finished' AS is_finished,
                      row.month, row.hours, row.parts, row.amount,
                      row.currency AS currency_id
                 FROM intervia_ticket ticket
                CROSS JOIN LATERAL jsonb_to_recordset(ticket.unbilled_data)
                   AS row(month date, hours float8, parts float8, amount numeric,
                          currency int)
                WHERE ticket.unbilled_data IS NOT NULL"""
        )

    def action_open(self):
        """The board, with the prices of today."""
        self.check_access("read")
        self.env["intervia.ticket"]._refresh_unbilled()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk_billing.intervia_unbilled_action"
        )

    def action_invoice(self):
        """Invoice these rows: orders, confirmed, and their invoices."""
        return self._invoice(self)

    @api.model
    def _invoice(self, rows):
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(self.env._("Invoices are made by accounting."))
        rows.check_access("read")
        # sudo: accounting charges tickets that it does not read, and creates no orders
        tickets = rows.sudo().ticket_id
        months = {(row.ticket_id.id, row.month) for row in rows.sudo()}
        orders = self.env["sale.order"].sudo()._charge_tickets(tickets, months)
        invoices = orders._with_pending_months()._invoice_month()
        if not invoices:
            return self._open_undelivered(orders)
        return self._open_invoices(invoices.sudo(False).with_env(self.env))

    @api.model
    def _open_undelivered(self, orders):
        """Orders whose articles are invoiced once they are delivered."""
        title = self.env._("Invoiced once delivered")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "sale.order",
            "domain": [("id", "in", orders.ids)],
            "views": [(False, "list"), (False, "form")],
            "context": {"create": False},
        }

    @api.model
    def _open_invoices(self, invoices):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        if len(invoices) == 1:
            return {
                **action,
                "res_id": invoices.id,
                "view_mode": "form",
                "views": [(False, "form")],
            }
        return {**action, "domain": [("id", "in", invoices.ids)]}

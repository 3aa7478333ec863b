from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .contract_case import ContractCase

CLIENTS = 40
TICKETS = 500


@freeze_time("2026-03-31 10:00:00")
@tagged("post_install", "-at_install")
class TestMonthEnd(ContractCase):
    """500 tickets of 40 clients become 40 invoices, to the cent."""

    def _create_month(self, clients, tickets):
        clients = self.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(clients)]
        )
        tickets = self.env["intervia.ticket"].create(
            [
                {
                    "name": f"Question {n}",
                    "area_id": self.area.id,
                    "partner_id": clients[n % len(clients)].id,
                }
                for n in range(tickets)
            ]
        )
        self.env["intervia.worklog"].create(
            [
                {
                    "ticket_id": ticket.id,
                    "user_id": self.user_agent.id,
                    "date_start": "2026-03-05 10:00:00",
                    "hours": 0.07 + (n % 13) / 7,
                }
                for n, ticket in enumerate(tickets)
            ]
        )
        self.env["intervia.ticket"]._refresh_unbilled()  # whoever opens the board
        return clients

    def _get_rows(self, clients):
        return self.env["intervia.unbilled"].search([("client_id", "in", clients.ids)])

    def _invoice(self, clients):
        """What the accountant does; the invoices, and how many queries it took."""
        accountant = clients.with_user(self.user_accountant)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action = accountant.action_invoice_intervia_unbilled()
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        domain = action.get("domain") or [("id", "=", action["res_id"])]
        return self.env["account.move"].search(domain), queries

    def test_to_the_cent_rounding_each_line(self):
        self.company_admin.tax_calculation_rounding_method = "round_per_line"
        self._check_to_the_cent(8, 100)

    def test_to_the_cent_rounding_whole_documents(self):
        self.company_admin.tax_calculation_rounding_method = "round_globally"
        self.hour.taxes_id = self.env["account.tax"].create(
            {"name": "21 %", "amount": 21, "company_id": self.company_admin.id}
        )
        self._check_to_the_cent(CLIENTS, TICKETS)

    def _check_to_the_cent(self, count, tickets):
        """What the board said is what orders and invoices say, for each client."""
        self.hour.list_price = 43.33
        clients = self._create_month(count, tickets)
        rows = self._get_rows(clients)
        self.assertEqual(len(rows), tickets)
        board = {
            client.id: round(sum(some.mapped("amount")), 2)
            for client, some in rows.grouped("client_id").items()
        }
        invoices, _queries = self._invoice(clients)
        self.assertEqual(len(invoices), count)
        orders = invoices.invoice_line_ids.sale_line_ids.order_id
        for invoice in invoices:
            client = invoice.partner_id.id
            order = orders.filtered(lambda o, c=client: o.partner_id.id == c)
            self.assertEqual(order.amount_untaxed, board[client])
            self.assertEqual(invoice.amount_untaxed, board[client])
        self.assertFalse(self._get_rows(clients))

    def test_queries_grow_with_clients_not_with_tickets(self):
        self._invoice(self._create_month(2, 4))  # what is read once
        _invoices, few = self._invoice(self._create_month(4, 8))
        _invoices, many = self._invoice(self._create_month(4, 80))
        self.assertLess(many, few + 30)

    def test_figures_of_the_board_in_few_queries(self):
        clients = self._create_month(4, 80)
        self.env.invalidate_all()
        self._get_rows(clients)
        before = self.env.cr.sql_log_count
        self.env["intervia.ticket"]._refresh_unbilled()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 100)

    # Whose board it is

    def test_accountant_needs_no_ticket(self):
        clients = self._create_month(1, 1)
        row = self._get_rows(clients).with_user(self.user_accountant)
        self.assertTrue(row.number and row.name and row.amount)
        with self.assertRaises(AccessError):
            row.sudo().ticket_id.with_user(self.user_accountant).read(["name"])
        with self.assertRaises(AccessError):
            row.read(["ticket_id"])
        row.action_open()
        row.web_search_read([], {"number": {}, "client_id": {}})

    def test_every_screen_opens_for_the_accountant(self):
        screens = {
            "intervia.unbilled": ("list", "kanban", "pivot", "search"),
            "intervia.contract": ("list", "kanban", "form", "search"),
            "intervia.contract.statement": ("list", "kanban", "search"),
            "intervia.billing.report": ("list", "graph", "pivot", "search"),
        }
        for model, kinds in screens.items():
            views = [(False, kind) for kind in kinds]
            model = self.env[model].with_user(self.user_accountant)
            found = model.get_views(views)["views"]
            self.assertEqual(set(found), set(kinds))

    def test_others_do_not_invoice(self):
        clients = self._create_month(1, 1)
        rows = self._get_rows(clients)
        with self.assertRaises(AccessError):
            rows.with_user(self.user_agent).read(["amount"])
        for user in (self.user_agent, self.user_manager, self.user_salesman):
            with self.assertRaises(AccessError):
                clients.with_user(user).action_invoice_intervia_unbilled()

    def test_other_companies_stay_out(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        area = self._create_area(
            "Elsewhere", company_id=company.id, member_ids=[], supervisor_ids=[]
        )
        ticket = self._create_ticket(area_id=area.id)
        self._log(1, ticket=ticket)
        client = self.customer_company
        self.assertTrue(self._get_rows(client))
        self.assertFalse(
            self.env["intervia.unbilled"]
            .with_user(self.user_accountant)
            .search([("client_id", "=", client.id)])
        )

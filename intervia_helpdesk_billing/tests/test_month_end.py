from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .contract_case import ContractCase

CLIENTS = 40
TICKETS = 500
FEW, MANY = slice(0, 4), slice(4, 8)  # clients of two tickets, and of twenty


@freeze_time("2026-03-31 10:00:00")
@tagged("post_install", "-at_install")
class TestMonthEnd(ContractCase):
    """500 tickets of 40 clients become 40 invoices, to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(CLIENTS)]
        )
        tickets = cls._create_tickets()
        cls.env["intervia.worklog"].create(
            [
                {
                    "ticket_id": ticket.id,
                    "user_id": cls.user_agent.id,
                    "date_start": "2026-03-05 10:00:00",
                    "hours": 0.07 + (n % 13) / 7,
                }
                for n, ticket in enumerate(tickets)
            ]
        )
        cls.env.flush_all()

    @classmethod
    def _create_tickets(cls):
        """One of each client, and copies of it until there are all."""
        tickets = cls.env["intervia.ticket"].create(
            [
                {"name": "Question", "area_id": cls.area.id, "partner_id": client.id}
                for client in cls.clients
            ]
        )
        cls.env.flush_all()
        rest = CLIENTS - MANY.stop
        counts = [2] * MANY.start + [20] * MANY.start
        left = TICKETS - sum(counts)
        counts += [left // rest + (n < left % rest) for n in range(rest)]
        cls.env.cr.execute(
            """INSERT INTO intervia_ticket
               SELECT copy.* FROM unnest(%s, %s) AS wanted(id, count)
                 JOIN intervia_ticket ticket ON ticket.id = wanted.id
                CROSS JOIN LATERAL generate_series(2, wanted.count) AS n
                CROSS JOIN LATERAL jsonb_populate_record(ticket, jsonb_build_object(
                      'id', nextval('intervia_ticket_id_seq'),
                      'number', ticket.number || '-' || n,
                      'access_token', NULL)) AS copy""",
            [tickets.ids, counts],
        )
        return tickets.search([("partner_id", "in", cls.clients.ids)], order="id")

    def _refresh(self):
        self.env["intervia.ticket"]._refresh_unbilled()  # whoever opens the board

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
        self._check_to_the_cent(self.clients[MANY], 80)

    def test_to_the_cent_rounding_whole_documents(self):
        self.company_admin.tax_calculation_rounding_method = "round_globally"
        self.hour.taxes_id = self.env["account.tax"].create(
            {"name": "21 %", "amount": 21, "company_id": self.company_admin.id}
        )
        self._check_to_the_cent(self.clients, TICKETS)

    def _check_to_the_cent(self, clients, tickets):
        """What the board said is what orders and invoices say, for each client."""
        self.hour.list_price = 43.33
        self._refresh()
        rows = self._get_rows(clients)
        self.assertEqual(len(rows), tickets)
        board = {
            client.id: round(sum(some.mapped("amount")), 2)
            for client, some in rows.grouped("client_id").items()
        }
        invoices, _queries = self._invoice(clients)
        self.assertEqual(len(invoices), len(clients))
        orders = invoices.invoice_line_ids.sale_line_ids.order_id
        for invoice in invoices:
            client = invoice.partner_id.id
            order = orders.filtered(lambda o, c=client: o.partner_id.id == c)
            self.assertEqual(order.amount_untaxed, board[client])
            self.assertEqual(invoice.amount_untaxed, board[client])
        self.assertFalse(self._get_rows(clients))

    def test_queries_grow_with_clients_not_with_tickets(self):
        self._invoice(self.clients[-2:])  # what is read once
        _invoices, few = self._invoice(self.clients[FEW])
        _invoices, many = self._invoice(self.clients[MANY])
        self.assertLess(many, few + 30)

    def test_figures_of_the_board_in_few_queries(self):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._refresh()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 100)

    # Whose board it is

    def test_accountant_needs_no_ticket(self):
        row = self._get_rows(self.clients[0])[0].with_user(self.user_accountant)
        self.assertTrue(row.number and row.name and row.amount)
        with self.assertRaises(AccessError):
            row.sudo().ticket_id.with_user(self.user_accountant).read(["name"])
        with self.assertRaises(AccessError):
            row.read(["ticket_id"])
        row.action_open()
        row.web_search_read([], {"number": {}, "client_id": {}})
        self.assertEqual(row.month_name, "March 2026")

    def test_rows_lead_whoever_may_to_the_ticket(self):
        row = self._get_rows(self.clients[0])[0]
        supervisor = row.with_user(self.user_supervisor)
        self.assertTrue(supervisor.can_open)
        ticket = self.env["intervia.ticket"].with_user(self.user_supervisor)
        opened = ticket.browse(supervisor.action_open_ticket()["res_id"])
        self.assertEqual(opened.number, row.number)
        both = self._create_user(
            "both", "intervia_helpdesk.group_agent,account.group_account_invoice"
        )
        self.assertFalse(row.with_user(both).can_open)
        accountant = row.with_user(self.user_accountant)
        with self.assertRaises(AccessError):
            accountant.read(["can_open"])
        with self.assertRaises(AccessError):
            accountant.action_open_ticket()
        for user, shown in ((self.user_accountant, False), (both, True)):
            arch = row.with_user(user).get_view(view_type="list")["arch"]
            self.assertEqual("action_open_ticket" in arch, shown)

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
        clients = self.clients[0]
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

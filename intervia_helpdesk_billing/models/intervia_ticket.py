from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class InterviaTicket(models.Model):
    """What was quoted and sold for a ticket."""

    _inherit = "intervia.ticket"

    # record rules cut it: a salesman may see only his own orders
    order_ids = fields.One2many(
        "sale.order",
        "intervia_ticket_id",
        string="Orders",
        readonly=True,
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )
    order_count = fields.Integer(
        "Number of orders",
        compute="_compute_order_count",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent,sales_team.group_sale_salesman,"
        "account.group_account_invoice",
    )
    order_summary = fields.Html(
        "Quotes and orders",
        sanitize=False,
        compute="_compute_order_summary",
        groups="intervia_helpdesk.group_agent",
        help="Situation of each order; amounts for whoever supervises or sells.",
    )
    order_state = fields.Selection(
        [
            ("draft", "Being prepared"),
            ("sent", "Waiting for the client"),
            ("sale", "Accepted"),
            ("cancel", "Declined or cancelled"),
        ],
        string="Quote",
        compute="_compute_order_state",
        search="_search_order_state",
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
        help="Of the newest quote.",
    )
    can_quote = fields.Boolean(compute="_compute_can_quote")

    @api.depends("order_ids")
    def _compute_order_count(self):
        """How many orders there are, whoever may see them."""
        counts = dict(
            self.env["sale.order"]._read_group(
                [("intervia_ticket_id", "in", self.ids)],
                ["intervia_ticket_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.order_count = counts.get(ticket._origin, 0)

    @api.depends("order_ids.state")
    def _compute_order_state(self):
        newest = self._get_orders_by_ticket()
        for ticket in self:
            ticket.order_state = newest.get(ticket.id, self.env["sale.order"])[:1].state

    @api.model
    def _search_order_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._check_staff_search("order_state")
        self.env["sale.order"].flush_model(["intervia_ticket_id", "state"])
        newest = SQL(
            "SELECT intervia_ticket_id FROM sale_order o"
            " WHERE intervia_ticket_id IS NOT NULL AND state = ANY(%s) AND NOT EXISTS ("
            "SELECT FROM sale_order n WHERE n.id > o.id"
            " AND n.intervia_ticket_id = o.intervia_ticket_id)",
            [state for state in value if state],
        )
        found = Domain("id", "in", newest)
        if False not in value:
            return found
        any_order = SQL(
            "SELECT intervia_ticket_id FROM sale_order"
            " WHERE intervia_ticket_id IS NOT NULL"
        )
        return found | Domain("id", "not in", any_order)

    @api.depends("order_ids")
    @api.depends_context("uid", "lang")
    def _compute_order_summary(self):
        """Lines for the form: name, situation, delivery; the money where allowed."""
        # sudo: agents know how far a quote is; amounts are for whoever may know
        by_ticket = self.sudo()._get_orders_by_ticket()
        user = self.env.user
        knows_all = user.has_group("intervia_helpdesk.group_supervisor") or (
            user.has_group("sales_team.group_sale_salesman_all_leads")
        )
        for ticket in self:
            lines = [
                order._get_intervia_line(knows_all or order.user_id == user)
                for order in by_ticket.get(ticket.id, ())
            ]
            ticket.order_summary = bool(lines) and self.env["ir.qweb"]._render(
                "intervia_helpdesk_billing.ticket_order_summary", {"lines": lines}
            )

    @api.depends("state", "partner_id")
    @api.depends_context("uid")
    def _compute_can_quote(self):
        """Support asks for quotes where it may change the ticket."""
        editable = self._filtered_access("write")
        is_staff = self._user_is_staff()
        for ticket in self:
            ticket.can_quote = (
                is_staff and ticket in editable and ticket.state != "cancelled"
            )

    def _get_orders_by_ticket(self):
        """Ticket id -> its orders, newest first, in one search."""
        orders = self.env["sale.order"].search(
            [("intervia_ticket_id", "in", self.ids)], order="id desc"
        )
        return {
            ticket.id: found
            for ticket, found in orders.grouped("intervia_ticket_id").items()
        }

    # Framework

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_orders(self):
        # sudo: orders that the user may not see count, too
        if self.sudo().order_ids:
            raise UserError(
                self.env._("A ticket with quotes or orders cannot be deleted.")
            )

    # Buttons

    def _check_may_quote(self):
        """Whoever of support may change these tickets may ask for a quote."""
        self.check_access("write")
        if not self._user_is_staff():
            raise AccessError(self.env._("Only support prepares quotes."))
        self._check_not_cancelled()

    def action_quote(self):
        """Open the dialog that makes a quote, or asks whoever sells for one."""
        self.ensure_one()
        self._check_may_quote()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quote"),
            "res_model": "intervia.ticket.quote",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def action_view_orders(self):
        """The orders of this ticket, as far as the user's own rights go."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sale.action_quotations_with_onboarding"
        )
        action["domain"] = [("intervia_ticket_id", "=", self.id)]
        action["context"] = {"create": False}
        orders = self.env["sale.order"].search(action["domain"])
        if len(orders) == 1:
            action |= {"res_id": orders.id, "views": [(False, "form")]}
        return action

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class SaleOrder(models.Model):
    """Charging the work of tickets: each thing once, whoever charges it."""

    _inherit = "sale.order"

    intervia_month = fields.Date(
        "Support of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The month whose tickets this order collects.",
    )

    def _charge(self, items):
        """Turn ``items`` into lines of this order and tell each that it is charged.

        What somebody else charged meanwhile is left out. As superuser: whoever calls
        this decided who may charge.

        :param list items: some of what ``intervia.ticket._get_billable_items`` gives
        :rtype: ``sale.order.line``
        """
        self.ensure_one()
        # sudo: who may charge was decided by the caller
        tickets = (
            self.env["intervia.ticket"].union(*(i["ticket"] for i in items)).sudo()
        )
        tickets._lock_for_charging()
        free = tickets._get_billable_items()
        wanted = {self._get_item_key(item) for item in items}
        items = [item for item in free if self._get_item_key(item) in wanted]
        return self._create_charges({self: tickets._get_charges(items, self)})

    @api.model
    def _get_item_key(self, item):
        return item["record"]._name, item["record"].id, item["is_done"]

    @api.model
    def _create_charges(self, charges):
        """Create the lines of ``charges`` (order -> list), all at once."""
        pairs = [(order, charge) for order, some in charges.items() for charge in some]
        lines = self.env["sale.order.line"]
        lines = lines.with_context(sale_no_log_for_new_lines=True).create(
            [order._prepare_charge_line(charge) for order, charge in pairs]
        )
        for line, (_order, charge) in zip(lines, pairs, strict=True):
            by_model = defaultdict(list)
            for item in charge["items"]:
                by_model[item["record"]._name].append(item["record"])
            for name, records in by_model.items():
                self.env[name].union(*records)._on_ordered(line)
        return lines

    def _prepare_charge_line(self, charge):
        if not charge["product"]:
            raise UserError(
                self.env._("Choose the article of a support hour in the settings.")
            )
        return {
            "order_id": self.id,
            "intervia_ticket_id": charge["ticket"].id,
            "product_id": charge["product"].id,
            "product_uom_qty": charge["quantity"],
            "product_uom_id": charge["uom"].id,
            "price_unit": charge["price_unit"],
            "discount": 0,
            "name": self._get_charge_text(charge),
            **self._prepare_delivered(charge),
        }

    @api.model
    def _prepare_delivered(self, charge):
        """Work that was done is delivered, whatever its article says of invoicing."""
        product = charge["product"]
        if product.type != "service" or product.invoice_policy != "delivery":
            return {}
        done = all(item["is_done"] for item in charge["items"])
        return {"qty_delivered": charge["quantity"]} if done else {}

    def _get_charge_text(self, charge):
        """The ticket, the article, and of its entries those that the client may see."""
        lang = self.partner_id.lang or self.env.lang
        ticket = charge["ticket"]
        name = charge["product"].with_context(lang=lang).name
        if charge["kind"] == "part":
            name = charge["items"][0]["name"]
        # not its display name: that is empty for whoever charges without a role
        text = [f"[{ticket.number}] {ticket.name} · {name}"]
        for item in charge["items"] if charge["kind"] == "time" else []:
            entry = item["record"]
            if entry.visible_to_client and entry.name:
                day = format_date(self.env, entry.date_work, lang_code=lang)
                text.append(f"{day} · {entry.name}")
        return "\n".join(text)

    # At the end of the month

    @api.model
    def _charge_tickets(self, tickets, months=None):
        """Charge what was done on ``tickets``, and confirm. As superuser.

        :param months: pairs (ticket id, first day of a month): only that
        :return: the orders, of one company each; raises when there is nothing
        """
        orders = self.browse()
        for company, some in tickets.grouped("company_id").items():
            orders |= self.with_company(company)._charge_tickets_of(
                company, some, months
            )
        if not orders:
            raise UserError(self.env._("There is nothing to invoice."))
        return orders

    def _charge_tickets_of(self, company, tickets, months):
        self = self.with_context(intervia_quiet=True)
        tickets._lock_for_charging()
        items = tickets.with_company(company)._get_done_items()
        self._check_clients(items)
        charges = [
            charge
            for charge in tickets._get_charges(items)
            if months is None or (charge["ticket"].id, charge["month"]) in months
        ]
        by_order = self._get_orders_to_fill(company, charges)
        self._create_charges(by_order)
        orders = self.browse().union(*by_order)
        orders.filtered(lambda order: order.state == "draft").action_confirm()
        return orders

    @api.model
    def _check_clients(self, items):
        for item in items:
            if not item["ticket"].commercial_partner_id:
                raise UserError(
                    self.env._(
                        "Say who the client of %(ticket)s is.",
                        ticket=item["ticket"].display_name,
                    )
                )

    @api.model
    def _group_by_order(self, charges):
        """Return ``{(client, month, ticket or none): charges}``, an order for each."""
        groups = defaultdict(list)
        for charge in charges:
            ticket = charge["ticket"]
            client = ticket.commercial_partner_id
            apart = client.intervia_invoicing == "ticket"
            single = ticket if apart else ticket.browse()
            groups[client, charge["month"], single].append(charge)
        return groups

    def _get_orders_to_fill(self, company, charges):
        """Return ``{order: charges}``: the client's open order of the month, or new."""
        wanted = self._group_by_order(charges)
        opened = self._find_open_orders(company, wanted)
        missing = [key for key in wanted if key not in opened]
        created = self.create([self._prepare_month_order(company, *k) for k in missing])
        opened.update(zip(missing, created, strict=True))
        return {opened[key]: some for key, some in wanted.items()}

    def _find_open_orders(self, company, keys):
        """The confirmed orders of those clients and months that still take lines."""
        orders = self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", list({client.id for client, *_rest in keys})),
                ("intervia_month", "in", list({month for _c, month, _t in keys})),
                ("state", "=", "sale"),
                ("locked", "=", False),
                ("invoice_ids", "=", False),
            ]
        )
        return {
            (order.partner_id, order.intervia_month, order.intervia_ticket_id): order
            for order in orders
            if order._keeps_terms()
        }

    def _keeps_terms(self):
        """Whether the client would still get the same prices and taxes."""
        terms = self.env["intervia.ticket"]._get_terms(self.partner_id, self.company_id)
        return (
            self.pricelist_id == terms["pricelist"]
            and self.currency_id == terms["currency"]
            and self.fiscal_position_id == terms["fiscal_position"]
        )

    @api.model
    def _prepare_month_order(self, company, client, month, ticket):
        return {
            "company_id": company.id,
            "partner_id": client.id,
            "intervia_month": month,
            "intervia_ticket_id": ticket.id,
            "user_id": client.user_id.id,
            "require_signature": False,
            "require_payment": False,
            "origin": ticket.number
            or format_date(self.env, month, date_format="MM/yyyy"),
        }

    def _with_pending_months(self):
        """These orders, and others of their clients that wait to be invoiced, too.

        Not what was invoiced and credited: that is invoiced again on purpose only.
        """
        waiting = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("intervia_month", "!=", False),
                ("invoice_status", "=", "to invoice"),
            ]
        )
        credited = waiting.filtered(
            lambda order: "out_refund" in order.invoice_ids.mapped("move_type")
        )
        return self | (waiting - credited)

    def _invoice_month(self):
        """The invoices of these orders, one for each. As superuser."""
        invoices = self.env["account.move"]
        for company, orders in self.grouped("company_id").items():
            orders = orders.with_company(company)
            pending = orders.filtered(lambda o: o.invoice_status == "to invoice")
            if pending:  # articles that are invoiced once delivered may be all there is
                invoices |= pending._create_invoices(grouped=True)
        return invoices

    def write(self, vals):
        if "partner_id" in vals:
            self._check_client_of_charged(vals["partner_id"])
        return super().write(vals)

    def _check_client_of_charged(self, partner_id):
        """The work of a client is not charged to another one."""
        client = self.env["res.partner"].browse(partner_id).commercial_partner_id
        for order in self:
            if order.partner_id.commercial_partner_id == client:
                continue
            entries, tickets = order.order_line._get_charged()
            ticket = (entries.ticket_id | tickets)[:1]
            if ticket:
                raise UserError(
                    self.env._(
                        "%(order)s charges work of ticket %(ticket)s, whose client is"
                        " %(client)s: take those lines off first.",
                        order=order.name,
                        ticket=ticket.number,
                        client=ticket.commercial_partner_id.name,
                    )
                )

    def _action_cancel(self):
        self.order_line._note_charged()
        result = super()._action_cancel()
        self.order_line._free_charged()
        return result

    def action_draft(self):
        """What a cancelled order charged was free meanwhile: charge it once."""
        cancelled = self.filtered(lambda order: order.state == "cancel")
        result = super().action_draft()
        cancelled.order_line._charge_again()
        return result

    @api.ondelete(at_uninstall=False)
    def _free_before_unlink(self):
        """The database would drop the lines without telling what they charged."""
        # sudo: lines go with their order
        self.sudo().order_line.filtered("intervia_ticket_id").unlink()

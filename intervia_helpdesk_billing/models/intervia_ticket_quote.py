from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

SELLS = "sales_team.group_sale_salesman"


class InterviaTicket(models.Model):
    """From a ticket to a quote: born with its client and what he asked."""

    _inherit = "intervia.ticket"

    def _open_quote(self, description, template=None, lines=(), items=()):
        """A quote of this ticket, in draft.

        Whoever sells owns it; for others it is a request to whoever prepares the quotes
        of the area, who finds an activity on it.

        :param str description: plain text, what is quoted
        :param template: ``sale.order.template``
        :param lines: values of further order lines
        :param items: some of ``_get_billable_items()``
        :rtype: ``sale.order`` with the rights of the user, as superuser for a request
        """
        self.ensure_one()
        self._check_may_quote()
        if not self.partner_id:
            raise UserError(self.env._("Choose the client of the ticket first."))
        sells = self.env.user.has_group(SELLS)
        # sudo: a request is made by people who have no right to make orders
        orders = self.env["sale.order"] if sells else self.env["sale.order"].sudo()
        seller = self.env.user if sells else self._get_seller()
        order = orders.with_company(self.company_id).create(
            self._prepare_quote(seller, template)
        )
        self._fill_quote(order, description, lines, items)
        if not sells:
            self._ask_seller(order, seller)
        return order

    def _fill_quote(self, order, description, lines, items):
        """The template first, which drops what is there; then the ticket's own."""
        if order.sale_order_template_id:
            order._onchange_sale_order_template_id()
        text = self._prepare_quote_text(description)
        order.write({"order_line": [*text, *map(Command.create, lines)]})
        if items:
            order._charge(items)

    def _get_seller(self):
        """Who prepares the quotes of these tickets: none when nobody does."""
        # sudo: the settings of an area
        area = self.sudo().area_id
        people = area.sales_user_id | area.supervisor_ids | self.sudo().user_id
        return people.filtered(lambda user: user.has_group(SELLS))[:1]

    def _prepare_quote(self, seller, template=None):
        """Values of a quote; the company's policy where no template says otherwise."""
        # sudo: the policy of the company holds whoever quotes
        company = self.company_id.sudo()
        values = {
            "partner_id": self.partner_id.id,
            "company_id": company.id,
            "intervia_ticket_id": self.id,
            "origin": self.number,
            "user_id": seller.id,
        }
        if template:
            return {**values, "sale_order_template_id": template.id}
        today = fields.Date.context_today(self)
        days = company.intervia_quote_days
        return {
            **values,
            "sale_order_template_id": False,
            "require_signature": company.intervia_quote_sign,
            "require_payment": company.intervia_quote_pay,
            "prepayment_percent": company.intervia_quote_prepayment,
            "validity_date": fields.Date.add(today, days=days) if days else False,
        }

    def _prepare_quote_text(self, description):
        """The ticket as a heading, and what is quoted as a note below it."""
        head = {"display_type": "line_section", "name": self.display_name}
        lines = [Command.create(head)]
        if description:
            note = {"display_type": "line_note", "name": description}
            lines.append(Command.create(note))
        return lines

    def _get_quote_description(self):
        return html2plaintext(self.description or "").strip()

    def _ask_seller(self, order, seller):
        """Tell whoever sells that a quote is wanted."""
        message = self.env._(
            "%(agent)s asks for a quote for ticket %(ticket)s.",
            agent=self.env.user.name,
            ticket=self.display_name,
        )
        if seller:
            order.activity_schedule(
                "intervia_helpdesk_billing.mail_activity_quote",
                user_id=seller.id,
                note=message,
            )
        self._message_log(
            body=self.env._("Quote %(order)s was asked for.", order=order.name)
        )

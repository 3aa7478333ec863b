from odoo import api, fields, models


class SaleOrder(models.Model):
    """A quote that nobody answered in time: said once, and its work is free again.

    A new day makes it new, and charges again what nobody else charged meanwhile.
    """

    _inherit = "sale.order"

    intervia_expiry_told = fields.Date(
        readonly=True, copy=False, help="The last day whose passing was told."
    )

    @api.model
    def _cron_tell_expired(self):
        self._tell_intervia_expired()

    @api.model
    def _tell_intervia_expired(self):
        """Say once that a quote is no longer valid, and let go what it charges."""
        orders = self.search(
            [
                ("intervia_ticket_id", "!=", False),
                ("state", "in", ("draft", "sent")),
                ("validity_date", "<", fields.Date.context_today(self)),
            ],
            order="id",
        )
        for order in orders.filtered(
            lambda o: (
                o.intervia_expiry_told != o.validity_date
                and not o._get_intervia_pending()
            )
        ):
            order.intervia_expiry_told = order.validity_date
            order._release_expired()
            if order.state == "sent" and order.intervia_ticket_id.is_open:
                order._tell_intervia("expired")

    def _release_expired(self):
        """What this quote charges waits to be invoiced again; staff is told so."""
        lines = self.order_line._release_charged()
        env = self.with_context(lang=self.company_id.partner_id.lang).env
        for ticket, some in lines.grouped("intervia_ticket_id").items():
            # sudo: a word of the product for staff
            ticket.sudo()._message_log(
                body=env._(
                    "Quote %(order)s expired: what it charged can be charged again"
                    " (%(lines)s).",
                    order=self.name,
                    lines=", ".join(some.mapped("product_id.display_name")),
                )
            )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("validity_date"):
            renewed = self.filtered(
                lambda order: order.state in ("draft", "sent") and not order.is_expired
            )
            renewed._charge_released()
        return result

    def action_confirm(self):
        """Whoever confirms an expired quote charges its work after all."""
        self.filtered(lambda o: o.state in ("draft", "sent"))._charge_released()
        return super().action_confirm()

    def _charge_released(self):
        # sudo: kept by the product, not by people
        lines = self.sudo().order_line.filtered("intervia_freed_data")
        if lines:
            lines._charge_again()

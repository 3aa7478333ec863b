from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class InterviaTicketQuote(models.TransientModel):
    """What goes into a quote of a ticket: work, articles, free lines, a template."""

    _name = "intervia.ticket.quote"
    _description = "Quote a Ticket"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="ticket_id.partner_id")
    description = fields.Text("What is quoted")
    template_id = fields.Many2one("sale.order.template")
    item_ids = fields.One2many(
        "intervia.ticket.quote.item", "quote_id", "Done on the ticket"
    )
    line_ids = fields.One2many("intervia.ticket.quote.line", "quote_id", "More")
    sells = fields.Boolean(compute="_compute_sells")
    seller_id = fields.Many2one("res.users", "Will be prepared by", readonly=True)

    @api.depends_context("uid")
    def _compute_sells(self):
        """Whoever does not sell asks for a quote, and sees no article nor price."""
        self.sells = self.env.user.has_group("sales_team.group_sale_salesman")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        ticket = self.env["intervia.ticket"].browse(values.get("ticket_id"))
        if not ticket:
            return values
        ticket._check_may_quote()
        values["description"] = ticket._get_quote_description()
        values["seller_id"] = ticket._get_seller().id
        # sudo: what may be charged; whoever asks may change the ticket
        items = ticket.sudo()._get_billable_items()
        values["item_ids"] = [
            Command.create(self._prepare_item(position, item))
            for position, item in enumerate(items)
        ]
        return values

    @api.model
    def _prepare_item(self, position, item):
        record = item["record"]
        return {
            "position": position,
            "reference": f"{record._name},{record.id},{int(item['is_done'])}",
            "name": item["name"],
            "date": item["date"],
            "quantity": item["quantity"],
            "unit": item["uom"].name if item["uom"] else self.env._("Hours"),
            "is_chosen": True,
        }

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "ticket_id", values)
        return super().onchange(values, field_names, fields_spec)

    @api.constrains("ticket_id")
    def _check_ticket_id(self):
        # constraints run as superuser
        self.ticket_id.sudo(False)._check_may_quote()

    # Acting

    def action_quote(self):
        """Make the quote and open it; for whoever does not sell, ask for it."""
        self.ensure_one()
        order = self.ticket_id._open_quote(
            (self.description or "").strip(),
            template=self.template_id,
            lines=[line._prepare_order_line() for line in self.line_ids],
            items=self._get_chosen_items(),
        )
        if self.sells:
            return {
                "type": "ir.actions.act_window",
                "res_model": "sale.order",
                "res_id": order.id,
                "view_mode": "form",
                "views": [(False, "form")],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Quote %(order)s was asked for.", order=order.name
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_chosen_items(self):
        """The chosen ones of what may still be charged: somebody may have been faster.

        A dialog says which, never what: the figures are those of the ticket.
        """
        chosen = set(self.item_ids.filtered("is_chosen").mapped("reference"))
        # sudo: what may be charged; whoever asks may change the ticket
        items = self.ticket_id.sudo()._get_billable_items()
        found = [
            item for item in items if self._prepare_item(0, item)["reference"] in chosen
        ]
        if len(found) < len(chosen):
            raise UserError(
                self.env._("Something was charged meanwhile. Open the dialog again.")
            )
        return found

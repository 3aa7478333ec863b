from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class InterviaTicket(models.Model):
    """The articles of a ticket: what was used, lent and taken back for it."""

    _inherit = "intervia.ticket"

    supply_ids = fields.One2many(
        "intervia.ticket.supply",
        "ticket_id",
        string="Articles",
        readonly=True,
        groups="intervia_helpdesk.group_agent",
    )
    can_supply = fields.Boolean(compute="_compute_supply_permissions")
    has_reserved_supply = fields.Boolean(
        compute="_compute_has_supply", groups="intervia_helpdesk.group_agent"
    )
    has_lent_supply = fields.Boolean(
        compute="_compute_has_supply", groups="intervia_helpdesk.group_agent"
    )
    has_moved_supply = fields.Boolean(
        compute="_compute_has_supply", groups="intervia_helpdesk.group_agent"
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_supply_permissions(self):
        """Whether articles may be added here: not on a ticket that ended for good."""
        editable = self._filtered_access("write")
        for ticket in self:
            ticket.can_supply = ticket in editable and ticket.state != "cancelled"

    @api.depends("supply_ids.state", "supply_ids.date_done")
    def _compute_has_supply(self):
        for ticket in self:
            supplies = ticket.supply_ids
            ticket.has_reserved_supply = "reserved" in supplies.mapped("state")
            ticket.has_lent_supply = "lent" in supplies.mapped("state")
            ticket.has_moved_supply = any(supplies.mapped("date_done"))

    # Who may

    def _check_may_supply(self):
        """Whoever of support may change these tickets may move their articles."""
        self.check_access("write")
        if not self._user_is_staff():
            raise AccessError(self.env._("Only support moves articles."))

    # Framework

    def _on_stage_changed(self, previous):
        """Cancelling a ticket gives back what it had reserved."""
        super()._on_stage_changed(previous)
        # sudo: who may cancel the ticket releases its articles
        cancelled = self.sudo().filtered(lambda t: t.state == "cancelled")
        cancelled.supply_ids.filtered(
            lambda s: s.state in ("waiting", "reserved")
        )._release()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_articles(self):
        if self.sudo().supply_ids:
            raise UserError(
                self.env._("A ticket with articles cannot be deleted. Cancel it.")
            )

    # Acting

    def _add_supplies(self, kind, lines, now, **vals):
        """Ask the stock for ``lines`` on this ticket, and hand them over if ``now``.

        :param str kind: "use" or "loan"
        :param list lines: of dicts with ``product_id``, ``lot_id``, ``quantity``
        :param vals: what they have in common, as ``date_due``
        :rtype: ``intervia.ticket.supply``, as superuser
        """
        self.ensure_one()
        self._check_may_supply()
        self._check_not_cancelled()
        place = self.area_id._get_supply_location()
        common = {**vals, "ticket_id": self.id, "kind": kind, "location_id": place.id}
        # sudo: who may change the ticket moves its articles, without warehouse rights
        supplies = self.env["intervia.ticket.supply"].sudo()
        supplies = supplies.create([{**common, **line} for line in lines])
        if kind == "collect":
            return supplies
        supplies._reserve(now=now)
        if now:
            supplies._hand_over()
        return supplies

    def _prepare_supply_picking(self, operation, source, destination):
        return {
            "picking_type_id": operation.id,
            "location_id": source.id,
            "location_dest_id": destination.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "origin": self.display_name,
            "move_type": "direct",
        }

    def _get_supply_destination(self):
        """Where articles go that leave the company."""
        client = self.partner_id.with_company(self.company_id)
        customers = self.env["stock.warehouse"]._get_partner_locations()[0]
        return client.property_stock_customer or customers

    @api.model
    def _get_billable_paths(self):
        paths = ["billable", "product_id"]
        paths += [
            f"move_ids.{name}"
            for name in ("intervia_role", "product_uom_qty", "quantity", "state")
        ]
        if self.env["stock.move"]._intervia_has_orders():
            paths.append("move_ids.sale_line_id.state")
        return super()._get_billable_paths() + [f"supply_ids.{path}" for path in paths]

    def _get_billable_items(self):
        """Add the articles that the client got and no order line stands for yet."""
        # sudo: the caller decides who may charge; the moves are the warehouse's
        return super()._get_billable_items() + [
            {
                "ticket": supply.ticket_id,
                "record": supply,
                "product": supply.product_id,
                "name": supply.display_name,
                "quantity": quantity,
                "uom": supply.uom_id,
                "date": supply.date_done or supply.create_date,
                "is_done": is_done,
            }
            for supply in self.sudo().supply_ids.filtered("billable").sorted("id")
            for is_done, quantity in supply._get_billable_quantities()
        ]

    def _release_ordered(self, order_lines):
        """The articles that the client got can be charged by other lines again."""
        released = super()._release_ordered(order_lines)
        # sudo: whoever charges has no warehouse rights
        moves = self.sudo().supply_ids.move_ids
        if not moves._intervia_has_orders():
            return released
        moves = moves.filtered(lambda m: m.sale_line_id in order_lines)
        released |= moves.sale_line_id
        moves.sale_line_id = False
        return released

    # Buttons

    def action_add_supplies(self):
        """Open the dialog that adds articles to this ticket."""
        return self._open_supply_dialog("use", self.env._("Add articles"))

    def action_lend_supplies(self):
        return self._open_supply_dialog("loan", self.env._("Lend articles"))

    def action_collect_supplies(self):
        return self._open_supply_dialog("collect", self.env._("Take in"))

    def _open_supply_dialog(self, kind, title):
        self.ensure_one()
        self._check_may_supply()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "intervia.ticket.supply.add",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_ticket_id": self.id, "default_kind": kind},
        }

    def action_use_reserved(self):
        """Hand over everything that is reserved here, in one transfer."""
        self.ensure_one()
        reserved = self.supply_ids.filtered(lambda s: s.state == "reserved")
        return reserved.action_use()

    def action_print_supply_slip(self):
        """Everything that was handed over and taken back, a sheet for each transfer."""
        return self.supply_ids.action_print_slip()

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_compare, format_date


class InterviaTicketSupply(models.Model):
    """Moving articles: reserve, hand over, take back, sell, release.

    Everything here runs as superuser, called by a button that checked the right.
    """

    _inherit = "intervia.ticket.supply"

    # Asking the stock

    def _reserve(self, now=False):
        """Ask the stock for these new supplies, in one transfer for each kind.

        :param bool now: they are handed over at once, so that none may wait
        :raises UserError: when the area refuses what is not in stock
        """
        self._lock_stock()
        for kind, supplies in self.grouped("kind").items():
            role = "lend" if kind == "loan" else "give"
            moves = supplies._create_moves(role, {s: s.quantity for s in supplies})
            moves._intervia_join_orders()
            moves._action_confirm(merge=False)
            moves._action_assign()
        self._check_shortage(now)

    def _lock_stock(self):
        """Two people after the last unit: the second waits, and then sees none left.

        Without it the core gives the second one a reservation of his own: it skips the
        rows of stock that somebody else is writing and inserts new ones beside them.
        """
        self.env["stock.quant"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT 1 FROM stock_quant
                    WHERE product_id IN %s AND company_id IN %s
                    ORDER BY id FOR NO KEY UPDATE""",
                tuple(self.product_id.ids),
                tuple(self.company_id.ids),
            ),
            # who loses starts again: no fault to report
            log_exceptions=False,
        )

    def _check_shortage(self, now):
        for supply in self:
            may_wait = supply.area_id.supply_shortage == "wait" and not now
            if supply.waiting_qty > 0 and not may_wait:
                raise UserError(supply._get_shortage_message())

    def _get_shortage_message(self):
        self.ensure_one()
        values = {
            "article": self.display_name,
            "place": self.location_id.display_name,
            "asked": f"{self.quantity:g}",
            "free": f"{self.reserved_qty:g}",
        }
        if self.area_id.supply_shortage == "wait":
            return self.env._(
                "%(article)s: %(asked)s asked for, %(free)s available in %(place)s. "
                "Reserve it: it waits until it arrives.",
                **values,
            )
        return self.env._(
            "%(article)s: %(asked)s asked for, %(free)s available in %(place)s.",
            **values,
        )

    # Acting

    def _hand_over(self, quantities=None):
        """Move what is reserved to the client, in one transfer for each ticket.

        :param dict quantities: supply -> quantity; all of them when left out
        """
        self.ticket_id._check_not_cancelled()
        moves = self.env["stock.move"]
        for supply in self:
            asked = supply._get_open_moves()
            if not asked:
                raise UserError(
                    self.env._(
                        "%(article)s was handed over or released already.",
                        article=supply.display_name,
                    )
                )
            wanted = quantities[supply] if quantities else supply.reserved_qty
            if supply.waiting_qty > 0 or wanted > supply.reserved_qty:
                raise UserError(supply._get_shortage_message())
            moves |= asked._intervia_keep(wanted)
        moves._intervia_complete()

    def _release(self):
        """Cancel what these supplies still ask the stock for."""
        moves = self._get_open_moves()
        lines = moves._intervia_get_order_lines_linked()
        moves._action_cancel()
        if lines:
            # what an order promised and the ticket no longer brings
            lines._action_launch_stock_rule()

    def _take_back(self, quantities, faulty=False, swapped=False):
        """Take units back from the client: from loan, or after they were his.

        :param dict quantities: supply -> quantity
        :param bool faulty: they go to the place of faulty units, not back to the stock
        :param bool swapped: the client gets another unit, so that he still owes one
        """
        parts = {"back": {}, "swap" if swapped else "take": {}}
        for supply, quantity in quantities.items():
            supply._check_held(quantity)
            lent = min(quantity, supply.lent_qty)
            for role, part in zip(parts, (lent, quantity - lent), strict=True):
                if part > 0:
                    parts[role][supply] = part
        for role, wanted in parts.items():
            if wanted:
                supplies = self.browse().union(*wanted)
                supplies._create_moves(role, wanted, faulty=faulty)._intervia_fulfil()

    def _sell(self, quantities):
        """What was lent stays with the client: it can be charged from now on."""
        for supply, quantity in quantities.items():
            if float_compare(quantity, supply.lent_qty, precision_digits=6) > 0:
                raise UserError(
                    self.env._(
                        "%(article)s: only %(quantity)s are lent.",
                        article=supply.display_name,
                        quantity=f"{supply.lent_qty:g}",
                    )
                )
        supplies = self.browse().union(*quantities)
        moves = supplies._create_moves("sell", quantities)
        moves._intervia_join_orders()
        moves._intervia_fulfil()

    def _collect(self, faulty):
        """Take these units in, of which we never handed any over: the client's own."""
        moves = self._create_moves(
            "take", {supply: supply.quantity for supply in self}, faulty=faulty
        )
        moves.restrict_partner_id = self.ticket_id.commercial_partner_id[:1]
        moves._intervia_fulfil()

    def _check_held(self, quantity):
        held = self.lent_qty + self.used_qty
        if float_compare(quantity, held, precision_digits=6) > 0:
            raise UserError(
                self.env._(
                    "%(article)s: the client has %(held)s, you take back %(quantity)s.",
                    article=self.display_name,
                    held=f"{held:g}",
                    quantity=f"{quantity:g}",
                )
            )

    # Moves

    def _get_open_moves(self):
        return self.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))

    def _create_moves(self, role, quantities, faulty=False):
        """New moves of ``role``, a transfer for each ticket and pair of places.

        :param dict quantities: supply -> quantity
        """
        moves = self.env["stock.move"]
        routes = {supply: supply._get_route(role, faulty) for supply in self}
        for key, supplies in self.grouped(lambda s: (s.ticket_id, *routes[s])).items():
            ticket, operation, source, destination = key
            picking = self.env["stock.picking"].create(
                ticket._prepare_supply_picking(operation, source, destination)
            )
            moves |= moves.create(
                [
                    vals
                    for supply in supplies
                    for vals in supply._prepare_moves(role, quantities[supply], picking)
                ]
            )
        return moves

    def _get_route(self, role, faulty):
        """Return the operation type, where from and where to."""
        company, stock = self.company_id, self.location_id
        warehouse = self.area_id._get_supply_warehouse()
        use, take = self.area_id._get_supply_type(), warehouse.intervia_take_type_id
        lent = company.intervia_lent_location_id
        client = self.ticket_id._get_supply_destination()
        kept = company.intervia_faulty_location_id if faulty else stock
        return {
            "give": (use, stock, client),
            "lend": (warehouse.intervia_lend_type_id, stock, lent),
            "back": (take, lent, kept),
            "sell": (use, lent, client),
            "take": (take, client, kept),
            "swap": (take, client, kept),
        }[role]

    def _prepare_moves(self, role, quantity, picking):
        """One move, or for a return one for each move that brought the units."""
        vals = {
            "intervia_supply_id": self.id,
            "intervia_role": role,
            "product_id": self.product_id.id,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": quantity,
            "picking_id": picking.id,
            "picking_type_id": picking.picking_type_id.id,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "company_id": self.company_id.id,
            "origin": picking.origin,
            "partner_id": picking.partner_id.id,
        }
        return self.move_ids._intervia_prepare_returns(vals) or [vals]

    # After a move, whoever made it

    def _on_moved(self, moves):
        """``moves`` of these supplies were just done, here or in the warehouse."""
        for supply in self:
            lots = moves.filtered(lambda m, s=supply: m.intervia_supply_id == s).lot_ids
            if len(lots) == 1 and lots != supply.lot_id:
                supply.lot_id = lots
            if not supply.unit_cost:
                product = supply.product_id.with_company(supply.company_id)
                supply.unit_cost = product.standard_price
        self._plan_return()
        for ticket, moved in moves.grouped("intervia_ticket_id").items():
            ticket._message_log(
                body=moved._intervia_get_note(),
                author_id=self.env.user.partner_id.id,
            )

    # Loans

    def _plan_return(self):
        """Keep one activity for each loan that is out, due when it has to be back."""
        # sudo: the activity belongs to the ticket, also one that is closed
        for supply in self.sudo().filtered(lambda s: s.kind == "loan"):
            activity = supply._get_return_activity()
            if supply.state != "lent" or not supply.date_due:
                activity.action_done()
            elif activity:
                activity.date_deadline = supply.date_due
            else:
                supply._schedule_return()

    def _get_return_activity(self):
        return self.env["mail.activity"].search(
            [("intervia_supply_id", "in", self.ids)]
        )

    def _schedule_return(self):
        user = self._get_responsible()
        loan = self.with_context(lang=user.lang or self.env.lang)
        self.ticket_id.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_due,
            summary=loan.env._("Get back: %(article)s", article=loan.display_name),
            user_id=user.id,
            intervia_supply_id=self.id,
        )

    def _get_responsible(self):
        """Who sees that a loan comes back: the ticket's agent, else who lent it."""
        return self.ticket_id.user_id or self.user_id

    def _remind_loans(self):
        """Write to whoever is responsible for a loan: when it is due, then weekly."""
        today = fields.Date.context_today(self)
        loans = self.search(
            [
                ("state", "=", "lent"),
                ("date_due", "<=", today),
                "|",
                ("date_reminded", "=", False),
                ("date_reminded", "<=", fields.Date.subtract(today, days=7)),
            ]
        )
        for (ticket, user), supplies in loans.grouped(
            lambda s: (s.ticket_id, s._get_responsible())
        ).items():
            ticket.with_context(lang=user.lang).message_notify(
                partner_ids=user.partner_id.ids,
                subject=supplies.with_context(lang=user.lang)._get_reminder_subject(),
                body=supplies.with_context(lang=user.lang)._get_reminder_body(),
            )
        loans.date_reminded = today

    def _get_reminder_subject(self):
        return self.env._("To get back: %(ticket)s", ticket=self.ticket_id.display_name)

    def _get_reminder_body(self):
        lines = [
            self.env._(
                "%(article)s, with %(client)s, due on %(date)s",
                article=supply.display_name,
                client=supply.partner_id.display_name or supply.ticket_id.partner_name,
                date=format_date(self.env, supply.date_due),
            )
            for supply in self
        ]
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._("This is lent and should be back:"),
            items,
        )

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.intervia_helpdesk.models.person.res_partner_erasure import FISCAL, Act
from odoo.addons.intervia_helpdesk.models.person.res_partner_export import Section

ADDRESS = ("partner_name", "partner_address", "partner_zip", "partner_city")


class ResPartner(models.Model):
    """An invoice goes on saying who it was for; nothing else does."""

    _inherit = "res.partner"

    # Handing out

    def _get_intervia_person_sections(self):
        env, own = self.env, [("partner_id", "=", self.id)]
        orders = Domain(own) | Domain("intervia_ticket_id.partner_id", "=", self.id)
        moves = [("partner_id", "=", self.id), ("move_type", "!=", "entry")]
        rows = (
            (
                "orders",
                env._("His quotations and orders"),
                env["sale.order"].search(orders),
                ["name", "date_order", "state", "amount_total", "intervia_ticket_id"],
            ),
            (
                "invoices",
                env._("His invoices"),
                env["account.move"].search(moves),
                ["name", "invoice_date", "state", "amount_total", "payment_state"],
            ),
            (
                "payments",
                env._("His payments by card or bank"),
                env["payment.transaction"].search(own),
                ["create_date", "reference", "amount", "state", "partner_name"],
            ),
            (
                "contracts",
                env._("His support contracts"),
                env["intervia.contract"].search(own),
                ["name", "date_start", "date_end", "state"],
            ),
            (
                "bank_accounts",
                env._("His bank accounts"),
                self.bank_ids,
                ["acc_number", "acc_holder_name"],
            ),
        )
        sections = super()._get_intervia_person_sections()
        return [*sections, *(Section(*row) for row in rows)]

    # Erasing

    def _check_intervia_erasable(self):
        """Whoever is still to be invoiced, now or by a contract, would be nobody."""
        result = super()._check_intervia_erasable()
        # sudo: whoever has no right to see orders must not lose them either
        client = self.sudo()
        if client.commercial_partner_id != client:
            return result
        orders = Domain("partner_id", "=", self.id) & Domain("state", "=", "sale")
        orders &= Domain("invoice_status", "=", "to invoice")
        charges = [("client_id", "=", self.id)]
        running = [("partner_id", "=", self.id), ("state", "=", "running")]
        for contract in client.env["intervia.contract"].search(running, limit=1):
            raise UserError(
                self.env._(
                    "%(client)s has a contract that runs: end “%(contract)s” first.",
                    client=self.name,
                    contract=contract.name,
                )
            )
        if client.env["sale.order"].search_count(orders, limit=1) or client.env[
            "intervia.unbilled"
        ].search_count(charges, limit=1):
            raise UserError(
                self.env._(
                    "Something of %s is still to be invoiced: invoice or cancel it.",
                    self.name,
                )
            )
        return result

    def _get_intervia_kept_fields(self):
        """Whoever was invoiced keeps the name and the address of his invoices."""
        kept = super()._get_intervia_kept_fields()
        people = [*self.ids, *self.child_ids.ids]
        named = Domain("partner_id", "in", people)
        named |= Domain("partner_shipping_id", "in", people)
        posted = named & Domain("state", "=", "posted")
        # sudo: posted invoices of whichever company of ours
        is_invoiced = self.env["account.move"].sudo().search_count(posted, limit=1)
        return kept | {*FISCAL} if is_invoiced else kept

    def _get_intervia_spared_models(self):
        """A contract that was invoiced is kept along with its invoices."""
        spared = super()._get_intervia_spared_models()
        if not self._get_intervia_kept_fields():
            return spared
        return spared | {"intervia.contract", "intervia.contract.grant"}

    def _get_intervia_erasing_acts(self, traces):
        yield from super()._get_intervia_erasing_acts(traces)
        env = self.env
        owned = [("partner_id", "in", traces.persons.ids)]
        ways = ["partner_email", "partner_phone"]
        if not self._get_intervia_kept_fields():
            ways += ADDRESS
        yield Act(
            env._("Payments"),
            env["payment.transaction"].search(owned),
            dict.fromkeys(ways, False),
        )
        yield Act(
            env._("Cards kept for payments"),
            env["payment.token"].search(owned),
            {"payment_details": False, "active": False},
        )
        banks = env["res.partner.bank"].search(owned)
        used = env["account.payment"].search([("partner_bank_id", "in", banks.ids)])
        used = (
            used.partner_bank_id
            | env["account.move"]
            .search([("partner_bank_id", "in", banks.ids)])
            .partner_bank_id
        )
        yield Act(env._("Bank accounts"), banks - used)
        signed = {"signed_by": False, "signature": False, "client_order_ref": False}
        yield Act(
            env._("Signatures of quotations"),
            self._find_intervia_free_orders(traces),
            signed,
        )

    def _find_intervia_orders(self, persons, tickets):
        return self.env["sale.order"].search(
            Domain("partner_id", "in", persons.ids)
            | Domain("partner_invoice_id", "in", persons.ids)
            | Domain("partner_shipping_id", "in", persons.ids)
            | Domain("intervia_ticket_id", "in", tickets.ids)
        )

    def _find_intervia_free_orders(self, traces):
        """Quotations that became nothing: the law does not ask for them."""
        orders = self._find_intervia_orders(traces.persons, traces.tickets)
        return orders.filtered(
            lambda order: (
                order.state != "sale"
                and "posted" not in order.invoice_ids.mapped("state")
            )
        )

    def _get_intervia_threads(self, persons, tickets):
        """What was said beside orders and invoices is no part of them."""
        threads = super()._get_intervia_threads(persons, tickets)
        moves = self.env["account.move"].search([("partner_id", "in", persons.ids)])
        orders = self._find_intervia_orders(persons, tickets)
        return {**threads, "sale.order": orders.ids, "account.move": moves.ids}

    def _get_intervia_text_rows(self, traces):
        yield from super()._get_intervia_text_rows(traces)
        orders = self._find_intervia_free_orders(traces)
        yield orders, orders.ids
        yield orders.order_line, orders.order_line.ids
        drafts = self.env["account.move"].search(
            [("partner_id", "in", traces.persons.ids), ("state", "!=", "posted")]
        )
        yield drafts, drafts.ids
        yield drafts.line_ids, drafts.line_ids.ids

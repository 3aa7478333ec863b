from odoo import models
from odoo.fields import Domain

from odoo.addons.intervia_helpdesk.models.person.res_partner_export import Section


class ResPartner(models.Model):
    """The equipment of a person's tickets."""

    _inherit = "res.partner"

    def _get_intervia_person_sections(self):
        tickets = self._get_intervia_person_tickets()
        supplies = self.env["intervia.ticket.supply"].search(
            [("ticket_id", "in", tickets.ids)]
        )
        section = Section(
            "equipment",
            self.env._("Equipment used, lent or taken in his tickets"),
            supplies,
            ["create_date", "kind", "product_id", "lot_id", "quantity", "ticket_id"],
        )
        return [*super()._get_intervia_person_sections(), section]

    def _find_intervia_transfers(self, persons, tickets):
        return self.env["stock.picking"].search(
            Domain("partner_id", "in", persons.ids)
            | Domain("move_ids.intervia_ticket_id", "in", tickets.ids)
        )

    def _get_intervia_threads(self, persons, tickets):
        transfers = self._find_intervia_transfers(persons, tickets)
        threads = super()._get_intervia_threads(persons, tickets)
        return {**threads, "stock.picking": transfers.ids}

    def _get_intervia_text_rows(self, traces):
        yield from super()._get_intervia_text_rows(traces)
        transfers = self._find_intervia_transfers(traces.persons, traces.tickets)
        yield transfers, transfers.ids

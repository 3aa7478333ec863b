from odoo import api, models

from ..tools.supply_roles import SUMS

# What the sheet is, by what happened in its transfer
LEAVING = SUMS["asked"].keys() | {"sell"}


class ReportInterviaSupplySlip(models.AbstractModel):
    """The sheet the client signs: one for each transfer of the articles chosen."""

    _name = "report.intervia_helpdesk_stock.supply_slip"
    _description = "Slip of Support Articles"

    @api.model
    def _get_report_values(self, docids, data=None):
        supplies = self.env["intervia.ticket.supply"].browse(docids)
        supplies.check_access("read")
        # sudo: whoever sees the article of a ticket prints its slip
        moves = supplies.sudo().move_ids.filtered(lambda m: m.state == "done")
        return {
            "doc_ids": docids,
            "doc_model": supplies._name,
            "docs": supplies,
            "sheets": [
                self._prepare_sheet(picking, picking.move_ids & moves.sorted("id"))
                for picking in moves.picking_id.sorted("id")
            ],
        }

    @api.model
    def _prepare_sheet(self, picking, moves):
        ticket = moves.intervia_ticket_id[:1]
        client = ticket.partner_id
        leaving = moves[:1].intervia_role in LEAVING
        loans = moves.filtered(lambda m: m.intervia_role == "lend")
        return {
            "picking": picking,
            "moves": moves,
            "ticket": ticket,
            "company": picking.company_id,
            "partner": client,
            "lang": client.lang or self.env.lang,
            "agent": moves.intervia_supply_id[:1].user_id,
            "is_leaving": leaving,
            "is_loan": bool(loans),
            "date_due": min(
                filter(None, loans.intervia_supply_id.mapped("date_due")), default=False
            ),
            "notes": list(filter(None, moves.intervia_supply_id.mapped("note"))),
        }

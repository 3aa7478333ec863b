from odoo import models

from odoo.addons.intervia_helpdesk.tools.workbook_writer import Chart, Column, Sheet


class InterviaWorkbook(models.Model):
    """What has to be invoiced, in the workbook."""

    _inherit = "intervia.workbook"

    def _get_sheets(self):
        yield from super()._get_sheets()
        yield self._get_unbilled_sheet()

    def _get_unbilled_sheet(self):
        """All that is unbilled now, whatever the period: the largest amounts first."""
        rows = self.env["intervia.unbilled"].search(self._get_area_domain())
        rows = rows.sorted("amount", reverse=True)
        return Sheet(
            self.env._("To be invoiced"),
            [
                Column(self.env._("Ticket"), width=12),
                Column(self.env._("Subject"), width=40),
                Column(self.env._("Client company"), width=30),
                Column(self.env._("Area"), width=18),
                Column(self.env._("Month"), "date", 12),
                Column(self.env._("Hours to charge"), "hours", 14),
                Column(self.env._("Articles"), "number", 14),
                Column(self.env._("Amount without tax"), "money", 16),
                Column(self.env._("Currency"), width=10),
            ],
            (self._get_unbilled_row(row) for row in rows),
            (Chart(self.env._("Amount of each ticket"), "bar", 0, (7,), 15),),
        )

    def _get_unbilled_row(self, row):
        return (
            row.number,
            row.name,
            row.client_id.sudo().display_name,  # sudo: a name
            row.area_id.display_name,
            row.month,
            row.hours,
            row.parts,
            row.amount,
            row.currency_id.name,
        )

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.coverage import Allowance, allocate, month_end, to_units
from .intervia_worklog import SERVED


class InterviaContract(models.Model):
    """Sharing out the hours of a contract among the work done under it."""

    _inherit = "intervia.contract"

    def _serve(self, changed, months):
        """Serve again the work of ``months``; with packs, all of it.

        Called while the coverage of ``changed`` is computed: assigns it, and that of
        whatever else is served otherwise from now on.
        """
        self.ensure_one()
        self._claim()
        # sudo: whoever logs work does not see that of others
        entries = self.sudo()._get_entries_to_serve(months)
        others = entries - changed
        shares = allocate(
            self.sudo()._get_allowances(entries),
            [entry._get_work() for entry in entries],
        )
        moved = entries.browse()
        with self.env.protecting([entries._fields[name] for name in SERVED], others):
            for entry in entries.filtered(lambda e: not e.order_line_id):
                moved |= entry._set_served(shares[entry.id])
        (moved & others).modified(SERVED)

    def _claim(self):
        """Whoever serves from the same contract at the same time starts again.

        The row is written, not only locked: the other one must not go on with what it
        read before (REPEATABLE READ).
        """
        self.env.cr.execute(
            SQL(
                "UPDATE intervia_contract SET served_count = served_count + 1"
                " WHERE id = %s",
                self.id,
            ),
            log_exceptions=False,
        )

    def _get_entries_to_serve(self, months):
        """The work that this contract may pay for, in the order it was done."""
        domain = Domain(
            [
                ("contract_id", "=", self.id),
                ("billable", "=", True),
                ("is_running", "=", False),
                ("ticket_id.fixed_product_id", "=", False),
            ]
        )
        if not self.grant_ids:
            domain &= Domain("month", "in", [month for month in months if month])
        return self.env["intervia.worklog"].search(domain, order="date_start, id")

    def _get_allowances(self, entries):
        """The hours that this contract gives in the days of ``entries``."""
        allowances = [
            Allowance("pack", to_units(grant.hours), grant.date)
            for grant in self.grant_ids
        ]
        if self.kind == "monthly":
            allowances += [
                Allowance("month", to_units(self.hours), month, month_end(month))
                for month in set(entries.mapped("month"))
            ]
        return allowances

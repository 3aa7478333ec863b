from odoo import api, fields, models

from ..tools.coverage import to_units


class SaleOrderLine(models.Model):
    """A line that charges work: when it goes, the work can be charged again."""

    _inherit = "sale.order.line"

    # what this line charged when its order was cancelled
    intervia_freed_data = fields.Json(copy=False, groups=fields.NO_ACCESS)

    def _get_charged(self):
        """The entries of work, and the tickets of a fixed price, of these lines."""
        # sudo: whoever takes lines off an order needs no right to tickets
        env = self.sudo().env
        return (
            env["intervia.worklog"].search([("order_line_id", "in", self.ids)]),
            env["intervia.ticket"].search([("fixed_order_line_id", "in", self.ids)]),
        )

    def _free_charged(self):
        """Nothing is charged by these lines any more."""
        entries, tickets = self._get_charged()
        entries.write({"order_line_id": False})
        tickets.write({"fixed_order_line_id": False})

    def _note_charged(self):
        """Remember what these lines charge, in case their order becomes a draft."""
        entries, tickets = self._get_charged()
        by_line = entries.grouped("order_line_id")
        fixed = tickets.grouped("fixed_order_line_id")
        # sudo: kept by the product, not by people
        for line in self.sudo():
            mine = by_line.get(line, entries.browse())
            if mine or line in fixed:
                line.intervia_freed_data = {
                    "entries": mine.ids,
                    "units": sum(map(to_units, mine.mapped("billable_hours"))),
                    "is_fixed": line in fixed,
                }

    def _release_charged(self):
        """Let go what these lines charge though their order lives on, and remember it.

        :return: the lines that charged something, as superuser
        """
        self._note_charged()
        # sudo: whoever lets a quote expire needs no right to tickets
        lines = self.sudo()
        articles = lines.intervia_ticket_id._release_ordered(lines)
        for line in articles:
            line.intervia_freed_data = {"is_article": True}
        lines._free_charged()
        return lines.filtered("intervia_freed_data")

    def _charge_again(self):
        """Charge what these lines charged, or go: it is charged elsewhere by now."""
        # sudo: whoever sells needs no right to tickets
        lines = self.sudo().filtered("intervia_freed_data")
        lines.intervia_ticket_id._lock_for_charging()
        for line in lines:
            found = line._find_freed()
            if found:
                found._on_ordered(line)
                line.intervia_freed_data = False
            else:
                line._leave_out()

    def _leave_out(self):
        """Take this line off: what it charged is in another order by now."""
        self.order_id._message_log(
            body=self.env._(
                "Left out, as it was charged elsewhere or changed meanwhile: %(line)s",
                line=self.name,
            )
        )
        self.unlink()

    def _find_freed(self):
        """What this line charged before, where all of it is free and as it was."""
        freed, ticket = self.intervia_freed_data, self.intervia_ticket_id
        if freed.get("is_article"):
            return ticket._find_billable_article(
                self.product_id, self.product_uom_qty, self.product_uom_id
            )
        if freed["is_fixed"]:
            return ticket.filtered(
                lambda t: t._is_fixed() and t.fixed_product_id == self.product_id
            )
        entries = self.env["intervia.worklog"].browse(freed["entries"]).exists()
        same = (
            set(entries.ids) == set(freed["entries"])
            and entries.ticket_id == ticket
            and all(entry._is_to_charge() for entry in entries)
            and sum(map(to_units, entries.mapped("billable_hours"))) == freed["units"]
        )
        return entries if same else None

    @api.ondelete(at_uninstall=False)
    def _free_before_unlink(self):
        self._free_charged()

    def _compute_analytic_distribution(self):
        """Asked for once where lines cannot differ: a month's order has hundreds.

        The platform asks for each line, and what it asks names the article, the client
        and the company alone.
        """
        alike = self.filtered(
            lambda line: line.order_id.intervia_month and not line.analytic_distribution
        )
        groups = alike.grouped(lambda line: (line.product_id, line.order_id))
        for lines in groups.values():
            super(SaleOrderLine, lines[0])._compute_analytic_distribution()
            lines.analytic_distribution = lines[0].analytic_distribution
        return super(SaleOrderLine, self - alike)._compute_analytic_distribution()

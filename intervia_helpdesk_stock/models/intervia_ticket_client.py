from odoo import models

BLOCK = "intervia_helpdesk_stock.client_articles"


class InterviaTicket(models.Model):
    """The articles on the page where the client sees his ticket."""

    _inherit = "intervia.ticket"

    def _get_client_blocks(self):
        return [*super()._get_client_blocks(), BLOCK]

    def _get_client_articles(self):
        """What the client got or gave back; not what is only asked for or reserved.

        Neither costs nor notes: those are for support.

        :return: list of dict ``name lot act quantity unit date date_due is_overdue``,
            oldest first; ``act`` is one of "used", "lent", "returned", "collected"
        """
        self.ensure_one()
        # sudo: the page was granted; the client has no right on the stock
        supplies = self.env["intervia.ticket.supply"].sudo()
        supplies = supplies.search(
            [("ticket_id", "=", self.id), ("date_done", "!=", False)],
            order="date_done, id",
        )
        if supplies:
            apart = self._get_merged_apart("intervia.ticket.supply")
            supplies = supplies.filtered(lambda supply: supply.id not in apart)
        return [row for supply in supplies for row in supply._get_client_rows()]

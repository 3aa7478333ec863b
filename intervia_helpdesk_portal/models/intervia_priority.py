from odoo import fields, models


class InterviaPriority(models.Model):
    """A priority may be offered on some websites only."""

    _name = "intervia.priority"
    _inherit = ["intervia.priority", "intervia.catalogue"]

    website_ids = fields.Many2many(
        "website",
        "intervia_priority_website_rel",
        string="Websites",
        help="Where clients may choose this priority. Leave empty for every website.",
    )

    def _get_neighbour(self, step, website):
        """The next one up (1) or down (-1) that a client of ``website`` may set."""
        self.ensure_one()
        ladder = self.search(website._get_intervia_offer())
        if step > 0:
            return ladder.filtered(lambda p: p.level > self.level)[:1]
        return ladder.filtered(lambda p: p.level < self.level)[-1:]

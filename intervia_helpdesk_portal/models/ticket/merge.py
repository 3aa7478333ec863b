from odoo import models


class InterviaTicket(models.Model):
    """Doors of the portal that a merge would open to what was said elsewhere."""

    _inherit = "intervia.ticket"

    def _get_exposures(self, survivor):
        sentences = super()._get_exposures(survivor)
        # sudo: only how open the ticket is counts, whoever merges
        kept, others = survivor.sudo(), (self - survivor).sudo()
        if kept.visibility == "company" and "author" in others.mapped("visibility"):
            sentences.append(
                self.env._(
                    "Everybody in the client's company would read all of it: they see"
                    " %(ticket)s.",
                    ticket=survivor.display_name,
                )
            )
        if kept.public_token and not all(others.mapped("public_token")):
            sentences.append(
                self.env._(
                    "Whoever has the public address of %(ticket)s would read all.",
                    ticket=survivor.display_name,
                )
            )
        return sentences

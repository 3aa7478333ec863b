from odoo import models
from odoo.fields import Domain


class Website(models.Model):
    """What a support centre offers on one of several websites."""

    _inherit = "website"

    def _get_intervia_offer(self):
        """Domain on areas, types, programs, priorities: what this website offers."""
        self.ensure_one()
        return Domain("website_ids", "=", False) | Domain("website_ids", "in", self.ids)

    def _get_intervia_choices(self):
        """What a client may choose from when he opens a question here.

        :rtype: dict of recordsets, as superuser: ``types``, ``areas``, ``categories``,
            ``programs``, ``priorities``
        """
        # sudo: a visitor has no access to the catalogue; what is read is on the form
        env = self.sudo().env
        offer = self._get_intervia_offer()
        areas = env["intervia.area"].search(
            offer & Domain("company_id", "=", self.company_id.id)
        )
        return {
            "types": env["intervia.ticket.type"].search(offer),
            "areas": areas,
            "categories": env["intervia.category"].search(
                [("area_id", "in", areas.ids)]
            ),
            "programs": env["intervia.program"].search(offer),
            "priorities": env["intervia.priority"].search(offer),
        }

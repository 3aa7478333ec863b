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
        models = {
            "types": "intervia.ticket.type",
            "areas": "intervia.area",
            "categories": "intervia.category",
            "programs": "intervia.program",
            "priorities": "intervia.priority",
        }
        return {
            name: self.env[model]._get_offered(self) for name, model in models.items()
        }

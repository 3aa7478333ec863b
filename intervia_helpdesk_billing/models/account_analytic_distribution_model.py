from odoo import models


class AccountAnalyticDistributionModel(models.Model):
    """Why invoices of hundreds of lines do not ask for each of them."""

    _inherit = "account.analytic.distribution.model"

    def _create_domain(self, fname, value):
        """Leave ``value`` as it is: the cache of invoice lines is keyed by it.

        The platform appends to it, so that no line finds what another one asked.
        """
        return super()._create_domain(
            fname, list(value) if isinstance(value, list) else value
        )

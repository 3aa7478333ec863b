from odoo import api, models


class InterviaIntake(models.Model):
    """Links in the notices of a mail lead to the website of the company."""

    _inherit = "intervia.intake"

    @api.model
    def _read_company(self, company, *names):
        read = super()._read_company(company, "website_id", *names)
        company.website_id.fetch(["domain"])
        return read

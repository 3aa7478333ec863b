from odoo import api, fields, models

# field -> name of the place; outside every warehouse, so that nothing there counts as
# stock to deliver, and internal, so that it stays the company's property
PLACES = ("intervia_lent_location_id", "intervia_faulty_location_id")


class ResCompany(models.Model):
    """Where support keeps what is neither in the warehouse nor sold."""

    _inherit = "res.company"

    intervia_lent_location_id = fields.Many2one(
        "stock.location", "Lent to clients", check_company=True, copy=False
    )
    intervia_faulty_location_id = fields.Many2one(
        "stock.location", "Faulty units", check_company=True, copy=False
    )

    def _create_per_company_locations(self):
        super()._create_per_company_locations()
        self._create_intervia_locations()

    @api.model
    def create_missing_intervia_locations(self):
        """Called by the data of the addon, for the companies there are already."""
        companies = self.search([("intervia_lent_location_id", "=", False)])
        companies._create_intervia_locations()

    def _create_intervia_locations(self):
        names = {
            "intervia_lent_location_id": self.env._("Lent to clients"),
            "intervia_faulty_location_id": self.env._("Faulty units"),
        }
        for company in self:
            root = self.env["stock.location"].create(
                {
                    "name": self.env._("Support"),
                    "usage": "view",
                    "company_id": company.id,
                }
            )
            for field in PLACES:
                company[field] = self.env["stock.location"].create(
                    {
                        "name": names[field],
                        "usage": "internal",
                        "location_id": root.id,
                        "company_id": company.id,
                    }
                )

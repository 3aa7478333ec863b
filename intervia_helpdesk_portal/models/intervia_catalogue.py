from odoo import api, models, tools
from odoo.fields import Domain


class InterviaCatalogue(models.AbstractModel):
    """A short list that every page of the portal names; to go with intervia.cached."""

    _name = "intervia.catalogue"
    _description = "Catalogue of the Support Centre"

    @api.model
    @tools.ormcache("self.env.lang")
    def _get_names(self):
        """Id -> name of them all, the archived ones too, in the reader's language."""
        # sudo: names of what is printed on a page that was granted
        rows = self.sudo().with_context(active_test=False)
        return {row.id: row.name for row in rows.search_fetch(Domain.TRUE, ["name"])}

    @api.model
    def _get_name(self, record_id):
        return self._get_names().get(record_id, "")

    @api.model
    def _get_offered(self, website):
        """Those that clients of ``website`` may choose, in order, as superuser."""
        # sudo: a visitor has no access to the catalogue; what is read is on the form
        return self.sudo().browse(self._get_offered_ids(website.id))

    @api.model
    @tools.ormcache("website_id", "self.env.lang")
    def _get_offered_ids(self, website_id):
        website = self.env["website"].browse(website_id)
        # sudo: as above
        return self.sudo().search(self._get_offer_domain(website))._ids

    @api.model
    def _get_offer_domain(self, website):
        return website._get_intervia_offer()

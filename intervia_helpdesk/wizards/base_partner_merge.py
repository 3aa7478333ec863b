from odoo import models


class PartnerMerge(models.TransientModel):
    """Contacts that become one: the client is known by every address he had."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        addresses = set(partners.mapped("email_normalized")) - {False}
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        kept = partners.exists()
        if len(kept) == 1:
            self._keep_intervia_addresses(kept, addresses - {kept.email_normalized})
        return result

    def _keep_intervia_addresses(self, partner, addresses):
        # sudo: whoever merges contacts need not be of support
        known = self.env["intervia.client.address"].sudo()
        rows = known.search([("email_normalized", "in", list(addresses))])
        new = addresses - set(rows.mapped("email_normalized"))
        known.create(
            [
                {"email_normalized": address, "partner_id": partner.id}
                for address in sorted(new)
            ]
        )

from odoo import models


class PartnerMerge(models.TransientModel):
    """Contacts that become one: the client is known by every address he had."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        addresses = set(partners.mapped("email_normalized")) - {False}
        self._join_intervia_addresses(partners)
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        kept = partners.exists()
        if len(kept) == 1:
            self._keep_intervia_addresses(kept, addresses - {kept.email_normalized})
        return result

    def _keep_intervia_addresses(self, partner, addresses):
        # sudo: whoever merges contacts need not be of support
        known = self.env["intervia.client.address"].sudo()
        # the platform moved the rows in SQL: their company is that of the one contact
        mine = known.search([("partner_id", "=", partner.id)])
        self.env.add_to_compute(known._fields["company_id"], mine)
        companies = [False, *partner.company_id.ids]
        rows = known.search(
            [
                ("email_normalized", "in", list(addresses)),
                ("company_id", "in", companies),
            ]
        )
        new = addresses - set(rows.mapped("email_normalized"))
        known.create(
            [
                {"email_normalized": address, "partner_id": partner.id}
                for address in sorted(new)
            ]
        )

    def _join_intervia_addresses(self, partners):
        """One contact has each address once, authorised if one of them was."""
        # sudo: whoever merges contacts need not be of support
        rows = self.env["intervia.client.address"].sudo()
        rows = rows.search([("partner_id", "in", partners.ids)])
        rows = rows.sorted("is_authorised", reverse=True)
        for same in rows.grouped("email_normalized").values():
            same[1:].unlink()

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.mail_address import get_domain, get_public_domains


class InterviaClientDomain(models.Model):
    """A mail domain of a client company: who proves an address in it is of them."""

    _name = "intervia.client.domain"
    _description = "Mail Domain of a Client"
    _order = "name"

    name = fields.Char("Mail domain", required=True, help="What follows the @.")
    partner_id = fields.Many2one(
        "res.partner",
        "Company",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_company', '=', True)]",
    )

    _name_uniq = models.Constraint(
        "UNIQUE(name)", "This mail domain belongs to a company already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalize(vals))

    @api.model
    def _normalize(self, vals):
        if "name" not in vals:
            return vals
        return {**vals, "name": get_domain(vals["name"]) or vals["name"]}

    @api.constrains("name", "partner_id")
    def _check_name(self):
        for domain in self:
            if get_domain(domain.name) != domain.name:
                raise ValidationError(
                    self.env._("%(text)s is no mail domain.", text=domain.name)
                )
            if domain.name in get_public_domains():
                raise ValidationError(
                    self.env._(
                        "Anybody has an address at %(domain)s: it says nothing of a"
                        " company.",
                        domain=domain.name,
                    )
                )
            if not domain.partner_id.is_company:
                raise ValidationError(
                    self.env._("A mail domain belongs to a company, not to a person.")
                )

    @api.model
    def _find_company(self, address, company):
        """The client company that a proven ``address`` belongs to, as superuser.

        :param company: ours; a client of another one of ours is not recognised here
        :rtype: ``res.partner``, one or none
        """
        # sudo: whoever signs up may not browse the clients
        domains = self.sudo()
        name = address.rpartition("@")[2]
        if name in get_public_domains():
            return domains.partner_id
        found = domains.search(
            Domain("name", "=", name)
            & Domain("partner_id.active", "=", True)
            & Domain("partner_id.company_id", "in", [False, company.id])
        )
        return found.partner_id

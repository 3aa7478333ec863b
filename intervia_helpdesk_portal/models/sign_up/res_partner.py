from odoo import fields, models


class ResPartner(models.Model):
    """The group of a client company: what whoever signs up from it gets."""

    _inherit = "res.partner"

    intervia_domain_ids = fields.One2many(
        "intervia.client.domain",
        "partner_id",
        string="Mail domains",
        groups="intervia_helpdesk.group_agent",
    )
    intervia_sign_up_tag_ids = fields.Many2many(
        "res.partner.category",
        "intervia_sign_up_tag_rel",
        string="Tags of those who sign up",
        groups="intervia_helpdesk.group_agent",
    )
    intervia_area_id = fields.Many2one(
        "intervia.area",
        "Area of its questions",
        groups="intervia_helpdesk.group_agent",
        help="Proposed to everybody of this company who writes a question.",
    )

    def _join_intervia_company(self, company):
        """A proven address puts this person among the people of ``company``.

        Visibility and price list are the company's own; a contact of another company
        stays there.
        """
        self.ensure_one()
        if self.parent_id or self.is_company or not company:
            return False
        self.write(
            {
                "parent_id": company.id,
                "category_id": [
                    fields.Command.link(tag.id)
                    for tag in company.intervia_sign_up_tag_ids
                ],
            }
        )
        text = self.env._(
            "%(person)s signed up and proved the address %(email)s: recognised by its"
            " domain as one of %(company)s.",
            person=self.name,
            email=self.email,
            company=company.name,
        )
        (self | company)._message_log_batch(
            bodies={partner.id: text for partner in self | company}
        )
        return True

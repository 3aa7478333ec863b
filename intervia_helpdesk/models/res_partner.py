import re

from odoo import api, fields, models
from odoo.fields import Domain

TEMPLATES = "/intervia_helpdesk/static/templates"
# what somebody types who looks for a phone number
_PHONE = re.compile(r"\+?[\d\s().-]{5,}")


class ResPartner(models.Model):
    """A client: the tickets of a person, or of everybody in a company."""

    _inherit = "res.partner"

    intervia_support_mode = fields.Selection(
        [("contract", "Under contract"), ("billed", "Billed apart")],
        string="Support",
        tracking=True,
        help="Whether the support of this company is under contract or invoiced apart.",
    )
    # even whether somebody has tickets is told by a search for this field
    intervia_ticket_ids = fields.One2many(
        "intervia.ticket", "partner_id", groups="intervia_helpdesk.group_agent"
    )
    intervia_open_ticket_ids = fields.One2many(
        "intervia.ticket",
        "commercial_partner_id",
        string="Open tickets of the company",
        domain=[("is_open", "=", True)],
        groups="intervia_helpdesk.group_agent",
    )
    intervia_address_ids = fields.One2many(
        "intervia.client.address",
        "partner_id",
        string="Further addresses",
        groups="intervia_helpdesk.group_agent",
    )
    intervia_ticket_count = fields.Integer(
        "Support tickets",
        compute="_compute_intervia_ticket_count",
        groups="intervia_helpdesk.group_agent",
    )
    intervia_open_ticket_count = fields.Integer(
        "Open tickets",
        compute="_compute_intervia_ticket_count",
        groups="intervia_helpdesk.group_agent",
    )

    # each incoming mail looks its sender up by this column, which has no index in base
    _intervia_email_normalized_idx = models.Index("(email_normalized)")
    # each call and text message looks its number up
    _intervia_phone_sanitized_idx = models.Index(
        "(phone_sanitized) WHERE phone_sanitized IS NOT NULL"
    )

    @api.depends_context("uid")
    def _compute_intervia_ticket_count(self):
        """Tickets of the person, or of the whole company for a company."""
        companies = self.filtered(lambda p: p == p.commercial_partner_id)
        counts = self._get_intervia_ticket_counts("commercial_partner_id", companies)
        counts |= self._get_intervia_ticket_counts("partner_id", self - companies)
        for partner in self:
            opened, total = counts.get(partner.id, (0, 0))
            partner.intervia_open_ticket_count = opened
            partner.intervia_ticket_count = total

    def _get_intervia_ticket_counts(self, field, partners):
        """Return ``{partner id: (open, all)}`` of ``partners`` grouped by ``field``."""
        counts = {}
        if not partners.ids:
            return counts
        for partner, is_open, count in self.env["intervia.ticket"]._read_group(
            [(field, "in", partners.ids)], [field, "is_open"], ["__count"]
        ):
            opened, total = counts.get(partner.id, (0, 0))
            counts[partner.id] = (opened + count * is_open, total + count)
        return counts

    @api.model
    def get_import_templates(self):
        """Companies first: the people of the second file name them by external id."""
        return [
            *super().get_import_templates(),
            {
                "label": self.env._("Client companies"),
                "template": f"{TEMPLATES}/client_companies.csv",
            },
            {
                "label": self.env._("People of client companies"),
                "template": f"{TEMPLATES}/client_people.csv",
            },
        ]

    @api.model
    def _search_display_name(self, operator, value):
        """In the helpdesk a client is also found by typing a phone number."""
        domain = super()._search_display_name(operator, value)
        if not self.env.context.get("intervia_search_phone") or operator != "ilike":
            return domain
        if not _PHONE.fullmatch(value or ""):
            return domain
        return Domain(domain) | Domain("phone_mobile_search", operator, value)

    def action_view_intervia_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk.intervia_ticket_action"
        )
        field = (
            "commercial_partner_id"
            if self == self.commercial_partner_id
            else "partner_id"
        )
        return {
            **action,
            "display_name": self.env._("Tickets of %(client)s", client=self.name),
            "domain": [(field, "=", self.id)],
            "context": {"default_partner_id": self.id, "search_default_open": 0},
        }

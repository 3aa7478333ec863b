import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError

PUBLIC_FIELDS = frozenset({"public_token", "opening_ids"})


class InterviaTicket(models.Model):
    """A page that anybody with its address may read: off until staff opens it."""

    _inherit = "intervia.ticket"

    public_token = fields.Char(
        copy=False, readonly=True, groups="intervia_helpdesk.group_agent"
    )
    public_until = fields.Date(
        "Open until",
        copy=False,
        groups="intervia_helpdesk.group_agent",
        help="The last day that the public address works. Empty: until it is revoked.",
    )
    public_url = fields.Char(
        "Public address",
        compute="_compute_public_url",
        groups="intervia_helpdesk.group_agent",
    )
    opening_ids = fields.One2many(
        "intervia.ticket.view",
        "ticket_id",
        string="Openings",
        domain=[("door", "=", "public")],
        readonly=True,
        groups="intervia_helpdesk.group_agent",
    )

    _public_token_idx = models.UniqueIndex(
        "(public_token) WHERE public_token IS NOT NULL",
        "This public address exists already.",
    )

    @api.depends("public_token")
    def _compute_public_url(self):
        for ticket in self:
            token = ticket.public_token
            path = f"/soporte/ticket/{token}"
            ticket.public_url = token and ticket.get_base_url() + path

    def _check_create(self, vals):
        super()._check_create(vals)
        self._check_public_fields(vals)

    def _check_write(self, vals):
        super()._check_write(vals)
        if not self.env.su:
            self._check_public_fields(vals)

    @api.model
    def _check_public_fields(self, vals):
        """An address that can be guessed is none: the product alone draws it."""
        if PUBLIC_FIELDS & vals.keys():
            raise AccessError(self.env._("Public addresses are made by their button."))

    def action_open_public_page(self):
        """Draw an address. An earlier one stops working."""
        self.check_access("write")
        for ticket in self:
            # sudo: the address is written by its button alone
            ticket.sudo().public_token = secrets.token_urlsafe(24)

    def action_revoke_public_page(self):
        """The address stops working at once, for good."""
        self.check_access("write")
        # sudo: as above
        self.sudo().write({"public_token": False, "public_until": False})

    @api.model
    def _find_public(self, token):
        """The ticket that this address shows today, else none.

        :rtype: ``intervia.ticket`` as superuser
        """
        # sudo: the address stands for the right to read
        tickets = self.sudo()
        if not token or len(token) < 32:
            return tickets
        ticket = tickets.search([("public_token", "=", token)], limit=1)
        until = ticket.public_until
        if until and until < fields.Date.today():
            return tickets
        return ticket

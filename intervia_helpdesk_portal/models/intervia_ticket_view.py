from odoo import api, fields, models
from odoo.http import request
from odoo.tools import SQL
from odoo.tools.misc import hmac

from ..tools.network import get_network

WEB_DOORS = ("portal", "link", "public")
UTM = {
    "campaign_id": ("utm_campaign", "odoo_utm_campaign"),
    "source_id": ("utm_source", "odoo_utm_source"),
    "medium_id": ("utm_medium", "odoo_utm_medium"),
}


class InterviaTicketView(models.Model):
    """Views through the website, with what its analytics know of the visit."""

    _name = "intervia.ticket.view"
    _inherit = ["intervia.ticket.view", "utm.mixin"]

    door = fields.Selection(
        selection_add=[
            ("portal", "Portal"),
            ("link", "Link of a mail"),
            ("public", "Public address"),
        ],
        ondelete=dict.fromkeys(WEB_DOORS, "cascade"),
    )
    address = fields.Char("From", readonly=True, help="The network, not the machine.")
    program = fields.Char("With", readonly=True)
    visitor_id = fields.Many2one(
        "website.visitor", readonly=True, index="btree_not_null", ondelete="set null"
    )

    @api.model
    def _log_page(self, ticket, door):
        """Write down that the current request shows a page of ``ticket``.

        A visitor without a name is told from others by a digest of where he comes from.
        """
        user, browser = self.env.user, request.httprequest
        partner = None if user._is_public() else user.partner_id
        origin = f"{browser.remote_addr} {browser.user_agent.string}"
        digest = hmac(self.env(su=True), "intervia_helpdesk_portal.viewer", origin)
        self._log(ticket, door, viewer=digest[:32], partner=partner)

    @api.model
    def _prepare_view(self, ticket, door, viewer, partner):
        columns = super()._prepare_view(ticket, door, viewer, partner)
        if door not in WEB_DOORS or not request:
            return columns
        if not partner:
            browser = request.httprequest
            columns["address"] = get_network(browser.remote_addr)
            columns["program"] = (browser.user_agent.string or "")[:200]
        return columns | self._prepare_visit()

    @api.model
    def _prepare_visit(self):
        """What the website's analytics call this visit, as subqueries.

        Sources that nobody registered are not: a visitor could invent any number.
        """
        token = self.env["website.visitor"]._get_access_token()
        columns = {
            "visitor_id": SQL(
                "(SELECT id FROM website_visitor WHERE access_token = %s)", str(token)
            )
        }
        for column, (parameter, cookie) in UTM.items():
            name = request.params.get(parameter) or request.cookies.get(cookie)
            if name and isinstance(name, str):
                table = self.env[self._fields[column].comodel_name]._table
                columns[column] = SQL(
                    "(SELECT id FROM %s WHERE name = %s LIMIT 1)",
                    SQL.identifier(table),
                    name.replace("\0", ""),
                )
        return columns

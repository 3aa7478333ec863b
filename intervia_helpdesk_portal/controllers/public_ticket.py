from odoo import http
from odoo.http import request

from .forms import harden
from .secret_link import open_link


class PublicTicket(http.Controller):
    """The page of a ticket that staff opened to whoever has its address: read only."""

    @http.route(
        "/soporte/ticket/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def intervia_public_ticket(self, token, **query):
        ticket, page = open_link(request.env["intervia.ticket"]._find_public, token)
        if page:
            return page
        if not ticket:
            response = request.render("intervia_helpdesk_portal.public_ticket_closed")
            response.status_code = 404
            return harden(response)
        request.env["intervia.ticket.view"]._log_page(ticket, "public")
        values = {
            "ticket": ticket,
            # an event is between the client and support: an order, a payment
            "entries": [
                entry
                for entry in ticket._get_client_timeline()
                if not entry["is_event"]
            ],
            "page_name": "intervia_public_ticket",
        }
        return harden(request.render("intervia_helpdesk_portal.public_ticket", values))

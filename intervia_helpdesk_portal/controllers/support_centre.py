from odoo import http
from odoo.http import request


class SupportCentre(http.Controller):
    """The front door of the support centre."""

    @http.route("/soporte", type="http", auth="public", website=True, sitemap=True)
    def intervia_support_centre(self, **query):
        values = self._prepare_intervia_support_centre(**query)
        return request.render("intervia_helpdesk_portal.support_centre", values)

    @http.route("/support", type="http", auth="public", website=True, sitemap=False)
    def intervia_support_centre_in_english(self, **query):
        return request.redirect("/soporte", code=301)

    def _prepare_intervia_support_centre(self, **query):
        """Values of the page. Extension point: other parts of it add theirs."""
        return {
            "page_name": "intervia_support_centre",
            "is_visitor": request.env.user._is_public(),
        }

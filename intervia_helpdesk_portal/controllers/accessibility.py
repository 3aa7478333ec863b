from odoo import http
from odoo.http import request


class Accessibility(http.Controller):
    """The statement of what was done for everybody to be able to use these pages."""

    @http.route(
        "/soporte/accesibilidad",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=True,
        readonly=True,
    )
    def intervia_accessibility(self, **_query):
        company = request.website.company_id.sudo()  # sudo: a name to print
        return request.render(
            "intervia_helpdesk_portal.accessibility",
            {"page_name": "intervia_accessibility", "company_name": company.name},
        )

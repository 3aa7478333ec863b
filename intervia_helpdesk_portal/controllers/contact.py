import time

from odoo import http
from odoo.http import request

from .support_centre import SupportCentre

TEST_EVERY = 120  # seconds between two test mails of a session


class Contact(SupportCentre):
    """Ways to reach support, whether somebody is there, and mail that gets lost."""

    def _prepare_intervia_support_centre(self, **query):
        values = super()._prepare_intervia_support_centre(**query)
        return {**values, "contact_panel": self._get_intervia_panel()}

    def _get_intervia_panel(self):
        return request.env["intervia.contact.point"]._get_panel(request.website)

    @http.route(
        "/soporte/contacto",
        type="http",
        auth="public",
        website=True,
        sitemap=True,
        readonly=True,
    )
    def intervia_contact(self, **_query):
        return request.render(
            "intervia_helpdesk_portal.contact",
            {
                "page_name": "intervia_contact",
                "contact_panel": self._get_intervia_panel(),
            },
        )

    @http.route(
        "/soporte/contacto/estado",
        type="jsonrpc",
        auth="public",
        website=True,
        methods=["POST"],
        readonly=True,
    )
    def intervia_contact_status(self, **_kwargs):
        """Point id -> whether it is open, its words and where it leads now."""
        keys = ("is_open", "status", "href")
        return {
            str(card["id"]): {key: card[key] for key in keys}
            for card in self._get_intervia_panel()
        }

    @http.route(
        "/soporte/no-recibo-correos",
        type="http",
        auth="public",
        website=True,
        sitemap=True,
        readonly=True,
    )
    def intervia_no_mail(self, sent="", **_query):
        user = request.env.user
        company = request.website.company_id.sudo()
        return request.render(
            "intervia_helpdesk_portal.no_mail",
            {
                "page_name": "intervia_no_mail",
                "is_visitor": user._is_public(),
                "email": user.email if not user._is_public() else "",
                "sender": company.catchall_email or company.email or "",
                "sent": sent,
            },
        )

    @http.route(
        "/soporte/no-recibo-correos/prueba",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def intervia_test_mail(self, **_form):
        """Mail the logged-in user himself, not more often than he can look."""
        now = time.time()
        if now - request.session.get("intervia_test_mail", 0) < TEST_EVERY:
            return request.redirect("/soporte/no-recibo-correos?sent=wait", code=303)
        request.session["intervia_test_mail"] = now
        # sudo: a client may not send mails; this one goes to his own address
        template = request.env.ref("intervia_helpdesk_portal.mail_template_test").sudo()
        template.send_mail(request.env.user.id, force_send=False)
        request.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return request.redirect("/soporte/no-recibo-correos?sent=yes", code=303)

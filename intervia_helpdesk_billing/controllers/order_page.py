from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal


class OrderPage(CustomerPortal):
    """The page where a client signs, pays or declines the quote of a ticket."""

    @http.route()
    def portal_quote_accept(self, order_id, access_token=None, **kwargs):
        """Whoever signs does not lose it because the server cannot print."""
        request.update_context(intervia_paper_optional=True)
        return super().portal_quote_accept(order_id, access_token, **kwargs)

    @http.route()
    def portal_quote_decline(
        self, order_id, access_token=None, decline_message=None, **kwargs
    ):
        """The platform lets say no only to what is to be signed; here to all."""
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not order.intervia_ticket_id:
            return super().portal_quote_decline(
                order_id, access_token, decline_message, **kwargs
            )
        user = request.env.user
        author = order.partner_id if user._is_public() else user.partner_id
        try:
            with request.env.cr.savepoint():
                order._decline_intervia(decline_message, author)
        except UserError:
            url = order.get_portal_url(query_string="&message=cant_reject")
            return request.redirect(url)
        return request.redirect(order.get_portal_url())

from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..tools.mail_address import get_address


class Account(CustomerPortal):
    """The client's own data: what he writes is his, his address is confirmed."""

    def _create_or_update_address(self, partner_sudo, *args, **form_data):
        """A changed address of an account is only asked for: whoever has it gets the
        links to a new password, and the company of its domain."""
        email = form_data.get("email")
        has_account = partner_sudo and partner_sudo.user_ids
        if has_account and get_address(email) != get_address(partner_sudo.email):
            try:
                request.env["intervia.address.request"]._ask(partner_sudo, email)
            except UserError as error:
                return partner_sudo, {
                    "invalid_fields": ["email"],
                    "messages": [error.args[0]],
                }
            form_data["email"] = partner_sudo.email or ""
        return super()._create_or_update_address(partner_sudo, *args, **form_data)

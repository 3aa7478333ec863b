from odoo import models
from odoo.exceptions import RedirectWarning, UserError


class ResCompany(models.Model):
    """A company that has no accounts yet sells all the same; it cannot invoice."""

    _inherit = "res.company"

    def _has_intervia_accounts(self):
        """Whether it can write invoices to clients."""
        journals = self.env["account.journal"]
        domain = [*journals._check_company_domain(self), ("type", "=", "sale")]
        # sudo: only whether there is any is asked, by whoever sells
        return bool(journals.sudo().search_count(domain, limit=1))

    def _check_intervia_accounts(self):
        for company in self:
            if company._has_intervia_accounts():
                continue
            text = self.env._(
                "%s has no chart of accounts yet, and invoices need one. It is chosen"
                " in the settings of invoicing.",
                company.display_name,
            )
            if not self.env.user.has_group("base.group_system"):
                raise UserError(text)
            action = self.env.ref("account.action_account_config")
            raise RedirectWarning(text, action.id, self.env._("Open the settings"))

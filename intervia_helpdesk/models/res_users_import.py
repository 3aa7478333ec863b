from odoo import api, models
from odoo.fields import Domain
from odoo.tools.mail import email_normalize

from .res_partner_import import get_columns, prepare_message

TEMPLATE = {"name", "login", "email", "lang", "parent_id", "group_ids"}


class ResUsers(models.Model):
    """Lists of users can be imported again, and name the contacts that are there."""

    _inherit = "res.users"

    @api.model
    def load(self, fields, data):
        """The rows of our template find their account by its log-in; an account that
        is new is given to the contact who has its address, not to a second one."""
        columns = get_columns(fields)
        is_ours = {"name", "login"} <= columns - {"id"} <= TEMPLATE
        if not self.env.context.get("import_file") or not is_ours:
            return super().load(fields, data)
        rows = [dict(zip(fields, row, strict=False)) for row in data]
        messages, more = [], []
        for number, row in enumerate(rows):
            problem, user, contact = self._match_intervia_row(row)
            if problem:
                messages.append(prepare_message(number, problem, "login"))
            more.append([str(contact.id or ""), str(user.id or "")])
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        # with an External ID, that one says which account it is
        added = ["partner_id/.id"] if "id" in columns else ["partner_id/.id", ".id"]
        data = [
            [*row, *values[: len(added)]]
            for row, values in zip(data, more, strict=True)
        ]
        return super().load([*fields, *added], data)

    @api.model
    def _match_intervia_row(self, row):
        """
        :return: what is wrong with a row, its account, and the contact of a new one
        """
        login = (row.get("login") or "").strip()
        contacts = self.env["res.partner"]
        users = self.with_context(active_test=False).search([("login", "=", login)])
        if not login:
            return self.env._("The log-in is missing."), users, contacts
        if users and not users.active:
            problem = self.env._("The account %s is archived.", login)
            return problem, users, contacts
        if users:
            return "", users, users.partner_id
        email = email_normalize(row.get("email") or login)
        if email:
            contacts = contacts.search(
                Domain("email_normalized", "=", email)
                & Domain("is_company", "=", False)
                & Domain("user_ids", "=", False)
            )
        return "", users, contacts[:1]

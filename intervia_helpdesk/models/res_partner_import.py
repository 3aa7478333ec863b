import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.mail import email_normalize

# Columns of the shipped templates: with these, or some of them, a file is one of ours
COMPANY = {"name", "is_company", "vat", "email", "phone", "street", "city", "zip"}
COMPANY |= {"ref", "intervia_support_mode"}
PERSON = {"name", "parent_id", "email", "phone", "function"}
_NO_NUMBER = re.compile(r"[^0-9A-Z]")


def get_columns(fields):
    """The columns of a file, whether they name a record by name or by External ID."""
    return {field.partition("/")[0] for field in fields}


def prepare_message(number, text, field="name"):
    """As ``load`` says that a row is wrong; it counts from 0, without the header."""
    place = {"rows": {"from": number, "to": number}, "record": number}
    return {"type": "error", "message": text, "field": field, **place}


class ResPartner(models.Model):
    """Lists of clients can be imported again, also without an External ID."""

    _inherit = "res.partner"

    @api.model
    def load(self, fields, data):
        """Without an External ID, the rows of our templates find their contact.

        A company by its tax number, its reference, its address or its name; a person
        by his address, or by his name in his company.
        """
        if not self._is_intervia_list(fields):
            return super().load(fields, data)
        rows = [dict(zip(fields, row, strict=False)) for row in data]
        found, messages = self._match_intervia_rows(rows)
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        data = [[*row, contact] for row, contact in zip(data, found, strict=True)]
        return super().load([*fields, ".id"], data)

    @api.model
    def _is_intervia_list(self, fields):
        columns = get_columns(fields)
        if not self.env.context.get("import_file") or columns & {"id", ".id"}:
            return False
        is_company = "intervia_support_mode" in columns and columns <= COMPANY
        return is_company or {"name", "parent_id"} <= columns <= PERSON

    @api.model
    def _match_intervia_rows(self, rows):
        """The contact of each row.

        :return: ids as texts, empty for somebody new; and messages as of ``load``
        """
        ids, messages, seen = [], [], {}
        for number, row in enumerate(rows):
            contact = self._find_intervia_row(row)
            key = contact.ids or sorted(row.items())
            first = seen.setdefault(str(key), number)
            problem = self._get_intervia_problem(row, contact)
            if not problem and first != number:
                problem = self.env._("This is the same as row %s.", first + 2)
            if problem:
                messages.append(prepare_message(number, problem))
            ids.append(str(contact.id) if len(contact) == 1 else "")
        return ids, messages

    @api.model
    def _find_intervia_row(self, row):
        """The contacts that a row may mean: the first column that finds any decides."""
        if "intervia_support_mode" in row:
            return self._find_intervia_company(row)
        email = email_normalize(row.get("email") or "")
        person = Domain("is_company", "=", False)
        found = email and self.search(person & Domain("email_normalized", "=", email))
        if found or not row.get("name"):
            return found or self.browse()
        return self.search(
            person & self._get_intervia_name(row) & self._get_intervia_parent(row)
        ).filtered(lambda contact: not (email and contact.email))

    @api.model
    def _find_intervia_company(self, row):
        company = Domain("is_company", "=", True) & Domain("parent_id", "=", False)
        vat = _NO_NUMBER.sub("", (row.get("vat") or "").upper())
        country = self.env.company.country_id.code or "-"
        vat = vat.removeprefix(country)
        email = email_normalize(row.get("email") or "")
        for value, domain in (
            (vat, Domain("vat", "in", [vat, f"{country}{vat}"])),
            (row.get("ref"), Domain("ref", "=", row.get("ref"))),
            (row.get("name"), self._get_intervia_name(row)),
            (email, Domain("email_normalized", "=", email)),
        ):
            found = self.search(company & domain) if value else self.browse()
            # another tax number: another company
            found = found.filtered(
                lambda contact: not vat or not contact.vat or vat in contact.vat
            )
            if found:
                return found
        return self.browse()

    @api.model
    def _get_intervia_name(self, row):
        name = self._escape_intervia_like((row.get("name") or "").strip())
        return Domain("name", "=ilike", name)

    @api.model
    def _get_intervia_parent(self, row):
        """Of the company that the row names, by External ID or by name."""
        reference, name = row.get("parent_id/id"), row.get("parent_id")
        if reference:
            module = "" if "." in reference else "__import__."
            company = self.env.ref(f"{module}{reference}", raise_if_not_found=False)
            return Domain("parent_id", "=", company.id if company else 0)
        return Domain("parent_id.name", "=", name) if name else Domain.TRUE

    @api.model
    def _get_intervia_problem(self, row, contact):
        """What is wrong with a row, in words; or nothing."""
        if not (row.get("name") or "").strip():
            return self.env._("The name is missing.")
        if len(contact) > 1:
            return self.env._(
                "It may be any of %(count)s contacts: write its External ID.",
                count=len(contact),
            )
        # sudo: whoever may not see users must not change an employee either
        if any(not user.share for user in contact.sudo().user_ids):
            return self.env._("%s is an employee, not a client.", contact.name)
        return ""

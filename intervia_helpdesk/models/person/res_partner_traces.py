from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import email_normalize

from odoo.addons.phone_validation.tools import phone_validation

from ...tools.personal_words import get_patterns


@dataclass(frozen=True)
class Traces:
    """Where a person is found: records as superuser, archived ones among them."""

    persons: object  # himself, and the postal addresses below him
    users: object  # his accounts
    addresses: frozenset  # his mail addresses
    own: object  # his tickets
    tickets: object  # his, and those where he may be named
    messages: object  # of these tickets, of his company, and what he wrote
    patterns: tuple  # see tools/personal_words.py
    word: str  # what takes the place of his name


class ResPartner(models.Model):
    """Finding a person who has to be forgotten."""

    _inherit = "res.partner"

    def _find_intervia_traces(self):
        """
        :rtype: Traces
        """
        self.ensure_one()
        # sudo: asked by an administrator of the helpdesk, for the person himself
        person = self.sudo().with_context(active_test=False)
        person.env.flush_all()
        persons = person | person.child_ids.filtered(lambda p: p.type != "contact")
        addresses = frozenset(persons._get_intervia_addresses())
        own = person._find_intervia_own_tickets(persons, addresses)
        tickets = own | person._find_intervia_named_tickets(persons, addresses)
        return Traces(
            persons=persons,
            users=persons.user_ids,
            addresses=addresses,
            own=own,
            tickets=tickets,
            messages=person._find_intervia_messages(persons, tickets, addresses),
            patterns=get_patterns(
                persons._get_intervia_names(own),
                addresses,
                persons._get_intervia_phones(own),
            ),
            word=self.env._("[erased]"),
        )

    def _get_intervia_addresses(self):
        """All mail addresses of these persons, and what they log in with."""
        written = [*self.mapped("email"), *self.user_ids.mapped("login")]
        written += self.intervia_address_ids.mapped("email_normalized")
        return {email_normalize(text or "") for text in written} - {False}

    def _get_intervia_names(self, tickets):
        """How these persons are called, by themselves and in their tickets."""
        return {*self.mapped("name"), *tickets.mapped("partner_name")} - {False}

    def _get_intervia_phones(self, tickets):
        """Pairs of a national number and the prefix of its country."""
        written = {*self.mapped("phone"), *tickets.mapped("partner_phone")}
        company = self.env.company
        for number in written | {*self.mapped("phone_sanitized")} - {False}:
            country = self[:1].country_id or company.country_id
            one = self[:1]
            whole = one._phone_format(number=number or "", country=country) or number
            data = phone_validation.phone_get_region_data_for_number(whole or "")
            digits = "".join(char for char in number or "" if char.isdigit())
            yield data["national_number"] or digits, data["phone_code"]

    def _find_intervia_own_tickets(self, persons, addresses):
        """Those where he is the client, or that he opened and are of nobody else."""
        return self.env["intervia.ticket"].search(
            Domain("partner_id", "in", persons.ids)
            | Domain("partner_id", "=", False)
            & self._get_intervia_opened(persons, addresses)
        )

    def _get_intervia_opened(self, persons, addresses):
        return Domain("create_uid", "in", persons.user_ids.ids) | Domain(
            "partner_email_normalized", "in", [*addresses]
        )

    def _find_intervia_named_tickets(self, persons, addresses):
        """Of his colleagues, those he follows or opened, and those that quote his
        address."""
        tickets = self.env["intervia.ticket"]
        named = self._get_intervia_opened(persons, addresses)
        named |= Domain("message_partner_ids", "in", self.ids)
        named |= Domain("message_ids.author_id", "in", self.ids)
        company = self.commercial_partner_id
        if company != self:
            named |= Domain("commercial_partner_id", "=", company.id)
        reports = self.env["intervia.error.report"].search(
            [("partner_id", "in", self.ids)]
        )
        quoted = self.env.execute_query(
            SQL(
                """SELECT res_id FROM mail_message
                    WHERE model = 'intervia.ticket' AND body ILIKE ANY(%(like)s)
                    UNION SELECT id FROM intervia_ticket
                    WHERE description ILIKE ANY(%(like)s) OR name ILIKE ANY(%(like)s)
                       OR forwarded_email ILIKE ANY(%(like)s)""",
                like=[f"%{self._escape_intervia_like(text)}%" for text in addresses],
            )
        )
        ids = [row[0] for row in quoted]
        return tickets.search(named) | reports.ticket_id | tickets.browse(ids).exists()

    def _escape_intervia_like(self, text):
        for wildcard in ("\\", "_", "%"):
            text = text.replace(wildcard, f"\\{wildcard}")
        return text

    def _find_intervia_messages(self, persons, tickets, addresses):
        threads = self._get_intervia_threads(persons, tickets)
        domain = Domain.OR(
            Domain("model", "=", model) & Domain("res_id", "in", ids)
            for model, ids in threads.items()
        )
        domain |= Domain("author_id", "in", persons.ids)
        domain |= Domain.OR(
            Domain("email_from", "=ilike", f"%{self._escape_intervia_like(address)}%")
            for address in addresses
        )
        return self.env["mail.message"].search(domain, order="id")

    def _find_intervia_mails(self, traces):
        """Mails to him, whether to others as well."""
        domain = Domain("recipient_ids", "in", traces.persons.ids)
        domain |= Domain.OR(Domain("email_to", "ilike", a) for a in traces.addresses)
        return self.env["mail.mail"].search(domain)

    def _get_intervia_threads(self, persons, tickets):
        """Model -> ids, whose messages may name him. Extension point of the leaves."""
        partners = persons | persons.commercial_partner_id
        return {
            "intervia.ticket": tickets.ids,
            "res.partner": partners.ids,
            "res.users": persons.user_ids.ids,
        }

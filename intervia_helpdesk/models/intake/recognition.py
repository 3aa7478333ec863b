import ast
import re

from odoo import api, models

from ...tools.incoming_mail import MAX_REFERENCES, IncomingMail

# What is asked of an alias of ours on its way through the gateway
ALIAS_FIELDS = [
    "alias_name",
    "alias_full_name",
    "alias_domain_id",
    "alias_incoming_local",
    "alias_model_id",
    "alias_defaults",
    "alias_contact",
    "alias_status",
]
# What a mail and its notices ask of the company, and of its contact
COMPANY_FIELDS = [
    "name",
    "partner_id",
    "alias_domain_id",
    "email_primary_color",
    "email_secondary_color",
]
PARTNER_FIELDS = ["name", "email", "email_normalized", "lang", "active", "company_id"]
_RE = re.compile(r"^\s*(re|rv|aw|sv|res?p?|antw)\s*(\[\d+\])?\s*:", re.I)


class Incoming:
    """One mail on its way through the gateway, and what the steps learned about it.

    It travels in the context as ``intervia_incoming``: see
    ``mail.thread._get_incoming``.
    """

    def __init__(self, mail):
        self.mail = mail
        self.aliases = None  # mail.alias of areas, in the order the mail names them
        self.has_foreign_alias = False  # also addressed to somebody else's alias
        self.is_own = False  # sent by one of our own addresses
        self.parent = None  # mail.message it answers
        self.partner = None  # res.partner of the sender, where known
        self.is_unverified = False  # claims to be staff, proves nothing
        self.is_forged = False  # our mail server says it is not from its sender
        self.is_new = False  # opens a ticket
        self.is_routed = False  # our steps decided where it goes
        self.is_considered = False  # the platform asked where it goes
        self.is_renamed = False  # its Message-Id belongs to another mail already
        self.is_released = False  # staff wants it in: nothing sets it aside
        self.target = None  # the ticket that staff chose for it
        self.door = None  # intervia.door it came through, unless it is a mail
        self.intake = None  # its row in the ledger
        self.ticket = None  # where it went
        self.outcome = ""  # see intervia.intake
        self.reasons = []
        self.values = {}  # further columns of the ledger

    def with_env(self, env):
        """The same for another transaction."""
        self.aliases = self.aliases.with_env(env(su=True))
        self.parent = self.parent.with_env(env(su=True))
        return self

    @property
    def phone(self):
        """The number of whoever knocks at a door; a mail has none."""
        return self.mail.get("X-Intervia-Phone") if self.door else ""

    @property
    def is_reply(self):
        """Whether what it quotes is known here; a first mail stays whole."""
        mail = self.mail
        quotes_number = bool(mail.ticket_numbers) and bool(_RE.match(mail.subject))
        return self.parent.model == "intervia.ticket" or quotes_number

    def settle(self, outcome, reason, ticket=None):
        """Say what becomes of this mail; the first word counts."""
        self.note(reason)
        self.outcome = self.outcome or outcome
        self.ticket = self.ticket or ticket or None

    def note(self, reason):
        self.reasons.append(reason)


class InterviaIntake(models.Model):
    """Telling what a mail is about: which area, which message it answers."""

    _inherit = "intervia.intake"

    @api.model
    def _recognise(self, mail, model=None):
        """Tell whether a raw mail is for the helpdesk: to an area, or about a ticket.

        One that is for nobody at all is ours as well: nothing is lost.

        :param IncomingMail mail: or the raw bytes
        :param str model: fallback model of the gateway
        :rtype: Incoming or None
        """
        if not isinstance(mail, IncomingMail):
            mail = IncomingMail(mail)
        incoming = Incoming(mail)
        self._find_aliases(incoming)
        self._find_parent(incoming)
        ours = "intervia.ticket"
        if incoming.aliases or ours in (model, incoming.parent.model):
            return incoming
        if incoming.has_foreign_alias or incoming.parent or model:
            return None
        mail.is_stray = True
        return incoming

    @api.model
    def _find_aliases(self, incoming):
        """Sort the aliases the mail is addressed to: areas in order, and others."""
        mail = incoming.mail
        addresses = [*mail.recipients, mail.sender]
        aliases = self._search_aliases(addresses)
        own = self.env["ir.model"]._get_id("intervia.ticket")
        areas = aliases.filtered(lambda a: a.alias_model_id.id == own)

        def position(alias):
            for index, address in enumerate(mail.recipients):
                if self._alias_matches(alias, address):
                    return index
            return len(addresses)

        addressed = aliases.filtered(lambda a: position(a) < len(addresses))
        incoming.aliases = (areas & addressed).sorted(position)
        incoming.has_foreign_alias = bool(addressed - areas)
        is_area = any(self._alias_matches(a, mail.sender) for a in areas)
        incoming.is_own = is_area or self._is_where_mails_come_back(mail)

    @api.model
    def _is_where_mails_come_back(self, mail):
        """Whether the sender is the catchall or the bounce address of the domain that
        it writes to; for an area without an address of its own we write as the first.
        """
        domain = mail.sender.rpartition("@")[2]
        if domain not in {address.rpartition("@")[2] for address in mail.recipients}:
            return False
        # sudo: alias domains are a matter of the system
        domains = self.env["mail.alias.domain"].sudo().search([("name", "=", domain)])
        ours = domains.mapped("catchall_email") + domains.mapped("bounce_email")
        return mail.sender in ours

    @api.model
    def _search_aliases(self, addresses):
        addresses = [address for address in addresses if address]
        # sudo: the gateway knows every address, whoever runs it
        return (
            self.env["mail.alias"]
            .sudo()
            .search_fetch(
                [
                    "|",
                    ("alias_full_name", "in", addresses),
                    "&",
                    ("alias_incoming_local", "=", True),
                    ("alias_name", "in", [a.partition("@")[0] for a in addresses]),
                ],
                ALIAS_FIELDS,
            )
        )

    @api.model
    def _alias_matches(self, alias, address):
        if alias.alias_incoming_local and alias.alias_name == address.partition("@")[0]:
            return True
        return alias.alias_full_name == address

    @api.model
    def _find_parent(self, incoming):
        """The message this mail answers or reports on: the nearest that we know."""
        # sudo: the gateway's user may not read tickets; only ids are used
        messages = self.env["mail.message"].sudo()
        mail = incoming.mail
        references = [*mail.references, *mail.reported_ids][:MAX_REFERENCES]
        if references:
            messages = messages.search([("message_id", "in", references)], order="id")
            messages = messages.sorted(lambda m: references.index(m.message_id))
        incoming.parent = messages[:1]

    @api.model
    def _get_area(self, alias):
        """The area an alias belongs to."""
        defaults = ast.literal_eval(alias.alias_defaults or "{}")
        # sudo: the gateway serves every area
        return self.env["intervia.area"].sudo().browse(defaults.get("area_id"))

    @api.model
    def _get_company(self, area, mail, door=None):
        """Whose mail this is: its area's, else of the company whose domain it names.

        Empty where that is nobody's, or of several companies.
        """
        area = area or (door and door.area_id)
        # sudo: the gateway serves every company
        companies = self.env["res.company"].sudo()
        if area:
            return area.sudo().company_id
        if companies.search_count([], limit=2) == 1:
            return companies.search([], limit=1)
        names = {address.rpartition("@")[2] for address in mail.recipients}
        found = companies.search([("alias_domain_id.name", "in", list(names))], limit=2)
        return found if len(found) == 1 else companies

    @api.model
    def _get_company_of(self, incoming):
        """The same, of a mail on its way; a reply is for the company of its ticket."""
        answered = self.env["intervia.ticket"]._find_referenced(incoming)
        if answered:
            return answered.company_id
        area = incoming.aliases and self._get_area(incoming.aliases[:1])
        return self._get_company(area, incoming.mail, incoming.door)

    @api.model
    def _read_company(self, company, *names):
        """Read what a mail and its notices ask of a company, which has much more."""
        company.fetch([*COMPANY_FIELDS, *names])
        company.partner_id.fetch(PARTNER_FIELDS)

    @api.model
    def _get_lang(self, incoming):
        """What the gateway writes is read by the company: in its language."""
        company = self._get_area(incoming.aliases[:1]).company_id or self.env.company
        # sudo: the gateway's user may not read the company's contact
        company = company.sudo()
        self._read_company(company)
        return company.partner_id.lang or self.env.lang

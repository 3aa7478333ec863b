import logging
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.auth_signup.models.res_partner import SignupError

from ...tools.mail_address import get_address, mask

_logger = logging.getLogger(__name__)

VALID = timedelta(hours=48)
WINDOW = timedelta(hours=1)
PER_EMAIL = 3  # mails to one address within the window, whoever asks for them


class InterviaSignUp(models.Model):
    """Somebody who asked for access, until the link in his mail proves his address.

    Whoever asks is answered the same whether the address is known or not, and at the
    same moment: only a scheduled job looks the address up, and only the mail tells.
    """

    _name = "intervia.sign.up"
    _description = "Request for Access"
    _order = "id desc"
    _rec_name = "email"

    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_urlsafe(32),
    )
    name = fields.Char(required=True, readonly=True)
    email = fields.Char(required=True, readonly=True)
    lang = fields.Char(readonly=True)
    website_id = fields.Many2one("website", readonly=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("new", "Link to sign up"),
            ("known", "Has access: link to recover it"),
            ("further", "Has access by another address"),
            ("closed", "Access was closed"),
        ],
        "Answered with",
        readonly=True,
    )
    is_answered = fields.Boolean(readonly=True)
    user_id = fields.Many2one(
        "res.users", "Account", readonly=True, ondelete="set null", index=True
    )

    _token_uniq = models.UniqueIndex("(token)")
    _email_idx = models.Index("(email, create_date)")
    _waiting_idx = models.Index("(id) WHERE is_answered IS NOT TRUE")

    @api.model
    def _receive(self, name, email, website):
        """Write the request down; the answer goes by mail.

        :raises UserError: for what the person can see to be wrong himself
        """
        name, address = " ".join((name or "").split()), get_address(email)
        if not name or len(name) > 80 or "://" in name or "www." in name.lower():
            raise UserError(self.env._("Please write your name."))
        if not address or len(address) > 200:
            raise UserError(self.env._("Please write one whole e-mail address."))
        # sudo: a visitor writes nothing himself
        requests = self.sudo()
        since = fields.Datetime.now() - WINDOW
        recent = Domain("email", "=", address) & Domain("create_date", ">", since)
        if requests.search_count(recent, limit=PER_EMAIL) >= PER_EMAIL:
            return
        requests.create(
            {
                "name": name,
                "email": address,
                "lang": self.env.lang,
                "website_id": website.id,
            }
        )
        cron = "intervia_helpdesk_portal.ir_cron_answer_sign_ups"
        self.env.ref(cron).sudo()._trigger()

    @api.model
    def _cron_answer(self):
        waiting = self.search(Domain("is_answered", "=", False), order="id", limit=100)
        for number, request in enumerate(waiting):
            request._answer()
            left = len(waiting) - number - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break

    def _answer(self):
        """Look the address up and mail what it may be told."""
        self.ensure_one()
        user = self._find_user()
        self.kind = self._get_kind(user)
        self.is_answered = True
        self.user_id = user if self.kind in ("known", "further") else False
        if self.user_id:
            user.partner_id.signup_prepare(signup_type="reset")
        try:
            if self.kind == "further":
                user.with_context(create_user=False).action_reset_password()
            template = "intervia_helpdesk_portal.mail_template_sign_up"
            self.env.ref(template).send_mail(self.id, force_send=True)
        except UserError as error:
            _logger.info("No mail to %s: %s", self.email, error)

    def _get_kind(self, user):
        if not user:
            return "new"
        if not user.active:
            return "closed"
        own = {get_address(user.email), get_address(user.login)}
        return "known" if self.email in own else "further"

    def _find_partner(self):
        """Whom we know by this address, also by a further one of his."""
        company = self.website_id.company_id or self.env.company
        return self.env["intervia.client.address"]._find(self.email, company)

    def _find_user(self):
        """The account that this address leads to, archived ones last."""
        users = self.env["res.users"].with_context(active_test=False)
        literal = self.email
        for wildcard in ("\\", "_", "%"):
            literal = literal.replace(wildcard, f"\\{wildcard}")
        partner = self._find_partner()
        people = partner.browse() if partner.is_company else partner
        found = users.search(
            Domain("login", "=ilike", literal)
            | Domain("partner_id.email_normalized", "=", self.email)
            | Domain("partner_id", "in", people.ids)
        )
        return found.sorted("active", reverse=True)[:1]

    def _get_url(self):
        """Where the button of the mail leads."""
        self.ensure_one()
        base = self.website_id.get_base_url() or self.get_base_url()
        if self.kind == "known":
            return self.user_id.partner_id._get_signup_url()
        if self.kind == "new":
            return f"{base}/soporte/alta/{self.token}"
        return f"{base}/soporte"

    def _get_masked(self):
        """The account's own address, for its owner to recognise."""
        return mask(self.user_id.email or self.user_id.login)

    @api.model
    def _find_valid(self, token):
        """The request that a link of our mail stands for, as superuser; else none."""
        # sudo: the link stands for the right
        requests = self.sudo()
        if not token:
            return requests
        since = fields.Datetime.now() - VALID
        return requests.search(
            Domain("token", "=", token)
            & Domain("kind", "=", "new")
            & Domain("user_id", "=", False)
            & Domain("create_date", ">", since)
        )

    def _complete(self, password):
        """The address is proven: make the account, once, and file its owner.

        :rtype: ``res.users``
        :raises UserError: the address has an account by now, or the password is bad
        """
        self.ensure_one()
        self.lock_for_update()
        if self.user_id or self._find_user():
            raise UserError(
                self.env._("This address has an account already. Please log in.")
            )
        partner = self._find_or_create_partner()
        values = {
            "login": self.email,
            "password": password,
            "partner_id": partner.id,
            "name": partner.name,
            "email": partner.email or self.email,
        }
        try:
            users = self.env["res.users"].with_context(no_reset_password=True)
            self.user_id = users._signup_create_user(values)
        except SignupError as error:
            raise UserError(str(error)) from None
        self._file(partner)
        return self.user_id

    def _find_or_create_partner(self):
        """The contact who has this address; a company's own is none of a person."""
        partner = self._find_partner()
        if partner and not partner.is_company:
            partner.active = True
            return partner
        own = self.website_id.company_id or self.env.company
        values = {"name": self.name, "email": self.email, "lang": self.lang}
        if partner:
            values["parent_id"] = partner.id
        elif own.partner_id.company_id:
            values["company_id"] = own.id
        return self.env["res.partner"].create(values)

    def _file(self, partner):
        own = self.website_id.company_id or self.env.company
        domains = self.env["intervia.client.domain"]
        partner._join_intervia_company(domains._find_company(self.email, own))

    @api.autovacuum
    def _gc_requests(self):
        limit = self.env["res.config.settings"]._get_intervia_limit("sign_up")
        if limit:
            self.search([("create_date", "<", limit)], limit=10_000).unlink()

import secrets
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.mail import email_normalize
from odoo.tools.misc import hmac

from ..tools.network import get_network

VALID = timedelta(hours=48)
WINDOW = timedelta(hours=1)
# Openings in one hour, before a visitor is asked to wait
PER_EMAIL = 3
PER_ORIGIN = 10  # or what the parameter intervia_helpdesk_portal.openings_per_hour says


class InterviaOpening(models.Model):
    """What a visitor asked, until the link in his mail proves his address."""

    _name = "intervia.opening"
    _description = "Question Waiting for Its Proof"
    _order = "id desc"

    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_urlsafe(24),
    )
    name = fields.Char("Subject", required=True, readonly=True)
    partner_name = fields.Char("Name", required=True, readonly=True)
    email = fields.Char(required=True, readonly=True)
    question = fields.Json("Values of the ticket", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", readonly=True)
    origin = fields.Char(readonly=True, help="A digest of where it was sent from.")
    website_id = fields.Many2one("website", readonly=True, ondelete="cascade")
    lang = fields.Char(readonly=True)
    ticket_id = fields.Many2one(
        "intervia.ticket", readonly=True, ondelete="set null", index="btree_not_null"
    )

    _token_uniq = models.UniqueIndex("(token)")
    _origin_idx = models.Index("(origin, create_date)")
    _email_idx = models.Index("(email, create_date)")

    @api.model
    def _get_origin(self, address):
        """A digest of a network address: enough to count with, not to read.

        A machine has as many IPv6 addresses as it likes: there, the network counts.
        """
        if ":" in address:
            address = get_network(address)
        return hmac(self.env(su=True), "intervia_helpdesk_portal.origin", address)[:32]

    @api.model
    def _is_too_many(self, origin, email):
        """Whether this visitor, or this address, has to wait before asking again."""
        since = fields.Datetime.now() - WINDOW
        # sudo: nobody on the client's side reads openings and parameters
        openings = self.sudo()
        key = "intervia_helpdesk_portal.openings_per_hour"
        per_origin = int(self.env["ir.config_parameter"].sudo().get_param(key) or 0)
        limits = (
            ("origin", origin, per_origin or PER_ORIGIN),
            ("email", email, PER_EMAIL),
        )
        return any(
            openings.search_count(
                [(field, "=", value), ("create_date", ">", since)], limit=limit
            )
            >= limit
            for field, value, limit in limits
        )

    @api.model
    def _receive(self, question, attachments, website, address):
        """Keep a visitor's question until he proves his address.

        :param dict question: values of a ticket, ``partner_name``, ``partner_email``
        :param str address: where it was sent from
        :rtype: ``intervia.opening`` as superuser
        :raises UserError: when too many came from there, or for this e-mail
        """
        question = dict(question)
        name = question.pop("partner_name")
        email = email_normalize(question.pop("partner_email"))
        origin = self._get_origin(address or "")
        if self._is_too_many(origin, email):
            raise UserError(
                self.env._(
                    "Several questions have been sent from here. Please wait an hour,"
                    " or write to us by e-mail."
                )
            )
        # sudo: visitors write nothing themselves; the form checked every value
        opening = self.sudo().create(
            {
                "name": question["name"],
                "partner_name": name,
                "email": email,
                "question": question,
                "attachment_ids": [Command.set(attachments.ids)],
                "origin": origin,
                "website_id": website.id,
                "lang": self.env.lang,
            }
        )
        attachments.sudo().write({"res_model": self._name, "res_id": opening.id})
        return opening

    def _send_link(self):
        """Mail the link that makes these questions live."""
        template = self.env.ref("intervia_helpdesk_portal.mail_template_opening")
        for opening in self:
            # sudo: a visitor sends no mail by himself
            mail_id = template.sudo().send_mail(opening.id)
            self.env["mail.mail"].sudo().browse(mail_id).send_after_commit()

    def _get_confirm_url(self):
        self.ensure_one()
        website = self.website_id
        base = website.get_base_url() if website else self.get_base_url()
        return f"{base}/soporte/confirmar/{self.sudo().token}"

    @api.model
    def _find_valid(self, token):
        """The question that a link of our mail stands for, as superuser; else none."""
        # sudo: the link stands for the right
        openings = self.sudo()
        if not token:
            return openings
        since = fields.Datetime.now() - VALID
        return openings.search([("token", "=", token), ("create_date", ">", since)])

    def _make_live(self):
        """The address is proven: the question becomes a ticket, once.

        :rtype: ``intervia.ticket`` as superuser
        """
        self.ensure_one()
        # whoever presses twice waits here, then the platform repeats his request
        query = SQL("SELECT FROM intervia_opening WHERE id = %s FOR UPDATE", self.id)
        self.env.cr.execute(query)
        if not self.ticket_id:
            self.ticket_id = self._create_ticket()
        return self.ticket_id

    def _create_ticket(self):
        area = self.env["intervia.area"].browse(self.question["area_id"])
        client = self.env["intervia.client.address"]._find_or_create(
            self.email, self.partner_name, area.company_id
        )
        return self.env["intervia.ticket"]._open_from_form(
            {**self.question, "partner_id": client.id},
            self.attachment_ids,
            self.website_id,
        )

    @api.autovacuum
    def _gc_openings(self):
        """What nobody proved is forgotten, with its files."""
        limit = self.env["res.config.settings"]._get_intervia_limit("opening")
        old = self.search([("create_date", "<", limit)]) if limit else self.browse()
        old.filtered(lambda o: not o.ticket_id).attachment_ids.unlink()
        old.unlink()

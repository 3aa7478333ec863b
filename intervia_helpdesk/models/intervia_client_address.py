from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import email_normalize


class InterviaClientAddress(models.Model):
    """An address a client writes from: the one he came with, or a further one.

    Whoever came by telephone has his number here.
    """

    _name = "intervia.client.address"
    _description = "Client Address"
    _rec_name = "email_normalized"
    _order = "email_normalized"

    email_normalized = fields.Char("Address", required=True)
    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, index=True, ondelete="cascade"
    )

    is_authorised = fields.Boolean(
        "Authorised",
        help="Attended also by areas that serve authorised addresses only.",
    )

    company_id = fields.Many2one(related="partner_id.company_id", store=True)

    _email_company_uniq = models.UniqueIndex(
        "(email_normalized, COALESCE(company_id, 0))",
        "This address belongs to a client already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalize(vals))

    @api.model
    def _normalize(self, vals):
        if "email_normalized" not in vals:
            return vals
        address = email_normalize(vals["email_normalized"] or "")
        return {**vals, "email_normalized": address or vals["email_normalized"]}

    @api.model
    def _find(self, email, company=None):
        """The client who writes from ``email``; empty when nobody is known.

        An archived contact counts only when there is no active one: a client who comes
        back is the same client. A contact of another company never does.

        :param str email: a normalized address
        :rtype: ``res.partner``, one or none, as superuser
        """
        # sudo: the gateway must recognise every client, whatever the mail's user sees
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        if not email:
            return partners
        companies = [False, *(company.ids if company else [])]
        found = partners.search(
            [("email_normalized", "=", email)], order="id"
        ).filtered(lambda p: not company or p.company_id.id in companies)
        if not found.filtered("active"):
            found |= self._search_address(email, company).partner_id
        return found.sorted(
            lambda p: (p.active, not p.partner_share, bool(p.company_id), -p.id),
            reverse=True,
        )[:1]

    @api.model
    def _search_address(self, email, company=None):
        """The rows of an address; that of another company's client is none."""
        domain = Domain("email_normalized", "=", email)
        if company:
            domain &= Domain("company_id", "in", [False, *company.ids])
        # sudo: the gateway must recognise every client
        return self.sudo().search(domain, order="id")

    @api.model
    def _is_authorised(self, email, company):
        rows = self._search_address(email, company) if email else self
        return any(rows.mapped("is_authorised"))

    @api.model
    def _authorise(self, email, name=None, company=None):
        """From now on areas for authorised addresses attend ``email``.

        :return: its row, whose client is made known when he is new
        """
        # sudo: the caller has checked that the person may authorise
        addresses = self.sudo()
        address = addresses._search_address(email, company)[:1]
        if not address:
            partner = self._find_or_create(email, name, company)
            address = addresses._search_address(email, company)[:1]
            address = address or addresses.create(
                {"email_normalized": email, "partner_id": partner.id}
            )
        address.is_authorised = True
        return address

    @api.model
    def _find_or_create(self, email, name=None, company=None):
        """As :meth:`_find`; somebody unknown becomes a new contact."""
        return self._find(email, company) or self._create_client(email, name, company)

    @api.model
    def _create_client(self, email, name=None, company=None):
        """A contact for ``email``, one only, even when two mails arrive at once.

        The row of the address is the lock: while another transaction adds the same
        one, this waits; if that one committed, PostgreSQL raises a serialization
        failure (REPEATABLE READ) and the mail is processed again.
        """
        # sudo: mail from a stranger creates a contact, no user does
        partner = (
            self.env["res.partner"]
            .sudo()
            .with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
            .create(
                {
                    "name": name or email,
                    "email": email,
                    "lang": company and company.partner_id.lang or self.env.lang,
                }
            )
        )
        self._claim_address(email, partner)
        return partner

    @api.model
    def _claim_address(self, address, partner):
        """Say whose an address is, unless it is somebody's already; see above.

        :param str address: a normalized address or telephone number
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO intervia_client_address
                               (email_normalized, partner_id, company_id,
                                create_uid, create_date, write_uid, write_date)
                        VALUES (%(email)s, %(partner)s, %(company)s,
                                %(uid)s, %(now)s, %(uid)s, %(now)s)
                   ON CONFLICT DO NOTHING""",
                email=address,
                partner=partner.id,
                company=partner.company_id.id or None,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            ),
            log_exceptions=False,
        )

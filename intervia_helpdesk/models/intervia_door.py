import base64
import binascii
import secrets

import requests

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.mail import email_normalize

from ..tools.door_mail import MAX_EXTERNAL_ID, MAX_FILES, DoorMail, build_mail
from ..tools.same_secret import is_same_secret
from ..tools.sms_signature import is_signed_by_twilio

TWILIO = "https://api.twilio.com/2010-04-01/Accounts/%s/Messages.json"
TEXTS = ("external_id", "subject", "text", "html", "name", "email", "phone", "reply_to")


EXAMPLE = """curl %(url)s \\
  -H "Authorization: Bearer %(token)s" \\
  -H "Content-Type: application/json" \\
  -d '{"external_id": "4711", "name": "Ana", "phone": "+34 600 111 222",
       "subject": "%(subject)s", "text": "%(text)s"}'"""


def _get_key(phone):
    return "".join((phone or "").split())


class InterviaDoor(models.Model):
    """A way in besides mail: a switchboard, a forum, WhatsApp, an SMS number."""

    _name = "intervia.door"
    _description = "Door for Incoming Messages"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("json", "JSON over HTTP"), ("twilio", "SMS (Twilio)")],
        default="json",
        required=True,
    )
    channel_id = fields.Many2one("intervia.channel", required=True)
    area_id = fields.Many2one("intervia.area", required=True, ondelete="cascade")
    category_id = fields.Many2one(
        "intervia.category", domain="[('area_id', '=', area_id)]"
    )
    type_id = fields.Many2one("intervia.ticket.type")
    priority_id = fields.Many2one("intervia.priority")
    token = fields.Char(
        default=lambda self: secrets.token_urlsafe(32),
        copy=False,
        groups="intervia_helpdesk.group_manager",
        help="Sent by the other system as “Authorization: Bearer …”.",
    )
    account = fields.Char("Account SID", groups="intervia_helpdesk.group_manager")
    account_token = fields.Char(
        "Auth token", copy=False, groups="intervia_helpdesk.group_manager"
    )
    number = fields.Char("Our number")
    url = fields.Char("Address", compute="_compute_url")
    example = fields.Text(
        compute="_compute_example", groups="intervia_helpdesk.group_manager"
    )

    @api.depends("kind")
    def _compute_url(self):
        base = self.get_base_url()
        for door in self:
            page = "intake" if door.kind == "json" else "sms"
            door.url = f"{base}/intervia/{page}/{door._origin.id or ''}"

    @api.depends("url", "token")
    def _compute_example(self):
        for door in self:
            door.example = EXAMPLE % {
                "url": door.url,
                "token": door.token or "",
                "subject": self.env._("No network"),
                "text": self.env._("Nothing works since nine."),
            }

    def action_renew_token(self):
        """Another token; the other system must be told."""
        for door in self:
            door.token = secrets.token_urlsafe(32)

    @api.model
    def _open(self, door_id, token):
        """The door whose token this is; empty for everybody else."""
        # sudo: whoever knocks is nobody yet
        door = self.sudo().browse(door_id).exists()
        is_right = door.active and door.kind == "json" and door.token and token
        return door if is_right and is_same_secret(door.token, token) else self.browse()

    @api.model
    def _open_sms(self, door_id, origin, path, fields_, signature):
        """The SMS door whose provider signed this request.

        :param str origin: under which we were asked; behind a proxy that does not say
            so it is another than the provider's
        :param str path: as it was asked for, with its query
        """
        # sudo: whoever knocks is nobody yet
        door = self.sudo().browse(door_id).exists()
        if not door.active or door.kind != "twilio":
            return self.browse()
        urls = [base.rstrip("/") + path for base in (origin, door.get_base_url())]
        signed = is_signed_by_twilio(urls, fields_, door.account_token, signature)
        return door if signed else self.browse()

    # In

    def _receive(self, data, media=()):
        """Keep and process one message of the other system.

        :param dict data: see ``tools.door_mail.build_mail``
        :param media: addresses of pictures, said by a provider who signed the request
        :return: what the other system is told
        """
        self.ensure_one()
        raw = build_mail(self.id, {**self._check_data(data), "media": media})
        mail = DoorMail(raw, self.id, self.channel_id.id)
        # sudo: the token or the signature was checked
        intakes = self.env["intervia.intake"].sudo()
        intakes._receive(mail, "intervia.ticket")
        # The ledger was written by other transactions, which this one does not see.
        with intakes._own_transaction() as ledger:
            row = ledger.search([("fingerprint", "=", mail.fingerprint)])
            return row._get_door_answer()

    def _check_data(self, data):
        """The values that a door takes; raises ``ValidationError`` for others."""
        values = {key: data[key] for key in TEXTS if data.get(key)}
        if any(not isinstance(value, str) for value in values.values()):
            raise ValidationError(self.env._("Every value must be a text."))
        values = {key: value for key, value in values.items() if value.strip()}
        if values.get("email") and not email_normalize(values["email"]):
            raise ValidationError(self.env._("email is not an address."))
        if not 0 < len(values.get("external_id", "")) <= MAX_EXTERNAL_ID:
            raise ValidationError(
                self.env._("external_id is missing, or longer than 200 characters.")
            )
        if not (values.get("text") or values.get("html") or values.get("subject")):
            raise ValidationError(self.env._("The message says nothing."))
        files = data.get("files") or []
        if not isinstance(files, list) or len(files) > MAX_FILES:
            raise ValidationError(self.env._("files must be a list of at most 50."))
        try:
            values["files"] = [
                (str(file["name"]), base64.b64decode(file["content"], validate=True))
                for file in files
            ]
        except (KeyError, TypeError, binascii.Error, ValueError) as error:
            raise ValidationError(
                self.env._("Each file needs a name, and a content in base64.")
            ) from error
        return values

    def _prepare_ticket_vals(self):
        values = {"area_id": self.area_id.id, "channel_id": self.channel_id.id}
        for name in ("category_id", "type_id", "priority_id"):
            if self[name]:
                values[name] = self[name].id
        return values

    def _is_sms(self):
        return self.kind == "twilio"

    def _get_number(self, phone):
        """A number as the platform keeps it; empty for what is none."""
        country = self.area_id.company_id.country_id
        partners = self.env["res.partner"]
        return phone and partners._phone_format(number=phone, country=country)

    def _search_client(self, phone):
        """Who calls from a number, as superuser; empty when nobody is known."""
        # sudo: the gateway knows every client, and makes those it does not know
        partners = self.env["res.partner"].sudo()
        company = self.area_id.company_id
        number = self._get_number(phone)
        if not number:  # a short code, or none of this country
            addresses = self.env["intervia.client.address"]
            return addresses._search_address(_get_key(phone), company).partner_id[:1]
        known = Domain("phone_sanitized", "=", number)
        known &= Domain("company_id", "in", [False, company.id])
        return partners.search(known, limit=1)

    def _find_client(self, name, phone):
        """Who calls from a number; somebody unknown becomes a contact."""
        found = self._search_client(phone)
        if found:
            return found
        client = found.create({"name": name or phone, "phone": phone})
        # the lock of the number: two calls at once make one contact
        key = self._get_number(phone) or _get_key(phone)
        self.env["intervia.client.address"]._claim_address(key, client)
        return client

    # Out

    def _send_sms(self, number, text):
        """Send one text; raises what the provider says when he does not take it."""
        self.ensure_one()
        answer = requests.post(
            TWILIO % self.account,
            auth=(self.account, self.account_token),
            data={"To": number, "From": self.number, "Body": text},
            timeout=10,
        )
        if answer.status_code == requests.codes.bad_request:
            raise ValueError(answer.json().get("message"))
        answer.raise_for_status()
        return answer.json().get("sid")

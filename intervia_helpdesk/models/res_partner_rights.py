import io
import json
import re
import zipfile

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# What says who somebody is, and how to reach him
PERSONAL = ("email", "phone", "website", "comment", "function", "image_1920")
FISCAL = ("vat", "street", "street2", "city", "zip")
TICKET_FIELDS = ("number", "name", "description", "create_date", "state", "date_closed")
_UNSAFE = re.compile(r"[^\w.-]+")


class ResPartner(models.Model):
    """The rights of a person over his data (articles 15, 17 and 20 of the GDPR)."""

    _inherit = "res.partner"

    # Handing out

    def _export_intervia_person(self):
        """Everything known of this person, as a zip of one JSON and his files.

        :rtype: bytes
        """
        self.ensure_one()
        # sudo: asked by an administrator of the helpdesk, for the person himself
        person = self.sudo()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            data = json.dumps(
                person._get_intervia_person_data(),
                default=str,
                ensure_ascii=False,
                indent=2,
            )
            archive.writestr("data.json", data)
            for file in person._get_intervia_person_files():
                name = _UNSAFE.sub("_", file.name or "file")
                archive.writestr(f"files/{file.id}-{name}", file.raw or b"")
        return stream.getvalue()

    def _get_intervia_person_data(self):
        """What is handed out: section -> rows. Extension point of the leaf addons."""
        self.ensure_one()
        messages = self._get_intervia_person_messages()
        views = self.env["intervia.ticket.view"].search([("partner_id", "=", self.id)])
        tickets = self._get_intervia_person_tickets()
        return {
            "person": self.read(["name", *PERSONAL[:-1], *FISCAL, "lang"], load=None),
            "company": self.commercial_partner_id.name,
            "users": self.user_ids.read(["login", "create_date", "login_date"]),
            "addresses": self.intervia_address_ids.mapped("email_normalized"),
            "tickets": tickets.read(TICKET_FIELDS, load=None),
            "messages": messages.read(
                ["date", "subject", "body", "res_id", "email_from"], load=None
            ),
            "views": views.read(["date", "door", "ticket_id"], load=None),
            "errors_reported": self.env["intervia.error.report"]
            .search([("partner_id", "=", self.id)])
            .read(["date_first", "details", "path", "program"], load=None),
        }

    def _get_intervia_person_tickets(self):
        return self.env["intervia.ticket"].search([("partner_id", "=", self.id)])

    def _get_intervia_person_messages(self):
        """What he wrote, and what was written to him: never notes."""
        tickets = self._get_intervia_person_tickets()
        mine = Domain("author_id", "=", self.id) | Domain("res_id", "in", tickets.ids)
        public = Domain("is_internal", "=", False) & Domain(
            "subtype_id", "=", self.env.ref("mail.mt_comment").id
        )
        return self.env["mail.message"].search(
            Domain("model", "=", "intervia.ticket") & mine & public, order="id"
        )

    def _get_intervia_person_files(self):
        return self._get_intervia_person_messages().attachment_ids

    # Erasing

    def _erase_intervia_person(self):
        """Make this person anonymous. His tickets remain, without saying whose.

        :return: what was done, a line each
        """
        self.ensure_one()
        self._check_intervia_erasable()
        # sudo: as above
        person = self.sudo()
        kept = person._get_intervia_kept_fields()
        done = person._erase_intervia_traces()
        done += person._erase_intervia_users()
        values = dict.fromkeys((*PERSONAL, *FISCAL), False)
        values |= {"name": f"Anonymous {self.id}", "active": False}
        person.with_context(tracking_disable=True).write(
            {key: value for key, value in values.items() if key not in kept}
        )
        person.message_ids.filtered(lambda m: m.model == "res.partner").unlink()
        if kept:
            done.append(f"kept for the invoices: {', '.join(sorted(kept))}")
        return done

    def _check_intervia_erasable(self):
        """Employees are the company's business, not the helpdesk's."""
        # sudo: whoever has no right to see users must not erase one either
        if any(
            not user.share
            for user in self.sudo().with_context(active_test=False).user_ids
        ):
            raise UserError(
                self.env._("%s is an employee: archive the user instead.", self.name)
            )
        if self.is_company:
            raise UserError(self.env._("A company is not a person."))

    def _get_intervia_kept_fields(self):
        """Fields that the law makes us keep. Extension point of the leaf addons."""
        return set()

    def _erase_intervia_users(self):
        users = self.with_context(active_test=False).user_ids
        for user in users:
            user.write(
                {
                    "active": False,
                    "login": f"anonymous-{user.id}",
                    "signature": False,
                }
            )
        return [f"users closed: {len(users)}"] if users else []

    def _erase_intervia_traces(self):
        """Copies of his name and address outside his own record."""
        self.env["intervia.ticket"].flush_model()
        self.env["mail.message"].flush_model()
        queries = {
            "tickets": SQL(
                """UPDATE intervia_ticket SET partner_name = NULL,
                   partner_email = NULL, partner_email_normalized = NULL,
                   partner_phone = NULL
                   WHERE partner_id = %s""",
                self.id,
            ),
            "messages": SQL(
                "UPDATE mail_message SET email_from = NULL WHERE author_id = %s",
                self.id,
            ),
            "views": SQL(
                """UPDATE intervia_ticket_view SET partner_id = NULL,
                   viewer = 'x' || id WHERE partner_id = %s""",
                self.id,
            ),
            "errors reported": SQL(
                """UPDATE intervia_error_report SET partner_id = NULL, origin = NULL
                   WHERE partner_id = %s""",
                self.id,
            ),
        }
        done = []
        for what, query in queries.items():
            self.env.cr.execute(query)
            done.append(f"{what}: {self.env.cr.rowcount}")
        done += self._erase_intervia_texts()
        done += self._erase_intervia_mails()
        self.env.invalidate_all()
        return done

    def _erase_intervia_texts(self):
        """Answers that went to his phone."""
        texts = self.env["intervia.sms"].search(
            [("ticket_id.partner_id", "=", self.id)]
        )
        texts.unlink()
        return [f"text messages: {len(texts)}"]

    def _erase_intervia_mails(self):
        """The originals of his mails; what they said stays in the tickets."""
        addresses = {
            self.email_normalized,
            *self.intervia_address_ids.mapped("email_normalized"),
        } - {False}
        intake = self.env["intervia.intake"].search(
            Domain("sender", "in", [*addresses])
            # what came in without an address, as from a phone
            | Domain("ticket_id.partner_id", "=", self.id)
            & Domain("sender", "=", False)
            & Domain("door_id", "!=", False)
        )
        intake.write(
            {"raw": False, "email_from": False, "sender": False, "email_to": False}
        )
        self.intervia_address_ids.unlink()
        return [f"originals of mails: {len(intake)}"]

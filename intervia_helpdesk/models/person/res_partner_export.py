import io
import json
import re
import zipfile
from collections import namedtuple

from odoo import models
from odoo.fields import Domain

IDENTITY = ["name", "email", "phone", "website", "comment", "function", "vat"]
IDENTITY += ["street", "street2", "city", "zip", "ref", "lang"]
_UNSAFE = re.compile(r"[^\w.-]+")

# key of the section, what its rows are in words, records, names of their fields
Section = namedtuple("Section", "key what records fields")


class ResPartner(models.Model):
    """The right of a person to his data (articles 15 and 20 of the GDPR)."""

    _inherit = "res.partner"

    def _export_intervia_person(self):
        """Everything known of this person, as a zip of one JSON and his files.

        :rtype: bytes
        """
        self.ensure_one()
        # sudo: asked by an administrator of the helpdesk, for the person himself
        person = self.sudo().with_context(active_test=False, bin_size=False)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            data = json.dumps(
                person._get_intervia_person_data(),
                default=str,
                ensure_ascii=False,
                indent=2,
            )
            archive.writestr("data.json", data)
            for name, content in person._get_intervia_person_files():
                archive.writestr(f"files/{_UNSAFE.sub('_', name)}", content)
        return stream.getvalue()

    def _get_intervia_person_data(self):
        """What is handed out: key -> ``what`` the rows are, and the ``rows``.

        Names of records take the place of their numbers.

        :rtype: dict
        """
        data = {
            section.key: {
                "what": section.what,
                "rows": section.records.read(section.fields, load="_classic_read"),
            }
            for section in self._get_intervia_person_sections()
        }
        for section in data.values():
            for row in section["rows"]:
                for name, value in row.items():
                    if isinstance(value, tuple):
                        row[name] = value[1]
        return data

    def _get_intervia_person_sections(self):
        """Each kind of thing that is known of him. Extension point of the leaf addons.

        :rtype: list of Section
        """
        self.ensure_one()
        env, own = self.env, [("partner_id", "=", self.id)]
        tickets = self._get_intervia_person_tickets()
        worklogs = tickets.worklog_ids.filtered("visible_to_client")
        reports = env["intervia.error.report"].search(own)
        return [
            Section("person", env._("His own data"), self, [*IDENTITY, "parent_id"]),
            Section(
                "postal_addresses",
                env._("His addresses"),
                self.child_ids.filtered(lambda p: p.type != "contact"),
                IDENTITY,
            ),
            Section(
                "users",
                env._("His accounts"),
                self.user_ids,
                ["login", "create_date", "login_date"],
            ),
            *self._get_intervia_address_sections(),
            Section(
                "tickets",
                env._("His tickets"),
                tickets,
                self._get_intervia_ticket_fields(),
            ),
            Section(
                "messages",
                env._("What he wrote in tickets, and what was written to him there"),
                self._get_intervia_person_messages(),
                ["date", "subject", "body", "record_name", "email_from", "author_id"],
            ),
            Section(
                "work",
                env._("Work on his tickets that he was shown"),
                worklogs,
                ["date_start", "name", "hours", "ticket_id"],
            ),
            Section(
                "errors_reported",
                env._("Errors that he reported"),
                reports,
                ["date_first", "details", "path", "program"],
            ),
            *self._get_intervia_log_sections(tickets),
        ]

    def _get_intervia_address_sections(self):
        env, addresses = self.env, self._get_intervia_addresses()
        mails = env["intervia.intake"].search([("sender", "in", [*addresses])])
        return [
            Section(
                "addresses",
                env._("Further addresses of his"),
                self.intervia_address_ids,
                ["email_normalized", "is_authorised"],
            ),
            Section(
                "mails_received",
                env._("Mails of his that were received"),
                mails,
                ["create_date", "email_from", "subject", "outcome", "ticket_id"],
            ),
        ]

    def _get_intervia_log_sections(self, tickets):
        """What was written down of him, without his doing."""
        env, own = self.env, [("partner_id", "=", self.id)]
        logins = self.user_ids.mapped("login")
        views = env["intervia.ticket.view"]
        return [
            Section(
                "text_messages",
                env._("Text messages sent to his telephone"),
                env["intervia.sms"].search([("ticket_id", "in", tickets.ids)]),
                ["create_date", "number", "body", "state"],
            ),
            Section(
                "views",
                env._("When he opened a ticket"),
                views.search(own),
                self._get_intervia_view_fields(),
            ),
            Section(
                "views_of_others",
                env._("When somebody else opened a ticket of his"),
                views.search(
                    [("ticket_id", "in", tickets.ids), ("partner_id", "!=", self.id)]
                ),
                ["date", "door", "ticket_id"],
            ),
            Section(
                "failed_logins",
                env._("Failed attempts to log in with his account"),
                env["intervia.login.attempt"].search([("login", "in", logins)]),
                ["date", "login", "address", "outcome"],
            ),
            Section(
                "password_changes",
                env._("When staff changed his access"),
                env["intervia.password.change"].search(
                    [("target_id", "in", self.user_ids.ids)]
                ),
                ["create_date", "login", "kind"],
            ),
            Section(
                "rights_used",
                env._("When his data were handed out"),
                env["intervia.person.act"].search(own),
                ["date", "kind", "reason"],
            ),
        ]

    def _get_intervia_ticket_fields(self):
        """What of a ticket is handed out. Extension point of the leaf addons."""
        fields = ["number", "name", "description", "create_date", "state"]
        fields += ["date_closed", "area_id", "category_id", "type_id", "channel_id"]
        return [*fields, "partner_name", "partner_email", "partner_phone"]

    def _get_intervia_view_fields(self):
        """What of a view is handed out. Extension point of the leaf addons."""
        return ["date", "door", "ticket_id"]

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
        """Pairs of a name and the content. Extension point of the leaf addons."""
        attachments = self._get_intervia_person_messages().attachment_ids
        for file in attachments:
            yield f"{file.id}-{file.name or 'file'}", file.raw or b""
        reports = self.env["intervia.error.report"].search(
            [("partner_id", "=", self.id), ("screenshot", "!=", False)]
        )
        for report in reports:
            content = self.env["ir.attachment"].search(
                [
                    ("res_model", "=", report._name),
                    ("res_id", "=", report.id),
                    ("res_field", "=", "screenshot"),
                ]
            )
            yield f"error-{report.id}.png", content.raw or b""

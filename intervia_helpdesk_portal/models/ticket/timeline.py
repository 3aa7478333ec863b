from odoo import models


class InterviaTicket(models.Model):
    """What a client reads of his ticket."""

    _inherit = "intervia.ticket"

    def _get_client_messages(self):
        """The conversation, oldest first: no notes, no logs, nothing hidden.

        :rtype: ``mail.message`` as superuser
        """
        self.ensure_one()
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        # sudo: read for a page that was granted; the domain keeps notes out
        return (
            self.env["mail.message"]
            .sudo()
            .search_fetch(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("message_type", "in", ("comment", "email")),
                    ("subtype_id", "=", comment),
                    ("is_internal", "=", False),
                ],
                ["author_id", "body", "create_date", "date", "email_from"],
                order="id",
            )
        )

    def _get_client_timeline(self):
        """What was said, the question first.

        A mail that became a ticket is both the question and the first message: it is
        shown once.

        :return: list of dict ``message author is_staff date body attachments``
        """
        self.ensure_one()
        ticket = self.sudo()
        messages = ticket._get_client_messages()
        staff = {a: ticket._is_staff_author(a) for a in messages.author_id}
        entries = [
            {
                "message": message,
                "author": message.author_id.name or message.email_from or "",
                "is_staff": staff.get(message.author_id, False),
                "date": message.date,
                "body": message.body,
                "attachments": message.attachment_ids,
            }
            for message in messages
        ]
        first = messages[:1]
        born_by_mail = (
            first.message_type == "email" and first.create_date == ticket.create_date
        )
        if not born_by_mail:
            entries.insert(0, ticket._get_question_entry())
        return entries

    def _get_question_entry(self):
        return {
            "message": self.env["mail.message"],
            "author": self.partner_name or self.partner_email or "",
            "is_staff": False,
            "date": self.create_date,
            "body": self.description,
            "attachments": self.opening_attachment_ids,
        }

    def _get_client_worklog(self):
        """The part of the bitácora that support shows to the client."""
        self.ensure_one()
        # sudo: read for a page that was granted; the domain keeps inner work out
        return (
            self.env["intervia.worklog"]
            .sudo()
            .search_fetch(
                [
                    ("ticket_id", "=", self.id),
                    ("visible_to_client", "=", True),
                    ("is_running", "=", False),
                ],
                ["name", "date_start", "hours"],
                order="date_start, id",
            )
        )

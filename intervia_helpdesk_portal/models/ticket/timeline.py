from odoo import models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ...tools.quote_fold import fold_quotes

EVENT = "intervia_helpdesk.mt_ticket_event"


class InterviaTicket(models.Model):
    """What a client reads of his ticket."""

    _inherit = "intervia.ticket"

    def _get_client_messages(self, with_events=False):
        """The conversation, oldest first: no notes, no logs, nothing hidden.

        :param bool with_events: also what happened, told where both sides read
        :rtype: ``mail.message`` as superuser
        """
        self.ensure_one()
        # sudo: read for a page that was granted; the domain keeps notes out
        return (
            self.env["mail.message"]
            .sudo()
            .search_fetch(
                Domain("model", "=", self._name)
                & Domain("res_id", "=", self.id)
                & Domain("is_internal", "=", False)
                & self._get_client_message_domain(with_events),
                [
                    "author_id",
                    "body",
                    "create_date",
                    "date",
                    "email_from",
                    "message_type",
                    "subtype_id",
                ],
                order="id",
            )
        )

    def _get_client_message_domain(self, with_events):
        find = self.env["ir.model.data"]._xmlid_to_res_id
        said = Domain("message_type", "in", ("comment", "email"))
        said &= Domain("subtype_id", "=", find("mail.mt_comment"))
        return said | Domain("subtype_id", "=", find(EVENT)) if with_events else said

    def _get_client_timeline(self):
        """What was said, the question first.

        A mail that became a ticket is both the question and the first message: it is
        shown once.

        :return: list of dict ``message author is_staff is_event date body attachments``
        """
        self.ensure_one()
        ticket = self.sudo()
        messages = ticket._get_client_messages(with_events=True)
        # one statement for everybody whose name is on the page
        authors = messages.author_id | ticket.user_id.partner_id
        staff = {a: ticket._is_staff_author(a) for a in authors}
        event = self.env["ir.model.data"]._xmlid_to_res_id(EVENT)
        quoted = self.env._("Show the quoted text")
        entries = [
            {
                "message": message,
                "author": message.author_id.name or message.email_from or "",
                "is_staff": staff.get(message.author_id, False),
                "is_event": message.subtype_id.id == event,
                "date": message.date,
                "body": fold_quotes(message.body, quoted),
                "attachments": message.attachment_ids,
            }
            for message in messages
        ]
        if not ticket._is_question(messages[:1]):
            entries.insert(0, ticket._get_question_entry())
        return entries

    def _is_question(self, message):
        """Whether ``message``, the first one, is what the ticket was made of."""
        if not message or message.create_date != self.create_date:
            return False
        if message.message_type == "email":
            return True
        said, asked = (
            html2plaintext(text or "", include_references=False).split()
            for text in (message.body, self.description)
        )
        return said == asked

    def _get_question_entry(self):
        return {
            "message": self.env["mail.message"],
            "author": self.partner_name or self.partner_email or "",
            "is_staff": False,
            "is_event": False,
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

    def _get_client_names(self):
        """Field -> name of what the ticket belongs to, for the client's page."""
        self.ensure_one()
        ticket = self.sudo()
        names = {
            name: self.env[ticket._fields[name].comodel_name]._get_name(ticket[name].id)
            for name in ("area_id", "type_id", "program_id", "priority_id")
        }
        return {**names, "user_id": ticket.user_id.partner_id.name or ""}

from contextlib import contextmanager
from unittest.mock import patch

from odoo.http import Request
from odoo.sql_db import Cursor
from odoo.tests import HttpCase, tagged

from odoo.addons.intervia_helpdesk.tests.common import HelpdeskCase

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
PDF = b"%PDF-1.7\n"
OF_TESTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # the test's own, around each request


@tagged("post_install", "-at_install")
class PortalCase(HelpdeskCase, HttpCase):
    """A client company with an author, a colleague and a manager; and a stranger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.agent_visibility = "area"
        company = {"parent_id": cls.customer_company.id}
        cls.user_colleague = cls._create_user(
            "colleague", "base.group_portal", **company
        )
        cls.user_client_manager = cls._create_user(
            "client_manager", "base.group_portal", **company
        )
        cls.user_client_manager.partner_id.intervia_is_client_manager = True
        cls.user_stranger = cls._create_user("stranger", "base.group_portal")
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.type = cls.env.ref("intervia_helpdesk.ticket_type_fault")
        cls.website = cls.env["website"].get_current_website()
        cls.ticket = cls._create_ticket()
        cls.key = cls.ticket.sudo().access_token

    def _send(self, path, files=(), **form):
        """Send a form of ours with its own token; redirects are not followed."""
        return self.url_open(
            path,
            data={"csrf_token": Request.csrf_token(self), **form},
            files=[("files", file) for file in files] or None,
            allow_redirects=False,
        )

    def _ask(self, files=(), **form):
        """Send the form of a new question."""
        question = {
            "type_id": self.type.id,
            "area_id": self.area.id,
            "name": "The plotter draws circles",
            "description": "Squares are asked of it.\n\nSince Monday.",
        }
        return self._send("/soporte/nuevo", files, **{**question, **form})

    def _act(self, act, ticket=None, files=(), **form):
        """Send the form of one act on a ticket."""
        ticket = ticket or self.ticket
        return self._send(f"/my/intervia/tickets/{ticket.id}/{act}", files, **form)

    def _get_last_ticket(self):
        return self.env["intervia.ticket"].search([], order="id desc", limit=1)

    def _get_conversation(self, ticket=None):
        return (ticket or self.ticket)._get_client_messages().mapped("preview")

    @contextmanager
    def _record(self):
        """Collect the statements of the requests made meanwhile."""
        statements, execute = [], Cursor.execute

        def note(cursor, query, *args, **kwargs):
            text = str(getattr(query, "code", query)).strip()
            if not text.upper().startswith(OF_TESTS):
                statements.append(text)
            return execute(cursor, query, *args, **kwargs)

        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(Cursor, "execute", note):
            yield statements

from odoo import api, models
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Command, Domain
from odoo.tools import SQL
from odoo.tools.mail import html2plaintext

from ...tools.rpc_argument import get_id

SIMILAR = 5
PREVIEW = 240


class InterviaTicket(models.Model):
    """What is known already: tickets around this one, solutions of similar ones."""

    _inherit = "intervia.ticket"

    def read_related(self):
        """Tickets around this one and what may solve it, for the form.

        Read when somebody looks at it, not with each form.

        :return: {"parent", "parts", "related", "merged", "similar", "articles"}
        """
        self.ensure_one()
        self.check_access("read")
        if self._is_client():
            raise AccessError(self.env._("This is for support alone."))
        merged = self.search([("merged_into_id", "=", self.id)])
        return {
            "parent": self.parent_id._filtered_access("read")._read_lines(),
            "parts": self.child_ids._filtered_access("read")._read_lines(),
            "related": self.related_ids._filtered_access("read")._read_lines(),
            "merged": merged._read_lines(),
            "similar": self._read_similar(),
            "articles": self._get_suggested_articles(),
        }

    def _get_suggested_articles(self):
        """Articles that may solve this ticket. Extension point.

        :return: list of {"id", "name", "url", "body"}; ``body`` is what goes into the
            answer
        """
        self.ensure_one()
        return []

    def _read_lines(self):
        return [
            {
                "id": ticket.id,
                "number": ticket.number,
                "name": ticket.name,
                "stage": ticket.stage_id.name,
                "is_open": ticket.is_open,
                "agent": ticket.user_id.name or "",
            }
            for ticket in self
        ]

    # Similar tickets

    def _read_similar(self):
        """Solved tickets with a similar subject and what solved each, best first."""
        lines = []
        for ticket in self._find_similar():
            answer = ticket._get_solution()
            text = " ".join(html2plaintext(answer or "").split())
            line = ticket._read_lines()[0]
            if len(text) > PREVIEW:
                text = f"{text[:PREVIEW]}…"
            lines.append({**line, "preview": text, "solution": answer or ""})
        return lines

    def _find_similar(self):
        """Solved tickets that the user may see: alike in their subject or category.

        Extension point: an addon that reads better puts its own here.
        """
        self.ensure_one()
        solved = Domain("state", "=", "finished") & Domain("id", "!=", self.id)
        query = self._search(solved, order="id DESC")
        subject = self._field_to_sql(query.table, "name", query)
        alike = SQL("%s %% %s", subject, self.name)
        likeness = SQL("similarity(%s, %s)", subject, self.name)
        category = self._field_to_sql(query.table, "category_id", query)
        same = SQL("COALESCE((%s = %s)::int, 0)", category, self.category_id.id or 0)
        if self.category_id:
            alike = SQL("(%s OR %s = %s)", alike, category, self.category_id.id)
        query.add_where(alike)
        query.order = SQL("%s + 0.2 * %s DESC, id DESC", likeness, same)
        query.limit = SIMILAR
        return self.browse(query)

    def _get_solution(self):
        """The last thing support said in public on this ticket.

        :rtype: Markup, or None
        """
        self.ensure_one()
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        messages = self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email_outgoing")),
                ("subtype_id", "=", comment),
                ("is_internal", "=", False),
            ],
            order="id desc",
            limit=10,
        )
        for message in messages:
            # sudo: who wrote is asked, whoever reads
            if self._is_staff_author(message.sudo().author_id):
                return message.body
        return None

    # Relating

    def action_relate(self, ticket_id):
        """Relate another ticket to this one, and this one to it."""
        self._check_relate(ticket_id)
        self.write({"related_ids": [Command.link(ticket_id)]})

    def action_unrelate(self, ticket_id):
        self._check_relate(ticket_id)
        self.write({"related_ids": [Command.unlink(ticket_id)]})

    @api.model
    def _check_relate(self, ticket_id):
        self.check_access("write")
        other = self.browse(get_id(ticket_id)).exists()
        if not other:
            raise MissingError(self.env._("This ticket does not exist."))
        other.check_access("read")

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.own_context import OWN

STAFF = "intervia_helpdesk.group_agent"


class InterviaTicket(models.Model):
    """Tickets that become one, come apart, or only know of each other."""

    _inherit = "intervia.ticket"

    merged_into_id = fields.Many2one(
        "intervia.ticket",
        string="Merged into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=STAFF,
    )
    is_merged_apart = fields.Boolean(
        "Merged apart",
        readonly=True,
        copy=False,
        groups=STAFF,
        help="Its client does not see the ticket in which it goes on, nor do the"
        " clients of that one see what he wrote.",
    )
    parent_id = fields.Many2one(
        "intervia.ticket",
        string="Part of",
        copy=False,
        index="btree_not_null",
        groups=STAFF,
    )
    child_ids = fields.One2many(
        "intervia.ticket", "parent_id", string="Parts", groups=STAFF
    )
    related_ids = fields.Many2many(
        "intervia.ticket",
        "intervia_ticket_related_rel",
        "ticket_id",
        "related_id",
        string="Related tickets",
        copy=False,
        groups=STAFF,
    )

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle("parent_id"):
            raise UserError(self.env._("A ticket cannot be a part of itself."))

    # Extension point

    def _on_merged(self, survivor):
        """These tickets just went into ``survivor``, and what pointed at them too."""

    # Merging

    def _check_merge(self, survivor):
        """Raise unless these tickets may go into ``survivor``."""
        for ticket in self:
            if ticket == survivor:
                raise UserError(self.env._("A ticket cannot be merged into itself."))
            if ticket.merged_into_id or survivor.merged_into_id:
                raise UserError(self.env._("One of these tickets is merged already."))
            if "cancelled" in (ticket.state, survivor.state):
                raise UserError(self.env._("A cancelled ticket stays as it is."))
            clients = (ticket | survivor).commercial_partner_id
            if len(clients) > 1 or ticket.company_id != survivor.company_id:
                raise UserError(
                    self.env._(
                        "%(one)s and %(other)s are of different clients: one would read"
                        " what the other wrote. Relate them instead.",
                        one=ticket.display_name,
                        other=survivor.display_name,
                    )
                )

    def _get_exposures(self, survivor):
        """What clients would read that they may not read today, were these tickets
        merged openly. Extension point.

        :return: list of sentences; empty when they read each other's tickets anyway
        """
        sentences = []
        for ticket in self - survivor:
            for told, teller in ((ticket, survivor), (survivor, ticket)):
                if not teller._is_open_to_client_of(told):
                    sentences.append(
                        self.env._(
                            "%(reader)s would read what is said in %(ticket)s.",
                            reader=told.partner_name or told.partner_email or "?",
                            ticket=teller.display_name,
                        )
                    )
        return list(dict.fromkeys(sentences))

    def _is_open_to_client_of(self, other):
        """Whether whoever asked in ``other`` may read this ticket without a merge."""
        # sudo: only whether his client may read is asked, whoever merges
        ticket, client = self.sudo(), other.sudo().partner_id
        if not client:
            address = other.sudo().partner_email_normalized
            return bool(address) and address == ticket.partner_email_normalized
        if client == ticket.partner_id:
            return True
        user = client.user_ids[:1]
        companies = {"allowed_company_ids": user.company_ids.ids}
        own = self.with_user(user).with_context(**companies)
        return bool(user) and own.has_access("read")

    def _merge_into(self, survivor, is_open=False):
        """Let these tickets go on in ``survivor``; nothing is lost, all can be undone.

        :param bool is_open: clients of either side are let in to the other's words;
            else those who may not read them today do not after it
        :rtype: ``intervia.ticket.merge``
        """
        (self | survivor).check_access("write")
        (self | survivor)._lock_for_merge()
        self._check_merge(survivor)
        # sudo: what belongs to a ticket goes along, seen or not
        sources, kept = self.sudo(), survivor.sudo()
        merges = self.env["intervia.ticket.merge"].sudo()
        apart = sources.filtered(lambda t: not is_open and t._get_exposures(kept))
        for source in sources:
            merges |= merges._merge(source, kept, is_apart=source in apart)
            source._log_merge(kept)
        sources.write({"merged_into_id": survivor.id})
        apart.write({"is_merged_apart": True})
        sources.with_context(intervia_no_notice=OWN)._move_to("cancelled")
        sources._on_merged(kept)
        (sources - apart)._tell("merged")
        apart._tell("merged_apart")
        return merges

    def _lock_for_merge(self):
        """Two who merge the same tickets at once come one after the other.

        The second finds rows that were changed, so its call begins again.
        """
        self.env.cr.execute(
            SQL(
                "SELECT FROM intervia_ticket WHERE id IN %s ORDER BY id"
                " FOR NO KEY UPDATE",
                tuple(self.ids),
            )
        )

    def _log_merge(self, survivor):
        survivor._message_log(
            body=self.env._(
                "%(ticket)s was merged into this ticket.", ticket=self._get_html_link()
            )
        )
        self._message_log(
            body=self.env._(
                "Merged into %(ticket)s, where it goes on.",
                ticket=survivor._get_html_link(),
            )
        )

    def _get_survivor(self, author=None):
        """Where the conversation of this ticket goes on: itself, unless merged.

        :param author: ``res.partner`` who speaks; a client stays out of the ticket in
            which one that was merged apart goes on
        """
        ticket, passed = self, self
        while ticket.merged_into_id and ticket.merged_into_id not in passed:
            if ticket.is_merged_apart and not ticket._is_staff_author(author):
                break
            ticket = ticket.merged_into_id
            passed |= ticket
        return ticket

    def _get_merged_apart(self, name):
        """Ids of a model that came with merges whose clients stay apart: support works
        with them here, the client of this ticket does not see them."""
        # sudo: only what is hidden is asked
        chain = found = self.sudo()
        while found := found.search([("merged_into_id", "in", found.ids)]) - chain:
            chain |= found
        merges = chain.env["intervia.ticket.merge"].search(
            [
                ("survivor_id", "in", chain.ids),
                ("is_apart", "=", True),
                ("date_undone", "=", False),
            ]
        )
        return {
            record_id
            for merge in merges
            for model, _field, ids in merge.moved or ()
            if model == name
            for record_id in ids
        }

    def action_undo_merge(self):
        """Let a merged ticket be itself again."""
        self.ensure_one()
        # sudo: the rights on both tickets are checked first
        merge = self.env["intervia.ticket.merge"].sudo()
        self.check_access("write")
        merge = merge.search(
            [("source_id", "=", self.id), ("date_undone", "=", False)], limit=1
        )
        if not merge:
            raise UserError(self.env._("This ticket is not merged."))
        merge.survivor_id.sudo(False).with_user(self.env.user).check_access("write")
        lost = merge._undo()
        for ticket in merge.source_id | merge.survivor_id:
            ticket._message_log(
                body=self.env._(
                    "The merge of %(merge)s was undone.", merge=merge.display_name
                )
            )
        return self._report_lost(lost) if lost else None

    def _report_lost(self, lost):
        """Say what could not come back, to whoever undid it and in the ticket."""
        text = self.env._(
            "The merge was undone, but this is gone meanwhile: %s.", ", ".join(lost)
        )
        self._message_log(body=text)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": text,
                "sticky": True,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _write_back(self, columns):
        """Be again what a merge remembers, past the table of the workflow."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE intervia_ticket SET %s WHERE id = %s",
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), value or None)
                    for name, value in columns.items()
                ),
                self.id,
            )
        )
        self.invalidate_recordset()
        self.modified(list(columns))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE intervia_ticket SET progress = %s WHERE id = %s",
                columns["progress"],
                self.id,
            )
        )
        self.invalidate_recordset(["progress"])

    def action_open_survivor(self):
        return self.merged_into_id._get_form_action()

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # Relating

    def _on_written(self, vals):
        super()._on_written(vals)
        if "related_ids" in vals:
            self._mirror_related()

    def _mirror_related(self):
        """What is related to a ticket is related to it, too."""
        self.flush_recordset(["related_ids"])
        ids = tuple(self.ids) or (0,)
        self.env.cr.execute(
            SQL(
                """DELETE FROM intervia_ticket_related_rel r
                    WHERE r.related_id IN %s AND NOT EXISTS (
                          SELECT FROM intervia_ticket_related_rel x
                           WHERE x.ticket_id = r.related_id
                             AND x.related_id = r.ticket_id)""",
                ids,
            )
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO intervia_ticket_related_rel (ticket_id, related_id)
                   SELECT related_id, ticket_id FROM intervia_ticket_related_rel
                    WHERE ticket_id IN %s AND ticket_id != related_id
                   ON CONFLICT DO NOTHING""",
                ids,
            )
        )
        self.invalidate_model(["related_ids"])

    # Splitting

    def _split(self, messages, vals):
        """Open a ticket of its own for some messages, which move there.

        :param messages: ``mail.message`` of this ticket
        :param dict vals: what the new ticket differs in
        :rtype: ``intervia.ticket``
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: the new ticket belongs to the same client, whoever splits
        ticket = self.sudo().with_context(intervia_no_notice=OWN)
        part = ticket.create(self._prepare_split(vals))
        spoken = messages.sudo().filtered(
            lambda m: (m.model, m.res_id) == (self._name, self.id)
        )
        files = spoken.attachment_ids.filtered(lambda a: a.res_id == self.id)
        files.write({"res_id": part.id})
        spoken.write({"res_id": part.id})
        part._message_subscribe(self.message_partner_ids.ids)
        ticket.write({"related_ids": [fields.Command.link(part.id)]})
        part._message_log(
            body=self.env._("Split from %(ticket)s.", ticket=self._get_html_link())
        )
        self._message_log(
            body=self.env._(
                "%(ticket)s was split from this ticket.", ticket=part._get_html_link()
            )
        )
        return part.sudo(False)

    def _prepare_split(self, vals):
        texts = ("partner_name", "partner_email", "partner_phone")
        records = ("area_id", "channel_id", "partner_id", "priority_id", "program_id")
        return {
            **{name: self[name] for name in texts},
            **{name: self[name].id for name in (*records, "type_id")},
            **vals,
        }

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import mute_logger

from ..tools.own_context import OWN

# Of these, what belongs to the ticket alone stays with it
KEPT = frozenset(
    {
        "intervia.ticket",
        "intervia.ticket.deadline",
        "intervia.ticket.merge",
        "intervia.ticket.view",
    }
)
# Columns that a merge changes on the ticket that goes
REMEMBERED = ("stage_id", "date_closed", "date_cancelled", "progress", "user_id")
CLOCK = (
    "ticket_id",
    "sla_id",
    "kind",
    "date_start",
    "target_hours",
    "calendar_id",
    "pauses",
    "date_paused",
    "date_deadline",
    "is_missed",
    "warned_percent",
    "date_next_step",
    "is_stale",
)
SPOKEN = ("comment", "email", "email_outgoing")


class InterviaTicketMerge(models.Model):
    """What was moved from one ticket to another, so that it can be moved back."""

    _name = "intervia.ticket.merge"
    _description = "Merge of Tickets"
    _order = "id desc"

    source_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, readonly=True, ondelete="cascade"
    )
    survivor_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, readonly=True, ondelete="cascade"
    )
    area_id = fields.Many2one(related="survivor_id.area_id", store=True, index=True)
    company_id = fields.Many2one(
        related="survivor_id.company_id", store=True, index=True
    )
    moved = fields.Json(readonly=True, help="Model, field and ids of what was moved.")
    before = fields.Json(readonly=True, help="The ticket that went, as it was.")
    is_apart = fields.Boolean(
        "Apart", readonly=True, help="The clients of either side do not read the other."
    )
    date_undone = fields.Datetime("Undone on", readonly=True)

    _one_idx = models.UniqueIndex(
        "(source_id) WHERE date_undone IS NULL", "This ticket is merged already."
    )

    @api.depends("source_id", "survivor_id")
    def _compute_display_name(self):
        for merge in self:
            merge.display_name = (
                f"{merge.source_id.number} → {merge.survivor_id.number}"
            )

    # What points at a ticket

    @api.model
    def _get_pointers(self):
        """Stored links of any addon to a ticket: [(model, field)]."""
        pointers = []
        for name, model in self.env.registry.items():
            if name in KEPT or model._abstract or model._transient or not model._auto:
                continue
            pointers += [
                (name, field.name)
                for field in model._fields.values()
                if field.type == "many2one"
                and field.comodel_name == "intervia.ticket"
                and field.store
                and not field.related
                and not field.compute
            ]
        return sorted(pointers)

    @api.model
    def _get_attached(self):
        """What hangs on a ticket by model and id: [(model, further domain)]."""
        return [
            ("ir.attachment", Domain.TRUE),
            ("mail.activity", Domain.TRUE),
            ("mail.message", Domain("message_type", "in", SPOKEN)),
        ]

    @api.model
    def _get_personal(self):
        """Models of what stays with a ticket that is merged apart: whoever asked
        there goes on using it. Extension point.

        :rtype: set of str
        """
        return set()

    # Merging

    @api.model
    def _merge(self, source, survivor, is_apart=False):
        """Move what belongs to ``source`` to ``survivor``; both as superuser."""
        merge = self.create(
            {
                "source_id": source.id,
                "survivor_id": survivor.id,
                "before": self._remember(source),
                "is_apart": is_apart,
            }
        )
        moved = [
            *(merge._hide_work(source) if is_apart else ()),
            *merge._move_pointers(source, survivor),
            *merge._move_attached(source, survivor),
            *merge._add_people(source, survivor),
        ]
        merge.moved = moved
        return merge

    @api.model
    def _remember(self, source):
        values = source.read(REMEMBERED, load=None)[0]
        clocks = source.deadline_ids.filtered(lambda c: not c.date_done)
        columns = {name: values[name] for name in REMEMBERED}
        rows = clocks.read(CLOCK, load=None)
        clocks = [{name: row[name] for name in CLOCK} for row in rows]
        return {
            "columns": _plain(columns),
            "clocks": [_plain(row) for row in clocks],
            "state": source.state,
        }

    def _hide_work(self, source):
        entries = source.worklog_ids.filtered("visible_to_client")
        entries.write({"visible_to_client": False})
        yield ["hidden work", "", entries.ids]

    def _move_pointers(self, source, survivor):
        kept = self._get_personal() if self.is_apart else ()
        for name, field in self._get_pointers():
            if name in kept:
                continue
            records = self._find(name, Domain(field, "=", source.id))
            if records and self._point(records, field, survivor.id):
                yield [name, field, records.ids]

    def _move_attached(self, source, survivor):
        kept = self._get_kept_apart(source) if self.is_apart else {}
        for name, domain in self._get_attached():
            field = "model" if name == "mail.message" else "res_model"
            domain &= Domain(field, "=", source._name) & Domain(
                "res_id", "=", source.id
            )
            domain &= Domain("id", "not in", kept.get(name, []))
            records = self._find(name, domain)
            if records and self._point(records, "res_id", survivor.id):
                yield [name, "res_id", records.ids]
        messages = self.env["mail.message"].browse(kept.get("mail.message", []))
        for message in messages.sorted("id"):
            copy = self._copy_hidden(message, survivor)
            yield ["copies", "", copy.ids]

    def _get_kept_apart(self, source):
        """What the client of ``source`` goes on reading there: ids by model."""
        domain = Domain("model", "=", source._name) & Domain("res_id", "=", source.id)
        spoken = domain & Domain("message_type", "in", SPOKEN)
        messages = self._find("mail.message", spoken)
        public = messages.filtered(
            lambda m: not (m.is_internal or not m.subtype_id or m.subtype_id.internal)
        )
        of_notes = (messages - public).attachment_ids - public.attachment_ids
        own = Domain("res_model", "=", source._name) & Domain("res_id", "=", source.id)
        files = self._find("ir.attachment", own) - of_notes
        return {"mail.message": public.ids, "ir.attachment": files.ids}

    @api.model
    def _copy_hidden(self, message, survivor):
        """What a client said elsewhere, for support alone; shown one by one at will."""
        copied = ("author_id", "subtype_id")
        values = ("body", "date", "email_from", "message_type", "subject")
        files = message.attachment_ids.copy({"res_id": survivor.id})
        return message.create(
            {
                **{name: message[name] for name in values},
                **{name: message[name].id for name in copied},
                "model": survivor._name,
                "res_id": survivor.id,
                "is_internal": True,
                "attachment_ids": [Command.set(files.ids)],
            }
        )

    @api.model
    def _find(self, name, domain):
        # sudo: all that belongs to the ticket goes along, seen or not
        return self.env[name].sudo().with_context(active_test=False).search(domain)

    @api.model
    def _point(self, records, field, ticket_id):
        """Whether the records could move: what is unique to a ticket stays with it."""
        quiet = {"tracking_disable": True, "intervia_no_notice": OWN}
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                records.with_context(**quiet).write({field: ticket_id})
        except IntegrityError:
            records.invalidate_recordset()
            return False
        return True

    def _add_people(self, source, survivor):
        """Followers, the client and those who attended, where they are not yet."""
        partners = source.message_partner_ids | source.partner_id
        if self.is_apart:
            partners = partners.filtered(lambda p: not p.partner_share)
            partners -= source.partner_id
        partners -= survivor.message_partner_ids | survivor.partner_id
        survivor._message_subscribe(partners.ids)
        users = source.attended_user_ids - survivor.attended_user_ids
        for user in users:
            survivor._add_attending(user)
        yield ["followers", "", partners.ids]
        yield ["attending", "", users.ids]

    # Undoing

    def _undo(self):
        """Move back what is still where the merge put it; news stay there.

        :return: names of what the ticket had and is gone meanwhile
        """
        self.ensure_one()
        if self.date_undone:
            raise UserError(self.env._("This merge was undone already."))
        columns, clocks, lost = self._get_what_is_left()
        # first: a cancelled ticket takes nothing back
        apart = {"merged_into_id": None, "is_merged_apart": None}
        self.source_id._write_back({**columns, **apart})
        for name, field, ids in self.moved or ():
            self._put_back(name, field, ids)
        self.env["intervia.ticket.deadline"].create(clocks)
        source = self.source_id.with_context(tracking_disable=True)
        source._refresh_sla()
        if len(clocks) < len(self.before["clocks"]):
            source._review_sla()
        self.date_undone = fields.Datetime.now()
        self.flush_recordset()  # its ticket may be merged again at once
        return lost

    def _get_what_is_left(self):
        """Columns and clocks to restore, without what was deleted since, and its names.

        :return: (dict, list of dict, list of str)
        """
        columns, lost = dict(self.before["columns"]), []
        if not self.env["res.users"].browse(columns["user_id"] or ()).exists():
            if columns["user_id"]:
                lost.append(self.env._("its agent"))
            columns["user_id"] = None
        if not self.env["intervia.stage"].browse(columns["stage_id"]).exists():
            lost.append(self.env._("its stage"))
            state = self.before.get("state", "in_progress")
            columns["stage_id"] = self.source_id.area_id._get_stage(state).id
        clocks = [clock for clock in self.before["clocks"] if self._is_whole(clock)]
        if len(clocks) < len(self.before["clocks"]):
            lost.append(self.env._("its service level policy"))
        return columns, clocks, lost

    def _is_whole(self, clock):
        policy = self.env["intervia.sla"].browse(clock["sla_id"])
        hours = self.env["resource.calendar"].browse(clock["calendar_id"] or ())
        return policy.exists() and hours.exists() == hours

    def _put_back(self, name, field, ids):
        """One line of ``moved``; an addon that is gone takes its links along."""
        if name == "followers":
            self.survivor_id.message_unsubscribe(ids)
        elif name == "attending":
            users = self.env["res.users"].browse(ids)
            self.survivor_id.attended_user_ids -= users
        elif name == "copies":
            copies = self.env["mail.message"].browse(ids).exists()
            copies.attachment_ids.unlink()
            copies.unlink()
        elif name == "hidden work":
            entries = self.env["intervia.worklog"].browse(ids).exists()
            entries.write({"visible_to_client": True})
        elif name in self.env and field in self.env[name]._fields:
            still = Domain("id", "in", ids) & Domain(field, "=", self.survivor_id.id)
            self._point(self._find(name, still), field, self.source_id.id)


def _plain(values):
    """Values of columns as JSON keeps them."""
    return {
        name: fields.Datetime.to_string(value) if hasattr(value, "year") else value
        for name, value in values.items()
    }

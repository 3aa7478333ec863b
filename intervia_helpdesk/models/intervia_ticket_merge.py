from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

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

    # Merging

    @api.model
    def _merge(self, source, survivor):
        """Move what belongs to ``source`` to ``survivor``; both as superuser."""
        merge = self.create(
            {
                "source_id": source.id,
                "survivor_id": survivor.id,
                "before": self._remember(source),
            }
        )
        moved = [
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
        return {"columns": _plain(columns), "clocks": [_plain(row) for row in clocks]}

    def _move_pointers(self, source, survivor):
        for name, field in self._get_pointers():
            records = self._find(name, Domain(field, "=", source.id))
            if records and self._point(records, field, survivor.id):
                yield [name, field, records.ids]

    def _move_attached(self, source, survivor):
        for name, domain in self._get_attached():
            field = "model" if name == "mail.message" else "res_model"
            domain &= Domain(field, "=", source._name) & Domain(
                "res_id", "=", source.id
            )
            records = self._find(name, domain)
            if records and self._point(records, "res_id", survivor.id):
                yield [name, "res_id", records.ids]

    @api.model
    def _find(self, name, domain):
        # sudo: all that belongs to the ticket goes along, seen or not
        return self.env[name].sudo().with_context(active_test=False).search(domain)

    @api.model
    def _point(self, records, field, ticket_id):
        """Whether the records could move: what is unique to a ticket stays with it."""
        quiet = {"tracking_disable": True, "intervia_no_notice": True}
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
        partners -= survivor.message_partner_ids | survivor.partner_id
        survivor._message_subscribe(partners.ids)
        users = source.attended_user_ids - survivor.attended_user_ids
        for user in users:
            survivor._add_attending(user)
        yield ["followers", "", partners.ids]
        yield ["attending", "", users.ids]

    # Undoing

    def _undo(self):
        """Move back what is still where the merge put it; news stay there."""
        self.ensure_one()
        if self.date_undone:
            raise UserError(self.env._("This merge was undone already."))
        # first: a cancelled ticket takes nothing back
        columns = {**self.before["columns"], "merged_into_id": None}
        self.source_id._write_back(columns)
        for name, field, ids in self.moved or ():
            if name == "followers":
                self.survivor_id.message_unsubscribe(ids)
            elif name == "attending":
                users = self.env["res.users"].browse(ids)
                self.survivor_id.attended_user_ids -= users
            elif name in self.env:
                still = Domain("id", "in", ids)
                still &= Domain(field, "=", self.survivor_id.id)
                self._point(self._find(name, still), field, self.source_id.id)
        self.env["intervia.ticket.deadline"].create(self.before["clocks"])
        self.source_id.with_context(tracking_disable=True)._refresh_sla()
        self.date_undone = fields.Datetime.now()


def _plain(values):
    """Values of columns as JSON keeps them."""
    return {
        name: fields.Datetime.to_string(value) if hasattr(value, "year") else value
        for name, value in values.items()
    }

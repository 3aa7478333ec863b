from collections import deque

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.own_context import OWN

# The life of a ticket, as one table: from each state, the states that may follow.
# Nothing returns to registered; finished only reopens; cancelled is the end.
TRANSITIONS = {
    "registered": ("assigned", "cancelled"),
    "assigned": ("in_progress", "cancelled"),
    "in_progress": ("waiting", "finished", "cancelled"),
    "waiting": ("in_progress", "finished", "cancelled"),
    "finished": ("in_progress",),
    "cancelled": (),
}
# What may still change on a cancelled ticket: bookkeeping, never its content
WRITABLE_WHEN_CANCELLED = frozenset(
    {
        "activity_ids",
        "attended_user_ids",
        "date_last_client_message",
        "date_last_staff_message",
        "date_stuck",
        "message_follower_ids",
        "message_ids",
        "message_main_attachment_id",
        "message_partner_ids",
        "sla_deadline",
        "sla_id",
        "sla_is_missed",
        "sla_is_paused",
        "sla_kind",
    }
)


def get_path(source, target):
    """The states to go through from ``source`` to ``target``, the last included.

    >>> get_path("registered", "finished")
    ['assigned', 'in_progress', 'finished']
    >>> get_path("finished", "waiting")
    ['in_progress', 'waiting']
    >>> get_path("cancelled", "in_progress") is None
    True
    >>> get_path("waiting", "waiting")
    []
    """
    paths = deque([(source, [])])
    seen = {source}
    while paths:
        state, path = paths.popleft()
        if state == target:
            return path
        for following in TRANSITIONS[state]:
            if following not in seen:
                seen.add(following)
                paths.append((following, [*path, following]))
    return None


class InterviaTicket(models.Model):
    """States: moving, closing, reopening."""

    _inherit = "intervia.ticket"

    def _prepare_create(self, vals_list):
        return [
            self._prepare_first_stage(vals)
            for vals in super()._prepare_create(vals_list)
        ]

    def _prepare_first_stage(self, vals):
        """A ticket is born registered, whatever the door asked for."""
        area = self.env["intervia.area"].browse(vals["area_id"])
        stage = self.env["intervia.stage"].browse(vals.get("stage_id"))
        if stage and (stage.state != "registered" or stage not in area._get_stages()):
            raise UserError(
                self.env._("A new ticket starts in a stage of the state “Registered”.")
            )
        return {**vals, "stage_id": (stage or area._get_stage("registered")).id}

    def _check_write(self, vals):
        super()._check_write(vals)
        if vals.keys() - WRITABLE_WHEN_CANCELLED:
            self._check_not_cancelled()
        if "stage_id" in vals:
            stage = self.env["intervia.stage"].browse(vals["stage_id"])
            area = self.env["intervia.area"].browse(vals.get("area_id"))
            for ticket in self:
                ticket._check_transition(stage, area or ticket.area_id)

    def _check_not_cancelled(self):
        cancelled = self.filtered(lambda ticket: ticket.state == "cancelled")
        if cancelled:
            raise UserError(
                self.env._(
                    "%(ticket)s is cancelled: it stays as it is. Open a new ticket.",
                    ticket=cancelled[0].display_name,
                )
            )

    def _check_transition(self, stage, area):
        """Raise unless the table lets this ticket go to ``stage`` of ``area``."""
        self.ensure_one()
        if stage == self.stage_id:
            return
        if not stage or stage not in area._get_stages():
            raise UserError(
                self.env._(
                    "%(area)s does not use the stage “%(stage)s”.",
                    area=area.name,
                    stage=stage.name or "",
                )
            )
        if stage.state != self.state:
            self._check_state_change(stage.state)

    def _check_state_change(self, state):
        if state not in TRANSITIONS[self.state]:
            label = self.env["intervia.stage"]._get_state_label
            raise UserError(
                self.env._(
                    "%(ticket)s cannot go from “%(old)s” to “%(new)s”.",
                    ticket=self.display_name,
                    old=label(self.state),
                    new=label(state),
                )
            )
        if state == "assigned" and not self._user_may_assign():
            raise AccessError(
                self.env._("Only a supervisor or an administrator assigns tickets.")
            )

    def _prepare_write(self, vals):
        vals = super()._prepare_write(vals)
        if "area_id" in vals and "stage_id" not in vals:
            vals = self._prepare_area_change(vals)
        if "stage_id" not in vals:
            return vals
        state = self.env["intervia.stage"].browse(vals["stage_id"]).state
        now = fields.Datetime.now()
        if state == "finished":
            return {**vals, "date_closed": now}
        if state == "cancelled":
            return {**vals, "date_cancelled": now}
        return {**vals, "date_closed": False}

    def _prepare_area_change(self, vals):
        """In another area a ticket keeps its state, in a stage that area uses."""
        area = self.env["intervia.area"].browse(vals["area_id"])
        states = set(self.mapped("state"))
        if self.stage_id - area._get_stages():
            if len(states) > 1:
                raise UserError(
                    self.env._("Move tickets of one state at a time to another area.")
                )
            vals = {**vals, "stage_id": area._get_stage(states.pop()).id}
        if "category_id" not in vals and self.category_id.area_id - area:
            vals = {**vals, "category_id": False}
        return vals

    def _on_assigned(self, previous):
        super()._on_assigned(previous)
        waiting = self.filtered(lambda t: t.state == "registered" and t.user_id)
        # sudo: whoever was let change the agent moves the ticket along with it
        waiting.sudo()._move_to("assigned")

    def _move_to(self, state):
        """Bring these tickets to ``state`` through the steps of the table, in batch.

        Each ticket takes the first stage of its area bound to the state. Steps on the
        way are written with ``intervia_passing`` in the context: nobody is told.

        :raises UserError: when no way leads there
        """
        for (area, source), tickets in self.grouped(
            lambda t: (t.area_id, t.state)
        ).items():
            path = get_path(source, state)
            if path is None:
                tickets[0]._check_state_change(state)
            for step in path or ():
                passing = tickets.with_context(intervia_passing=step != state and OWN)
                passing.write({"stage_id": area._get_stage(step).id})

    # Buttons

    def action_start(self):
        self._take_unassigned()
        self._move_to("in_progress")

    def action_wait(self):
        self._take_unassigned()
        self._move_to("waiting")

    def action_finish(self):
        self._take_unassigned()
        self._move_to("finished")

    def action_reopen(self):
        """Back to work: only finished tickets reopen."""
        if any(ticket.state != "finished" for ticket in self):
            raise UserError(self.env._("Only finished tickets can be reopened."))
        self._move_to("in_progress")

    def action_cancel(self, reason=None):
        """Cancel for good; the reason, if any, is told to the client.

        :param str reason: plain text
        """
        if any(ticket.state == "finished" for ticket in self):
            raise UserError(self.env._("A finished ticket cannot be cancelled."))
        self.with_context(intervia_cancel_reason=reason)._move_to("cancelled")

from odoo import api, fields, models
from odoo.exceptions import UserError


class InterviaTicket(models.Model):
    """The steps a ticket needs, taken from the checklist of its type."""

    _inherit = "intervia.ticket"

    step_ids = fields.One2many(
        "intervia.ticket.step",
        "ticket_id",
        string="Checklist",
        groups="intervia_helpdesk.group_agent",
    )

    def _on_created(self):
        super()._on_created()
        self._add_steps()

    def _on_written(self, vals):
        super()._on_written(vals)
        if "type_id" in vals:
            self._add_steps()

    @api.model
    def _get_checklists(self):
        """Steps by type: type id -> [values], asked for once per batch."""
        # sudo: a ticket gets its steps, whoever asks
        steps = self.env["intervia.checklist"].sudo()
        return steps._get_by_type()

    def _add_steps(self):
        """Steps of the type that are missing; those of another one, untouched, go."""
        checklists = self._get_checklists()
        if not checklists:
            return
        # sudo: a ticket gets its steps, whoever asks
        values = []
        for ticket in self.sudo():
            wanted = dict(checklists.get(ticket.type_id.id, ()))
            stale = ticket.step_ids.filtered(
                lambda s, w=wanted: (
                    s.checklist_id and s.checklist_id.id not in w and not s.is_done
                )
            )
            stale.unlink()
            for checklist in ticket.step_ids.checklist_id:
                wanted.pop(checklist.id, None)
            values += [{"ticket_id": ticket.id, **vals} for vals in wanted.values()]
        if values:
            self.env["intervia.ticket.step"].sudo().create(values)

    @api.model
    def _add_steps_to_open(self):
        """Steps for the open tickets that were there before the checklists."""
        self.search([("is_open", "=", True)])._add_steps()

    def _check_transition(self, stage, area):
        super()._check_transition(stage, area)
        if stage.state == "finished" and self.type_id and not self.env.su:
            missing = self.step_ids.filtered(lambda s: s.is_required and not s.is_done)
            if missing:
                raise UserError(
                    self.env._(
                        "Before %(ticket)s is finished: %(steps)s.",
                        ticket=self.display_name,
                        steps=", ".join(missing.mapped("name")),
                    )
                )

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.rpc_argument import get_ids


class InterviaTicketMergeWizard(models.TransientModel):
    """Tickets that are one question, and the one that goes on."""

    _name = "intervia.ticket.merge.wizard"
    _description = "Merge Tickets"

    ticket_ids = fields.Many2many("intervia.ticket", string="Tickets")
    survivor_id = fields.Many2one(
        "intervia.ticket",
        string="All goes on in",
        domain="[('state', '!=', 'cancelled')]",
    )

    exposures = fields.Html(compute="_compute_exposures")
    is_open = fields.Boolean("Let each other read it")

    @api.depends("ticket_ids", "survivor_id")
    def _compute_exposures(self):
        for wizard in self:
            survivor = wizard.survivor_id.sudo(False)._origin
            tickets = wizard.ticket_ids.sudo(False)._origin - survivor
            sentences = survivor and tickets._get_exposures(survivor)
            lines = Markup().join(Markup("<li>%s</li>") % text for text in sentences)
            wizard.exposures = lines and Markup("<ul class='mb-0'>%s</ul>") % lines

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            ids = get_ids(context.get("active_ids") or [context.get("active_id")]) or []
            values["ticket_ids"] = [Command.set(ids)]
            if len(ids) > 1:  # the oldest question
                values["survivor_id"] = min(ids)
        return values

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "survivor_id", values)
        return super().onchange(values, field_names, fields_spec)

    def action_merge(self):
        """Merge, and open the ticket that goes on."""
        self.ensure_one()
        if not self.survivor_id:
            raise UserError(self.env._("Choose the ticket in which all goes on."))
        survivor = self.survivor_id.sudo(False)
        tickets = self.ticket_ids.sudo(False) - survivor
        tickets._merge_into(survivor, is_open=self.is_open)
        return survivor._get_form_action()

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.rpc_argument import get_ids


class InterviaTicketAssign(models.TransientModel):
    """Giving tickets to a person, and to another area on the way."""

    _name = "intervia.ticket.assign"
    _description = "Assign Tickets"

    ticket_ids = fields.Many2many("intervia.ticket", string="Tickets", required=True)
    ticket_count = fields.Integer(compute="_compute_ticket_count")
    area_id = fields.Many2one(
        "intervia.area", help="The tickets move to this area. Empty leaves them there."
    )
    candidates = fields.Json(compute="_compute_candidates")
    user_id = fields.Many2one("res.users", string="Agent")
    note = fields.Text(help="Kept as a note of the tickets: the client never sees it.")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "intervia.ticket":
            tickets = self.env["intervia.ticket"].browse(
                get_ids(context.get("active_ids")) or []
            )
            values["ticket_ids"] = [Command.set(tickets.ids)]
            if len(tickets.area_id) == 1:
                values["area_id"] = tickets.area_id.id
            if len(tickets.user_id) == 1:
                values["user_id"] = tickets.user_id.id
        return values

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        for wizard in self:
            wizard.ticket_count = len(wizard.ticket_ids)

    @api.depends("area_id", "ticket_ids")
    def _compute_candidates(self):
        """Who could take them: the least busy first, those away last."""
        for wizard in self:
            people = wizard._get_people()
            loads = self.env["intervia.ticket"]._get_loads(people)
            wizard.candidates = [
                {
                    "id": user.id,
                    "name": user.name,
                    "open": loads[user.id],
                    "away": user.is_out_of_office,
                    "back": fields.Datetime.to_string(user.out_of_office_to),
                }
                for user in people.sorted(
                    lambda u, loads=loads: (u.is_out_of_office, loads[u.id], u.name)
                )
            ]

    def _get_people(self):
        """Agents and supervisors of the area chosen, or of the areas of the tickets."""
        # sudo: who belongs to an area decides, not what is seen
        areas = (self.area_id or self.ticket_ids.area_id).sudo()
        return (areas.member_ids | areas.supervisor_ids).filtered("active")

    def action_assign(self):
        """Give the tickets to the person chosen."""
        self.ensure_one()
        tickets = self.ticket_ids
        if not tickets._user_may_assign():
            raise AccessError(
                self.env._("Only a supervisor or an administrator assigns tickets.")
            )
        tickets.check_access("write")
        if not self.user_id:
            raise UserError(self.env._("Choose the agent."))
        moved = tickets.filtered(lambda t: self.area_id and t.area_id != self.area_id)
        if moved:
            moved.write({"area_id": self.area_id.id})
        tickets._assign(self.user_id)
        if self.note:
            for ticket in tickets:
                ticket.message_post(body=self.note, subtype_xmlid="mail.mt_note")

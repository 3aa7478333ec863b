from odoo import api, fields, models
from odoo.fields import Domain


class InterviaTicketStep(models.Model):
    """One step of the checklist of one ticket."""

    _name = "intervia.ticket.step"
    _description = "Step of a Ticket"
    _order = "sequence, id"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("Step", required=True)
    sequence = fields.Integer(default=10)
    checklist_id = fields.Many2one(
        "intervia.checklist", readonly=True, index="btree_not_null", ondelete="set null"
    )
    is_required = fields.Boolean("Before finishing")
    is_done = fields.Boolean("Done")
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    date_done = fields.Datetime("On", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._sign(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._sign(vals))

    @api.model
    def _sign(self, vals):
        """Who ticked a step, and when, is not said by people."""
        vals = {k: v for k, v in vals.items() if k not in ("date_done", "user_id")}
        if "is_done" not in vals:
            return vals
        done = vals["is_done"]
        return {
            **vals,
            "user_id": self.env.uid if done else False,
            "date_done": fields.Datetime.now() if done else False,
        }

    def _check_access(self, operation):
        """A step is read by who reads its ticket, changed by who changes it."""
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        forbidden, error = result or (self.browse(), None)
        # sudo: only of which ticket a step is is asked
        tickets = self.sudo().ticket_id.sudo(False)
        needed = "read" if operation == "read" else "write"
        allowed = tickets._filtered_access(needed)
        others = self.filtered(lambda s: s.sudo().ticket_id not in allowed) - forbidden
        if not others:
            return result
        return forbidden + others, error or (
            lambda: self.env["ir.rule"]._make_access_error(operation, others)
        )

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Steps are found through the tickets that may be read."""
        if not bypass_access and not self.env.su:
            readable = self.env["intervia.ticket"]._search([])
            domain = Domain(domain) & Domain("ticket_id", "in", readable)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

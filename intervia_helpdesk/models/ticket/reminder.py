from odoo import fields, models


class InterviaTicket(models.Model):
    """Reminders of a ticket follow its deadline and end with it."""

    _inherit = "intervia.ticket"

    reminder_ids = fields.One2many(
        "intervia.reminder", "ticket_id", groups="intervia_helpdesk.group_agent"
    )

    def _on_written(self, vals):
        super()._on_written(vals)
        if "sla_deadline" in vals:
            self._plan_reminders([("moment", "=", "before")])

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        cancelled = self.filtered(lambda t: t.state == "cancelled")
        if cancelled:
            cancelled._plan_reminders([])

    def _on_merged(self, survivor):
        super()._on_merged(survivor)
        survivor._plan_reminders([])

    def _plan_reminders(self, domain):
        # sudo: reminders of others follow the ticket, too
        reminders = self.env["intervia.reminder"].sudo()
        domain = [("ticket_id", "in", self.ids), ("is_done", "=", False), *domain]
        reminders.search(domain)._plan()

    def action_view_reminders(self):
        """The reminders of this ticket, and a new one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "intervia_helpdesk.intervia_reminder_action"
        )
        return {
            **action,
            "domain": [("ticket_id", "=", self.id)],
            "context": {"default_ticket_id": self.id},
        }

    def _prepare_notice_values(self, name, author):
        values = super()._prepare_notice_values(name, author)
        return {**values, "reminder": self.env.context.get("intervia_reminder")}

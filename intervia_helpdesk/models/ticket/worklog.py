from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError


class InterviaTicket(models.Model):
    """The bitácora: time spent, and the timer of whoever looks at the ticket."""

    _inherit = "intervia.ticket"

    worklog_ids = fields.One2many(
        "intervia.worklog", "ticket_id", groups="intervia_helpdesk.group_agent"
    )
    spent_hours = fields.Float(
        compute="_compute_spent_hours",
        store=True,
        precompute=True,
        compute_sudo=True,
        groups="intervia_helpdesk.group_agent",
    )
    my_timer_id = fields.Many2one(
        "intervia.worklog",
        compute="_compute_my_timer",
        groups="intervia_helpdesk.group_agent",
    )
    my_timer_start = fields.Datetime(
        "Timer started on",
        compute="_compute_my_timer",
        groups="intervia_helpdesk.group_agent",
    )

    @api.depends("worklog_ids.hours")
    def _compute_spent_hours(self):
        for ticket in self:
            ticket.spent_hours = sum(ticket.worklog_ids.mapped("hours"))

    @api.depends("worklog_ids.is_running")
    @api.depends_context("uid")
    def _compute_my_timer(self):
        for ticket in self:
            timer = ticket.worklog_ids.filtered(
                lambda entry: entry.is_running and entry.user_id == self.env.user
            )
            ticket.my_timer_id = timer
            ticket.my_timer_start = timer.date_start

    def _on_stage_changed(self, previous):
        """No timer goes on running on a ticket that was closed."""
        super()._on_stage_changed(previous)
        closed = self.filtered(lambda ticket: not ticket.is_open)
        if closed:
            # sudo: the timers of everybody
            worklog = self.env["intervia.worklog"].sudo()
            worklog.search(
                [("ticket_id", "in", closed.ids), ("is_running", "=", True)]
            ).action_stop()

    def _add_attending(self, user):
        """Remember that ``user`` of support worked on these tickets."""
        # sudo: kept by the product, not by people
        missing = self.sudo().filtered(lambda t: user not in t.attended_user_ids)
        if missing:
            missing.write({"attended_user_ids": [Command.link(user.id)]})

    @api.model
    def _get_billable_paths(self):
        """What :meth:`_get_billable_items` reads, as paths for ``api.depends``.

        Each concern that adds items adds the fields that change them, so that whoever
        keeps figures of what is to be charged learns of it.
        """
        return [
            "worklog_ids.billable",
            "worklog_ids.date_start",
            "worklog_ids.hours",
            "worklog_ids.is_running",
        ]

    def _get_billable_items(self):
        """What could be charged of these tickets; each concern adds its own.

        Called by whoever charges, with the rights to do so. An item is a dict:

        - ``ticket``, and ``record`` it stands for: an entry of the worklog or, with the
          addons of the family, something else that has ``_on_ordered(order_line)``,
          to be called once an order line charges it;
        - ``product``: the article, ``None`` for time;
        - ``name``: what a quote calls it, and ``date``: when it was done;
        - ``quantity`` in ``uom``; hours and ``None`` for time;
        - ``is_done``: False for what is only planned or reserved.

        :rtype: list of dict
        """
        return [
            {
                "ticket": entry.ticket_id,
                "record": entry,
                "product": None,
                "name": entry.display_name,
                "date": entry.date_start,
                "quantity": entry.hours,
                "uom": None,
                "is_done": True,
            }
            for entry in self.worklog_ids.sorted("date_start")
            if entry.billable and entry.hours and not entry.is_running
        ]

    def _release_ordered(self, order_lines):
        """``order_lines`` stand no longer for what ``_on_ordered`` told of them.

        Each concern forgets them for its own items; time is seen to by whoever charges.

        :return: those of the lines that stood for something, not of time
        """
        return order_lines.browse()

    def action_timer_start(self):
        """Start my timer here; one that runs on another ticket is stopped first."""
        self.ensure_one()
        self.check_access("write")
        if not self._user_is_staff():
            raise AccessError(self.env._("Only support logs time."))
        self._check_not_cancelled()
        worklog = self.env["intervia.worklog"]
        worklog.search(
            [("user_id", "=", self.env.uid), ("is_running", "=", True)]
        ).action_stop()
        # sudo: is_running is written by the timer alone
        worklog.sudo().create(
            {"ticket_id": self.id, "user_id": self.env.uid, "is_running": True}
        )

    def action_timer_stop(self):
        """Stop my timer on this ticket and open its entry to say what was done."""
        self.ensure_one()
        timer = self.my_timer_id
        if not timer:
            raise UserError(self.env._("You have no timer running on this ticket."))
        timer.action_stop()
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.worklog",
            "res_id": timer.id,
            "name": self.env._("What did you do?"),
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class InterviaTicketAnswer(models.TransientModel):
    """An answer to the client, and what becomes of the ticket, in one act."""

    _name = "intervia.ticket.answer"
    _description = "Answer a Ticket"

    ticket_id = fields.Many2one(
        "intervia.ticket", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="ticket_id.partner_id")
    partner_email = fields.Char(related="ticket_id.partner_email")
    state = fields.Selection(related="ticket_id.state")
    audience = fields.Selection(
        [("all", "Reply to all"), ("client", "Reply to the client alone")],
        default="all",
        required=True,
    )
    has_others = fields.Boolean(compute="_compute_has_others")
    recipient_ids = fields.Many2many(
        "res.partner",
        string="To",
        compute="_compute_recipient_ids",
        store=True,
        readonly=False,
    )
    body = fields.Html("Answer", sanitize_style=True)
    area_id = fields.Many2one(related="ticket_id.area_id")
    macro_id = fields.Many2one(
        "intervia.macro",
        domain="['|', ('area_ids', '=', False), ('area_ids', 'in', [area_id])]",
    )
    seen_message_id = fields.Integer(
        help="The newest message when the dialog was opened, or warned last."
        " -1: there was none."
    )
    news = fields.Html(readonly=True, help="What came in while this was written.")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    move = fields.Selection(
        [
            ("none", "Leave it as it is"),
            ("in_progress", "In progress"),
            ("waiting", "Wait for the client"),
            ("finished", "Finish"),
        ],
        string="Then",
        default="none",
        required=True,
    )

    @api.depends("ticket_id")
    def _compute_has_others(self):
        for dialog in self:
            ticket = dialog.ticket_id
            outside = ticket and ticket._get_outside() - ticket.partner_id
            dialog.has_others = bool(outside)

    @api.depends("ticket_id", "audience")
    def _compute_recipient_ids(self):
        for dialog in self:
            people = dialog.ticket_id.partner_id
            if dialog.ticket_id and dialog.audience == "all":
                people = dialog.ticket_id._get_outside()
            dialog.recipient_ids = people

    @api.onchange("macro_id")
    def _onchange_macro_id(self):
        """A macro fills the answer in; what was written already stays above it."""
        if self.macro_id:
            text = self.macro_id._render(self.ticket_id)
            self.body = text if is_html_empty(self.body) else self.body + text
            self.move = self.macro_id.move

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if not values.get("ticket_id") and context.get("active_model") == (
            "intervia.ticket"
        ):
            values["ticket_id"] = context.get("active_id")
        ticket = self.env["intervia.ticket"].browse(values.get("ticket_id"))
        if ticket and ticket.has_access("read"):
            values["seen_message_id"] = ticket._get_last_message_id() or -1
        return values

    @api.constrains("ticket_id")
    def _check_ticket_id(self):
        """A dialog shows the client of its ticket, so it opens where one may answer."""
        # constraints run as superuser
        self.ticket_id.sudo(False).check_access("read")

    def onchange(self, values, field_names, fields_spec):
        self.env["intervia.ticket"]._check_named(self, "ticket_id", values)
        return super().onchange(values, field_names, fields_spec)

    def action_send(self):
        """Send the answer and move the ticket as chosen."""
        self.ensure_one()
        return self._send(self.move)

    def action_send_and_wait(self):
        self.ensure_one()
        return self._send("waiting")

    def action_send_and_finish(self):
        self.ensure_one()
        return self._send("finished")

    def _send(self, move):
        self.ticket_id.check_access("write")
        if is_html_empty(self.body) and not self.attachment_ids:
            raise UserError(self.env._("Write the answer first."))
        if self.ticket_id.partner_id and not self.recipient_ids:
            raise UserError(self.env._("Say whom the answer is for."))
        news = self.seen_message_id and self.ticket_id._get_news(self.seen_message_id)
        if news:
            return self._show_news(news)
        if self.macro_id:
            self.macro_id._change(self.ticket_id)
        if move == "none":
            move = None
        else:
            self.ticket_id._take_unassigned()
        self.ticket_id._answer(
            self.body, self.attachment_ids, move, self.recipient_ids or None
        )
        return None

    def _show_news(self, news):
        """Open the same dialog again with what came in; sending twice sends."""
        self.seen_message_id = max(news.ids)
        self.news = Markup().join(
            Markup("<p><strong>%s</strong></p><blockquote>%s</blockquote>")
            % (message.author_id.name or message.email_from or "", message.body)
            for message in news
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "intervia_helpdesk.intervia_ticket_answer_action"
            ),
            "res_id": self.id,
        }

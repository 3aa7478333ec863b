from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import is_html_empty

from ..tools.placeholders import fill, get_names

MOVES = [
    ("none", "Leave it as it is"),
    ("in_progress", "In progress"),
    ("waiting", "Wait for the client"),
    ("finished", "Finish"),
]
# What a text may name -> how a ticket says it. Nothing else is ever read.
PLACEHOLDERS = {
    "agent": lambda ticket: ticket.env.user.name,
    "area": lambda ticket: ticket.area_id.name,
    "category": lambda ticket: ticket.category_id.name,
    "client": lambda ticket: ticket.partner_name,
    "company": lambda ticket: ticket.commercial_partner_id.name,
    "number": lambda ticket: ticket.number,
    "program": lambda ticket: ticket.program_id.name,
    "subject": lambda ticket: ticket.name,
    "version": lambda ticket: ticket.program_version,
}


class InterviaMacro(models.Model):
    """A prepared answer and the changes made with it, in one click."""

    _name = "intervia.macro"
    _description = "Macro"
    _order = "sequence, name, id"
    _rec_names_search = ["shortcut", "name"]

    name = fields.Char(required=True, index="trigram")
    shortcut = fields.Char(help="What an agent types to find it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    area_ids = fields.Many2many(
        "intervia.area", string="Areas", help="Empty: every area."
    )
    body = fields.Html("Answer", help="Nothing is said to the client when it is empty.")
    move = fields.Selection(MOVES, string="Then", default="none", required=True)
    priority_id = fields.Many2one("intervia.priority")
    type_id = fields.Many2one("intervia.ticket.type")
    tag_ids = fields.Many2many("intervia.tag", string="Add keywords")
    assignee = fields.Selection(
        [("none", "Nobody else"), ("me", "Whoever uses it"), ("user", "This person:")],
        string="Assign to",
        default="none",
        required=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Agent", domain="[('share', '=', False)]"
    )
    note = fields.Text(help="Kept as a note: the client never sees it.")
    worklog_name = fields.Char("Log work")
    worklog_hours = fields.Float("Hours")
    placeholder_help = fields.Char(compute="_compute_placeholder_help")

    _shortcut_uniq = models.UniqueIndex(
        "(lower(shortcut)) WHERE active AND shortcut IS NOT NULL",
        "Another macro has this shortcut.",
    )

    @api.depends("name", "shortcut")
    def _compute_display_name(self):
        for macro in self:
            shortcut = f"[{macro.shortcut}] " if macro.shortcut else ""
            macro.display_name = f"{shortcut}{macro.name or ''}"

    def _compute_placeholder_help(self):
        names = ", ".join(f"{{{{{name}}}}}" for name in sorted(PLACEHOLDERS))
        for macro in self:
            macro.placeholder_help = names

    @api.constrains("body")
    def _check_body(self):
        for macro in self:
            unknown = get_names(macro.body) - PLACEHOLDERS.keys()
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Nothing fills in: %(names)s. Use %(known)s.",
                        names=", ".join(sorted(unknown)),
                        known=macro.placeholder_help,
                    )
                )

    @api.constrains("assignee", "user_id")
    def _check_assignee(self):
        for macro in self:
            if macro.assignee == "user" and not macro.user_id:
                raise ValidationError(self.env._("Choose whom the macro assigns to."))

    # Deciding

    def _render(self, ticket):
        """The answer to one ticket, its placeholders filled in.

        :rtype: Markup
        """
        self.ensure_one()
        lang = ticket.partner_id.lang or self.env.lang
        ticket = ticket.with_context(lang=lang)
        values = {name: get(ticket) or "" for name, get in PLACEHOLDERS.items()}
        return fill(self.body, values)

    def _prepare_changes(self):
        """Values that a ticket takes."""
        self.ensure_one()
        vals = {}
        if self.priority_id:
            vals["priority_id"] = self.priority_id.id
        if self.type_id:
            vals["type_id"] = self.type_id.id
        if self.tag_ids:
            vals["tag_ids"] = [Command.link(tag.id) for tag in self.tag_ids]
        return vals

    def _get_assignee(self):
        """Whom it assigns to; nobody when it assigns to nobody."""
        if self.assignee == "me":
            return self.env.user
        return self.user_id if self.assignee == "user" else self.env["res.users"]

    def _describe_changes(self):
        """What sending does besides answering, in words.

        :rtype: list[str]
        """
        self.ensure_one()
        moves = dict(self._fields["move"]._description_selection(self.env))
        user = self._get_assignee()
        texts = [
            moves[self.move] if self.move != "none" else "",
            self.priority_id and self.env._("Priority: %s", self.priority_id.name),
            self.type_id and self.env._("Type: %s", self.type_id.name),
            self.tag_ids
            and self.env._("Keywords: %s", ", ".join(self.tag_ids.mapped("name"))),
            user and self.env._("Agent: %s", user.name),
            self.worklog_name and self.env._("Work: %s", self.worklog_name),
            self.note and self.env._("A note for colleagues"),
        ]
        return [text for text in texts if text]

    # Doing

    def _apply_to(self, tickets):
        """Use this macro on tickets, with the rights of whoever uses it."""
        self.ensure_one()
        self._change(tickets)
        move = False if self.move == "none" else self.move
        for ticket in tickets:
            if not is_html_empty(self.body):
                if move:
                    ticket._take_unassigned()
                ticket._answer(self._render(ticket), state=move)
        if move and is_html_empty(self.body):
            tickets._take_unassigned()
            tickets._move_to(move)

    def _change(self, tickets):
        """All but the answer and the move."""
        self.ensure_one()
        tickets.check_access("write")
        vals = self._prepare_changes()
        if vals:
            tickets.write(vals)
        user = self._get_assignee()
        if user:
            others = tickets.filtered(lambda t: t.user_id != user)
            if others:
                others._assign(user)
        self._log(tickets)

    def _log(self, tickets):
        if self.note:
            for ticket in tickets:
                ticket.message_post(body=self.note, subtype_xmlid="mail.mt_note")
        if self.worklog_name or self.worklog_hours:
            entry = {"name": self.worklog_name, "hours": self.worklog_hours}
            self.env["intervia.worklog"].create(
                [{"ticket_id": ticket.id, **entry} for ticket in tickets]
            )

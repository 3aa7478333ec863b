from collections import defaultdict

from markupsafe import Markup

from odoo import models


class InterviaTicket(models.Model):
    """Open tickets of somebody who is gone do not wait for him: somebody is told."""

    _inherit = "intervia.ticket"

    def _leave_behind(self):
        """Their agents are gone: nobody has them, and whoever hands out is told."""
        bodies = {
            ticket.id: self.env._(
                "%(person)s is gone: nobody has this ticket.",
                person=ticket.user_id.name,
            )
            for ticket in self
        }
        self.write({"user_id": False})
        self._message_log_batch(bodies)
        tickets_of = defaultdict(self.browse)
        for ticket_id, people in self._get_staff_to_alert().items():
            for person in people:
                tickets_of[person] |= self.browse(ticket_id)
        for person, tickets in tickets_of.items():
            tickets._tell_left_behind(person)

    def _tell_left_behind(self, person):
        """One message of all of them to one person, in his language."""
        tickets = self.with_context(lang=person.lang or self.env.lang)
        lines = Markup().join(
            Markup("<li>%s</li>") % ticket._get_html_link() for ticket in tickets
        )
        tickets.env["mail.thread"].message_notify(
            partner_ids=person.partner_id.ids,
            subject=tickets.env._("Tickets that nobody has any more"),
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (tickets.env._("Their agent is gone. Please hand them out:"), lines),
        )

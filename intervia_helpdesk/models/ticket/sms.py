from odoo import api, models
from odoo.fields import Domain
from odoo.tools.mail import html2plaintext

from ...tools.own_context import OWN
from ...tools.rpc_argument import get_ids
from ...tools.sms_words import get_wish


class InterviaTicket(models.Model):
    """A conversation by text messages: what comes back joins it, answers go out."""

    _inherit = "intervia.ticket"

    # In

    @api.model
    def _get_intake_steps(self):
        return [self._step_sms_wish, *super()._get_intake_steps()]

    @api.model
    def _step_sms_wish(self, incoming, message, message_dict):
        """STOP, BAJA or START and nothing else is no question: it is obeyed.

        Nobody asks again for what he did not refuse: then ALTA is an answer.
        """
        if not (incoming.door and incoming.door._is_sms()) or incoming.is_released:
            return None
        wish = get_wish(html2plaintext(message_dict.get("body") or ""))
        number = wish and incoming.door._get_number(incoming.phone)
        if not number:
            return None
        # sudo: the platform's list, whoever it is that writes
        refused = self.env["phone.blacklist"].sudo()
        if wish == "stop":
            refused._add([number])
            said = self.env._("%(phone)s wants no more text messages.", phone=number)
        elif not self.env["intervia.sms"]._is_refused(number):
            return None
        else:
            refused._remove([number])
            said = self.env._("%(phone)s wants text messages again.", phone=number)
        ticket = self._find_conversation(incoming)
        if ticket:
            ticket._message_log(body=said)
        incoming.settle("machine", said, ticket)
        return []

    @api.model
    def _find_referenced(self, incoming):
        return super()._find_referenced(incoming) or self._find_conversation(incoming)

    @api.model
    def _find_conversation(self, incoming):
        """The ticket that a text goes on with: the one whose number it quotes, else
        the newest open one of the same person at the same door."""
        # sudo: the gateway may look at any ticket
        tickets = self.sudo()
        if not incoming.door or not incoming.door._is_sms():
            return tickets.browse()
        client = incoming.door._search_client(incoming.phone)
        own = Domain("door_id", "=", incoming.door.id)
        own &= Domain("partner_id", "in", client.ids)
        for which in (
            Domain("number", "in", incoming.mail.ticket_numbers),
            Domain("is_open", "=", True),
        ):
            if found := tickets.search(own & which, order="id desc", limit=1):
                return found
        return tickets.browse()

    # Out

    def _on_staff_message(self, message):
        """An answer to a question that came as SMS goes out as SMS."""
        super()._on_staff_message(message)
        chosen = get_ids(self.env.context.get("intervia_recipient_ids"))
        for ticket in self:
            if chosen is None or ticket.partner_id.id in chosen:
                ticket._queue_sms(html2plaintext(message.body or ""))

    def _tell(self, *names):
        """Whoever has a telephone alone is told there what others read in a mail."""
        super()._tell(*names)
        knows = self.env.context.get("intervia_client_knows") is OWN
        if knows or not self._may_tell():
            return
        # sudo: whoever causes an event need not see the client
        for ticket in self.sudo().filtered(lambda t: not t.partner_email):
            lang = ticket.partner_id.lang
            texts = ticket.with_context(lang=lang or self.env.lang)._get_sms_notices()
            for name in names:
                if name in texts:
                    ticket._queue_sms(texts[name])

    def _get_sms_notices(self):
        return {
            "receipt": self.env._(
                "We have received your question. To add anything, answer this message."
            ),
            "finished": self.env._("Your question is solved."),
            "cancelled": self.env._("Your question was cancelled."),
        }

    def _queue_sms(self, text):
        """Send a text to the client, where his question came as one."""
        # sudo: the number of the client and the door are the system's
        ticket = self.sudo()
        if ticket.door_id._is_sms() and ticket.partner_phone:
            self.env["intervia.sms"]._queue(ticket, f"[{ticket.number}] {text.strip()}")

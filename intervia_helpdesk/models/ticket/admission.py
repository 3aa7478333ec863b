from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.mail import formataddr

ANSWERED_ONCE_PER = timedelta(days=1)


class InterviaTicket(models.Model):
    """Whom an area attends by mail, and what the others are told."""

    _inherit = "intervia.ticket"

    @api.model
    def _step_forged(self, incoming, message, message_dict):
        """Our mail server says that this is not from whom it claims: nobody acts."""
        if not incoming.is_forged or incoming.is_released:
            return None
        incoming.settle(
            "held",
            self.env._(
                "Our mail server says that this mail is not from %(sender)s.",
                sender=incoming.mail.sender,
            ),
        )
        return []

    @api.model
    def _step_policy(self, incoming, message, message_dict):
        """Ask the policy of the area; whoever is not attended is told once a day."""
        alias = incoming.aliases[:1]
        if not alias or incoming.is_released:
            return None
        area = self.env["intervia.intake"]._get_area(alias)
        verdict = self._get_admission(incoming, area)
        if not verdict:
            return None
        reasons = {
            "held": self.env._("A client writes from an address not authorised yet."),
            "refused": self.env._("The area does not attend this sender."),
        }
        incoming.settle(verdict, reasons[verdict])
        self._answer_unattended(incoming, area, verdict)
        return []

    @api.model
    def _get_admission(self, incoming, area):
        """What the policy says: ``held``, ``refused``, or nothing when he may write."""
        if area.intake_policy == "everyone":
            return ""
        if area.intake_policy == "known":
            return "" if incoming.partner else "refused"
        addresses = self.env["intervia.client.address"]
        if addresses._is_authorised(incoming.mail.sender, area.company_id):
            return ""
        return "held" if incoming.partner else "refused"

    # Answering

    @api.model
    def _answer_unattended(self, incoming, area, verdict, ticket=None):
        """One answer per sender and day; none to lists, machines and nobody."""
        mail = incoming.mail
        if not mail.sender or not mail.wants_receipt:
            return
        since = fields.Datetime.now() - ANSWERED_ONCE_PER
        # sudo: the ledger belongs to the gateway
        if (
            self.env["intervia.intake"]
            .sudo()
            .search_count(
                [("sender", "=", mail.sender), ("date_answered", ">=", since)], limit=1
            )
        ):
            return
        lang = incoming.partner.lang or area.company_id.partner_id.lang
        values = self._prepare_unattended_answer(
            mail, area.with_context(lang=lang), ticket
        )
        values["body_html"] = self.env["ir.qweb"]._render(
            f"intervia_helpdesk.answer_{verdict}",
            {
                "area": area,
                "subject": mail.subject,
                "name": mail.sender_name,
                "number": ticket.number if ticket else "",
            },
            minimal_qcontext=True,
            lang=lang,
        )
        # sudo: the answer is the gateway's; the queue sends it
        self.env["mail.mail"].sudo().create(values)
        incoming.values["date_answered"] = fields.Datetime.now()

    @api.model
    def _prepare_unattended_answer(self, mail, area, ticket=None):
        headers = {
            "Auto-Submitted": "auto-replied",  # RFC 3834 §5
            "X-Auto-Response-Suppress": "All",
            "Return-Path": area.company_id.bounce_email or "",
        }
        if mail.message_id:
            headers["In-Reply-To"] = mail.message_id
        return {
            "email_from": formataddr((area.name, area.alias_email or "")),
            "reply_to": area.alias_email and area._get_reply_address(),
            "email_to": mail.sender,
            "subject": f"Re: [{ticket.number}] {mail.subject}"
            if ticket
            else f"Re: {mail.subject}",
            "references": mail.message_id,
            "headers": repr({key: value for key, value in headers.items() if value}),
            "auto_delete": True,
        }

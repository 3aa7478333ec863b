from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import email_normalize, html2plaintext

from ...tools.incoming_mail import cut_subject

MAX_PARTICIPANTS = 10


class InterviaTicket(models.Model):
    """From an incoming mail to the values of a ticket, or back to the right ticket."""

    _inherit = "intervia.ticket"

    # the platform's loop guard counts the tickets of a sender on each new mail
    partner_email_normalized = fields.Char(
        compute="_compute_partner_email_normalized", store=True, precompute=True
    )

    _partner_email_idx = models.Index(
        "(partner_email_normalized, create_date) WHERE partner_email_normalized != ''"
    )

    @api.depends("partner_email")
    def _compute_partner_email_normalized(self):
        for ticket in self:
            ticket.partner_email_normalized = email_normalize(
                ticket.partner_email or "", strict=False
            )

    def _detect_loop_sender_domain(self, email_from_normalized):
        return [("partner_email_normalized", "=", email_from_normalized)]

    # Becoming a ticket

    @api.model
    @api.private  # the gateway calls it; by RPC it would make contacts
    def message_new(self, msg_dict, custom_values=None):
        """A ticket out of a mail; see ``_prepare_intake_vals``."""
        incoming = self._get_incoming()
        vals = {**self._prepare_intake_vals(msg_dict), **(custom_values or {})}
        if not vals.get("area_id"):
            vals["area_id"] = self._get_default_area().id
        area = self.env["intervia.area"].browse(vals["area_id"])
        client = self._find_mail_client(msg_dict, area, incoming)
        if client:
            vals["partner_id"] = client.id
            vals |= self._prepare_first_word(msg_dict, client)
        if incoming and incoming.values.get("spam_verdict") in ("possible", "spam"):
            vals["spam_verdict"] = "possible"
        msg_dict["subject"] = vals["name"]
        ticket = self.create(vals)
        if incoming:
            incoming.ticket = ticket
            ticket._record_participants(incoming)
            ticket._note_other_areas(incoming)
        if ticket.origin_id:
            ticket._note_follow_up()
        return ticket

    @api.model
    def _prepare_first_word(self, msg_dict, client):
        """What the message of the client, posted next, would write on the ticket."""
        if not client.partner_share or not msg_dict.get("date"):
            return {}
        return {
            "date_last_client_message": msg_dict["date"],
            "last_client_reference": msg_dict["message_id"],
        }

    @api.model
    def _prepare_intake_vals(self, incoming):
        """Values of a ticket born from an incoming message.

        :param dict incoming: as parsed by ``mail.thread.message_parse``
        """
        subject = incoming.get("subject") or ""
        name = cut_subject(subject)
        body = Markup(incoming.get("body") or "")
        if not html2plaintext(body).strip() and "<img" not in body:
            body = Markup()
        if name.endswith("…"):
            body = Markup("<p><strong>%s</strong></p>") % subject + body
        return {
            "name": name or self.env._("(no subject)"),
            "description": body,
            "channel_id": self.env["ir.model.data"]._xmlid_to_res_id(
                "intervia_helpdesk.channel_mail"
            ),
        }

    @api.model
    def _get_default_area(self):
        return self.env["intervia.area"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.model
    def _find_mail_client(self, msg_dict, area, incoming):
        """The client of a mail, made known when he is new; none without an address."""
        if incoming and incoming.partner:
            return incoming.partner
        name, address = "", email_normalize(msg_dict.get("email_from") or "")
        if incoming:
            name, address = incoming.mail.sender_name, incoming.mail.sender
        if not address:
            return None
        addresses = self.env["intervia.client.address"]
        if incoming:
            client = addresses._create_client(address, name, area.company_id)
        else:
            client = addresses._find_or_create(address, name, area.company_id)
        if client.partner_share:
            msg_dict["author_id"] = client.id
        return client

    def _note_other_areas(self, incoming):
        """The same mail to several areas is attended once; say who else was asked."""
        intake = self.env["intervia.intake"]
        areas = self.env["intervia.area"].union(
            *(intake._get_area(alias) for alias in incoming.aliases[1:])
        )
        areas -= self.area_id
        if areas:
            self._message_log(
                body=self.env._(
                    "The same mail was also sent to: %(areas)s.",
                    areas=", ".join(areas.mapped("name")),
                )
            )

    # Linking

    def _note_follow_up(self):
        """Link both tickets in the history of both."""
        self.origin_id._message_log(
            body=self.env._(
                "A mail to this cancelled ticket opened %(ticket)s.",
                ticket=self._get_html_link(),
            )
        )
        self._message_log(
            body=self.env._(
                "Opened by a mail to the cancelled ticket %(ticket)s.",
                ticket=self.origin_id._get_html_link(),
            )
        )

    # Coming back to a ticket

    @api.private  # the gateway calls it; by RPC it would make contacts and followers
    def message_update(self, msg_dict, update_vals=None):
        """A reply may bring new participants along."""
        incoming = self._get_incoming()
        if incoming:
            incoming.ticket = self
        if incoming and not msg_dict.get("is_internal"):
            self._record_participants(incoming)
        return super().message_update(msg_dict, update_vals)

    def _record_participants(self, incoming):
        """Whoever a client put in To or Cc follows the ticket and gets its answers.

        Only people from outside, ten at most: not our addresses, not our users.
        """
        self.ensure_one()
        others = self._get_outside_addresses(incoming)
        if not others:
            return
        # sudo: contacts are found and made by the gateway
        partners = self.env["res.partner"].sudo()
        company = self.area_id.company_id
        known = Domain("email_normalized", "in", list(others))
        known &= Domain("company_id", "in", [False, company.id])
        found = partners.search(known, order="id")
        names = set(found.mapped("email_normalized"))
        missing = [address for address in others if address not in names]
        addresses = self.env["intervia.client.address"]
        for address in missing[:MAX_PARTICIPANTS]:
            found |= addresses._find_or_create(address, others[address], company)
        outside = found.filtered("partner_share") - self.partner_id
        self._message_subscribe(outside[:MAX_PARTICIPANTS].ids)

    def _get_outside_addresses(self, incoming):
        """Addresses in To and Cc of strangers to our domains: address -> name."""
        others = {
            address: name
            for name, address in incoming.mail.participants
            if address not in (incoming.mail.sender, self.partner_email_normalized)
        }
        areas = incoming.aliases.mapped("alias_full_name")
        others = {a: name for a, name in others.items() if a not in areas}
        if others:
            # sudo: alias domains are a matter of the system
            domains = (
                self.env["mail.alias.domain"].sudo().search(Domain.TRUE).mapped("name")
            )
            others = {
                address: name
                for address, name in others.items()
                if address.rpartition("@")[2] not in domains
            }
        return others

    # Machine mail

    def _note_machine_mail(self, message_dict, sign):
        """Show staff what a machine said of this ticket; change nothing else."""
        self.ensure_one()
        note = self.env._(
            "Automatic mail, not counted as an answer (%(sign)s):", sign=sign
        )
        self.with_context(intervia_is_machine_mail=True).message_post(
            body=Markup("<p><em>%s</em></p>") % note
            + Markup(message_dict.get("body") or ""),
            message_type="email",
            subtype_xmlid="mail.mt_note",
            author_id=False,
            email_from=message_dict.get("email_from"),
            message_id=message_dict["message_id"],
        )

    @api.model
    def _note_bounce(self, email_message, message_dict):
        """A mail of ours came back: keep the report, and note it where it belongs."""
        incoming = self._get_incoming()
        # sudo: a delivery report is nobody's, it speaks of any ticket
        bounced = message_dict["bounced_message"].sudo()
        if not bounced and incoming:
            bounced = incoming.parent
        ticket = self.sudo().browse()
        if bounced.model == self._name:
            ticket = ticket.browse(bounced.res_id).exists()
        if not ticket and not incoming:
            return
        address = message_dict["bounced_email"] or self._get_bounced(incoming)
        reason = self.env._(
            "Delivery report: the mail to %(address)s did not arrive.", address=address
        )
        if not incoming:
            self._note_stray_bounce(email_message, reason, ticket)
        else:
            incoming.settle("bounce", reason, ticket)
        if ticket:
            ticket._message_log(body=reason)

    @api.model
    def _get_bounced(self, incoming):
        """The address that a report names (RFC 3464 §2.3.2), for people to read."""
        address = incoming.mail.reported_address if incoming else ""
        return address or self.env._("an unknown address")

    @api.model
    def _note_stray_bounce(self, email_message, reason, ticket):
        """The platform found a ticket of ours in a report that did not look like it."""
        intake = self.env["intervia.intake"]
        incoming = intake._recognise(email_message.as_bytes(), self._name)
        incoming.settle("bounce", reason, ticket)
        stored, _is_new = intake._store(incoming.mail)
        stored._conclude(incoming, {})

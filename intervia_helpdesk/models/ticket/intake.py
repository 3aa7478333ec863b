from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.mail import email_normalize
from odoo.tools.misc import human_size

from ...tools.incoming_mail import cut_subject

MAX_PARTICIPANTS = 10
DEFAULT_MAX_FILE_MB = 25


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

    # Where a mail goes

    @api.model
    def _get_intake_steps(self):
        """What is asked of each mail, in order.

        A step takes ``(incoming, message, message_dict)`` and returns the routes of the
        gateway when it settled the matter, an empty list when the mail goes nowhere,
        None when the next step decides.
        """
        return [
            self._step_own_mail,
            self._step_machine_mail,
            self._step_sender,
            self._step_large_files,
            self._step_reply,
            self._step_new,
        ]

    @api.model
    def _route_incoming(self, incoming, message, message_dict):
        """The routes of a mail that is for the helpdesk alone."""
        incoming.is_routed = True
        for step in self._get_intake_steps():
            routes = step(incoming, message, message_dict)
            if routes is not None:
                return routes
        return []

    @api.model
    def _route_shared(self, incoming, message, message_dict, routes):
        """The platform routed a mail that is also for others: keep our part in order.

        One ticket only, whoever the mail claims to be from; none for machine mail.
        """
        ours = [route for route in routes or [] if route[0] == self._name]
        others = [route for route in routes or [] if route[0] != self._name]
        if not ours:
            return others
        if incoming.mail.machine_sign:
            self._step_machine_mail(incoming, message, message_dict)
            return others
        self._step_sender(incoming, message, message_dict)
        incoming.is_new = not ours[0][1]
        model, thread_id, custom_values, _user_id, _alias = ours[0]
        return [(model, thread_id, custom_values, self._gateway_uid(), None), *others]

    @api.model
    def _step_own_mail(self, incoming, message, message_dict):
        """A mail from one of our own addresses goes in circles."""
        if incoming.is_own:
            reason = self.env._("It comes from one of our own addresses.")
            self.env["intervia.intake"]._keep(incoming, "loop", reason)
            return []
        return None

    @api.model
    def _step_machine_mail(self, incoming, message, message_dict):
        """Machine mail opens, reopens and answers nothing: a note at most."""
        sign = incoming.mail.machine_sign
        if not sign or self.env.context.get("intervia_is_released"):
            return None
        ticket = self._find_referenced(incoming)
        if ticket:
            ticket._note_machine_mail(message_dict, sign)
        self.env["intervia.intake"]._keep(incoming, "machine", sign, ticket)
        return []

    @api.model
    def _step_sender(self, incoming, message, message_dict):
        """Who wrote. An address of our own people proves nothing by itself."""
        area = incoming.aliases and self.env["intervia.intake"]._get_area(
            incoming.aliases[:1]
        )
        incoming.partner = self.env["intervia.client.address"]._find(
            incoming.mail.sender, area.company_id if area else None
        )
        incoming.is_unverified = (
            bool(incoming.partner)
            and not incoming.partner.partner_share
            and not self._is_authenticated(incoming)
        )
        known = incoming.partner and not incoming.is_unverified
        message_dict["author_id"] = incoming.partner.id if known else False
        return None

    @api.model
    def _step_large_files(self, incoming, message, message_dict):
        """A file above the limit stays with the original mail, and the text says so."""
        limit = self._get_max_file_size()
        files = message_dict.get("attachments") or []
        large = [file for file in files if len(file[1] or b"") > limit]
        if not large:
            return None
        message_dict["attachments"] = [file for file in files if file not in large]
        lines = [
            self.env._(
                "The file “%(name)s” (%(size)s) is too large to be kept here; support"
                " has it with the original mail.",
                name=file[0],
                size=human_size(len(file[1])),
            )
            for file in large
        ]
        message_dict["body"] = Markup(message_dict.get("body") or "") + Markup().join(
            Markup("<p>%s</p>") % line for line in lines
        )
        self.env["intervia.intake"]._keep(incoming, "oversize", "\n".join(lines))
        return None

    @api.model
    def _step_reply(self, incoming, message, message_dict):
        """The ticket a mail answers, by reference, else by the number it quotes."""
        ticket = self._find_referenced(incoming)
        if not ticket:
            ticket = self._find_quoted(incoming)
            message_dict.pop("parent_id", None)
            message_dict.pop("is_internal", None)
        if not ticket:
            return None
        if incoming.is_unverified:
            ticket._judge_unverified(incoming, message_dict)
        if ticket.state == "cancelled" and not message_dict.get("is_internal"):
            return self._route_follow_up(incoming, message_dict, ticket)
        return [(self._name, ticket.id, {}, self._gateway_uid(), None)]

    @api.model
    def _step_new(self, incoming, message, message_dict):
        """One new ticket, in the first area the mail names."""
        alias = incoming.aliases[:1]
        for key in ("parent_id", "is_internal"):
            message_dict.pop(key, None)
        if alias and not self._is_accepted(incoming, message, message_dict, alias):
            return []
        incoming.is_new = True
        if alias and alias.alias_status != "valid":
            alias.alias_status = "valid"
        area = self.env["intervia.intake"]._get_area(alias)
        values = {"area_id": area.id} if area else {}
        return [(self._name, False, values, self._gateway_uid(), None)]

    # Judging

    @api.model
    def _gateway_uid(self):
        """Mail creates records as the system: a From header is nobody's signature."""
        return self.env.ref("base.user_root").id

    @api.model
    def _get_max_file_size(self):
        key = "intervia_helpdesk.max_mail_file_mb"
        size = self.env["ir.config_parameter"].sudo().get_param(key)
        return int(float(size or DEFAULT_MAX_FILE_MB) * 1024 * 1024)

    @api.model
    def _is_authenticated(self, incoming):
        key = "intervia_helpdesk.trusted_authserv"
        authserv = self.env["ir.config_parameter"].sudo().get_param(key)
        return incoming.mail.is_authenticated(authserv)

    def _judge_unverified(self, incoming, message_dict):
        """One of our people seems to answer, unproven by the mail server.

        He is believed when the mail answers one that went to staff only (its secret
        reference), or when he speaks as the client of the ticket, where a reference is
        all that any client shows. Else his words are a note, so that nobody can speak
        to a client in the name of support.
        """
        agent = incoming.partner.main_user_id.has_group("intervia_helpdesk.group_agent")
        as_client = incoming.partner == self.partner_id and not agent
        if as_client or self._staff_reference() in incoming.mail.references:
            incoming.is_unverified = False
            message_dict["author_id"] = incoming.partner.id
            return
        message_dict["is_internal"] = True
        warning = self.env._(
            "Unverified sender: this mail claims to be from %(sender)s. It was kept from"
            " the client.",
            sender=incoming.partner.display_name,
        )
        body = Markup("<p><strong>%s</strong></p>") % warning
        message_dict["body"] = body + Markup(message_dict.get("body") or "")

    @api.model
    def _is_accepted(self, incoming, message, message_dict, alias):
        """Ask the policy of the alias; a refused mail is answered by it and kept."""
        if alias.alias_contact == "everyone":
            return True
        route = (self._name, False, {}, self._gateway_uid(), alias)
        checked = self.env["mail.thread"]._routing_check_route(
            message, message_dict, route, raise_exception=False
        )
        if not checked:
            reason = self.env._("The area does not attend this sender.")
            self.env["intervia.intake"]._keep(incoming, "refused", reason)
        return bool(checked)

    # Finding

    @api.model
    def _find_referenced(self, incoming):
        """The ticket of the message that the mail answers."""
        if incoming.parent.model != self._name:
            return self.browse()
        return self.sudo().browse(incoming.parent.res_id).exists()

    @api.model
    def _find_quoted(self, incoming):
        """The ticket whose number the subject quotes, if the sender takes part in it."""
        numbers = incoming.mail.ticket_numbers
        if not numbers or not incoming.mail.sender:
            return self.browse()
        # sudo: the gateway may look at any ticket; who may answer is checked next
        for ticket in self.sudo().search([("number", "in", numbers)], order="id desc"):
            if ticket._takes_part(incoming):
                return ticket
        return self.browse()

    def _takes_part(self, incoming):
        """Whether the sender is the client, a participant, or proven staff."""
        self.ensure_one()
        if incoming.mail.sender == self.partner_email_normalized:
            return True
        partner = incoming.partner
        if not partner:
            return False
        if partner == self.partner_id or partner in self.message_partner_ids:
            return True
        return not partner.partner_share and not incoming.is_unverified

    # Following up

    @api.model
    def _route_follow_up(self, incoming, message_dict, ticket):
        """A cancelled ticket never changes: its client gets a new one, linked."""
        for key in ("parent_id", "is_internal"):
            message_dict.pop(key, None)
        incoming.is_new = True
        values = {
            "area_id": ticket.area_id.id,
            "category_id": ticket.category_id.id,
            "type_id": ticket.type_id.id,
            "origin_id": ticket.id,
        }
        return [(self._name, False, values, self._gateway_uid(), None)]

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

    # Becoming a ticket

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A ticket out of a mail; see ``_prepare_intake_vals``."""
        incoming = self.env.context.get("intervia_incoming")
        vals = {**self._prepare_intake_vals(msg_dict), **(custom_values or {})}
        if not vals.get("area_id"):
            vals["area_id"] = self._get_default_area().id
        area = self.env["intervia.area"].browse(vals["area_id"])
        client = self._find_mail_client(msg_dict, area, incoming)
        if client:
            vals["partner_id"] = client.id
        msg_dict["subject"] = vals["name"]
        ticket = self.create(vals)
        if incoming:
            ticket._record_participants(incoming)
            ticket._note_other_areas(incoming)
        if ticket.origin_id:
            ticket._note_follow_up()
        return ticket

    @api.model
    def _prepare_intake_vals(self, incoming):
        """Values of a ticket born from an incoming message.

        :param dict incoming: as parsed by ``mail.thread.message_parse``
        """
        subject = incoming.get("subject") or ""
        name = cut_subject(subject)
        body = Markup(incoming.get("body") or "")
        if name.endswith("…"):
            body = Markup("<p><strong>%s</strong></p>") % subject + body
        return {
            "name": name or self.env._("(no subject)"),
            "description": body,
            "channel_id": self.env.ref("intervia_helpdesk.channel_mail").id,
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

    # Coming back to a ticket

    def message_update(self, msg_dict, update_vals=None):
        """A reply may bring new participants along."""
        incoming = self.env.context.get("intervia_incoming")
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
        found = partners.search([("email_normalized", "in", list(others))], order="id")
        known = set(found.mapped("email_normalized"))
        missing = [address for address in others if address not in known]
        addresses = self.env["intervia.client.address"]
        company = self.area_id.company_id
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
            domains = self.env["mail.alias.domain"].sudo().search([]).mapped("name")
            others = {
                address: name
                for address, name in others.items()
                if address.rpartition("@")[2] not in domains
            }
        return others

    # Machine mail

    def _note_machine_mail(self, message_dict, sign):
        """Show staff what a machine said of this ticket; change nothing, tell nobody."""
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
        intake = self.env["intervia.intake"]
        incoming = self.env.context.get("intervia_incoming")
        bounced = message_dict["bounced_message"].sudo()
        if not bounced and incoming:
            bounced = incoming.parent
        ticket = self.sudo().browse()
        if bounced.model == self._name:
            ticket = ticket.browse(bounced.res_id).exists()
        if not ticket and not incoming:
            return
        address = message_dict["bounced_email"] or self.env._("an unknown address")
        reason = self.env._(
            "Delivery report: the mail to %(address)s did not arrive.", address=address
        )
        if not incoming:
            incoming = intake._recognise(email_message.as_bytes(), self._name)
        intake._keep(incoming, "bounce", reason, ticket)
        if ticket:
            ticket._message_log(body=reason)

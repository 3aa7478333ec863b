from markupsafe import Markup

from odoo import SUPERUSER_ID, api, models
from odoo.tools.misc import human_size

DEFAULT_MAX_FILE_MB = 25


class InterviaTicket(models.Model):
    """Where an incoming mail goes: aside, to its ticket, or into a new one."""

    _inherit = "intervia.ticket"

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
            self._step_forged,
            self._step_policy,
            self._step_copy,
            self._step_spam,
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
    def _route_stray(self, incoming, route):
        """A mail to none of our addresses: what the platform makes of it, or nothing.

        :param route: the platform's routing; it raises for a mail to nobody
        """
        if incoming.mail.machine_sign and not incoming.mail.reported_ids:
            self._settle_machine_mail(incoming)
            return []
        try:
            routes = route()
        except ValueError:
            routes = []
        if not routes:
            reason = self.env._(
                "None of its addresses is ours: %(addresses)s",
                addresses=", ".join(incoming.mail.recipients) or "-",
            )
            incoming.settle("unroutable", reason)
        return routes

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
        return [(model, thread_id, custom_values, SUPERUSER_ID, None), *others]

    @api.model
    def _step_own_mail(self, incoming, message, message_dict):
        """A mail from one of our own addresses goes in circles."""
        if incoming.is_own and not incoming.is_released:
            reason = self.env._("It comes from one of our own addresses.")
            incoming.settle("loop", reason)
            return []
        return None

    @api.model
    def _step_machine_mail(self, incoming, message, message_dict):
        """Machine mail opens, reopens and answers nothing: a note at most."""
        sign = incoming.mail.machine_sign
        if not sign or incoming.is_released:
            return None
        ticket = self._find_referenced(incoming)
        if ticket:
            ticket._note_machine_mail(message_dict, sign)
        self._settle_machine_mail(incoming, ticket)
        return []

    @api.model
    def _settle_machine_mail(self, incoming, ticket=None):
        sign = incoming.mail.machine_sign
        reason = self.env._("Its header says that a program wrote it: %s", sign)
        incoming.settle("machine", reason, ticket)

    @api.model
    def _step_sender(self, incoming, message, message_dict):
        """Who wrote. An address of our own people proves nothing by itself."""
        company = self.env["intervia.intake"]._get_company_of(incoming)
        incoming.partner = self._find_sender(incoming, company)
        verdict = self._get_authentication(incoming)
        incoming.is_forged = verdict == "fail" and not incoming.is_released
        is_staff = bool(incoming.partner) and not incoming.partner.partner_share
        incoming.is_unverified = incoming.is_forged or (is_staff and verdict != "pass")
        known = incoming.partner and not incoming.is_unverified
        message_dict["author_id"] = incoming.partner.id if known else False
        return None

    @api.model
    def _find_sender(self, incoming, company):
        """The contact who wrote, as superuser; empty when nobody is known."""
        addresses = self.env["intervia.client.address"]
        return addresses._find(incoming.mail.sender, company)

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
        incoming.note("\n".join(lines))
        return None

    @api.model
    def _step_reply(self, incoming, message, message_dict):
        """The ticket a mail answers, by reference, else by the number it quotes."""
        ticket = incoming.target or self._find_referenced(incoming)
        if not ticket:
            ticket = self._find_quoted(incoming)
            message_dict.pop("parent_id", None)
            message_dict.pop("is_internal", None)
        if not ticket:
            return None
        # sudo: where a merged one goes on
        ticket = ticket.sudo()._get_survivor(incoming.partner)
        if incoming.is_unverified:
            ticket._judge_unverified(incoming, message_dict)
        if ticket.state == "cancelled" and not message_dict.get("is_internal"):
            return self._route_follow_up(incoming, message_dict, ticket)
        return [(self._name, ticket.id, {}, SUPERUSER_ID, None)]

    @api.model
    def _step_new(self, incoming, message, message_dict):
        """One new ticket, in the first area the mail names.

        The system creates it: a From header is nobody's signature.
        """
        alias = incoming.aliases[:1]
        for key in ("parent_id", "is_internal"):
            message_dict.pop(key, None)
        if alias and not self._is_accepted(incoming, message, message_dict, alias):
            return []
        incoming.is_new = True
        if alias and alias.alias_status != "valid":
            alias.alias_status = "valid"
        area = self.env["intervia.intake"]._get_area(alias)
        values = {"area_id": area.id} if area and not incoming.door else {}
        return [(self._name, False, values, SUPERUSER_ID, None)]

    # Judging

    @api.model
    def _get_max_file_size(self):
        key = "intervia_helpdesk.max_mail_file_mb"
        # sudo: parameters are the system's
        size = self.env["ir.config_parameter"].sudo().get_param(key)
        return int(float(size or DEFAULT_MAX_FILE_MB) * 1024 * 1024)

    @api.model
    def _get_authentication(self, incoming):
        """What our mail server says of the sender: ``pass``, ``fail`` or nothing."""
        key = "intervia_helpdesk.trusted_authserv"
        # sudo: parameters are the system's
        authserv = self.env["ir.config_parameter"].sudo().get_param(key)
        return incoming.mail.get_authentication(authserv)

    def _judge_unverified(self, incoming, message_dict):
        """One of our people seems to answer, unproven by the mail server.

        He is believed when the mail answers one that went to staff only (its secret
        reference), or when he speaks as the client of the ticket, where a reference is
        all that any client shows. Else his words are a note, so that nobody can speak
        to a client in the name of support.
        """
        agent = incoming.partner.main_user_id.has_group("intervia_helpdesk.group_agent")
        as_client = incoming.partner == self.partner_id and not agent
        as_client = as_client and not incoming.is_forged
        if as_client or self._staff_reference() in incoming.mail.references:
            incoming.is_unverified = False
            message_dict["author_id"] = incoming.partner.id
            return
        message_dict["is_internal"] = True
        warning = self.env._(
            "Unverified sender: this mail claims to be from %(sender)s. It was kept"
            " from the client.",
            sender=incoming.partner.display_name or incoming.mail.sender,
        )
        body = Markup("<p><strong>%s</strong></p>") % warning
        message_dict["body"] = body + Markup(message_dict.get("body") or "")

    @api.model
    def _is_accepted(self, incoming, message, message_dict, alias):
        """Ask the policy of the alias; a refused mail is answered by it and kept."""
        if alias.alias_contact == "everyone" or incoming.is_released:
            return True
        route = (self._name, False, {}, SUPERUSER_ID, alias)
        checked = self.env["mail.thread"]._routing_check_route(
            message, message_dict, route, raise_exception=False
        )
        if not checked:
            reason = self.env._("The area does not attend this sender.")
            incoming.settle("refused", reason)
        return bool(checked)

    # Finding

    @api.model
    def _find_referenced(self, incoming):
        """The ticket of the message that the mail answers."""
        if incoming.parent.model != self._name:
            return self.browse()
        # sudo: the gateway may look at any ticket
        return self.sudo().browse(incoming.parent.res_id).exists()

    @api.model
    def _find_quoted(self, incoming):
        """The ticket whose number the subject quotes, if the sender takes part."""
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
        return [(self._name, False, values, SUPERUSER_ID, None)]

from odoo import api, fields, models
from odoo.tools.mail import formataddr
from odoo.tools.misc import hmac

from ...tools.incoming_mail import cut_subject
from ...tools.own_context import OWN

STAFF_MAIL = "intervia_staff"
LAYOUT = "intervia_helpdesk.mail_layout"


class InterviaTicket(models.Model):
    """What client and staff say to each other: who spoke, to whom it is mailed, how."""

    _inherit = "intervia.ticket"

    # the platform would read up to 200 messages at each post to guess a parent
    _mail_flat_thread = False

    last_client_reference = fields.Char(
        readonly=True,
        copy=False,
        groups="intervia_helpdesk.group_agent",
        help="Message-Id of the last mail of the client, which our answers quote.",
    )

    # Who spoke

    def _message_post_after_hook(self, message, msg_values):
        """Announce to the concerns which side spoke, where the client can hear it."""
        result = super()._message_post_after_hook(message, msg_values)
        if self._is_conversation(message, msg_values):
            # sudo: who wrote is asked, whoever reads
            if self._is_staff_author(message.sudo().author_id):
                self._on_staff_message(message)
            else:
                self._on_customer_message(message)
        return result

    @api.model
    def _is_internal_message(self, msg_values, message=None):
        """Whether a message is only for staff: a note, or anything not a comment."""
        # sudo: only the kind of a message is asked
        message = message.sudo() if message else self.env["mail.message"]
        if msg_values.get("is_internal", message.is_internal):
            return True
        subtype_id = msg_values.get("subtype_id", message.subtype_id.id)
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        if subtype_id == comment:
            return False
        subtype = self.env["mail.message.subtype"].sudo().browse(subtype_id)
        return not subtype or subtype.internal

    @api.model
    def _is_conversation(self, message, msg_values):
        # sudo: only the kind of a message is asked
        kind = msg_values.get("message_type", message.sudo().message_type)
        return kind in ("comment", "email") and not self._is_internal_message(
            msg_values, message
        )

    def _is_staff_author(self, author):
        """Staff speaks for support; on his own question an agent is a client."""
        if not author or author.partner_share or author == self.partner_id:
            return False
        return author.main_user_id.has_group("intervia_helpdesk.group_agent")

    def _on_customer_message(self, message):
        """The client, or a participant, just wrote where both sides read.

        What was finished goes on, what waited for him no longer does.
        """
        values = {"date_last_client_message": message.date}
        # sudo: a client moves his ticket by writing, without rights on it
        if message.sudo().message_type == "email":
            values["last_client_reference"] = message.sudo().message_id
        tickets = self.sudo().with_context(intervia_client_knows=OWN)
        tickets.write(values)
        tickets.filtered(lambda t: t.state in ("finished", "waiting"))._move_to(
            "in_progress"
        )

    def _on_staff_message(self, message):
        """Somebody of support just answered; the first answer starts the work."""
        # sudo: the dates and the state follow from the answer itself
        tickets = self.sudo().with_context(intervia_client_knows=OWN)
        tickets.write({"date_last_staff_message": message.date})
        tickets.filtered(lambda t: not t.date_first_reply).write(
            {"date_first_reply": message.date}
        )
        user = message.sudo().author_id.main_user_id
        tickets._add_attending(user)
        orphans = tickets.filtered(lambda t: t.state == "registered" and not t.user_id)
        if orphans and user.has_group("intervia_helpdesk.group_permission_assign"):
            orphans._assign(user)
        tickets.filtered(lambda t: t.state == "assigned")._move_to("in_progress")

    def _answer(self, body, attachments=None, state=None, recipients=None):
        """Answer the client and move the ticket in one act, told in one mail.

        :param body: Markup
        :param attachments: ``ir.attachment``
        :param str state: where to move the ticket; None leaves it
        :param recipients: ``res.partner``, who outside support gets it; None for the
            client and the participants
        :rtype: ``mail.message``
        """
        self.ensure_one()
        client = self.partner_id
        knows = recipients is None or not client or client in recipients
        ticket = self.with_context(intervia_client_knows=knows and OWN)
        if recipients is not None:
            ticket = ticket.with_context(intervia_recipient_ids=recipients.ids)
        if state:
            ticket._move_to(state)
            ticket = ticket.with_context(intervia_moved_to=state)
        return ticket.message_post(
            body=body,
            attachment_ids=attachments.ids if attachments else [],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    # Sending

    def message_post(self, **kwargs):
        """An answer of staff comes from the address of the area, not the person's.

        Answering makes nobody a follower: the README's table says who is told.
        """
        self = self.with_context(mail_post_autofollow_author_skip=True)
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        is_public = kwargs.get("subtype_xmlid") == "mail.mt_comment"
        if is_public or kwargs.get("subtype_id") == comment:
            kwargs.update(self._prepare_sender(kwargs.get("author_id")))
        return super().message_post(**kwargs)

    def _prepare_sender(self, author_id=None):
        """Author and From of a public message, when staff writes it."""
        author = self.env["res.partner"].browse(author_id)
        if author_id is None:
            author = self.env.user.partner_id
        # sudo: the address of an area is public, its settings are not
        address = self.sudo().area_id.alias_email
        if not address or not self._is_staff_author(author.sudo()):
            return {}
        return {"author_id": author.id, "email_from": self._get_sender(author)}

    def _get_sender(self, author=None):
        """From of our mails: the person, or the area alone, at the area's address."""
        # sudo: the address of an area is public, its settings are not
        area = self.sudo().area_id
        name = f"{author.sudo().name} ({area.name})" if author else area.name
        address = area.alias_email or area.company_id.catchall_email
        if not address:
            return (author or area.company_id.partner_id).sudo().email_formatted
        return formataddr((name, address))

    def _notify_get_reply_to_batch(self, defaults=None, author_ids=None):
        """Answers come back to the address of the area."""
        # sudo: the address of an area is public, its settings are not
        attended = self.filtered(lambda t: t.sudo().area_id.alias_email)
        others = self - attended
        reply_to = {t.id: t.sudo().area_id._get_reply_address() for t in attended}
        if others or not self:
            ids = others.ids or [False]
            reply_to |= super(InterviaTicket, others)._notify_get_reply_to_batch(
                defaults=defaults and {key: defaults[key] for key in ids},
                author_ids=author_ids and {key: author_ids[key] for key in ids},
            )
        return reply_to

    def _message_compute_subject(self):
        self.ensure_one()
        return f"Re: [{self.number}] {cut_subject(self.name)}"

    # Threads in mail programs

    def _staff_reference(self):
        """A secret Message-Id in the References of our mails to staff alone.

        Mail programs repeat it when they answer. No client ever sees it, so it proves
        that whoever answers got a mail that only staff gets.
        """
        self.ensure_one()
        secret = hmac(self.env(su=True), "intervia_helpdesk.staff_mail", self.id)
        return f"<{self.id}-{secret[:40]}@{STAFF_MAIL}.{self._name}>"

    def _get_mail_headers(self, automatic=None):
        """Headers that keep our mails in the thread that the client began."""
        headers = {}
        # sudo: the reference is hidden from clients, who may cause mails too
        reference = self.sudo().last_client_reference
        if reference:
            headers["In-Reply-To"] = reference
        if automatic:
            # RFC 3834 §5, and its equal for Exchange: machines, do not answer
            headers["Auto-Submitted"] = automatic
            headers["X-Auto-Response-Suppress"] = "All"
        return headers

    def _notify_by_email_get_base_mail_values(
        self, message, recipients_data, additional_values=None
    ):
        """Number in the subject, the client's own mail in the references.

        ``_staff_ids`` tells the next step which recipients are staff.
        """
        values = super()._notify_by_email_get_base_mail_values(
            message, recipients_data, additional_values
        )
        if not self:
            return values
        subject = values.get("subject") or message.subject or ""
        if f"[{self.number}]" not in subject:
            values["subject"] = self._message_compute_subject()
        # sudo: a reference kept for the mails of everybody
        reference = self.sudo().last_client_reference
        if reference and reference not in values["references"]:
            values["references"] = f"{reference} {values['references']}"
        values["_staff_ids"] = {
            data["id"] for data in recipients_data if self._is_staff_data(data)
        }
        return values

    def _notify_by_email_get_headers(self, headers=None):
        headers = super()._notify_by_email_get_headers(headers=headers)
        return {**(headers or {}), **self._get_mail_headers()} if self else headers

    def _notify_by_email_get_final_mail_values(
        self, recipient_ids, mail_values, additional_values=None
    ):
        """Mails to staff alone carry the secret reference; see _staff_reference."""
        values = super()._notify_by_email_get_final_mail_values(
            recipient_ids, mail_values, additional_values
        )
        staff = values.pop("_staff_ids", None)
        if staff and recipient_ids and set(recipient_ids) <= staff:
            values["references"] = f"{self._staff_reference()} {values['references']}"
        return values

    # Layout

    def _notify_by_email_render_layout(
        self, message, recipients_group, msg_vals=False, render_values=None
    ):
        """One layout for every mail about a ticket."""
        if not self:
            return super()._notify_by_email_render_layout(
                message, recipients_group, msg_vals, render_values
            )
        lang = render_values["lang"]
        values = {**render_values, **recipients_group}
        values |= self._get_layout_values(
            lang, for_staff=recipients_group["notification_group_name"] == STAFF_MAIL
        )
        return self._render_layout(values, lang)

    def _get_layout_values(self, lang, for_staff):
        """What the layout prints besides the message itself."""
        self.ensure_one()
        # sudo: a client's act may cause a mail that prints the area's name
        ticket = self.sudo().with_context(lang=lang)
        labels = dict(ticket._fields["client_label"]._description_selection(ticket.env))
        return {
            "ticket": ticket,
            "for_staff": for_staff,
            "label": ticket.stage_id.name
            if for_staff
            else labels.get(ticket.client_label, ""),
            "area": ticket.area_id,
            "company": ticket.company_id,
            "moved_to": self.env.context.get("intervia_moved_to"),
        }

    @api.model
    def _render_layout(self, values, lang):
        return self.env["ir.qweb"]._render(
            LAYOUT, values, minimal_qcontext=True, lang=lang
        )

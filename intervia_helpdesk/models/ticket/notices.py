from collections import defaultdict
from typing import NamedTuple

from odoo import SUPERUSER_ID, api, models
from odoo.tools.mail import email_normalize, generate_tracking_message_id

from ...tools.own_context import OWN
from ...tools.rpc_argument import get_ids
from .conversation import LAYOUT


class Notice(NamedTuple):
    """One row of the table “Who is told what” of the README."""

    to: str  # client, responsible (agent, else who alerts), assignee, told
    automatic: str = "auto-generated"  # Auto-Submitted, RFC 3834 §5
    tells_actor: bool = False  # the author of the change is not mailed, as a rule


# Name -> row. The text is the template ``notice_<name>``.
NOTICES = {
    "receipt": Notice("client", "auto-replied", tells_actor=True),
    "created": Notice("responsible"),
    "assigned": Notice("assignee"),
    "waiting": Notice("client"),
    "finished": Notice("client"),
    "reopened": Notice("client"),
    "cancelled": Notice("client"),
    "cancelled_staff": Notice("assignee"),
    "deadline_near": Notice("told", tells_actor=True),
    "deadline_missed": Notice("told", tells_actor=True),
    "forgotten_warning": Notice("client", tells_actor=True),
    "forgotten_closed": Notice("client", tells_actor=True),
    "merged": Notice("client", tells_actor=True),
    "merged_apart": Notice("client", tells_actor=True),
    "reminder": Notice("told", tells_actor=True),
    "reminder_client": Notice("client", tells_actor=True),
}
# State a ticket just came to -> its notices
NOTICES_OF_STATE = {
    "waiting": ("waiting",),
    "finished": ("finished",),
    "cancelled": ("cancelled", "cancelled_staff"),
}


class InterviaTicket(models.Model):
    """Who is told what, when. The table is in the README, one test per row."""

    _inherit = "intervia.ticket"

    # Events

    def _on_created(self):
        super(InterviaTicket, self.with_context(intervia_is_birth=OWN))._on_created()
        # a mail is first posted on the ticket, so that the receipt can answer it
        if not self._is_mail_birth():
            self._tell("receipt", "created")

    def _on_assigned(self, previous):
        super()._on_assigned(previous)
        if self.env.context.get("intervia_is_birth") is not OWN:
            self._tell("assigned")

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        if self.env.context.get("intervia_passing") is OWN:
            return
        names = {t: t._get_state_notices(previous[t.id].state) for t in self}
        for notices, tickets in self.grouped(names.get).items():
            tickets._tell(*notices)

    def _get_state_notices(self, before):
        """Names of the notices for a ticket that came from the state ``before``."""
        if self.state == before:
            return ()
        if before == "finished" and self.state == "in_progress":
            return ("reopened",)
        return NOTICES_OF_STATE.get(self.state, ())

    @api.model
    def _is_mail_birth(self):
        incoming = self._get_incoming()
        return bool(incoming and incoming.is_new)

    def _on_customer_message(self, message):
        super()._on_customer_message(message)
        if self._is_mail_birth():
            self._tell_mail_birth()

    def _on_staff_message(self, message):
        super()._on_staff_message(message)
        if self._is_mail_birth():
            self._tell_mail_birth()

    def _tell_mail_birth(self):
        incoming = self._get_incoming()
        names = ("receipt", "created") if incoming.mail.wants_receipt else ("created",)
        if not self.env["intervia.intake"]._leave_to_job():
            self._tell(*names)
        elif self._may_tell():
            incoming.values["notices_due"] = " ".join(names)

    def _message_auto_subscribe_followers(self, updated_values, default_subtype_ids):
        """The agent is told by this table, and only while he is the agent."""
        return []

    # Notices, in batch

    def _may_tell(self):
        """Neither installing, nor importing history, mails anybody."""
        is_muted = self.env.context.get("intervia_no_notice") is OWN
        return bool(self) and self.env.registry.ready and not is_muted

    @api.model
    def load(self, fields, data):
        quiet = self.with_context(intervia_no_notice=OWN)
        return super(InterviaTicket, quiet).load(fields, data)

    def _tell(self, *names):
        """Send these notices of these tickets: one batch, nobody twice per ticket."""
        if not names or not self._may_tell():
            return
        actor = self.env.user.partner_id
        # sudo: whoever causes an event need not see the people who are told of it
        tickets = self.sudo().with_context(active_test=False)
        plan = []
        told = defaultdict(set)
        for name in names:
            audience = tickets._get_audience(NOTICES[name].to)
            for ticket in tickets:
                people = audience[ticket.id]
                if not NOTICES[name].tells_actor:
                    people -= actor
                ids = set(people.ids) - told[ticket.id]
                told[ticket.id] |= ids
                address = tickets._get_bare_address(name, ticket)
                if ids or address:
                    plan.append((ticket, name, ids, address))
        if plan:
            tickets._send_notices(plan, actor)

    def _get_audience(self, to):
        """Ticket id -> partners of one column of the table."""
        if to == "client":
            if self.env.context.get("intervia_client_knows") is OWN:
                return dict.fromkeys(self.ids, self.env["res.partner"])
            return {
                t.id: t.partner_id.filtered(lambda p: p.email or not p.partner_share)
                for t in self
            }
        if to == "told":  # whom the caller chose
            told = self.env["res.partner"].browse(
                get_ids(self.env.context.get("intervia_told"))
            )
            return dict.fromkeys(self.ids, told)
        people = {ticket.id: ticket.user_id.partner_id for ticket in self}
        if to == "responsible":
            orphans = self.filtered(lambda t: not t.user_id)
            alerts = orphans._get_staff_to_alert() if orphans else {}
            people |= {key: users.partner_id for key, users in alerts.items()}
        return people

    @api.model
    def _get_bare_address(self, name, ticket):
        """Address of a client who is no contact."""
        if NOTICES[name].to != "client" or ticket.partner_id:
            return False
        if self.env.context.get("intervia_client_knows") is OWN:
            return False
        return email_normalize(ticket.partner_email or "")

    def _send_notices(self, plan, actor):
        """Create what is told: one insert of messages, one of mails, one of rows.

        :param list plan: (ticket, name of the notice, partner ids, address)
        """
        people = self._get_people({pid for _t, _n, ids, _a in plan for pid in ids})
        letters = []
        for ticket, name, ids, address in plan:
            data = [people[pid] for pid in ids if pid in people]
            if address:
                data.append({"id": False, "email": address, "lang": False})
            for lang, group in self._group_by_lang(data).items():
                letters.append((ticket.with_context(lang=lang), name, group))
        messages = self._create_notice_messages(letters, actor)
        mails = self._create_notice_mails(letters, messages)
        self._dispatch(mails)

    @api.model
    def _get_people(self, partner_ids):
        """What the platform says of the recipients who can be reached: id -> data."""
        if not partner_ids:
            return {}
        found = self.env["mail.followers"]._get_recipient_data(
            None, "user_notification", False, sorted(partner_ids)
        )[0]
        return {pid: data for pid, data in found.items() if data["active"]}

    @api.model
    def _group_by_lang(self, data):
        groups = defaultdict(list)
        for person in data:
            groups[person["lang"] or self.env.company.partner_id.lang].append(person)
        return groups

    @api.model
    def _create_notice_messages(self, letters, actor):
        is_system = self.env.uid == SUPERUSER_ID
        values = []
        for ticket, name, _group in letters:
            author = ticket.company_id.partner_id if is_system else actor
            values.append(ticket._prepare_notice_message(name, author, is_system))
        return self.env["mail.thread"]._message_create(values)

    def _prepare_notice_message(self, name, author, is_system):
        is_public = NOTICES[name].to == "client"
        xmlid = "mail.mt_comment" if is_public else "mail.mt_note"
        sender = self._get_sender(None if is_system else author)
        return {
            "author_id": author.id,
            "email_from": sender,
            "reply_to": self._notify_get_reply_to(default=sender)[self.id],
            "model": self._name,
            "res_id": self.id,
            "subject": self._message_compute_subject(),
            "body": self.env["ir.qweb"]._render(
                f"intervia_helpdesk.notice_{name}",
                self._prepare_notice_values(name, False if is_system else author),
                minimal_qcontext=True,
                lang=self.env.lang,
            ),
            "message_type": "auto_comment" if is_public else "user_notification",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id(xmlid),
            "is_internal": not is_public,
            "message_id": generate_tracking_message_id(f"{self.id}-{self._name}"),
            "email_layout_xmlid": LAYOUT,
            "email_add_signature": False,
            "record_company_id": self.company_id.id,
            "record_alias_domain_id": self.company_id.alias_domain_id.id,
        }

    def _prepare_notice_values(self, name, author):
        """What the text of a notice prints. Extension point."""
        return {
            "ticket": self,
            "greeting": self._get_greeting(),
            "reason": self.env.context.get("intervia_cancel_reason"),
            "actor": author,
        }

    def _get_greeting(self):
        """How a mail to the client begins, in the language of the environment."""
        if self.partner_name:
            return self.env._("Hello %(name)s,", name=self.partner_name)
        return self.env._("Hello,")

    @api.model
    def _create_notice_mails(self, letters, messages):
        """Mails for those who read mail, rows in the inbox for the others."""
        mail_values, rows = [], []
        for (ticket, name, group), message in zip(letters, messages, strict=True):
            by_mail = [data for data in group if data.get("notif", "email") == "email"]
            by_inbox = [data for data in group if data.get("notif") == "inbox"]
            if by_mail:
                mail_values.append(ticket._prepare_notice_mail(name, message, by_mail))
                rows += [(message, data, len(mail_values) - 1) for data in by_mail]
            if by_inbox:
                # core's way for these few: it also pushes to the open browser
                ticket._notify_thread_by_inbox(message, by_inbox)
        # sudo: nobody writes mails and notifications by himself
        mails = self.env["mail.mail"].sudo().create(mail_values)
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": message.author_id.id,
                    "is_read": True,
                    "mail_mail_id": mails[index].id,
                    "mail_message_id": message.id,
                    "notification_status": "ready",
                    "notification_type": "email",
                    "res_partner_id": data["id"],
                    "mail_email_address": False if data["id"] else data["email"],
                }
                for message, data, index in rows
            ]
        )
        return mails

    def _prepare_notice_mail(self, name, message, group):
        for_staff = NOTICES[name].to != "client"
        references = [self.last_client_reference, message.message_id]
        if for_staff:
            references.insert(0, self._staff_reference())
        headers = self._get_mail_headers(NOTICES[name].automatic)
        bounce = message.record_alias_domain_id.bounce_email
        if bounce:
            headers["Return-Path"] = bounce
        return {
            "mail_message_id": message.id,
            "auto_delete": True,
            "body_html": self._render_notice(message, for_staff),
            "headers": repr(headers),
            "references": " ".join(filter(None, references)),
            "recipient_ids": [(4, data["id"]) for data in group if data["id"]],
            "email_to": ",".join(d["email"] for d in group if not d["id"]) or False,
        }

    def _render_notice(self, message, for_staff):
        lang = self.env.lang
        link = self._notify_get_action_link("view", model=self._name, res_id=self.id)
        values = {
            "message": message,
            "lang": lang,
            "has_button_access": for_staff,
            "button_access": {"url": link, "title": self.env._("View ticket")},
            **self._get_layout_values(lang, for_staff),
        }
        return self._render_layout(values, lang)

    def _dispatch(self, mails):
        """A single act mails when it is committed; a batch leaves it to the queue."""
        force = self.env.context.get("mail_notify_force_send", len(self) == 1)
        if force:
            mails.send_after_commit()
        elif mails and not self._get_incoming():
            mails._intervia_wake_queue()

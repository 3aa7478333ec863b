from email.message import EmailMessage
from itertools import count

from .common import HelpdeskCase

_serial = count(1)


class HelpdeskMailCase(HelpdeskCase):
    """A helpdesk that receives mail and whose mails can be looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area.write({"alias_name": "systems"})
        cls.area_mail = cls.area.alias_email
        cls.user_agent_2 = cls._create_user("agent_2", "group_agent")
        cls.user_requester = cls._create_user("requester", "base.group_user")
        cls.area.member_ids |= cls.user_agent_2
        users = cls.user_agent | cls.user_agent_2 | cls.user_supervisor
        (users | cls.user_manager | cls.user_requester).notification_type = "email"
        # told of everything as administrators of the database: not of this story
        admins = cls.env.ref("intervia_helpdesk.group_manager").sudo().all_user_ids
        (admins - cls.user_manager).group_ids -= cls.env.ref(
            "intervia_helpdesk.group_manager"
        )
        cls.client_mail = "customer@example.com"

    @classmethod
    def _build_mail(cls, body="", files=(), **headers):
        """A raw mail of the client to the area; headers by keyword, ``_`` for ``-``.

        Without a body each says something else: the same again would be a copy.
        """
        mail = EmailMessage()
        if body == "":
            body = f"It does not print. Error {next(_serial)}."
        values = {
            "From": f"Customer <{cls.client_mail}>",
            "To": cls.area_mail,
            "Subject": "The printer is broken",
            "Message-Id": f"<{next(_serial)}@mail.example.com>",
        }
        values |= {name.replace("_", "-").title(): v for name, v in headers.items()}
        for name, text in values.items():
            if text is not None:
                mail[name] = text
        if body is not None:
            mail.set_content(body)
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        return mail.as_bytes()

    def _process(self, raw):
        """Give a raw mail to the gateway, as the job that fetches mail does."""
        with self.mock_mail_gateway():
            res_id = self.env["mail.thread"].message_process(None, raw)
            self.env.cr.flush()
        return self.env["intervia.ticket"].browse(res_id or [])

    def _receive(self, *args, **headers):
        return self._process(self._build_mail(*args, **headers))

    def _reply(self, message, *args, **headers):
        """The client answers one of our messages by mail."""
        number = self.env["intervia.ticket"].browse(message.res_id).number
        values = {
            "subject": f"Re: [{number}] The printer is broken",
            "in_reply_to": message.message_id,
            "references": message.message_id,
            **headers,
        }
        return self._receive(*args, **values)

    def _last_message(self, ticket, **conditions):
        """The newest public message of people on a ticket."""
        return self.env["mail.message"].search(
            [
                ("model", "=", ticket._name),
                ("res_id", "=", ticket.id),
                ("message_type", "in", ("comment", "email")),
                *((name, "=", value) for name, value in conditions.items()),
            ],
            order="id desc",
            limit=1,
        )

    def _mailed(self):
        """Addresses mailed since the last mock began, sorted, repetitions included."""
        return sorted(
            address
            for mail in self._new_mails
            for address in [
                *mail.recipient_ids.mapped("email"),
                *((mail.email_to or "").split(",") if mail.email_to else ()),
            ]
        )

    def _mail_to(self, address):
        mails = self._new_mails.filtered(
            lambda m: address in m.recipient_ids.mapped("email")
        )
        self.assertEqual(len(mails), 1, f"mails to {address}: {len(mails)}")
        return mails

    def _answer(self, ticket, user=None, body="Is it plugged in?", **kwargs):
        """Staff answers the client from the chatter."""
        with self.mock_mail_gateway():
            message = ticket.with_user(user or self.user_agent).message_post(
                body=body,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                **kwargs,
            )
            self.env.cr.flush()
        return message

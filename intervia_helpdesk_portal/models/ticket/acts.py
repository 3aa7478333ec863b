from odoo import Command, api, models
from odoo.exceptions import AccessError
from odoo.tools import plaintext2html

from odoo.addons.intervia_helpdesk.tools.own_context import OWN


class InterviaTicket(models.Model):
    """What a client does with his ticket. Each act checks that he may."""

    _inherit = "intervia.ticket"

    @api.model
    def _open_from_form(self, values, attachments, website):
        """A ticket out of the form of the support centre.

        :param dict values: checked by the form, with ``partner_id``
        :param attachments: ``ir.attachment``, checked by the form
        :rtype: ``intervia.ticket`` as superuser
        """
        known = self.env["ir.model.data"]._xmlid_to_res_id
        # sudo: clients have no right to create; every value was checked by the form
        ticket = self.sudo().create(
            {
                **values,
                "channel_id": known("intervia_helpdesk.channel_web"),
                "website_id": website.id,
                "opening_attachment_ids": [Command.set(attachments.ids)],
            }
        )
        attachments.sudo().write({"res_model": self._name, "res_id": ticket.id})
        return ticket

    def _check_client_may(self, act):
        if act not in self._get_client_acts():
            raise AccessError(self.env._("You cannot do that with this ticket."))

    def _reply_by_client(self, text, attachments=None):
        """A message of the client; it reopens what was finished.

        :param str text: plain text
        :param attachments: ``ir.attachment`` uploaded by the same user
        """
        self._check_client_may("reply")
        return self._say_as_client(text, attachments)

    def _close_by_client(self, word=""):
        """It is solved. The word is said first: a message would reopen the ticket.

        :param str word: what the client wants to add, plain text
        """
        self._check_client_may("close")
        self._say_as_client(word or self.env._("It is solved: I close the ticket."))
        # sudo: closing is the client's right, the workflow is staff's
        self.sudo().with_context(intervia_client_knows=OWN)._move_to("finished")

    def _reopen_by_client(self, word=""):
        """It is not solved after all: what he says reopens the ticket."""
        self._check_client_may("reopen")
        self._say_as_client(
            word or self.env._("It is not solved yet: I reopen the ticket.")
        )

    def _shift_priority_by_client(self, step, website):
        """One priority up or down; staff is told.

        :param int step: 1 or -1
        :return: whether there was such a priority
        """
        self._check_client_may("priority")
        # sudo: the priority is the client's to say, the record staff's to write
        ticket = self.sudo()
        before = ticket.priority_id
        after = before._get_neighbour(step, website) if before else before
        if not after:
            return False
        ticket.priority_id = after
        staff = ticket._get_staff_in_charge()
        lang = staff[:1].lang or self.env.lang
        message = self.with_context(lang=lang).env._(
            "The client changed the priority from “%(old)s” to “%(new)s”.",
            old=before.with_context(lang=lang).name,
            new=after.with_context(lang=lang).name,
        )
        ticket.message_notify(
            body=message,
            subject=ticket._message_compute_subject(),
            partner_ids=staff.partner_id.ids,
            author_id=ticket._get_client_speaker().id,
        )
        return True

    def _set_client_mail(self, wanted):
        self._check_client_may("notify")
        # sudo: whether he is mailed is his own choice
        self.sudo().client_wants_mail = wanted

    def _get_client_speaker(self):
        """Whose words these are: of the person who is logged in, else of the author."""
        if self.env.user._is_public():
            return self.sudo().partner_id
        return self.env.user.partner_id

    def _say_as_client(self, text, attachments=None):
        values = {
            "body": plaintext2html(text),
            "attachment_ids": attachments.ids if attachments else [],
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
        }
        if self.env.user._is_public():
            author = self._get_client_speaker()
            values["author_id"] = author.id
            values["email_from"] = author.email_formatted or self.sudo().partner_email
        return self.message_post(**values)

from contextlib import suppress

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools.mail import html2plaintext

from ...tools.incoming_mail import IncomingMail
from .ledger import PENDING
from .processing import SenderBusy

MAX_SHOWN = 10_000


class InterviaIntake(models.Model):
    """What staff does with a mail that was set aside."""

    _inherit = "intervia.intake"

    text = fields.Text(
        "What it says", compute="_compute_text", help="The original has all of it."
    )

    def _compute_text(self):
        """The text of the mail, as plain as whoever decides on it may safely read."""
        for intake in self:
            intake.text = False
            with suppress(Exception):  # what failed may well be unreadable
                text = html2plaintext(intake._read_again()[1]).strip()
                intake.text = text[:MAX_SHOWN]

    def _check_desk(self):
        """Supervisors decide, each on what he sees; the ledger itself is written by the
        gateway alone."""
        self.check_access("read")
        if not self.env.user.has_group("intervia_helpdesk.group_supervisor"):
            raise AccessError(self.env._("Only supervisors decide on incoming mail."))

    def action_process(self):
        """Take these mails in after all, also those that a machine wrote."""
        self._check_desk()
        self._take_in()

    def action_release_and_authorise(self):
        """Take these mails in, and attend their senders from now on."""
        self._check_desk()
        addresses = self.env["intervia.client.address"]
        # sudo: the desk was checked; the original and its client are the gateway's
        for intake in self.sudo().filtered("sender"):
            mail = IncomingMail(intake._get_raw())
            company = intake.area_id.company_id
            addresses._authorise(intake.sender, mail.sender_name, company)
        self._take_in()

    def action_retry(self):
        """Try the failed ones again, as they came."""
        self._check_desk()
        # sudo: the desk was checked; people never write the ledger
        self.sudo().filtered(lambda i: i.outcome in PENDING)._take_in()

    def _move_to(self, ticket):
        """Make these mails messages of another ticket; a ticket they opened stays.

        :param ticket: record of ``intervia.ticket``
        """
        self._check_desk()
        ticket.check_access("write")
        # sudo: the gateway adds the message, the right to write was checked
        self._take_in(target=ticket.sudo())

    def _take_in(self, **marks):
        """Process again in this transaction; a failure is written down.

        :param marks: attributes of ``Incoming``; none for a mere new attempt
        """
        # sudo: the gateway creates clients and tickets that the person may not create
        for intake in self.sudo():
            decided = marks
            if intake.outcome not in ("failed", "received"):
                decided = {"is_released": True, **marks}
            intake._try_again(**decided)

    def _try_again(self, **marks):
        try:
            with self.env.cr.savepoint():
                return self._run(**marks)
        except SenderBusy:
            self.date_retry = fields.Datetime.now()
            return self._wake_retry()
        except Exception as error:  # whatever a mail can cause
            return self._fail(error)

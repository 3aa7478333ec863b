from odoo import models


class InterviaTicket(models.Model):
    """A ticket on paper: what its client may read, and nothing else."""

    _inherit = "intervia.ticket"

    def _get_report_name(self):
        self.ensure_one()
        return f"{self.env._('Ticket')} {self.number}"

    def _get_report_lang(self):
        self.ensure_one()
        chosen = self.env.context.get("intervia_report_lang")
        # sudo: the language of a client is no secret to whoever may read his ticket
        return chosen or self.sudo().partner_id.lang or self.env.lang

    def _get_document(self):
        """This ticket as the document prints it: in the client's language, by sudo.

        Hole: the platform renders any record for whoever asks for ``/report/…``.
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: the template itself reads only what the client may read
        return self.with_context(lang=self._get_report_lang()).sudo()

    def _get_client_label(self):
        """The client and his company, as the document names them."""
        self.ensure_one()
        ticket = self.sudo()  # sudo: whoever may read the ticket may know its client
        names = [ticket.partner_name or ticket.partner_email]
        if ticket.commercial_partner_id != ticket.partner_id:
            names.append(ticket.commercial_partner_id.name)
        return ", ".join(filter(None, names))

    def _get_public_messages(self):
        """The conversation that the client reads, oldest first.

        No note, no log, nothing that support has hidden.
        """
        self.ensure_one()
        # sudo: which messages are public is asked right here
        messages = self.env["mail.message"].sudo()
        found = messages.search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email", "email_outgoing")),
            ],
            order="date, id",
        )
        return found.filtered(lambda m: self._is_conversation(m, {}) and m.body)

    def _get_public_worklog(self):
        """The entries of the worklog that the client is shown, oldest first."""
        self.ensure_one()
        # sudo: which entries are shown is asked right here
        entries = self.sudo().worklog_ids
        return entries.filtered(
            lambda e: e.visible_to_client and not e.is_running
        ).sorted("date_start")

    def _render_document(self, with_worklog=False, lang=None):
        """(name, content) of the PDF.

        :rtype: tuple
        """
        self.ensure_one()
        self.check_access("read")
        suffix = "_worklog" if with_worklog else ""
        # sudo: the template itself reads only what the client may read
        reports = self.env["ir.actions.report"].sudo()
        content, kind = reports.with_context(
            intervia_report_lang=lang
        )._render_qweb_pdf(f"intervia_helpdesk.action_report_ticket{suffix}", self.ids)
        return f"{self._get_report_name()}.{kind}", content

from odoo import api, fields, models

REMIND_AFTER_DAYS = 4


class SurveyUserInput(models.Model):
    """A client's answer sheet about a ticket."""

    _inherit = "survey.user_input"

    intervia_ticket_id = fields.Many2one(
        "intervia.ticket", "Ticket", index="btree_not_null", ondelete="cascade"
    )
    intervia_date_mailed = fields.Datetime("Mailed on", readonly=True, copy=False)
    intervia_date_reminded = fields.Datetime("Reminded on", readonly=True, copy=False)
    intervia_is_pending = fields.Boolean(compute="_compute_intervia_is_pending")

    _intervia_pending_idx = models.Index(
        "(intervia_date_mailed) WHERE intervia_ticket_id IS NOT NULL"
        " AND intervia_date_reminded IS NULL AND state <> 'done'"
    )
    _intervia_partner_idx = models.Index(
        "(partner_id) WHERE intervia_ticket_id IS NOT NULL"
    )

    @api.depends("state", "deadline", "survey_id.active")
    def _compute_intervia_is_pending(self):
        now = fields.Datetime.now()
        for sheet in self:
            sheet.intervia_is_pending = (
                sheet.state != "done"
                and sheet.survey_id.active
                and not (sheet.deadline and sheet.deadline < now)
            )

    def _mail_intervia_survey(self, template, date_field):
        """Mail these sheets to their clients, and note when.

        :param str template: name of a mail template of this addon
        """
        # a client who wants no mail of his ticket finds the survey on its page
        wanted = self.filtered(lambda sheet: sheet.intervia_ticket_id.client_wants_mail)
        mail_template = self.env.ref(f"intervia_helpdesk_portal.{template}")
        if wanted and wanted.intervia_ticket_id._may_tell():
            mail_template.send_mail_batch(wanted.ids)
        self.write({date_field: fields.Datetime.now()})

    def _mark_done(self):
        """The ticket learns that its survey is answered, and how well it did."""
        result = super()._mark_done()
        for sheet in self.filtered("intervia_ticket_id"):
            # sudo: whoever answers has no right on the ticket
            ticket = sheet.intervia_ticket_id.sudo()
            if ticket.state != "cancelled":
                ticket.write(
                    {
                        "survey_state": "answered",
                        "survey_score": sheet.scoring_percentage,
                    }
                )
        return result

    @api.model
    def _cron_remind_intervia_surveys(self):
        self._remind_intervia_surveys()

    @api.model
    def _remind_intervia_surveys(self, limit=200):
        """One reminder, days after the first mail, to whoever has not answered."""
        now = fields.Datetime.now()
        sheets = self.search(
            [
                ("intervia_ticket_id", "!=", False),
                ("intervia_date_reminded", "=", False),
                ("state", "!=", "done"),
                (
                    "intervia_date_mailed",
                    "<=",
                    fields.Datetime.subtract(now, days=REMIND_AFTER_DAYS),
                ),
            ],
            order="intervia_date_mailed",
            limit=limit,
        )
        due = sheets.filtered(
            lambda s: s.intervia_is_pending and s.intervia_ticket_id.state == "finished"
        )
        (sheets - due).intervia_date_reminded = now
        if due:
            due._mail_intervia_survey(
                "mail_template_survey_reminder", "intervia_date_reminded"
            )

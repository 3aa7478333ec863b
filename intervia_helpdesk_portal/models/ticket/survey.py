from odoo import api, fields, models

from odoo.addons.intervia_helpdesk.tools.own_context import OWN


class InterviaTicket(models.Model):
    """The survey that follows a finished ticket: asked once, reminded once."""

    _inherit = "intervia.ticket"

    survey_input_ids = fields.One2many(
        "survey.user_input", "intervia_ticket_id", groups="base.group_system"
    )
    survey_state = fields.Selection(
        [("pending", "Pending"), ("answered", "Answered")],
        "Survey",
        readonly=True,
        copy=False,
    )
    survey_score = fields.Float(
        "Survey score (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        groups="intervia_helpdesk.group_agent",
    )

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        if self.env.context.get("intervia_passing") is not OWN:
            self.filtered(lambda t: t.state == "finished")._ask_survey()

    def _get_survey(self):
        """The survey of its category or of a parent of it, else of its type."""
        self.ensure_one()
        lineage = self.category_id._get_lineage() if self.category_id else []
        for category in lineage:
            if category.survey_id:
                return category.survey_id.filtered("active")
        return self.type_id.survey_id.filtered("active")

    def _ask_survey(self):
        """Make the client's answer sheet and mail it, the first time a ticket ends."""
        # sudo: surveys belong to the platform; finishing a ticket is what asks
        sheets = self.env["survey.user_input"].sudo()
        for ticket in self.sudo().filtered(lambda t: not t.survey_state):
            survey = ticket._get_survey()
            if survey and (ticket.partner_id or ticket.partner_email):
                sheets |= ticket._make_survey_sheet(survey)
        if sheets:
            sheets._mail_intervia_survey("mail_template_survey", "intervia_date_mailed")

    def _make_survey_sheet(self, survey):
        sheet = survey._create_answer(
            partner=self.partner_id,
            email=self.partner_email,
            check_attempts=False,
            deadline=fields.Datetime.add(fields.Datetime.now(), days=60),
            intervia_ticket_id=self.id,
        )
        self.survey_state = "pending"
        return sheet

    def _get_survey_url(self):
        """Where the client answers; False when there is nothing to answer."""
        self.ensure_one()
        # sudo: the address is the client's key to his sheet
        if self.sudo().survey_state != "pending":
            return False
        sheet = self.sudo().survey_input_ids.filtered("intervia_is_pending")[:1]
        return sheet.get_start_url() if sheet else False

    @api.model
    def _get_my_surveys(self):
        """Answer sheets of the person who asks, pending first.

        :rtype: ``survey.user_input``, as superuser
        """
        # sudo: the domain holds them to his own
        return (
            self.env["survey.user_input"]
            .sudo()
            .search(
                [
                    ("intervia_ticket_id", "!=", False),
                    ("partner_id", "=", self.env.user.partner_id.id),
                ]
            )
            .sorted(lambda sheet: (sheet.state == "done", -sheet.id))
        )

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class InterviaTicket(models.Model):
    """What the forms of a ticket show and propose besides its own fields."""

    _inherit = "intervia.ticket"

    client_support_mode = fields.Selection(
        related="commercial_partner_id.intervia_support_mode"
    )

    area_stage_ids = fields.Many2many(
        "intervia.stage", compute="_compute_area_stage_ids", string="Stages of the area"
    )
    is_client_waiting = fields.Boolean(
        compute="_compute_is_client_waiting",
        search="_search_is_client_waiting",
        help="The client wrote last: he waits for an answer.",
    )

    @api.depends("area_id")
    def _compute_area_stage_ids(self):
        for ticket in self:
            stages = ticket.area_id._get_stages() if ticket.area_id else False
            ticket.area_stage_ids = stages

    @api.depends("is_open", "date_last_client_message", "date_last_staff_message")
    def _compute_is_client_waiting(self):
        for ticket in self:
            answer = ticket.date_last_staff_message
            question = ticket.date_last_client_message or ticket.create_date
            ticket.is_client_waiting = ticket.is_open and (
                not answer or bool(question and question > answer)
            )

    def _search_is_client_waiting(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = Domain("is_open", "=", True) & Domain.custom(to_sql=self._waiting_sql)
        return waiting if True in value else ~waiting

    @api.model
    def _waiting_sql(self, model, alias, query):
        """Whether the last word on a ticket is the client's."""
        return SQL(
            "(%(answer)s IS NULL OR COALESCE(%(question)s, %(opened)s) > %(answer)s)",
            answer=model._field_to_sql(alias, "date_last_staff_message", query),
            question=model._field_to_sql(alias, "date_last_client_message", query),
            opened=model._field_to_sql(alias, "create_date", query),
        )

    @api.model
    def default_get(self, fields_list):
        """In “My requests” the client is whoever is asking."""
        values = super().default_get(fields_list)
        if self.env.context.get("intervia_own_request") and "partner_id" in fields_list:
            values["partner_id"] = self.env.user.partner_id.id
        return values

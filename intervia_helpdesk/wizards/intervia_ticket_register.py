from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize


class InterviaTicketRegister(models.TransientModel):
    """The quick form of whoever answers the phone: area, category, description."""

    _name = "intervia.ticket.register"
    _description = "Register a Ticket"

    area_id = fields.Many2one(
        "intervia.area", required=True, default=lambda self: self._get_default_area()
    )
    category_id = fields.Many2one(
        "intervia.category",
        domain="[('area_id', '=', area_id)]",
        compute="_compute_category_id",
        store=True,
        readonly=False,
    )
    name = fields.Char("Subject", required=True)
    description = fields.Html()
    type_id = fields.Many2one("intervia.ticket.type")
    type_notice = fields.Html(related="type_id.notice")
    asks_program = fields.Boolean(related="type_id.asks_program")
    program_id = fields.Many2one("intervia.program")
    program_version = fields.Char("Version")
    priority_id = fields.Many2one(
        "intervia.priority",
        compute="_compute_priority_id",
        store=True,
        readonly=False,
    )
    tag_ids = fields.Many2many("intervia.tag", string="Keywords")
    channel_id = fields.Many2one(
        "intervia.channel",
        default=lambda self: self.env.ref(
            "intervia_helpdesk.channel_phone", raise_if_not_found=False
        ),
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    partner_id = fields.Many2one("res.partner", string="Client")
    client_name = fields.Char("Name")
    client_email = fields.Char("E-mail")
    client_phone = fields.Char("Phone")
    client_open_count = fields.Integer(related="partner_id.intervia_open_ticket_count")
    client_support_mode = fields.Selection(
        related="partner_id.commercial_partner_id.intervia_support_mode"
    )

    @api.model
    def _get_default_area(self):
        """The only area of the user, when there is no doubt."""
        areas = self.env.user.intervia_member_area_ids.filtered("active")
        return areas if len(areas) == 1 else areas.browse()

    @api.depends("area_id")
    def _compute_category_id(self):
        for wizard in self:
            if wizard.category_id.area_id != wizard.area_id:
                wizard.category_id = False

    @api.depends("type_id")
    def _compute_priority_id(self):
        default = self.env["intervia.priority"]._get_default()
        for wizard in self:
            wizard.priority_id = wizard.type_id.priority_id or default

    def action_register(self):
        """Create the ticket and open it."""
        self.ensure_one()
        client = self.partner_id or self._find_client() or self._create_client()
        ticket = self.env["intervia.ticket"].create(self._prepare_ticket_vals(client))
        self._hand_over_files(ticket)
        return {
            "type": "ir.actions.act_window",
            "res_model": "intervia.ticket",
            "res_id": ticket.id,
            "views": [(False, "form")],
            "view_mode": "form",
        }

    def _prepare_ticket_vals(self, client):
        return {
            "area_id": self.area_id.id,
            "category_id": self.category_id.id,
            "name": self.name,
            "description": self.description,
            "type_id": self.type_id.id,
            "program_id": self.program_id.id if self.asks_program else False,
            "program_version": self.program_version if self.asks_program else False,
            "priority_id": self.priority_id.id,
            "tag_ids": [Command.set(self.tag_ids.ids)],
            "channel_id": self.channel_id.id,
            "partner_id": client.id,
        }

    def _find_client(self):
        """Who has this e-mail or this phone already; empty when nobody does."""
        company = self.area_id.company_id
        email = email_normalize(self.client_email or "")
        client = self.env["intervia.client.address"]._find(email, company)
        if not client and self.client_phone:
            client = self._find_client_by_phone(company)
        # back from superuser: the ticket is created with the rights of the user
        return self.env["res.partner"].browse(client.ids)

    def _find_client_by_phone(self, company):
        partners = self.env["res.partner"]
        number = partners._phone_format(
            number=self.client_phone, country=company.country_id
        )
        if not number:
            return partners
        visible = Domain("company_id", "in", [False, company.id])
        # without the library phonenumbers numbers are kept as typed: compare digits
        return partners.search(
            Domain("phone_sanitized", "=", number) & visible, limit=1
        ) or partners.search(
            Domain("phone_mobile_search", "=", number) & visible, limit=1
        )

    def _create_client(self):
        if not (self.client_name or self.client_email or self.client_phone):
            raise UserError(
                self.env._("Choose the client, or give a name, an e-mail or a phone.")
            )
        return self.env["res.partner"].create(
            {
                "name": self.client_name or self.client_email or self.client_phone,
                "email": self.client_email,
                "phone": self.client_phone,
                "lang": self.area_id.company_id.partner_id.lang or self.env.lang,
            }
        )

    def _hand_over_files(self, ticket):
        """The files uploaded in this form become files of the ticket.

        Only those: an id of somebody else's file sent by RPC stays where it is.
        """
        own = self.attachment_ids.filtered(
            lambda file: (
                file.res_model == self._name and file.create_uid == self.env.user
            )
        )
        own.write({"res_model": ticket._name, "res_id": ticket.id})

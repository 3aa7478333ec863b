from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.mail_address import get_address


class InterviaAddressRequest(models.Model):
    """A client asks that his mail address be changed: staff confirms it or not."""

    _name = "intervia.address.request"
    _description = "Change of Address"
    _order = "state desc, id desc"
    _rec_name = "email"

    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, readonly=True, ondelete="cascade"
    )
    old_email = fields.Char("Address now", readonly=True)
    email = fields.Char("New address", required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Changed"), ("refused", "Refused")],
        default="waiting",
        required=True,
        readonly=True,
        copy=False,
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)

    _waiting_uniq = models.UniqueIndex(
        "(partner_id) WHERE state = 'waiting'", "He asked for a change already."
    )

    @api.model
    def _ask(self, partner, email):
        """Write the wish down; a later one takes the place of an earlier.

        :raises UserError: it is no address
        """
        address = get_address(email)
        if not address:
            raise UserError(self.env._("Please write one whole e-mail address."))
        # sudo: the client only asks
        requests = self.sudo()
        waiting = requests.search(
            Domain("partner_id", "=", partner.id) & Domain("state", "=", "waiting")
        )
        if waiting:
            waiting.email = address
            return waiting
        request = requests.create(
            {"partner_id": partner.id, "old_email": partner.email, "email": address}
        )
        request._tell_staff()
        return request

    def _tell_staff(self):
        group = self.env.ref("intervia_helpdesk.group_manager")
        company = self.partner_id.company_id or self.env.company
        people = group.all_user_ids.filtered(lambda u: company in u.company_ids)
        people -= self.env.ref("base.user_root")
        for lang, partners in people.partner_id.grouped("lang").items():
            env = self.with_context(lang=lang).env
            env["mail.thread"].message_notify(
                partner_ids=partners.ids,
                subject=env._("Change of address: %(name)s", name=self.partner_id.name),
                body=env._(
                    "%(name)s asks that his address %(old)s be changed to %(new)s."
                    " Confirm it in Helpdesk, Control, Changes of address.",
                    name=self.partner_id.name,
                    old=self.old_email,
                    new=self.email,
                ),
            )

    def _check_may_decide(self):
        if not self.env.user.has_group("intervia_helpdesk.group_supervisor"):
            raise AccessError(self.env._("Supervisors decide on changes of address."))
        self.check_access("read")
        self.partner_id.check_access("read")  # clients of his companies alone
        if self.filtered(lambda request: request.state != "waiting"):
            raise UserError(self.env._("This was decided already."))

    def action_confirm(self):
        """The client is written to, and logs in, with the new address from now on."""
        self._check_may_decide()
        for request in self:
            # sudo: a supervisor changes the log-in of a client by this alone
            request.sudo()._apply()
        self._decide("done")

    def action_refuse(self):
        self._check_may_decide()
        self._decide("refused")

    def _decide(self, state):
        # sudo: nobody writes these but the buttons
        self.sudo().write({"state": state, "decided_by_id": self.env.uid})

    def _apply(self):
        partner = self.partner_id
        users = partner.with_context(active_test=False).user_ids
        if users.filtered(lambda user: not user.share):
            raise AccessError(
                self.env._("The address of an employee is changed in his profile.")
            )
        company = partner.company_id or self.env.company
        taken = self.env["intervia.client.address"]._find(self.email, company)
        if taken - partner:
            raise UserError(
                self.env._(
                    "%(email)s is the address of %(other)s.",
                    email=self.email,
                    other=taken.name,
                )
            )
        for user in users:
            if get_address(user.login) == get_address(self.old_email):
                user.login = self.email
        partner.email = self.email

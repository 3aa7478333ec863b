import logging
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.http_request import get_request

_logger = logging.getLogger(__name__)

MANAGER = "intervia_helpdesk.group_manager"
PASSWORD = "intervia_password"
# Whoever has one of these is for the administrators of the system alone
SYSTEM = ("base.group_system", "base.group_erp_manager")


class InterviaPassword(models.TransientModel):
    """A new password for somebody who cannot get in, by link or by hand."""

    _name = "intervia.password"
    _description = "New Password"
    _transient_max_hours = 0.2

    user_id = fields.Many2one("res.users", "Person", required=True)
    login = fields.Char(related="user_id.login", related_sudo=False)
    email = fields.Char(related="user_id.email", related_sudo=False)
    kind = fields.Selection(
        [("link", "Send a link to choose one"), ("set", "Set it by hand")],
        "How",
        default="link",
        required=True,
    )
    # never in the database: the dialog hands it over in the context of its button
    password = fields.Char("New password", store=False)
    lock_now = fields.Boolean(
        "The old one stops working at once",
        help="Ends his sessions now, not when he has chosen a new password.",
    )
    revoke_keys = fields.Boolean(
        "Remove API keys and trusted devices",
        default=True,
        help="Neither is bound to the password: without this they go on working.",
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if "user_id" in fields_list and not values.get("user_id"):
            values["user_id"] = self._get_active_user(
                context.get("active_model"), context.get("active_id")
            )
        return values

    @api.model
    def _get_active_user(self, model, record_id):
        if model == "res.users":
            return record_id
        if model != "res.partner":
            return False
        partner = self.env[model].browse(record_id)
        if not partner.user_ids:
            raise UserError(
                self.env._(
                    "%(person)s has no access yet: grant it to the portal first.",
                    person=partner.name,
                )
            )
        return partner.user_ids[0].id

    def action_apply(self):
        """Do what was chosen, end what has to end, and write down who did it."""
        self.ensure_one()
        password = (self.env.context.get(PASSWORD) or "").strip()
        self = self.with_context(**{PASSWORD: None})  # noqa: PLW0642
        self._check_allowed()
        if self.kind == "set":
            self._set_password(password)
        else:
            self._send_link()
        self._log()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self._get_done(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_done(self):
        if self.kind == "set":
            return self.env._("The password is set. His sessions have ended.")
        return self.env._("A link to choose a password was sent.")

    def _check_allowed(self):
        """Raise unless the caller may decide on the access of this person."""
        caller = self.env.user
        if not caller.has_group(MANAGER):
            raise AccessError(
                self.env._("Only an administrator of the helpdesk sets passwords.")
            )
        # sudo: groups and companies of the other decide, not what is seen of him
        target = self.user_id.sudo()
        if target == caller:
            raise UserError(self.env._("You change your own password in your profile."))
        if not target.active or not (target._is_internal() or target._is_portal()):
            raise UserError(
                self.env._("%(person)s has no account.", person=target.name)
            )
        if not target.company_ids & self.env.companies:
            raise UserError(
                self.env._("%(person)s belongs to another company.", person=target.name)
            )
        if self._has_more_rights(target):
            raise AccessError(
                self.env._(
                    "%(person)s has rights that you do not have.", person=target.name
                )
            )

    def _has_more_rights(self, target):
        """Whether ``target`` may do anything that the caller may not."""
        portal = self.env.ref("base.group_portal").sudo()
        # sudo: the groups of both are compared
        own = self.env.user.sudo().all_group_ids | portal | portal.all_implied_ids
        system = any(target.has_group(group) for group in SYSTEM)
        root = target == self.env.ref("base.user_root").sudo()
        return root or system or bool(target.all_group_ids - own)

    def _set_password(self, password):
        if not password:
            raise UserError(self.env._("Write the new password."))
        self._replace(password)

    def _send_link(self):
        # sudo: checked above; the link goes to the address of the account
        target = self.user_id.sudo()
        if not target.email:
            raise UserError(
                self.env._(
                    "%(person)s has no e-mail address: set the password by hand.",
                    person=target.name,
                )
            )
        if self.lock_now:
            self._replace(secrets.token_urlsafe(32))
        target.with_context(create_user=False).action_reset_password()

    def _replace(self, password):
        """A new hash: the sessions end, as their token is made with it."""
        # sudo: checked above
        target = self.user_id.sudo()
        target._change_password(password)
        if self.revoke_keys:
            self._revoke_keys(target)

    def _revoke_keys(self, target):
        for model in ("res.users.apikeys", "auth_totp.device"):
            if model in self.env:
                # sudo: keys are their owner's; they go with his old password
                keys = self.env[model].sudo()
                keys.search([("user_id", "=", target.id)]).unlink()
        # keys seen as passwords by XML-RPC are cached
        self.env.registry.clear_cache()

    def _log(self):
        """In the list of the administrators, the contact's history and the log."""
        request = get_request()
        target = self.user_id.sudo()
        # sudo: nobody writes this list by hand
        self.env["intervia.password.change"].sudo().create(
            {
                "user_id": self.env.uid,
                "target_id": target.id,
                "login": target.login,
                "kind": self.kind,
                "ended": self.kind == "set" or self.lock_now,
                "address": request and request.httprequest.remote_addr,
            }
        )
        texts = {
            "set": self.env._("His password was set by staff; his sessions ended."),
            "link": self.env._("A link to choose a password was sent to him by staff."),
        }
        target.partner_id._message_log(
            author_id=self.env.user.partner_id.id, body=texts[self.kind]
        )
        _logger.info(
            "%s changed the access of %s (%s)",
            self.env.user.login,
            target.login,
            self.kind,
        )

import base64

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class InterviaPersonRights(models.TransientModel):
    """Hand out all that is known of a person, or forget him; both are logged."""

    _name = "intervia.person.rights"
    _description = "Rights of a Person"

    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        domain="[('is_company', '=', False)]",
        default=lambda self: self._get_default_partner(),
    )
    reason = fields.Char(
        "Asked how and when", required=True, help="E.g.: by mail of 3 March, proven."
    )
    confirmation = fields.Char(
        "Write the name of the person", help="Asked before erasing: it has no way back."
    )
    data = fields.Binary(readonly=True, attachment=False)
    data_name = fields.Char(readonly=True)

    def _get_default_partner(self):
        if self.env.context.get("active_model") == "res.partner":
            return self.env.context.get("active_id")
        return False

    def action_export(self):
        """A zip to download, here and now: no copy of it is kept."""
        person = self._get_person()
        content = person._export_intervia_person()
        self.write(
            {
                "data": base64.b64encode(content),
                "data_name": f"person-{person.id}.zip",
            }
        )
        self._log("export", self.env._("%s bytes", len(content)))
        return self._get_records_action(target="new")

    def action_erase(self):
        person = self._get_person()
        if (self.confirmation or "").strip() != person.name:
            raise UserError(self.env._("Write the name of the person to erase him."))
        done = person._erase_intervia_person()
        self._log("erase", "\n".join(done))
        self.write({"confirmation": False, "reason": self.env._("Erased")})
        return {"type": "ir.actions.act_window_close"}

    def _get_person(self):
        self.ensure_one()
        if not self.env.user.has_group("intervia_helpdesk.group_manager"):
            raise AccessError(
                self.env._("Only administrators of the helpdesk do that.")
            )
        self.partner_id.check_access("write")
        return self.partner_id

    def _log(self, kind, result):
        # sudo: the log is written by what it tells of
        self.env["intervia.person.act"].sudo().create(
            {
                "partner_id": self.partner_id.id,
                "kind": kind,
                "reason": self.reason,
                "result": result,
                "user_id": self.env.uid,
            }
        )

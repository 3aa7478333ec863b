import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# How long after it was written down the data can be downloaded
DOWNLOAD_TIME = timedelta(minutes=30)


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
    erase_files = fields.Boolean(
        "Delete the files that he sent",
        help="Otherwise they stay in his tickets: nobody reads what they say of him.",
    )
    confirmation = fields.Char(
        "Write the name of the person", help="Asked before erasing: it has no way back."
    )
    data = fields.Binary(compute="_compute_data")
    data_name = fields.Char(compute="_compute_data")

    @api.depends("partner_id")
    def _compute_data(self):
        """Made while it is downloaded: no copy of it is ever kept.

        Only for whoever has it written down that he hands it out.
        """
        for dialog in self:
            person = dialog.partner_id
            is_logged = bool(dialog.id and dialog._find_export())
            content = (
                dialog._get_person()._export_intervia_person() if is_logged else b""
            )
            dialog.data = base64.b64encode(content) or False
            dialog.data_name = f"person-{person.id}.zip"

    def _find_export(self):
        # sudo: the log decides, whoever may read it
        return (
            self.env["intervia.person.act"]
            .sudo()
            .search_count(
                [
                    ("partner_id", "=", self.partner_id.id),
                    ("kind", "=", "export"),
                    ("user_id", "=", self.env.uid),
                    ("date", ">", fields.Datetime.now() - DOWNLOAD_TIME),
                ],
                limit=1,
            )
        )

    def _get_default_partner(self):
        if self.env.context.get("active_model") == "res.partner":
            return self.env.context.get("active_id")
        return False

    def action_export(self):
        """A zip to download, here and now."""
        person = self._get_person()
        person = person.sudo()  # sudo: checked by _get_person
        tickets = person._get_intervia_person_tickets()
        self._log("export", self.env._("Tickets handed out: %s", len(tickets)))
        self.invalidate_recordset(["data"])
        title = self.env._("Rights of the person")
        return self._get_records_action(target="new", name=title)

    def action_erase(self):
        person = self._get_person()
        if (self.confirmation or "").strip() != person.name:
            raise UserError(self.env._("Write the name of the person to erase him."))
        done = person._erase_intervia_person(self.erase_files)
        # why he asked is written down without his name, which was taken out here, too
        act = self._log("erase", "\n".join(done))
        # sudo: the dialog holds his name
        self.sudo().unlink()
        title = self.env._("Made anonymous")
        return act._get_records_action(target="new", name=title)

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
        act = (
            self.env["intervia.person.act"]
            .sudo()
            .create(
                {
                    "partner_id": self.partner_id.id,
                    "kind": kind,
                    "reason": self.reason,
                    "result": result,
                    "user_id": self.env.uid,
                }
            )
        )
        return act.with_env(self.env)

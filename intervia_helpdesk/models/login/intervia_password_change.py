from odoo import fields, models


class InterviaPasswordChange(models.Model):
    """Somebody of the staff changed the access of somebody else: who, whose, when."""

    _name = "intervia.password.change"
    _description = "Password Changed by Staff"
    _order = "id desc"
    _rec_name = "login"

    user_id = fields.Many2one(
        "res.users", "Changed by", required=True, readonly=True, ondelete="restrict"
    )
    target_id = fields.Many2one(
        "res.users", "Whose", readonly=True, index=True, ondelete="set null"
    )
    login = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [("link", "Link sent"), ("set", "Password set")], required=True, readonly=True
    )
    ended = fields.Boolean("Access ended at once", readonly=True)
    address = fields.Char("IP address", readonly=True)

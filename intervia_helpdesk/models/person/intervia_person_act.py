from odoo import fields, models


class InterviaPersonAct(models.Model):
    """A right that a person used: his data were handed out, or erased."""

    _name = "intervia.person.act"
    _description = "Right of a Person"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Person", readonly=True, index="btree_not_null"
    )
    kind = fields.Selection(
        [("export", "Data handed out"), ("erase", "Made anonymous")],
        required=True,
        readonly=True,
    )
    reason = fields.Char("Asked how and when", readonly=True)
    result = fields.Text(readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

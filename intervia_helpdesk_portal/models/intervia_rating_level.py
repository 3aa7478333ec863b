from odoo import api, fields, models, tools
from odoo.fields import Domain


class InterviaRatingLevel(models.Model):
    """What a client may say of one answer: satisfactory, incomplete…"""

    _name = "intervia.rating.level"
    _inherit = ["intervia.cached", "intervia.catalogue"]
    _description = "Level of Evaluation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    score = fields.Integer(
        default=100, help="From 0 to 100: what the averages of the metrics count."
    )
    asks_comment = fields.Boolean(
        "Asks what was missing", help="Shows a field for a few words."
    )
    icon = fields.Char(
        default="fa-thumbs-o-up", help="Name of a Font Awesome icon, such as fa-check."
    )

    _score_range = models.Constraint(
        "CHECK(score BETWEEN 0 AND 100)", "The score goes from 0 to 100."
    )

    @api.model
    @tools.ormcache("self.env.lang")
    def _get_choices(self):
        """What a client chooses from: list of dict ``id name icon asks_comment``."""
        # sudo: names of levels; clients have no access to configuration
        levels = self.sudo().search(Domain.TRUE)
        return levels.read(["name", "icon", "asks_comment"])

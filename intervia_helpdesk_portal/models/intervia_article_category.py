from odoo import fields, models


class InterviaArticleCategory(models.Model):
    """A shelf of the knowledge base."""

    _name = "intervia.article.category"
    _description = "Article Category"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(
        translate=True, help="One line under the name, for whoever chooses a shelf."
    )
    icon = fields.Char(
        default="fa-book", help="Name of a Font Awesome icon, such as fa-print."
    )
    website_ids = fields.Many2many(
        "website",
        "intervia_article_category_website_rel",
        string="Websites",
        help="Leave empty to show it on every website.",
    )
    article_ids = fields.One2many("intervia.article", "category_id")

from odoo import api, fields, models


class InterviaArticleVote(models.Model):
    """What one reader said of one article: useful or not, and what he missed."""

    _name = "intervia.article.vote"
    _description = "Usefulness of an Article"
    _order = "id desc"
    _rec_name = "article_id"

    article_id = fields.Many2one(
        "intervia.article", required=True, index=True, ondelete="cascade"
    )
    is_useful = fields.Boolean("Useful")
    comment = fields.Text("What was missing")
    partner_id = fields.Many2one("res.partner", "Reader", index="btree_not_null")
    visitor = fields.Char(required=True, help="Whoever votes twice corrects his vote.")

    _visitor_uniq = models.Constraint(
        "UNIQUE(article_id, visitor)", "One vote of each reader."
    )

    @api.model
    def _vote(self, article, visitor, is_useful, comment=None):
        """Note the vote of ``visitor``; a second one replaces the first.

        :param str visitor: stable name of a browser, when nobody is logged in
        """
        user = self.env.user
        partner = user.partner_id if not user._is_public() else user.browse().partner_id
        key = f"partner:{partner.id}" if partner else f"visitor:{visitor}"
        values = {"is_useful": is_useful}
        if comment:
            values["comment"] = comment[:2000]
        # sudo: readers may not read votes, not even their own
        votes = self.sudo()
        vote = votes.search([("article_id", "=", article.id), ("visitor", "=", key)])
        if vote:
            vote.write(values)
            return vote
        owner = {"article_id": article.id, "visitor": key, "partner_id": partner.id}
        return votes.create({**owner, **values})

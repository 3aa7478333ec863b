from markupsafe import Markup

from odoo import models


class InterviaTicket(models.Model):
    """What the engine of suggestions finds, beside a ticket while it is attended."""

    _inherit = "intervia.ticket"

    def _get_suggested_articles(self):
        found = super()._get_suggested_articles()
        for article in self.suggested_article_ids._filtered_access("read"):
            url = article.get_base_url() + article.website_url
            found.append(
                {
                    "id": article.id,
                    "name": article.name,
                    "url": article.website_url,
                    "body": Markup('<p><a href="%s">%s</a></p>') % (url, article.name),
                }
            )
        return found

    def _find_similar(self):
        """The engine reads whole texts; without a match, subjects and categories."""
        found = self.similar_ticket_ids._filtered_access("read")
        return found or super()._find_similar()

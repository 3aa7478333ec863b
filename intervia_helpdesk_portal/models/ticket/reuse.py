from markupsafe import Markup

from odoo import models
from odoo.tools.mail import html2plaintext

from ..intervia_suggestion_engine import Question


class InterviaTicket(models.Model):
    """Articles that may solve a ticket, beside it while an agent attends it."""

    _inherit = "intervia.ticket"

    def _get_suggested_articles(self):
        found = super()._get_suggested_articles()
        language = (self.partner_id.lang or self.env.lang or "es")[:2]
        question = Question(self.name, html2plaintext(self.description or ""), language)
        offers = self.env["intervia.suggestion"]._offer_articles(question, language)
        for article, _why in offers:
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

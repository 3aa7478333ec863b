from odoo import fields, models


class InterviaArticleWord(models.Model):
    """A word that some article uses: where misspelt words are looked up."""

    _name = "intervia.article.word"
    _description = "Word of the Knowledge Base"
    _log_access = False

    name = fields.Char(required=True)
    sound = fields.Char(
        required=True, index=True, help="How it sounds: vanco is banco."
    )

    _name_uniq = models.Constraint("UNIQUE(name)", "This word is known already.")
    _name_trigram_idx = models.Index(
        lambda registry: "USING gin (name gin_trgm_ops)" if registry.has_trigram else ""
    )

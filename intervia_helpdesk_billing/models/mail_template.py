from odoo import models


class MailTemplate(models.Model):
    """A mail goes out without its paper rather than not at all."""

    _inherit = "mail.template"

    def _generate_template_attachments(
        self, res_ids, render_fields, render_results=None
    ):
        results = super()._generate_template_attachments(
            res_ids, render_fields, render_results
        )
        if self.env.context.get("intervia_paper_optional"):
            for values in results.values():
                if values.get("attachments"):
                    values["attachments"] = [f for f in values["attachments"] if f[1]]
        return results

from odoo import models


class IrMailServer(models.Model):
    """What the platform does to a mail at the very end."""

    _inherit = "ir.mail_server"

    def _alter_message__(self, message, smtp_from, smtp_to_list):
        """Hole: where nobody is left to be added, To ends in a comma, which is no list
        of addresses (RFC 5322 §3.4)."""
        result = super()._alter_message__(message, smtp_from, smtp_to_list)
        addressed = message["To"] or ""
        if addressed.rstrip().endswith(","):
            message.replace_header("To", addressed.rstrip(" ,"))
        return result

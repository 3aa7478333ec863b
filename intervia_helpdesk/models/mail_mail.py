from odoo import api, models


class MailMail(models.Model):
    """What comes in is answered by the queue: receiving never waits for sending."""

    _inherit = "mail.mail"

    @api.model
    def _intervia_wake_queue(self):
        """Send what waits as soon as this transaction is committed."""
        xmlid = "mail.ir_cron_mail_scheduler_action"
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        # sudo: the mail queue is the system's
        self.env["ir.cron"].sudo().browse(cron_id)._trigger()

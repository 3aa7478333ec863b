from odoo import models


class IrCron(models.Model):
    """A job that fails is in the error report, not only in the server's log."""

    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        try:
            return super()._callback(cron_name, server_action_id)
        except Exception as error:
            self.env["intervia.error.report"]._note_exception(
                "job", error, name=cron_name
            )
            raise

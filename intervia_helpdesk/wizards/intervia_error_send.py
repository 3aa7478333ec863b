import base64

from odoo import fields, models


class InterviaErrorSend(models.TransientModel):
    """Somebody in the back office says that something is broken."""

    _name = "intervia.error.send"
    _description = "Report an Error"

    words = fields.Text("What happened", required=True)
    path = fields.Char("Page", readonly=True)
    program = fields.Char("Browser", readonly=True)
    screenshot = fields.Binary("Picture of the screen", attachment=False)

    def action_send(self):
        self.ensure_one()
        self.env["intervia.error.report"]._report_by_person(
            self.words,
            path=self.path,
            program=self.program,
            screenshot=self._get_picture(),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Thank you. Whoever can repair it reads it."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_picture(self):
        try:
            return base64.b64decode(self.screenshot or b"")
        except ValueError:
            return b"?"  # refused as what is no picture

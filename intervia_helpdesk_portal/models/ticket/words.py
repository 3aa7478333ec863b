from odoo import models


class InterviaTicket(models.Model):
    """What similar questions are found by is written when a ticket is born or ends."""

    _inherit = "intervia.ticket"

    def _on_created(self):
        super()._on_created()
        self._rebuild_words()

    def _on_stage_changed(self, previous):
        super()._on_stage_changed(previous)
        self.filtered(lambda ticket: ticket.state == "finished")._rebuild_words()

    def _on_staff_message(self, message):
        super()._on_staff_message(message)
        # an answer that finishes is said after the move
        self.filtered(lambda ticket: ticket.state == "finished")._rebuild_words()

    def _rebuild_words(self):
        if self:
            # sudo: words have no owner; who finds a ticket by them is asked on reading
            self.env["intervia.ticket.words"].sudo()._rebuild(self.sudo())

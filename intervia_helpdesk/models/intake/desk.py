from odoo import models


class InterviaIntake(models.Model):
    """What staff does with a mail that was set aside."""

    _inherit = "intervia.intake"

    def action_process(self):
        """Take these mails in after all, also those that a machine wrote."""
        self.check_access("write")
        self._take_in()

    def _take_in(self, **marks):
        """Process again in this transaction; a failure is written down.

        :param marks: attributes of ``Incoming``; none for a mere new attempt
        """
        # sudo: the gateway creates clients and tickets that the person may not create
        for intake in self.sudo():
            decided = marks
            if intake.outcome not in ("failed", "received"):
                decided = {"is_released": True, **marks}
            intake._try_again(**decided)

    def _try_again(self, **marks):
        try:
            with self.env.cr.savepoint():
                return self._run(**marks)
        except Exception as error:  # whatever a mail can cause
            return self._fail(error)

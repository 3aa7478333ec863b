import logging

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class IrActionsReport(models.Model):
    """The paper of an order, where whoever waits for it can do without."""

    _inherit = "ir.actions.report"

    @api.model
    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Give an empty paper instead of failing, where the context allows it.

        A client who signs or pays must not lose it because the server has no program
        that prints.
        """
        if not self.env.context.get("intervia_paper_optional"):
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        try:
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        except UserError as error:
            _logger.info("The paper of %s was not made: %s", res_ids, error)
            return b"", "pdf"

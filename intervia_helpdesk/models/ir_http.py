from werkzeug.exceptions import HTTPException

from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import SessionExpiredException, request

from ..tools.error_text import clean_text

OURS = "intervia_helpdesk"
# All of XML-RPC goes through it
PASSED = "intervia_helpdesk/controllers/rpc.py"
# Refusals, not faults
EXPECTED = (HTTPException, SessionExpiredException, UserError)


class IrHttp(models.AbstractModel):
    """An error of our routes, or of the RPC of our models, is in the error report."""

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        cls._note_intervia_error(exception, cls._get_called_model())
        return super()._handle_error(exception)

    @classmethod
    def _note_intervia_error(cls, exception, model=None):
        """Put a fault into the error report, if it is one and ours.

        :param model: name of the model that was called by RPC; or anything
        """
        if isinstance(exception, EXPECTED):
            return
        if cls._is_intervia_error(exception, model):
            env = api.Environment(request.env.cr, api.SUPERUSER_ID, {})
            env["intervia.error.report"]._note_exception(
                "server", exception, path=cls._get_intervia_path()
            )

    @classmethod
    def _is_intervia_error(cls, exception, model=None):
        """Whether it went through our code, or was asked of one of our models."""
        step = exception.__traceback__
        while step:
            name = step.tb_frame.f_code.co_filename
            if OURS in name and not name.endswith(PASSED):
                return True
            step = step.tb_next
        return isinstance(model, str) and model.startswith("intervia.")

    @classmethod
    def _get_called_model(cls):
        """Of the web client, JSON-2 or JSON-RPC; XML-RPC has its controller."""
        # there are none when it failed before it was dispatched
        params = getattr(request, "params", None) or {}
        args = params.get("args")
        if params.get("service") == "object" and isinstance(args, list):
            return args[3] if len(args) > 3 else None
        return params.get("model") or params.get("__model__")

    @classmethod
    def _get_intervia_path(cls):
        """The page without what its address may give away."""
        return clean_text(request.httprequest.path, 100)

from odoo import models
from odoo.http import request
from odoo.service.server import thread_local


class InterviaTicket(models.Model):
    """Whoever opens a ticket leaves a trace; whoever lists tickets does not."""

    _inherit = "intervia.ticket"

    def web_read(self, specification):
        values = super().web_read(specification)
        self._log_rpc_view("web_read")
        return values

    def read(self, fields=None, load="_classic_read"):
        values = super().read(fields, load)
        self._log_rpc_view("read")
        return values

    # The view is written by the request that reads: not for a read-only replica
    web_read._readonly = False
    read._readonly = False

    def _log_rpc_view(self, method):
        """Write a view down when somebody just asked for this one ticket.

        Not when a list reads its rows, nor a form of another record its lines: only the
        call itself counts, not what the server calls in turn.
        """
        if len(self) == 1 and self.id and not self.env.su:
            door = self._get_rpc_door(method)
            if door:
                views = self.env["intervia.ticket.view"]
                views._log(self, door, partner=self.env.user.partner_id)

    def _get_rpc_door(self, method):
        """The door of a call of ``method`` on tickets; none if it was another call."""
        if not request:  # XML-RPC and the like hide theirs
            called = getattr(thread_local, "rpc_model_method", "")
            return "api" if called == f"{self._name}.{method}" else None
        params = request.params
        if request.httprequest.path.startswith("/json/2/"):
            called = params.get("__model__"), params.get("__method__")
            asked = called == (self._name, method) and params.get("ids") == self.ids
            return "api" if asked else None
        called = params.get("model"), params.get("method")
        asked = (params.get("args") or [None])[0]
        # the web client reads single fields with "read", too
        opened = method == "web_read" and called == (self._name, method)
        return "office" if opened and asked in (self.id, self.ids) else None

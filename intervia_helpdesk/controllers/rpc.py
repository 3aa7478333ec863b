import xmlrpc.client

from odoo.http import request

from odoo.addons.rpc.controllers import RPC


class Rpc(RPC):
    """XML-RPC answers its faults itself; here the error report hears of them."""

    def _xmlrpc(self, service):
        try:
            return super()._xmlrpc(service)
        except Exception as error:
            if request.db:
                model = self._get_intervia_model()
                request.env["ir.http"]._note_intervia_error(error, model)
            raise

    def _get_intervia_model(self):
        try:
            params, _method = xmlrpc.client.loads(request.httprequest.get_data())
        except Exception:
            return None  # what cannot be read was asked of nobody
        return params[3] if len(params) > 3 else None

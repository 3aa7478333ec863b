"""The HTTP request that is being served, also where the platform hides it."""

import sys

from odoo.http import Request, request


def get_request():
    """The request, or None in jobs and shells.

    ``odoo.http.dispatch_rpc`` takes it off its stack while it serves XML-RPC and
    JSON-RPC, so that the platform's own cooldown never counts what fails there. It
    is still the object whose method is running further up.
    """
    if request:
        return request._get_current_object()
    frame = sys._getframe(1)
    while frame:
        if frame.f_code.co_varnames[:1] == ("self",):
            owner = frame.f_locals.get("self")
            if isinstance(owner, Request):
                return owner
        frame = frame.f_back
    return None

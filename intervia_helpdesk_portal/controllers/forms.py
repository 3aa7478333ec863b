"""What the forms of the portal have in common: reading what was sent."""

from odoo.http import request

from ..tools.form_values import read_text

# A field that people do not see and programs fill in
HONEYPOT = "website_address"


def read_files(field="files"):
    """Files of the form, as (name, content); an empty field sends a nameless one."""
    return [
        (read_text(file.filename), file.read())
        for file in request.httprequest.files.getlist(field)
        if file.filename
    ]


def read_kept():
    """Keys of the files that came with an earlier attempt and were accepted."""
    return request.httprequest.form.getlist("kept")


def take_files():
    """The files to go with what is sent, and the complaints about the others."""
    return request.env["ir.attachment"]._take_intervia_files(read_files(), read_kept())


def is_genuine(token):
    """Whether the form is ours and this session's.

    Asked by hand on routes with ``csrf=False``: the platform's own check answers with a
    page of its own and what the client typed is lost.
    """
    return request.validate_csrf(token)


def harden(response):
    """For pages whose address is a key: kept by nobody, told to no other site."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

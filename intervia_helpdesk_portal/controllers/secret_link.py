from odoo.http import request


def open_link(find, token):
    """What the secret link ``token`` stands for, found by ``find``; else the page.

    A wrong link is a failed attempt of the visitor's address, and an address that is
    blocked gets nothing by a right one.

    :return: (record or empty, page for those who are kept out or None)
    """
    page = request.env["ir.http"]._get_intervia_kept_out()
    if page:
        return None, page
    with request.env["intervia.login.ban"]._guard_link(token) as attempt:
        record = find(token)
        if not record:
            attempt.fail()
        return record, None

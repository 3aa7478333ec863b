from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..tools.form_values import read_text
from .forms import harden, is_genuine, read_files, read_kept
from .ticket_list import LIST

DETAIL = f"{LIST}/<int:ticket_id>"


def act_route(act):
    """A route by which a client changes his ticket: by POST, from our own form."""
    return http.route(
        f"{DETAIL}/{act}",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
        csrf=False,  # asked in _intervia_act, so that what was typed survives
    )


class TicketPage(CustomerPortal):
    """One ticket, as its client sees it, and what he may do with it."""

    @http.route(
        DETAIL,
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def intervia_ticket_page(self, ticket_id, access_token=None, **query):
        ticket = request.env["intervia.ticket"]._find_for_client(
            ticket_id, access_token
        )
        if not ticket:
            return self._refuse_intervia()
        door = "link" if ticket.env.su else "portal"
        request.env["intervia.ticket.view"]._log_page(ticket, door)
        return self._render_intervia_ticket(ticket, access_token, notice=query)

    @act_route("reply")
    def intervia_reply(self, ticket_id, **form):
        return self._intervia_act(ticket_id, form, self._intervia_reply)

    @act_route("close")
    def intervia_close(self, ticket_id, **form):
        def close(ticket):
            if "reopen" in ticket._get_client_acts():
                return "closed"  # pressed twice
            ticket._close_by_client(read_text(form.get("word")))
            return "closed"

        return self._intervia_act(ticket_id, form, close)

    @act_route("reopen")
    def intervia_reopen(self, ticket_id, **form):
        def reopen(ticket):
            if "close" in ticket._get_client_acts():
                return "reopened"  # pressed twice
            ticket._reopen_by_client(read_text(form.get("word")))
            return "reopened"

        return self._intervia_act(ticket_id, form, reopen)

    @act_route("priority")
    def intervia_priority(self, ticket_id, **form):
        step = 1 if form.get("direction") == "up" else -1

        def shift(ticket):
            ticket._shift_priority_by_client(step, request.website)
            return "changed"

        return self._intervia_act(ticket_id, form, shift)

    @act_route("notify")
    def intervia_notify(self, ticket_id, **form):
        def choose(ticket):
            ticket._set_client_mail(bool(form.get("wanted")))
            return "changed"

        return self._intervia_act(ticket_id, form, choose)

    @act_route("do/<string:act>")
    def intervia_block_act(self, ticket_id, act, **form):
        """An act of a block that another addon put on the page."""

        def do(ticket):
            ticket._check_client_may("reply")
            author = ticket._get_client_speaker()
            # sudo: the addon knows what a client may change by this
            return ticket.sudo()._do_client_act(act, form, author)

        return self._intervia_act(ticket_id, form, do)

    # The protocol of every act

    def _intervia_act(self, ticket_id, form, act):
        """Find the ticket, ask whether the form is ours, act, and show the outcome.

        :param act: takes the ticket, returns the name of the notice to show, or a
            response
        """
        token = form.get("access_token")
        ticket = request.env["intervia.ticket"]._find_for_client(ticket_id, token)
        if not ticket:
            return self._refuse_intervia()
        if not is_genuine(form.get("csrf_token")):
            problem = request.env._(
                "This page was open for too long. Nothing you wrote is lost: please"
                " press the button once more."
            )
            return self._render_intervia_ticket(ticket, token, form, [problem])
        try:
            with request.env.cr.savepoint():
                outcome = act(ticket)
        except AccessError:
            return self._refuse_intervia()
        except UserError as error:
            return self._render_intervia_ticket(ticket, token, form, [str(error)])
        if not isinstance(outcome, str):
            return outcome
        return request.redirect(self._get_intervia_url(ticket, token, outcome), 303)

    def _intervia_reply(self, ticket):
        form = request.httprequest.form
        text = read_text(form.get("body"))
        files, problems = request.env["ir.attachment"]._take_intervia_files(
            read_files(), read_kept()
        )
        if not text and not files and not problems:
            problems = [request.env._("Write your message, or add a file.")]
        if problems:
            return self._render_intervia_ticket(
                ticket, form.get("access_token"), form, problems, files
            )
        ticket._reply_by_client(text, files)
        return "replied"

    def _get_intervia_url(self, ticket, token, outcome):
        # a key in the address is only needed by whoever the rules do not let in
        key = f"access_token={token}&" if ticket.env.su else ""
        anchor = "#conversation" if outcome == "replied" else ""
        return f"{ticket.access_url}?{key}{outcome}=1{anchor}"

    def _refuse_intervia(self):
        """The same answer for a number that does not exist and for somebody else's."""
        if request.env.user._is_public():
            path = request.httprequest.path
            page = path if request.httprequest.method == "GET" else LIST
            return request.redirect_query("/web/login", {"redirect": page}, code=303)
        raise NotFound()

    # The page

    def _render_intervia_ticket(
        self, ticket, token=None, form=None, problems=(), files=None, notice=None
    ):
        values = self._prepare_intervia_ticket(ticket, token)
        values |= {
            "form": form or {},
            "problems": problems,
            "files": files or request.env["ir.attachment"],
            "notice": notice or {},
        }
        response = request.render("intervia_helpdesk_portal.ticket_page", values)
        return harden(response)

    def _prepare_intervia_ticket(self, ticket, token=None):
        """Values of the page. Extension point for surveys, orders and the like.

        ``ticket`` is readable through and through: it was granted by
        :meth:`_find_for_client`. ``acts`` says what the person may do.
        """
        # sudo: granted above; the page prints names the client has no right to browse
        granted = ticket.sudo()
        is_by_key = ticket.env.su
        # both are asked for below: one statement
        (request.env.user | granted.user_id).fetch(["partner_id"])
        return {
            # a page of one person: no title and picture for search engines to read
            "main_object": request.env["ir.ui.view"],
            "page_name": "intervia_ticket",
            "ticket": granted,
            "acts": ticket._get_client_acts(),
            "blocks": ticket._get_client_blocks(),
            "access_token": token if is_by_key else None,
            "entries": granted._get_client_timeline(),
            "names": granted._get_client_names(),
            "worklog": granted._get_client_worklog(),
            "max_mb": request.env["ir.attachment"]._get_intervia_max_mb(),
            "object": granted,
        }

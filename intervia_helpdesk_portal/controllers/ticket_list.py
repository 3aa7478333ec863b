from odoo import http
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import groupby

from odoo.addons.portal.controllers.portal import CustomerPortal, pager as portal_pager

from ..tools.form_values import read_text

LIST = "/my/intervia/tickets"
PER_PAGE = 20
PRINTED = [
    "number",
    "name",
    "state",
    "client_label",
    "progress",
    "date_client_update",
    "partner_id",
    "type_id",
    "program_id",
]


class TicketList(CustomerPortal):
    """My tickets: those of the person, or of his company where he may read them."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "intervia_ticket_count" in counters:
            values["intervia_ticket_count"] = request.env[
                "intervia.ticket"
            ].search_count(self._intervia_scope("all"))
        return values

    def _intervia_scope(self, who):
        """Domain of a person's tickets; record rules narrow what is the company's."""
        partner = request.env.user.partner_id
        mine = Domain("partner_id", "=", partner.id)
        if who == "mine" or not request.env.user.share:
            return mine
        company = Domain("commercial_partner_id", "=", partner.commercial_partner_id.id)
        return mine | company if who == "all" else company

    def _intervia_filters(self):
        return {
            "all": (request.env._("All"), Domain.TRUE),
            "open": (request.env._("Not completed"), Domain("is_open", "=", True)),
            "your_turn": (
                request.env._("Waiting for you"),
                Domain("state", "=", "waiting"),
            ),
            "waiting": (
                request.env._("Waiting"),
                Domain("client_label", "=", "waiting"),
            ),
            "in_progress": (
                request.env._("In progress"),
                Domain("client_label", "=", "in_progress"),
            ),
            "completed": (
                request.env._("Completed"),
                Domain("client_label", "=", "completed"),
            ),
        }

    def _intervia_sortings(self):
        return {
            "update": (
                request.env._("Last update"),
                "date_client_update desc, id desc",
            ),
            "newest": (request.env._("Newest first"), "id desc"),
            "oldest": (request.env._("Oldest first"), "id"),
            "priority": (request.env._("Priority"), "priority_level desc, id desc"),
            "subject": (request.env._("Subject"), "name, id desc"),
        }

    def _intervia_groupings(self):
        return {
            "none": (request.env._("No groups"), None),
            "label": (request.env._("Status"), "client_label"),
            "type": (request.env._("Type"), "type_id"),
            "program": (request.env._("Program"), "program_id"),
            "person": (request.env._("Person"), "partner_id"),
        }

    @http.route(
        [LIST, f"{LIST}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
        sitemap=False,
    )
    def intervia_my_tickets(self, page=1, **query):
        values = self._prepare_intervia_list(page, **query)
        return request.render("intervia_helpdesk_portal.my_tickets", values)

    def _prepare_intervia_list(self, page=1, **query):
        """Values of the page. What is asked for and does not exist is the first one."""
        choices = {
            "who": {"all": None, "mine": None, "company": None},
            "show": self._intervia_filters(),
            "sort": self._intervia_sortings(),
            "group": self._intervia_groupings(),
        }
        chosen = {"search": read_text(query.get("search"))[:100]}
        for name, options in choices.items():
            given = query.get(name)
            chosen[name] = given if given in options else next(iter(options))
        field = choices["group"][chosen["group"]][1]
        tickets, pager = self._fetch_intervia_page(choices, chosen, page)
        partner = request.env.user.partner_id
        return {
            **chosen,
            "page_name": "intervia_tickets",
            "default_url": LIST,
            "filters": choices["show"],
            "sortings": choices["sort"],
            "groupings": choices["group"],
            "groups": self._group_intervia_tickets(tickets, field),
            "pager": pager,
            "sees_company": request.env.user.share
            and partner != partner.commercial_partner_id,
        }

    def _intervia_search(self, text):
        """By number as people say it, or by words of the subject."""
        by_name = Domain("name", "ilike", text)
        number = text.lstrip("#").strip()
        if number.isdecimal():
            return by_name | Domain("number", "in", [number, number.zfill(6)])
        return by_name

    def _fetch_intervia_page(self, choices, query, page):
        """The tickets of one page, and the pager with their ``total``."""
        domain = self._intervia_scope(query["who"]) & choices["show"][query["show"]][1]
        if query["search"]:
            domain &= self._intervia_search(query["search"])
        order = choices["sort"][query["sort"]][1]
        field = choices["group"][query["group"]][1]
        tickets = request.env["intervia.ticket"]
        total = tickets.search_count(domain)
        pager = portal_pager(
            url=LIST,
            total=total,
            page=page,
            step=PER_PAGE,
            url_args={key: value for key, value in query.items() if value},
        )
        found = tickets.search_fetch(
            domain,
            PRINTED,
            order=f"{field}, {order}" if field else order,
            limit=PER_PAGE,
            offset=pager["offset"],
        )
        return found, {**pager, "total": total}

    def _group_intervia_tickets(self, tickets, field):
        """(title, tickets) for each group of the page; no title without grouping."""
        if not field:
            return [("", tickets)]
        # sudo: names of people and programs, of tickets that were just granted
        rows = tickets.sudo()
        labels = dict(rows._fields["client_label"]._description_selection(rows.env))
        none = request.env._("None")

        def title(ticket):
            if field == "client_label":
                return labels[ticket.client_label]
            return ticket[field].name or none

        empty = rows.browse()
        return [(name, empty.concat(*group)) for name, group in groupby(rows, title)]

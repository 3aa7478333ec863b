import re

from .portal_case import PortalCase

# Status of each route for each person. GET: 200 page, 404 nothing, in = to the login.
# POST: go = done and back to the ticket, 404 nothing, in = to the login.
#   author    the client of the ticket        colleague  of the same company
#   manager   the company's manager           stranger   another client
#   key       a visitor with the mail's key   nokey      a visitor with a wrong one
#   agent     of the area                     employee   without a role
ROUTES = """
                    author colleague manager stranger visitor key nokey agent employee
GET  home           200    200       200     200      200     200 200   200   200
GET  english        go     go        go      go       go      go  go    go    go
GET  new            200    200       200     200      200     200 200   200   200
GET  sent           200    200       200     200      200     200 200   200   200
GET  list           200    200       200     200      in      in  in    200   200
GET  list_page      200    200       200     200      in      in  in    200   200
GET  detail         200    404       200     404      in      200 in    200   404
GET  detail_open    200    200       200     404      in      200 in    200   404
GET  confirm        404    404       404     404      404     404 404   404   404
GET  public         200    200       200     200      200     200 200   200   200
GET  public_revoked 404    404       404     404      404     404 404   404   404
POST reply          go     404       go      404      in      go  in    404   404
POST reply_open     go     go        go      404      in      go  in    404   404
POST close          go     404       go      404      in      go  in    404   404
POST close_open     go     404       go      404      in      go  in    404   404
POST reopen         go     404       go      404      in      go  in    404   404
POST priority       go     404       go      404      in      go  in    404   404
POST notify         go     404       404     404      in      go  in    404   404
"""
ACTS = ("reply", "close", "reopen", "priority", "notify")
DETAIL = "/my/intervia/tickets/"


class TestRouteAccess(PortalCase):
    """Route by person by method: the right ones get in, the others learn nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            "author": "customer",
            "colleague": "colleague",
            "manager": "client_manager",
            "stranger": "stranger",
            "visitor": None,
            "key": None,
            "nokey": None,
            "agent": "agent",
            "employee": "requester",
        }
        cls.ticket.action_open_public_page()
        cls.revoked = cls.ticket.public_token
        cls.ticket.action_open_public_page()

    def _read_table(self):
        """Yield (person, [(method, row, expected)])."""
        header, *lines = (line.split() for line in ROUTES.strip().splitlines())
        for index, person in enumerate(header):
            yield person, [(line[0], line[1], line[2 + index]) for line in lines]

    def _get_pages(self):
        return {
            "home": "/soporte",
            "english": "/support",
            "new": "/soporte/nuevo",
            "sent": "/soporte/enviado",
            "list": "/my/intervia/tickets",
            "list_page": "/my/intervia/tickets/page/2",
            "confirm": "/soporte/confirmar/nothing",
            "public": f"/soporte/ticket/{self.ticket.public_token}",
            "public_revoked": f"/soporte/ticket/{self.revoked}",
        }

    def _prepare_ticket(self, row):
        """A fresh ticket in the state that the row needs."""
        ticket = self._create_ticket()
        if row.endswith("_open"):
            ticket.visibility = "company"
        if row == "reopen":
            ticket._move_to("finished")
        return ticket

    def _get_key(self, person, ticket):
        keys = {"key": ticket.sudo().access_token, "nokey": self.key}
        return {"access_token": keys[person]} if person in keys else {}

    def _call(self, person, method, row):
        page = self._get_pages().get(row)
        if page:
            return self.url_open(page, allow_redirects=False)
        ticket = self._prepare_ticket(row)
        key = self._get_key(person, ticket)
        if method == "POST":
            act = row.removesuffix("_open")
            return self._act(act, ticket, body="x", direction="up", **key)
        query = "?" + "&".join(f"{k}={v}" for k, v in key.items())
        return self.url_open(f"{DETAIL}{ticket.id}{query}", allow_redirects=False)

    def _get_outcome(self, answer):
        if answer.status_code in (301, 303):
            return "in" if "/web/login" in answer.headers["Location"] else "go"
        return str(answer.status_code)

    def test_table(self):
        for person, cells in self._read_table():
            self.authenticate(self.people[person], self.people[person])
            for method, row, expected in cells:
                with self.subTest(person=person, method=method, row=row):
                    answer = self._call(person, method, row)
                    self.assertEqual(self._get_outcome(answer), expected)

    def test_nothing_changes_by_get(self):
        self.authenticate("customer", "customer")
        before = self.ticket.read()[0]
        for act in ACTS:
            for key in ("", f"?access_token={self.key}"):
                answer = self.url_open(f"{DETAIL}{self.ticket.id}/{act}{key}")
                self.assertIn(answer.status_code, (404, 405))
        self.assertEqual(self.ticket.read()[0], before)

    def test_a_refused_act_changes_nothing(self):
        for login in ("colleague", "stranger", "agent", "requester", None):
            self.authenticate(login, login)
            before = self.ticket.read()[0]
            for act in ACTS:
                self._act(act, body="x", word="x", direction="up")
            self.ticket.invalidate_recordset()
            self.assertEqual(self.ticket.read()[0], before)

    def test_form_of_another_session_changes_nothing(self):
        self.authenticate("customer", "customer")
        for act in ACTS:
            self._act(act, body="x", csrf_token="x")
        self.assertEqual(self.ticket.state, "registered")
        self.assertFalse(self._get_conversation())

    def test_a_number_that_exists_looks_like_one_that_does_not(self):
        secret, nothing = self.ticket.id, self.ticket.id + 10_000
        for login in ("stranger", "colleague", "requester", None):
            self.authenticate(login, login)
            for act in ("", *(f"/{act}" for act in ACTS)):
                answers = [self._look(number, act) for number in (secret, nothing)]
                with self.subTest(login=login, act=act):
                    self.assertEqual(*answers)

    def _look(self, number, act):
        """What an answer tells, without what the asker said himself."""
        path = f"{DETAIL}{number}{act}"
        if act:
            answer = self._send(path, body="x", access_token="y")
        else:
            answer = self.url_open(f"{path}?access_token=y", allow_redirects=False)
        location = answer.headers.get("Location", "").replace(str(number), "")
        asked = rf"tickets(/|%2F){number}|csrf_token[^,]*"
        text = re.sub(asked, "", answer.text)
        return answer.status_code, location, len(text)

    def test_every_route_of_the_tickets_is_in_the_table(self):
        ours = "odoo.addons.intervia_helpdesk_portal.controllers"
        tested = (
            "ticket_list",
            "tickets",
            "new_ticket",
            "public_ticket",
            "support_centre",
        )
        rules = set()
        for rule in self.env["ir.http"].routing_map().iter_rules():
            module = getattr(rule.endpoint.func, "__module__", "")
            original = rule.endpoint.routing.get("routes") or []
            if module.startswith(ours) and module.rpartition(".")[2] in tested:
                rules.update(original)
        known = {
            *(page for name, page in self._get_pages().items() if "public" not in name),
            "/my/intervia/tickets/page/<int:page>",
            "/my/intervia/tickets/<int:ticket_id>",
            *(f"/my/intervia/tickets/<int:ticket_id>/{act}" for act in ACTS),
            "/soporte/confirmar/<string:token>",
            "/soporte/ticket/<string:token>",
        }
        self.assertTrue(rules)
        self.assertLessEqual(rules, known)

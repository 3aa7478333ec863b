import re

from werkzeug.exceptions import HTTPException

from odoo.tools import mute_logger

from .portal_case import PortalCase

# Outcome of each route for each person. A number is the status of the answer; go = done
# and on to another page; in = to the login.
#   author   the client of the ticket      colleague  of the same company
#   manager  the company's manager         stranger   another client
#   visitor  nobody in particular          agent      of the area
#   employee without a role
# Visitors who show a key where the key of the ticket's mails is asked for:
#   key      that key                      nokey      the key of another ticket
#   public   the address of the public page           revoked    one that was revoked
HEADER = (
    "author colleague manager stranger visitor key nokey public revoked agent employee"
)
ALL = "200 200 200 200 200 200 200 200 200 200 200"
GONE = "404 404 404 404 404 404 404 404 404 404 404"
DONE = "go go go go go go go go go go go"
LOGGED_IN = "200 200 200 200 in in in in in 200 200"
ROUTES = f"""
GET  home           {ALL}
GET  english        {DONE}
GET  new            {ALL}
POST new            {DONE}
GET  sent           {ALL}
GET  confirm        {ALL}
POST confirm        {DONE}
GET  confirm_wrong  {GONE}
POST confirm_wrong  {GONE}
GET  public         {ALL}
GET  public_revoked {GONE}
GET  list           {LOGGED_IN}
GET  list_page      {LOGGED_IN}
GET  surveys        {LOGGED_IN}
GET  detail         200 404 200 404 in  200 in  in  in  200 404
GET  detail_open    200 200 200 404 in  200 in  in  in  200 404
POST reply          go  404 go  404 in  go  in  in  in  404 404
POST reply_open     go  go  go  404 in  go  in  in  in  404 404
POST close          go  404 go  404 in  go  in  in  in  404 404
POST close_open     go  404 go  404 in  go  in  in  in  404 404
POST reopen         go  404 go  404 in  go  in  in  in  404 404
POST reopen_open    go  404 go  404 in  go  in  in  in  404 404
POST priority       go  404 go  404 in  go  in  in  in  404 404
POST priority_open  go  404 go  404 in  go  in  in  in  404 404
POST notify         go  404 404 404 in  go  in  in  in  404 404
POST notify_open    go  404 404 404 in  go  in  in  in  404 404
POST do             200 404 200 404 in  200 in  in  in  404 404
POST do_open        200 200 200 404 in  200 in  in  in  404 404
POST evaluate       go  404 go  404 404 go  404 404 404 404 404
POST evaluate_open  go  404 go  404 404 go  404 404 404 404 404
GET  shelves        {ALL}
GET  shelves_page   {ALL}
GET  shelf          {ALL}
GET  for_all        {ALL}
GET  for_clients    200 200 200 200 404 404 404 404 404 200 200
GET  for_agents     404 404 404 404 404 404 404 404 404 200 404
POST vote_all       {DONE}
POST vote_clients   go  go  go  go  404 404 404 404 404 go  go
POST vote_agents    404 404 404 404 404 404 404 404 404 go  404
GET  contact        {ALL}
GET  accessibility  {ALL}
POST status         {ALL}
GET  no_mail        {ALL}
POST test_mail      go  go  go  go  in  in  in  in  in  go  go
POST suggest        {ALL}
POST solved         {DONE}
GET  solved_page    {ALL}
GET  error          {ALL}
POST error          {DONE}
GET  sign_up        go  go  go  go  200 200 200 200 200 go  go
GET  sign_up_link   {GONE}
POST sign_up_link   {GONE}
"""
TICKET = "/my/intervia/tickets/<int:ticket_id>"
# Row -> its route. Rows of the acts on a ticket are named like the act.
RULES = {
    "home": "/soporte",
    "english": "/support",
    "new": "/soporte/nuevo",
    "sent": "/soporte/enviado",
    "confirm": "/soporte/confirmar/<string:token>",
    "public": "/soporte/ticket/<string:token>",
    "list": "/my/intervia/tickets",
    "list_page": "/my/intervia/tickets/page/<int:page>",
    "surveys": "/my/intervia/surveys",
    "detail": TICKET,
    "do": f"{TICKET}/do/<string:act>",
    "shelves": "/soporte/articulos",
    "shelves_page": "/soporte/articulos/pagina/<int:page>",
    "shelf": (
        '/soporte/articulos/categoria/<model("intervia.article.category"):category>'
    ),
    "for_all": "/soporte/articulo/<string:slug>",
    "vote_all": "/soporte/articulo/<string:slug>/util",
    "accessibility": "/soporte/accesibilidad",
    "contact": "/soporte/contacto",
    "status": "/soporte/contacto/estado",
    "no_mail": "/soporte/no-recibo-correos",
    "test_mail": "/soporte/no-recibo-correos/prueba",
    "suggest": "/soporte/sugerencias",
    "solved": "/soporte/sugerencias/resuelto",
    "solved_page": "/soporte/resuelto",
    "error": "/soporte/error",
    "sign_up": "/web/signup",
    "sign_up_link": "/soporte/alta/<string:token>",
}
ACTS = ("reply", "close", "reopen", "priority", "notify", "do/anything", "evaluate")
DETAIL = "/my/intervia/tickets/"
JSON = ("status", "suggest")
# What a page may write down by itself: who opened a public page
LOGS = {"intervia.ticket.view"}
WATCHED = (
    "intervia.answer.rating",
    "intervia.article.vote",
    "intervia.error.report",
    "intervia.opening",
    "intervia.sign.up",
    "intervia.suggestion",
    "intervia.ticket",
    "intervia.ticket.view",
    "ir.attachment",
    "mail.mail",
    "mail.message",
    "rating.rating",
    "res.partner",
    "survey.user_input",
)


class TestRouteAccess(PortalCase):
    """Route by person by method: the right ones get in, the others learn nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            **dict.fromkeys(HEADER.split()),
            "author": "customer",
            "colleague": "colleague",
            "manager": "client_manager",
            "stranger": "stranger",
            "agent": "agent",
            "employee": "requester",
        }
        cls.ticket.action_open_public_page()
        cls.revoked = cls.ticket.public_token
        cls.ticket.action_open_public_page()
        cls.website.auth_signup_uninvited = "b2c"
        cls.env["ir.config_parameter"].set_param(
            "intervia_helpdesk_portal.openings_per_hour", "1000"
        )
        cls.shelf = cls.env["intervia.article.category"].create({"name": "Shelf"})
        language = cls.env["res.lang"]._lang_get("en_US")
        cls.articles = {
            audience: cls.env["intervia.article"].create(
                {
                    "name": f"For {audience}",
                    "body": "<p>…</p>",
                    "audience": audience,
                    "is_published": True,
                    "lang_id": language.id,
                    "category_id": cls.shelf.id,
                }
            )
            for audience in ("public", "clients", "agents")
        }

    # The table

    def _read_table(self):
        """Yield (person, [(method, row, expected)]).

        Where no key is asked for, visitors with one are visitors.
        """
        pages = {"confirm", *self._get_pages()}
        lines = [line.split() for line in ROUTES.strip().splitlines()]
        for index, person in enumerate(HEADER.split()):
            cells = [(line[0], line[1], line[2 + index]) for line in lines]
            has_key = person in ("key", "nokey", "public", "revoked")
            yield person, [c for c in cells if not (has_key and c[1] in pages)]

    def _get_pages(self):
        """Row -> path, of those that are not about a ticket of the client."""
        articles = {name: a.website_url for name, a in self.articles.items()}
        shelf = self.env["ir.http"]._slug(self.shelf)
        return {
            **{row: rule for row, rule in RULES.items() if "<" not in rule},
            "list_page": "/my/intervia/tickets/page/2",
            "confirm_wrong": f"/soporte/confirmar/{'nothing' * 5}",
            "sign_up_link": f"/soporte/alta/{'nothing' * 5}",
            "public": f"/soporte/ticket/{self.ticket.public_token}",
            "public_revoked": f"/soporte/ticket/{self.revoked}",
            "shelves_page": "/soporte/articulos/pagina/2",
            "shelf": f"/soporte/articulos/categoria/{shelf}",
            "for_all": articles["public"],
            "for_clients": articles["clients"],
            "for_agents": articles["agents"],
            "vote_all": f"{articles['public']}/util",
            "vote_clients": f"{articles['clients']}/util",
            "vote_agents": f"{articles['agents']}/util",
        }

    def _prepare_ticket(self, row):
        """A fresh ticket in the state that the row needs."""
        ticket = self._create_ticket()
        if row.endswith("_open"):
            ticket.visibility = "company"
        if row.startswith(("reopen", "evaluate")):
            ticket._move_to("finished")
        return ticket

    def _prepare_opening(self):
        """The address of a question that waits for its proof."""
        opening = self.env["intervia.opening"].create(
            {
                "name": "A question",
                "partner_name": "Ana",
                "email": "ana@example.com",
                "question": {
                    "name": "A question",
                    "description": "<p>…</p>",
                    "area_id": self.area.id,
                    "client_wants_mail": True,
                },
                "website_id": self.website.id,
            }
        )
        return f"/soporte/confirmar/{opening.token}"

    def _get_key(self, person, ticket):
        keys = {
            "key": ticket.sudo().access_token,
            "nokey": self.key,
            "public": ticket.public_token or self.ticket.public_token,
            "revoked": self.revoked,
        }
        return {"access_token": keys[person]} if person in keys else {}

    def _call(self, person, method, row):
        if row == "confirm":
            path = self._prepare_opening()
        else:
            path = self._get_pages().get(row)
        if row in JSON:
            return self.url_open(
                path, json={"params": {"title": "Plotter", "text": "circles"}}
            )
        if row == "new" and method == "POST":
            return self._ask(
                partner_name="Ana",
                partner_email=f"{person}@example.org",
                seen_suggestions="1",
            )
        if path and method == "POST":
            return self._send(path, useful="yes", access_token="x", words="x")
        if path:
            return self.url_open(path, allow_redirects=False)
        return self._call_ticket(person, method, row)

    def _call_ticket(self, person, method, row):
        ticket = self._prepare_ticket(row)
        key = self._get_key(person, ticket)
        if method == "POST":
            act = row.removesuffix("_open").replace("do", "do/anything")
            return self._act(act, ticket, body="x", direction="up", stars="5", **key)
        query = "?" + "&".join(f"{k}={v}" for k, v in key.items())
        return self.url_open(f"{DETAIL}{ticket.id}{query}", allow_redirects=False)

    def _get_outcome(self, answer):
        if answer.status_code in (301, 303):
            return "in" if "/web/login" in answer.headers["Location"] else "go"
        return str(answer.status_code)

    def _count_records(self):
        self.env.flush_all()
        return {
            name: self.env[name].with_context(active_test=False).search_count([])
            for name in WATCHED
        }

    def test_table(self):
        for person, cells in self._read_table():
            self.authenticate(self.people[person], self.people[person])
            for method, row, expected in cells:
                with self.subTest(person=person, method=method, row=row):
                    answer = self._call(person, method, row)
                    self.assertEqual(self._get_outcome(answer), expected)

    def _read_ticket(self):
        self.ticket.invalidate_recordset()
        return {**self.ticket.read()[0], "opening_ids": "the log"}

    def test_every_route_is_in_the_table(self):
        """A new route has to say who gets in."""
        rows = [line.split()[:2] for line in ROUTES.strip().splitlines()]
        acts = {act: f"{TICKET}/{act}" for act in ACTS if "/" not in act}
        known = {
            (method, rules[row])
            for method, row in rows
            if row in (rules := {**acts, **RULES})
        }
        self.assertEqual(set(self._iter_routes()), known)

    def _iter_routes(self):
        """Yield (method, rule) of every route of the addon."""
        ours = "odoo.addons.intervia_helpdesk_portal.controllers"
        for rule in self.env["ir.http"].routing_map().iter_rules():
            endpoint = rule.endpoint
            if not getattr(endpoint.func, "__module__", "").startswith(ours):
                continue
            is_json = endpoint.routing["type"] == "jsonrpc"
            methods = {"POST"} if is_json else set(endpoint.routing["methods"] or "G")
            for method in methods - {"HEAD", "OPTIONS"}:
                for path in endpoint.routing["routes"]:
                    yield method.replace("G", "GET", len(method) == 1), path

    # Nothing changes by looking

    def test_no_page_changes_anything(self):
        rows = {
            line.split()[1]
            for line in ROUTES.strip().splitlines()
            if line.startswith("GET")
        }
        paths = [path for row, path in self._get_pages().items() if row in rows]
        paths += [self._prepare_opening(), f"{DETAIL}{self.ticket.id}"]
        for login in ("customer", None):
            self.authenticate(login, login)
            self.url_open("/soporte")
            for path in paths:
                before = self._count_records()
                ticket = self._read_ticket()
                self.url_open(path)
                after = self._count_records()
                with self.subTest(login=login, path=path):
                    changed = {name for name in after if after[name] != before[name]}
                    self.assertLessEqual(changed, LOGS)
                    self.assertEqual(self._read_ticket(), ticket)

    def test_no_act_goes_by_get(self):
        """Every address that takes a form alone refuses to be opened."""
        asked = {rule for method, rule in self._iter_routes() if method == "GET"}
        forms = {rule for method, rule in self._iter_routes() if method == "POST"}
        adapter = self.env["ir.http"].routing_map().bind("")
        self.assertGreater(len(forms - asked), 10)
        for rule in forms - asked:
            path = re.sub(r"<int:\w+>", str(self.ticket.id), rule)
            path = re.sub(r"<[^>]*:\w+>", "anything", path)
            with self.subTest(rule=rule), self.assertRaises(HTTPException):
                adapter.match(path, method="GET")
        before = self._read_ticket()
        self.authenticate("customer", "customer")
        for act in ACTS:
            for key in ("", f"?access_token={self.key}"):
                answer = self.url_open(f"{DETAIL}{self.ticket.id}/{act}{key}")
                self.assertIn(answer.status_code, (404, 405))
        self.assertEqual(self._read_ticket(), before)

    def test_a_refused_act_changes_nothing(self):
        for login in ("colleague", "stranger", "agent", "requester", None):
            self.authenticate(login, login)
            before = self._read_ticket()
            for act in ACTS:
                self._act(act, body="x", word="x", direction="up", stars="1")
            self.assertEqual(self._read_ticket(), before)

    @mute_logger("odoo.http")
    def test_form_of_another_session_changes_nothing(self):
        self.authenticate("customer", "customer")
        before = self._count_records()
        for act in ACTS:
            self._act(act, body="x", stars="1", csrf_token="x")
        self.assertEqual(self.ticket.state, "registered")
        self.assertFalse(self._get_conversation())
        self.assertEqual(self._count_records(), before)

    # Nobody learns which numbers exist

    def test_a_number_that_exists_looks_like_one_that_does_not(self):
        secret, nothing = self.ticket.id, self.ticket.id + 10_000
        for login in ("stranger", "colleague", "requester", None):
            self.authenticate(login, login)
            for act in ("", *(f"/{act}" for act in ACTS)):
                for _time in range(2):  # the platform looks each address up once
                    answers = [self._look(number, act) for number in (secret, nothing)]
                with self.subTest(login=login, act=act):
                    self.assertEqual(*answers)

    def _look(self, number, act):
        """What an answer tells, and what it cost, without what the asker said."""
        path = f"{DETAIL}{number}{act}"
        with self._record() as statements:
            if act:
                answer = self._send(path, body="x", stars="1", access_token="y")
            else:
                answer = self.url_open(f"{path}?access_token=y", allow_redirects=False)
        location = answer.headers.get("Location", "").replace(str(number), "")
        asked = rf"tickets(/|%2F){number}|csrf_token[^,]*"
        text = re.sub(asked, "", answer.text)
        return answer.status_code, location, len(text), len(statements)

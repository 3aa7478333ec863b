import csv

from odoo.tests import tagged
from odoo.tools import file_open

from .common import HelpdeskCase

COMPANY_FIELDS = ["id", "name", "is_company", "vat", "email", "phone", "street", "city"]
COMPANY_FIELDS += ["zip", "intervia_support_mode"]
PEOPLE_FIELDS = ["id", "name", "parent_id/id", "email", "phone", "function"]
USER_FIELDS = ["id", "name", "login", "email", "lang", "parent_id/id", "group_ids/id"]


@tagged("post_install", "-at_install")
class TestClientImport(HelpdeskCase):
    """Companies, people and users come from the shipped files, again and again."""

    def _get_rows(self, model, name):
        """Rows of a template, as the model offers it, with their header."""
        templates = self.env[model].get_import_templates()
        path = next(t["template"] for t in templates if t["template"].endswith(name))
        with file_open(path.lstrip("/")) as lines:
            header, *rows = csv.reader(lines)
        return header, rows

    def _load(self, model, fields, rows):
        return self.env[model].load(fields, rows)

    def _load_clients(self):
        _header, companies = self._get_rows("res.partner", "client_companies.csv")
        _header, people = self._get_rows("res.partner", "client_people.csv")
        first = self._load("res.partner", COMPANY_FIELDS, companies)
        second = self._load("res.partner", PEOPLE_FIELDS, people)
        self.assertFalse(first["messages"] + second["messages"])
        return self.env["res.partner"].browse([*first["ids"], *second["ids"]])

    def test_headers_are_those_that_the_import_recognises(self):
        for model, name, fields in (
            ("res.partner", "client_companies.csv", COMPANY_FIELDS),
            ("res.partner", "client_people.csv", PEOPLE_FIELDS),
            ("res.users", "users.csv", USER_FIELDS),
        ):
            header, rows = self._get_rows(model, name)
            self.assertEqual(len(header), len(fields))
            shown = self.env[model].fields_get()
            for title, field in zip(header, fields, strict=True):
                field = field.split("/")[0]
                if field != "id":
                    with self.subTest(name, title=title):
                        title = title.split("/")[0]
                        self.assertEqual(shown[field]["string"], title)

    def test_companies_and_people_twice(self):
        found = self._load_clients()
        self.assertEqual(found.mapped("is_company"), [True, True, False, False])
        self.assertEqual(found[0].intervia_support_mode, "contract")
        self.assertEqual(found[2].commercial_partner_id, found[0])
        count = self.env["res.partner"].search_count([])
        found[0].phone = False
        self.assertEqual(self._load_clients(), found)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertTrue(found[0].phone, "the second time updates")

    def test_errors_name_their_row_and_nothing_is_half_done(self):
        count = self.env["res.partner"].search_count([])
        rows = [
            ["one", "Good", "contract"],
            ["two", "Bad", "no such thing"],
            ["three", "Good", "nor such"],
        ]
        fields = ["id", "name", "intervia_support_mode"]
        result = self._load("res.partner", fields, rows)
        self.assertFalse(result["ids"])
        self.assertIn(1, [message["rows"]["from"] for message in result["messages"]])
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_users_twice(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self._load_clients()
        _header, rows = self._get_rows("res.users", "users.csv")
        rows = [[f"{r[0]}_t", r[1], f"t{r[2]}", f"t{r[3]}", *r[4:]] for r in rows]
        for _time in range(2):
            result = self._load("res.users", USER_FIELDS, rows)
            self.assertFalse(result["messages"])
        client, agent = self.env["res.users"].browse(result["ids"])
        self.assertTrue(client.share)
        self.assertEqual(client.commercial_partner_id.intervia_support_mode, "contract")
        self.assertTrue(agent.has_group("intervia_helpdesk.group_agent"))
        result = self._load("res.users", USER_FIELDS[1:], [row[1:] for row in rows])
        self.assertFalse(result["ids"], "a login is not given twice")
        self.assertTrue(result["messages"])

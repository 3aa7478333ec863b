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
        """As the import of the web client does."""
        return self.env[model].with_context(import_file=True).load(fields, rows)

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
        again = self._load("res.users", USER_FIELDS[1:], [row[1:] for row in rows])
        self.assertFalse(again["messages"])
        self.assertEqual(again["ids"], result["ids"], "a log-in finds its account")

    def _get_plain(self, name):
        """A template whose columns of External IDs were deleted: names instead."""
        _header, companies = self._get_rows("res.partner", "client_companies.csv")
        names = {row[0]: row[1] for row in companies}
        if name == "companies":
            return COMPANY_FIELDS[1:], [row[1:] for row in companies]
        _header, people = self._get_rows("res.partner", "client_people.csv")
        fields = ["name", "parent_id", *PEOPLE_FIELDS[3:]]
        return fields, [[row[1], names[row[2]], *row[3:]] for row in people]

    def test_twice_without_external_ids(self):
        known = []
        for _time in range(2):
            found = []
            for name in ("companies", "people"):
                fields, rows = self._get_plain(name)
                result = self._load("res.partner", fields, rows)
                self.assertFalse(result["messages"])
                found += result["ids"]
            self.assertEqual(found, known or found)
            known = found
        people = self.env["res.partner"].browse(known[2:])
        self.assertEqual(people.parent_id.ids, known[:2])

    def test_a_company_is_found_by_its_tax_number(self):
        company = self.env["res.partner"].create(
            {"name": "Old name", "is_company": True, "vat": "ESA08663619"}
        )
        other = self.env["res.partner"].create(
            {"name": "Old name", "is_company": True, "vat": "ESB82846825"}
        )
        fields = ["name", "vat", "intervia_support_mode"]
        for vat in ("A08663619", "ESA08663619", "ES-A08663619"):
            with self.subTest(vat):
                company.name = "Old name"
                self.env.company.country_id = self.env.ref("base.es")
                result = self._load("res.partner", fields, [["New", vat, "billed"]])
                self.assertFalse(result["messages"])
                self.assertEqual(result["ids"], company.ids)
                self.assertEqual(company.name, "New")
        self.assertEqual(other.name, "Old name")

    def test_rows_that_cannot_be_told(self):
        partners = self.env["res.partner"]
        partners.create([{"name": "Twin", "is_company": True} for _ in range(2)])
        fields = ["name", "email", "intervia_support_mode"]
        rows = [
            ["Twin", "", "billed"],
            ["", "a@b.example", "billed"],
            ["Fine", "fine@b.example", "billed"],
            ["Fine", "fine@b.example", "billed"],
        ]
        result = self._load("res.partner", fields, rows)
        wrong = [message["rows"]["from"] for message in result["messages"]]
        self.assertEqual(wrong, [0, 1, 3])
        self.assertIn("row 4", result["messages"][-1]["message"])
        self.assertFalse(result["ids"])
        self.assertFalse(partners.search([("name", "=", "Fine")]))

    def test_an_employee_is_no_client(self):
        result = self._load(
            "res.partner",
            ["name", "parent_id", "email"],
            [["Mallory", "", self.user_agent.email]],
        )
        self.assertIn("employee", result["messages"][0]["message"])
        self.assertNotEqual(self.user_agent.name, "Mallory")

    def test_an_account_takes_the_contact_that_is_there(self):
        person = self.env["res.partner"].create(
            {"name": "Carmen", "email": "carmen@there.example"}
        )
        fields = ["name", "login", "email", "group_ids/id"]
        row = ["Carmen", "carmen@there.example", "carmen@there.example"]
        row.append("base.group_portal")
        for _time in range(2):
            result = self._load("res.users", fields, [row])
            self.assertFalse(result["messages"])
        user = self.env["res.users"].browse(result["ids"])
        self.assertEqual(user.partner_id, person)
        result = self._load("res.users", fields, [row, ["Nobody", "", "", row[-1]]])
        self.assertEqual(result["messages"][0]["rows"]["from"], 1)

    def test_other_lists_are_the_platform_s(self):
        partners = self.env["res.partner"]
        partners.create({"name": "Same", "email": "same@b.example"})
        result = self._load("res.partner", ["name", "website"], [["Same", "x.example"]])
        self.assertEqual(partners.search_count([("name", "=", "Same")]), 2)
        self.assertFalse(result["messages"])

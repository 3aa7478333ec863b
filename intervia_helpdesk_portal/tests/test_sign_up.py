from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .portal_case import PortalCase

PASSWORD = "one for the tests"


@tagged("post_install", "-at_install")
class TestSignUp(PortalCase):
    """Access for whoever proves an address; the group of whose company it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cheap = patch("odoo.addons.base.models.res_users.MIN_ROUNDS", 1)
        cls.startClassPatcher(cheap)
        cls.website.auth_signup_uninvited = "b2c"
        cls.requests = cls.env["intervia.sign.up"]
        cls.requests.search([]).unlink()
        cls.tag = cls.env["res.partner.category"].create({"name": "Roble"})
        cls.customer_company.write(
            {
                "intervia_domain_ids": [
                    Command.create({"name": "roble.test"}),
                    Command.create({"name": "ROBLE-taller.test"}),
                ],
                "intervia_sign_up_tag_ids": cls.tag.ids,
                "intervia_area_id": cls.area.id,
            }
        )

    def _ask(self, email, name="Eva"):
        self.authenticate(None, None)
        # one place asks for many, here
        with patch.object(
            self.registry["intervia.login.ban"], "_is_guarded", lambda self: False
        ):
            return self.url_open(
                "/web/signup",
                data={
                    "csrf_token": Request.csrf_token(self),
                    "name": name,
                    "login": email,
                },
            )

    def _get_request(self):
        request = self.requests.search([], limit=1)
        if request and not request.is_answered:
            with self.mock_mail_gateway():
                request._answer()
                self.mails = self._mails
        return request

    def _open(self, request, password=PASSWORD, again=None):
        self.authenticate(None, None)
        return self.url_open(
            f"/soporte/alta/{request.token}",
            data={
                "csrf_token": Request.csrf_token(self),
                "password": password,
                "confirm_password": password if again is None else again,
            },
            allow_redirects=False,
        )

    def _sign_up(self, email, **ask):
        self._ask(email, **ask)
        request = self._get_request()
        self._open(request)
        return request.user_id

    def test_nothing_is_made_before_the_proof(self):
        people = self.env["res.partner"].search_count([])
        users = self.env["res.users"].with_context(active_test=False)
        before = users.search_count([])
        self.assertEqual(self._ask("eva@roble.test").status_code, 200)
        self._get_request()
        self.assertEqual(self.env["res.partner"].search_count([]), people)
        self.assertEqual(users.search_count([]), before)

    def test_filed_under_the_company(self):
        self.ticket.visibility = "company"
        private = self._create_ticket()
        private.visibility = "author"
        user = self._sign_up("Eva <EVA@Roble.Test>")
        partner = user.partner_id
        self.assertEqual(partner.parent_id, self.customer_company)
        self.assertEqual(partner.category_id, self.tag)
        self.assertEqual(user.login, "eva@roble.test")
        self.assertTrue(user._is_portal() and not user._is_internal())
        tickets = self.env["intervia.ticket"].with_user(user).search([])
        self.assertIn(self.ticket, tickets)
        self.assertNotIn(private, tickets)
        self.assertIn("Eva", self.customer_company.message_ids[0].body)

    def test_each_domain_of_the_company_and_no_other(self):
        companies = {
            "a@roble-taller.test": self.customer_company,
            "a+x@roble.test": self.customer_company,
            "a@mail.roble.test": self.env["res.partner"],
            "a@xroble.test": self.env["res.partner"],
            "a@roble.test.evil.test": self.env["res.partner"],
            "roble.test@gmail.com": self.env["res.partner"],
        }
        for email, company in companies.items():
            with self.subTest(email=email):
                self.assertEqual(self._sign_up(email).partner_id.parent_id, company)

    def test_a_domain_that_looks_like_another(self):
        """The mail goes to the domain that is compared."""
        self._ask("eva@rоble.test")  # a Cyrillic o
        request = self._get_request()
        self.assertEqual(request.email, "eva@xn--rble-55d.test")
        self.assertIn("eva@xn--rble-55d.test", str(self.mails[0]["email_to"]))
        self._open(request)
        self.assertFalse(request.user_id.partner_id.parent_id)

    def test_the_link_works_once(self):
        self._ask("eva@roble.test")
        request = self._get_request()
        self.assertEqual(self._open(request).status_code, 303)
        self.assertEqual(self._open(request, "another password").status_code, 404)
        self.assertEqual(
            self.url_open(f"/soporte/alta/{request.token}").status_code, 404
        )

    def test_looking_at_the_link_changes_nothing(self):
        self._ask("eva@roble.test")
        request = self._get_request()
        self.authenticate(None, None)
        self.url_open(f"/soporte/alta/{request.token}")
        self.assertFalse(request.user_id)

    def test_the_link_expires(self):
        self._ask("eva@roble.test")
        request = self._get_request()
        old = fields.Datetime.now() - timedelta(hours=49)
        self.env.cr.execute(
            "UPDATE intervia_sign_up SET create_date = %s WHERE id = %s",
            [old, request.id],
        )
        request.invalidate_recordset()
        self.assertEqual(self._open(request).status_code, 404)

    def test_two_links_one_account(self):
        self._ask("eva@roble.test")
        first = self._get_request()
        self._ask("Eva@ROBLE.test")
        second = self._get_request()
        self.assertNotEqual(first, second)
        self._open(first)
        self.assertTrue(first.user_id)
        answer = self._open(second)
        self.assertIn("has an account already", answer.text)
        self.assertFalse(second.user_id)

    def test_bad_passwords(self):
        self._ask("eva@roble.test")
        request = self._get_request()
        for password, again in (("", ""), (PASSWORD, "x")):
            self.assertEqual(self._open(request, password, again).status_code, 200)
            self.assertFalse(request.user_id)

    # Who is known already

    def test_the_same_answer_for_everybody(self):
        pages = set()
        for email in ("customer@example.com", "nobody@nowhere.test"):
            answer = self._ask(email)
            told = answer.text.partition("o_intervia_sign_up")[2].partition("</p>")[0]
            pages.add((answer.status_code, told.replace(email, "")))
        self.assertTrue(told)
        self.assertEqual(len(pages), 1)

    def test_the_request_asks_the_same_of_the_database(self):
        """Nothing looks the address up while its owner waits."""
        website = self.website.with_user(self.env.ref("base.public_user"))
        counts = set()
        for email in ("warm@x.test", "customer@example.com", "nobody@x.test"):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            requests = self.env["intervia.sign.up"].with_user(website.env.user)
            requests._receive("Eva", email, self.website)
            self.env.flush_all()
            counts.add((email == "warm@x.test", self.env.cr.sql_log_count - before))
        self.assertEqual(len(counts), 2, counts)

    def test_known_address_is_recovered(self):
        self._ask("Customer@Example.com")
        request = self._get_request()
        self.assertEqual(request.kind, "known")
        self.assertEqual(len(self.mails), 1)
        self.assertIn("/web/reset_password", self.mails[0]["body"])
        self.assertNotIn("/soporte/alta", self.mails[0]["body"])
        self.assertEqual(self._open(request).status_code, 404)

    def test_further_address_leads_to_its_owner(self):
        self.env["intervia.client.address"].create(
            {"email_normalized": "home@roble.test", "partner_id": self.customer.id}
        )
        self._ask("home@roble.test")
        request = self._get_request()
        self.assertEqual(request.kind, "further")
        bodies = {str(mail["email_to"]): mail["body"] for mail in self.mails}
        told = next(body for to, body in bodies.items() if "home@" in to)
        self.assertNotIn("/web/reset_password", told)
        self.assertNotIn("customer@example.com", told)
        sent = next(body for to, body in bodies.items() if "customer@" in to)
        self.assertIn("/web/reset_password", sent)

    def test_closed_access_stays_closed(self):
        self.user_stranger.active = False
        self._ask("stranger@example.com")
        self.assertEqual(self._get_request().kind, "closed")

    def test_known_contact_without_account_becomes_its_user(self):
        contact = self.env["res.partner"].create(
            {"name": "Known by mail", "email": "known@roble.test"}
        )
        user = self._sign_up("KNOWN@roble.test", name="Somebody")
        self.assertEqual(user.partner_id, contact)
        self.assertEqual(contact.name, "Known by mail")
        self.assertEqual(contact.parent_id, self.customer_company)

    def test_the_company_s_own_address_is_no_person_s(self):
        self.customer_company.email = "info@roble.test"
        partner = self._sign_up("info@roble.test").partner_id
        self.assertEqual(partner.parent_id, self.customer_company)
        self.assertFalse(partner.is_company)

    def test_few_mails_to_one_address(self):
        for _n in range(5):
            self.assertEqual(self._ask("victim@x.test").status_code, 200)
        asked = self.requests.search_count([("email", "=", "victim@x.test")])
        self.assertEqual(asked, 3)

    def test_what_is_no_name_or_address(self):
        for name, email in (
            ("", "eva@x.test"),
            ("Win at https://x.test", "eva@x.test"),
            ("Eva", "eva"),
            ("Eva", "eva@localhost"),
            ("Eva", "eva@x.test, bob@x.test"),
        ):
            with self.subTest(name=name, email=email):
                self.assertIn("alert-danger", self._ask(email, name).text)
        self.assertFalse(self.requests.search([]))

    def test_invitations_go_on(self):
        contact = self.env["res.partner"].create(
            {"name": "Invited", "email": "invited@x.test"}
        )
        contact.signup_prepare()
        self.authenticate(None, None)
        page = self.url_open(f"/web/signup?token={contact._generate_signup_token()}")
        self.assertIn("invited@x.test", page.text)

    def test_nobody_reads_the_requests(self):
        self._ask("eva@roble.test")
        request = self.requests.search([], limit=1)
        for user in (self.user_stranger, self.user_agent, self.user_supervisor):
            self.assertFalse(request.with_user(user).has_access("read"))
        with self.assertRaises(AccessError):
            request.with_user(self.user_manager).read(["token"])


@tagged("post_install", "-at_install")
class TestClientDomain(PortalCase):
    """Which domains speak for a company."""

    def _create(self, name, **vals):
        company = {"partner_id": self.customer_company.id}
        return self.env["intervia.client.domain"].create(
            {"name": name, **company, **vals}
        )

    def test_one_spelling(self):
        self.assertEqual(self._create("@Panadería.TEST").name, "xn--panadera-i2a.test")

    def test_public_providers_speak_for_nobody(self):
        for name in ("gmail.com", "HotMail.es", "nothing", "a b.test", "x@y.test"):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self._create(name)

    def test_one_company_each(self):
        self._create("roble.test")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create("Roble.test")

    def test_of_a_company(self):
        with self.assertRaises(ValidationError):
            self._create("roble.test", partner_id=self.customer.id)

    def test_only_supervisors(self):
        domain = self._create("roble.test")
        self.assertFalse(domain.with_user(self.user_agent).has_access("write"))
        self.assertTrue(domain.with_user(self.user_supervisor).has_access("create"))
        self.assertFalse(domain.with_user(self.user_customer).has_access("read"))


@tagged("post_install", "-at_install")
class TestAddressRequest(PortalCase, HttpCase):
    """A client's new address: asked for by him, confirmed by staff."""

    def _ask(self, email="new@roble.test"):
        return self.env["intervia.address.request"]._ask(self.customer, email)

    def test_the_form_only_asks(self):
        self.authenticate("customer", "customer")
        spain = self.env.ref("base.es")
        self.url_open(
            "/my/address/submit",
            data={
                "csrf_token": Request.csrf_token(self),
                "partner_id": self.customer.id,
                "name": self.customer.name,
                "email": "new@roble.test",
                "phone": "600000000",
                "street": "Calle Mayor 1",
                "city": "Madrid",
                "zip": "28001",
                "country_id": spain.id,
                "state_id": spain.state_ids[:1].id,
                "required_fields": "name,email",
            },
        )
        self.assertEqual(self.customer.email, "customer@example.com")
        request = self.env["intervia.address.request"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertRecordValues(
            request, [{"email": "new@roble.test", "state": "waiting"}]
        )
        self.assertEqual(self.customer.city, "Madrid")

    def test_confirmed(self):
        self.user_customer.login = "customer@example.com"
        request = self._ask("NEW@roble.test")
        request.with_user(self.user_supervisor).action_confirm()
        self.assertEqual(self.customer.email, "new@roble.test")
        self.assertEqual(self.user_customer.login, "new@roble.test")
        self.assertEqual(request.decided_by_id, self.user_supervisor)
        with self.assertRaises(UserError):
            request.with_user(self.user_supervisor).action_confirm()

    def test_not_by_rpc(self):
        own = self.user_customer.with_user(self.user_customer)
        with self.assertRaises(AccessError):
            own.write({"email": "boss@roble.test"})
        own.write({"tz": "Europe/Madrid"})
        self.assertEqual(self.customer.email, "customer@example.com")

    def test_refused(self):
        self._ask().with_user(self.user_supervisor).action_refuse()
        self.assertEqual(self.customer.email, "customer@example.com")

    def test_not_somebody_else_s(self):
        request = self._ask("stranger@example.com")
        with self.assertRaises(UserError):
            request.with_user(self.user_supervisor).action_confirm()

    def test_what_another_company_knows_is_neither_taken_nor_told(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["res.partner"].create(
            {"name": "Sara", "email": "sara@x.test", "company_id": elsewhere.id}
        )
        request = self._ask("sara@x.test")
        request.with_user(self.user_supervisor).action_confirm()
        self.assertEqual(self.customer.email, "sara@x.test")

    def test_never_of_an_employee(self):
        agent = self.user_agent.partner_id
        request = self.env["intervia.address.request"]._ask(agent, "evil@x.test")
        with self.assertRaises(AccessError):
            request.with_user(self.user_supervisor).action_confirm()

    def test_not_for_a_client_of_another_company(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.env["res.partner"].create(
            {"name": "Sara", "email": "sara@x.test", "company_id": elsewhere.id}
        )
        request = self.env["intervia.address.request"]._ask(stranger, "new@x.test")
        supervisor = request.with_user(self.user_supervisor)
        for act in (supervisor.action_confirm, supervisor.action_refuse):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(request.state, "waiting")

    def test_nobody_below(self):
        request = self._ask()
        for user in (self.user_customer, self.user_agent):
            with self.assertRaises(AccessError):
                request.with_user(user).action_confirm()

    def test_the_last_wish_counts(self):
        first, second = self._ask("one@x.test"), self._ask("two@x.test")
        self.assertEqual(first, second)
        self.assertEqual(second.email, "two@x.test")

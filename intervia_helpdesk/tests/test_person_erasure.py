import doctest
import json
import re
from pathlib import Path

from psycopg2.extras import Json

from odoo.modules import Manifest
from odoo.tests import tagged
from odoo.tools import SQL

from ..tools import personal_words
from .access_matrix import Maker, get_addons, get_own_models
from .common import HelpdeskCase

NAME = "Quintiliana Zarzaparrilla"
EMAIL, HOME = "quintiliana@planted.example", "qz.home@planted.example"
PHONE, PHONE_AS_KEPT = "+34 699 88 77 66", "+34699887766"
WHO = [NAME, EMAIL, HOME, PHONE, PHONE_AS_KEPT, "699887766"]
SECRET = re.compile(r"zq_(\w+?)__(\w+)_qz")
TEXTS = ("char", "text", "html", "json")
# Of the platform, what a ticket and its mails are made of
PLATFORM = {
    "mail.message": {"model": "intervia.ticket", "message_type": "comment"},
    "mail.notification": {"notification_type": "email", "notification_status": "sent"},
    "mail.tracking.value": {},
    "mail.activity": {"res_model": "intervia.ticket"},
    "ir.attachment": {"res_model": "intervia.ticket", "type": "binary"},
    "mail.mail": {"state": "sent", "is_notification": True},
}
# What finds a row is the address itself, not a text around it
EXACT = {
    ("intervia.client.address", "email_normalized"): HOME,
    ("intervia.intake", "sender"): EMAIL,
    ("intervia.intake", "outcome"): "ticket",
    ("intervia.login.attempt", "login"): EMAIL,
    ("mail.notification", "mail_email_address"): EMAIL,
}


# Written by the platform alone
TECHNICAL = {"access_token", "checksum", "key", "mimetype", "res_field"}
TECHNICAL |= {"store_fname", "url"}


class Planter(Maker):
    """Fills every text of a row with who somebody is, and a word of its own."""

    @staticmethod
    def get_text(model, field):
        secret = f"zq_{model._table}__{field.name}_qz"
        return f"{NAME} <{EMAIL}> {HOME}, {PHONE} / {PHONE_AS_KEPT}: {secret}"

    def _find(self, model):
        return model

    def _get_value(self, model, field):
        exact = EXACT.get((model._name, field.name))
        if exact or field.name in PLATFORM.get(model._name, {}):
            return exact or PLATFORM[model._name][field.name]
        if field.name == "res_id":
            return self.anchors["intervia.ticket"].id
        if field.type not in TEXTS or field.name in TECHNICAL:
            return super()._get_value(model, field)
        text = self.get_text(model, field)
        if field.type == "json":
            return Json({"said": [text]})
        return Json({"en_US": text}) if field.translate else text


@tagged("post_install", "-at_install")
class TestPersonErasure(HelpdeskCase):
    """Whoever is forgotten is nowhere: the whole database is searched for him.

    What remains of what was said, without who said it, is in ``tests/erasure.txt`` of
    each addon.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"name": NAME, "email": EMAIL, "phone": PHONE})
        cls.user_customer.write({"login": EMAIL, "signature": NAME})
        cls.customer.comment = f"{NAME} zq_res_partner__comment_qz"
        cls.ticket = cls._create_ticket()
        cls._plant_own()
        message = cls.ticket.with_user(cls.user_customer).message_post(
            body=f"I am {NAME.upper()}, {EMAIL.upper()} or {HOME}: 699.88.77.66",
            attachments=[(f"{NAME}.txt", f"{NAME} {PHONE}".encode())],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.file = message.attachment_ids
        cls._plant_rows()
        cls.env.flush_all()

    @classmethod
    def _plant_own(cls):
        """The texts of the ticket itself, of a colleague's, and what he reported."""
        fixed = {"number", "access_token", "public_token", "unbilled_data"}
        for name in sorted({*cls._get_texts(cls.ticket)} - fixed):
            text = Planter.get_text(cls.ticket, cls.ticket._fields[name])
            cls.env.cr.execute(
                SQL(
                    "UPDATE intervia_ticket SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    text,
                    cls.ticket.id,
                )
            )
        cls.ticket.invalidate_recordset(flush=False)
        colleague = cls.env["res.partner"].create(
            {"name": "Colleague", "parent_id": cls.customer_company.id}
        )
        cls._create_ticket(partner_id=colleague.id, description=f"Ask {NAME}")
        stranger = cls.env["res.partner"].create({"name": "Stranger"})
        cls.quoting = cls._create_ticket(
            partner_id=stranger.id, description=f"<p>From: {EMAIL}</p>"
        )

    @classmethod
    def _plant_rows(cls):
        anchors = {
            "intervia.area": cls.area,
            "intervia.ticket": cls.ticket,
            "res.company": cls.area.company_id,
            "res.partner": cls.customer,
            "res.users": cls.user_customer,
        }
        cls.planter = Planter(cls.env, "home", anchors, {})
        models = {**get_own_models(cls.env), **dict.fromkeys(PLATFORM)}
        cls.planted = []
        for name in models:
            if cls._is_about_persons(cls.env[name]):
                cls.planted.append(cls.planter.make(name))

    @classmethod
    def _is_about_persons(cls, model):
        """Whether its rows point at somebody, or at a ticket, or know an address."""
        targets = {"res.partner", "res.users", "intervia.ticket"}
        if model._transient or not model._auto or model._name == "intervia.area":
            return False
        if not cls._get_texts(model):
            return False
        known = {name for name, _field in EXACT} | {*PLATFORM}
        return model._name in known or any(
            field.type == "many2one"
            and field.store
            and field.comodel_name in targets
            and field.name not in ("create_uid", "write_uid")
            for field in model._fields.values()
        )

    @classmethod
    def _get_texts(cls, model):
        return [
            field.name
            for field in model._fields.values()
            if field.type in TEXTS and field.store and field.column_type
        ]

    def _erase(self, **values):
        dialog = self.env["intervia.person.rights"].with_user(self.user_manager)
        dialog = dialog.create(
            {
                "partner_id": self.customer.id,
                "reason": f"Asked by mail from {EMAIL}",
                "confirmation": NAME,
                **values,
            }
        )
        action = dialog.action_erase()
        self.env.flush_all()
        return self.env[action["res_model"]].browse(action["res_id"])

    def _search_everything(self, words):
        """Table -> the rows, as text, of the whole database that contain a word."""
        tables = self.env.execute_query(
            SQL(
                """SELECT table_name FROM information_schema.tables
                    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"""
            )
        )
        found = {}
        like = [f"%{word}%" for word in words]
        for (table,) in tables:
            rows = self.env.execute_query(
                SQL(
                    "SELECT row_to_json(t)::text FROM %s t WHERE t::text ILIKE ANY(%s)",
                    SQL.identifier(table),
                    like,
                )
            )
            if rows:
                found[table] = [row[0] for row in rows]
        return found

    def _get_columns(self, found, words):
        """The columns of ``found`` that contain a word, as ``table.column``."""
        words = [word.lower() for word in words]
        columns = set()
        for table, rows in found.items():
            for row in rows:
                for column, value in json.loads(row).items():
                    text = json.dumps(value, ensure_ascii=False).lower()
                    if any(word in text for word in words):
                        columns.add(f"{table}.{column}")
        return columns

    def _read_lists(self, kind):
        """What the addons say of what remains, or what is kept for the law."""
        lists = set()
        for addon in get_addons(self.env):
            path = Path(Manifest.for_addon(addon).path, "tests", "erasure.txt")
            if path.exists():
                lines = (line.split("#")[0] for line in path.read_text().splitlines())
                words = (line.split() for line in lines if line.strip())
                lists |= {column for first, column in words if first == kind}
        return lists

    def test_doctests(self):
        self.assertFalse(doctest.testmod(personal_words).failed)

    def test_he_was_everywhere(self):
        """The planting works: each of its models names him before."""
        columns = self._get_columns(self._search_everything(WHO), WHO)
        tables = {column.partition(".")[0] for column in columns}
        for record in self.planted:
            with self.subTest(record._name):
                self.assertIn(record._table, tables)

    def test_nowhere_in_the_database(self):
        act = self._erase()
        self.assertEqual(self._get_columns(self._search_everything(WHO), WHO), set())
        remains = self._get_columns(self._search_everything(["zq\\_"]), ["zq_"])
        self.assertEqual(remains - self._read_lists("remains"), set())
        self.assertEqual(act.kind, "erase")
        self.assertNotIn(EMAIL, act.reason)

    def test_others_keep_their_own(self):
        self.quoting.description = f"<p>{EMAIL} and juan.{EMAIL}</p>"
        said = self.quoting.message_post(body="Me", email_from=f"juan.{EMAIL}")
        mails = self.env["mail.mail"].create(
            [
                {"email_to": to}
                for to in (EMAIL, f"juan.{EMAIL}", f"{EMAIL}, x@b.example")
            ]
        )
        self._erase()
        self.assertEqual(said.email_from, f"juan.{EMAIL}")
        self.assertEqual([bool(mail.exists()) for mail in mails], [False, True, True])
        self.assertEqual(mails[1].email_to, f"juan.{EMAIL}")
        self.assertEqual(mails[2].email_to, "[erased], x@b.example")
        self.assertEqual(self.quoting.description, f"<p>[erased] and juan.{EMAIL}</p>")
        self.assertEqual(self.quoting.partner_id.name, "Stranger")
        self.assertTrue(self.customer_company.active)
        self.assertEqual(self.customer_company.name, "Talleres Roble")

    def test_his_files_stay_or_go(self):
        self._erase()
        self.assertTrue(self.file.exists())
        self.assertNotIn(NAME, self.file.name)

    def test_his_files_go_when_asked(self):
        self._erase(erase_files=True)
        self.assertFalse(self.file.exists())

    def test_his_postal_addresses(self):
        below = self.env["res.partner"].create(
            {
                "name": f"{NAME}, home",
                "type": "delivery",
                "street": "Planted street 7",
                "parent_id": self.customer.id,
            }
        )
        self._erase()
        self.assertFalse(below.street)
        self.assertNotIn(NAME, below.name)

    def test_closed_account_opens_nothing(self):
        self.env["res.users.apikeys"].with_user(self.user_customer).sudo()._generate(
            None, "mine", None
        )
        self._erase()
        self.env.cr.execute(
            "SELECT password, active FROM res_users WHERE id = %s",
            [self.user_customer.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, False))
        keys = self.env["res.users.apikeys"].sudo()
        self.assertFalse(keys.search([("user_id", "=", self.user_customer.id)]))

    def test_another_stands_in_for_whom_the_law_keeps(self):
        """Whoever was invoiced keeps his name for that, and for nothing else."""
        kept = {"name", "street"}
        partners = type(self.env["res.partner"])
        self.patch(partners, "_get_intervia_kept_fields", lambda self: kept)
        self.customer.street = "Kept street 7"
        act = self._erase()
        self.assertEqual(self.customer.name, NAME)
        self.assertEqual(self.customer.street, "Kept street 7")
        self.assertFalse(self.customer.email)
        self.assertNotEqual(self.ticket.partner_id, self.customer)
        self.assertNotIn(NAME, self.ticket.partner_id.name)
        self.assertIn("posted invoices", act.result)
        columns = self._get_columns(self._search_everything(WHO), WHO)
        self.assertEqual(columns - self._read_lists("kept"), set())

    def test_every_model_of_ours_is_handed_out(self):
        """Whatever points at a person is a section of what he gets, or listed here."""
        person = self.customer.sudo().with_context(active_test=False)
        sections = person._get_intervia_person_sections()
        handed = {section.records._name for section in sections}
        apart = {"intervia.sla", "intervia.client.domain"}  # of companies
        for name, model in get_own_models(self.env).items():
            names = ("partner_id", "client_id")
            if (
                model._auto
                and not model._transient
                and any(
                    field.type == "many2one" and field.comodel_name == "res.partner"
                    for field_name in names
                    if (field := model._fields.get(field_name)) and field.store
                )
            ):
                with self.subTest(name):
                    self.assertIn(name, handed | apart)

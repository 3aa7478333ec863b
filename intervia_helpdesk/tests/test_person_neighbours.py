from odoo.tests import tagged

from .common import HelpdeskCase


@tagged("post_install", "-at_install")
class TestPersonNeighbours(HelpdeskCase):
    """Forgetting one person takes nothing away from the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        company = {"parent_id": cls.customer_company.id}
        cls.customer.write({"name": "Ana Zarzaparrilla", "email": "ana@zz.example"})
        cls.other = partners.create(
            {"name": "Luis Quintanilla", "email": "juana@zz.example", **company}
        )

    def _erase(self):
        self.env.flush_all()
        done = self.customer._erase_intervia_person()
        self.env.flush_all()
        self.env.invalidate_all()
        return done

    def test_postal_address_without_a_name(self):
        below = self.env["res.partner"].create(
            {"type": "delivery", "street": "Main 7", "parent_id": self.customer.id}
        )
        self._erase()
        self.assertFalse(below.street)

    def test_what_is_on_its_way_to_screens(self):
        self.customer.name = "Íñigo Zarzaparrilla"
        bus = self.env["bus.bus"].sudo()
        for spelling in (
            self.customer.name,
            "ÍÑIGO ZARZAPARRILLA",
            "inigo Zarzaparrilla",
        ):
            bus._sendone("somebody", "test", {"name": spelling})
        self.env.cr.precommit.run()
        on_its_way = [("message", "ilike", "Zarzaparrilla")]
        self.assertEqual(bus.search_count(on_its_way), 3)
        self._erase()
        self.assertFalse(bus.search(on_its_way))

    def test_name_with_whichever_accents(self):
        self.customer.name = "José  Núñez"
        others = "Jose Nunezca, Josefa Nuñez, jose, Núñez"
        ticket = self._create_ticket(
            name="De jose nunez",
            description=f"<p>JOSÉ NUÑEZ, Jose\u0301 núñez; {others}</p>",
        )
        self._erase()
        self.assertEqual(ticket.name, "De [erased]")
        self.assertEqual(ticket.description, f"<p>[erased], [erased]; {others}</p>")

    def test_name_without_the_accents_it_is_written_with(self):
        self.customer.name = "Jose Nunez"
        ticket = self._create_ticket(name="De José Núñez")
        self._erase()
        self.assertEqual(ticket.name, "De [erased]")

    def test_address_that_ends_like_his(self):
        mail = self.env["mail.mail"].create(
            {"email_to": "Luis <juana@zz.example>", "body_html": "x"}
        )
        ticket = self._create_ticket(partner_id=self.other.id)
        message = ticket.message_post(
            body="x",
            author_id=self.other.id,
            email_from="Luis <juana@zz.example>",
            message_type="email",
        )
        self._erase()
        self.assertEqual(mail.exists().email_to, "Luis <juana@zz.example>")
        self.assertEqual(message.email_from, "Luis <juana@zz.example>")

    def test_mail_that_goes_to_others_too(self):
        mails = self.env["mail.mail"]
        to_both = mails.create({"recipient_ids": (self.customer | self.other).ids})
        written = mails.create({"email_to": "ANA@zz.example, juana@zz.example"})
        to_him = mails.create({"recipient_ids": self.customer.ids})
        self._erase()
        self.assertIn(self.other, to_both.recipient_ids)
        self.assertNotIn("ANA", written.email_to)
        self.assertIn("juana@zz.example", written.email_to)
        self.assertFalse(to_him.exists())

    def test_ticket_that_he_opened_for_another(self):
        ticket = self._create_ticket(
            partner_id=self.other.id,
            partner_name=self.other.name,
            partner_phone="600 100 200",
            description="<p>Luis Quintanilla and Ana Zarzaparrilla</p>",
        )
        self.env.cr.execute(
            "UPDATE intervia_ticket SET create_uid = %s WHERE id = %s",
            [self.user_customer.id, ticket.id],
        )
        self.env.invalidate_all()
        self._erase()
        self.assertEqual(ticket.partner_name, "Luis Quintanilla")
        self.assertEqual(ticket.partner_phone, "600 100 200")
        self.assertIn("Luis Quintanilla", ticket.description)
        self.assertNotIn("Ana", ticket.description)

    def test_people_below_him_are_not_handed_out_with_him(self):
        person = self.env["res.partner"].create({"name": "Her boss"})
        self.other.parent_id = person
        rows = person._get_intervia_person_data()["postal_addresses"]["rows"]
        self.assertFalse(rows)

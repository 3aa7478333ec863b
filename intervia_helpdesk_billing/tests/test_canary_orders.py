from odoo.tests import HttpCase, tagged

from .contract_case import ContractCase

BIRD, TOLD = "zqxcanary", "zqxtold"


@tagged("post_install", "-at_install")
class TestCanaryOrders(ContractCase, HttpCase):
    """A word that only staff wrote is on no page of an order or invoice, nor on what is
    printed of them, which is made of the same HTML."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open_accounts()
        cls.user_stranger = cls._create_user("stranger", "base.group_portal")
        cls._log(1, name=TOLD, visible_to_client=True)
        cls._log(2, name=BIRD)
        cls.order = cls.env["sale.order"]._charge_tickets(cls.ticket)
        cls.invoice = cls.order._create_invoices()
        cls.invoice.action_post()
        cls.hour.description = BIRD
        (cls.customer | cls.customer_company).write({"comment": BIRD})
        for record in (cls.ticket, cls.order, cls.invoice):
            record.message_post(
                body=BIRD,
                subject=BIRD,
                message_type="comment",
                subtype_xmlid="mail.mt_note",
                attachments=[(f"{BIRD}.txt", BIRD.encode())],
            )
            record.activity_schedule("mail.mail_activity_data_todo", summary=BIRD)
        cls.env.flush_all()

    def _open_each(self, **query):
        """The texts of the order and of the invoice as client, stranger and nobody."""
        for login in ("customer", "stranger", None):
            self.authenticate(login, login)
            for record in (self.order, self.invoice):
                with self.subTest(login=login, record=record._name, **query):
                    answer = self.url_open(record.get_portal_url(**query))
                    self.assertEqual(answer.status_code, 200)
                    self.assertNotIn(BIRD, answer.text)
                    yield answer.text

    def test_pages(self):
        for text in self._open_each():
            self.assertIn("discussion", text)

    def test_prints(self):
        for kind in ("html", "pdf"):  # a test gets the HTML of a PDF
            for download in (False, True):
                for text in self._open_each(report_type=kind, download=download):
                    self.assertIn(TOLD, text, "or nothing is looked for")

    def test_lists(self):
        self.authenticate("customer", "customer")
        for path in ("/my/orders", "/my/quotes", "/my/invoices"):
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn(BIRD, answer.text)

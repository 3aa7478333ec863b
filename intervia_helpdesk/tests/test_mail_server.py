from email.message import EmailMessage

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestMailServer(TransactionCase):
    def test_to_ends_with_an_address_also_when_nobody_is_added(self):
        mail = EmailMessage()
        mail["From"], mail["To"] = "us@us.example", "Ana <ana@roble.example>"
        mail["X-Msg-To-Add"] = "Ana <ana@roble.example>"
        servers = self.env["ir.mail_server"]
        servers._alter_message__(mail, "us@us.example", ["ana@roble.example"])
        self.assertEqual(mail["To"], "Ana <ana@roble.example>")

from email import message_from_bytes, policy

from odoo.tests import BaseCase

from ..tools.mail_repair import repair
from ..tools.reply_html import fold_html, fold_message

SAID, EURO = "Cigüeña, ¿qué?", "Cuesta 5 € “más”"
TEXTS = (
    ("utf-8", EURO.encode("cp1252"), EURO),
    ("iso-8859-1", SAID.encode(), SAID),
    ("windows-31j", "プリンタ".encode("cp932"), "プリンタ"),
    ("gb2312", "打印机坏了镕".encode("gbk"), "打印机坏了镕"),
    ("x-mac-roman", SAID.encode("mac-roman"), SAID),
    ("unicode-1-1-utf-7", b"Cig+APw-e+APE-a", "Cigüeña"),
)
ALTERNATIVE = (
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSolo texto\r\n--b\r\n"
    b"Content-Type: text/html\r\n\r\n<style>p {}</style><p>&nbsp;</p>\r\n--b--\r\n"
)


class TestMailRepair(BaseCase):
    """What a mail declares wrongly is put right before anybody reads it."""

    def _read(self, fields, body):
        raw = b"MIME-Version: 1.0\r\n" + fields.encode() + b"\r\n\r\n" + body
        message = message_from_bytes(raw, policy=policy.SMTP)
        repair(message)
        return message

    def test_charsets(self):
        for charset, content, text in TEXTS:
            with self.subTest(charset):
                field = f"Content-Type: text/plain; charset={charset}"
                self.assertEqual(self._read(field, content).get_content(), text)

    def test_encodings(self):
        start = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:"
        spaced = self._read(f"{start} Quoted-Printable ", b"Cig=C3=BCe=C3=B1a")
        self.assertEqual(spaced.get_content(), "Cigüeña")
        none = self._read(f"{start} base64", "No arranca el portátil.".encode())
        self.assertEqual(none.get_content(), "No arranca el portátil.")

    def test_a_boundary_that_nobody_declared(self):
        body = b"--x\r\nContent-Type: text/plain\r\n\r\nHola\r\n--x--\r\n"
        for field in ("multipart/mixed", "multipart/mixed; boundary=y"):
            message = self._read(f"Content-Type: {field}", body)
            self.assertEqual(message.get_payload(0).get_content().strip(), "Hola")
        plain = self._read("Content-Type: multipart/mixed; boundary=y", b"Hola\r\n")
        self.assertEqual(plain.get_content().strip(), "Hola")

    def test_html_that_shows_nothing_gives_way_to_the_text(self):
        field = "Content-Type: multipart/alternative; boundary=b"
        (part,) = self._read(field, ALTERNATIVE).get_payload()
        self.assertEqual(part.get_content().strip(), "Solo texto")

    def test_a_text_with_a_name_is_read_when_there_is_no_other(self):
        part = b"--b\r\nContent-Type: text/plain; name=a.txt\r\n%s\r\nHola\r\n--b--\r\n"
        for field, name in ((b"", None), (b"Content-Disposition: inline\r\n", "a.txt")):
            message = self._read(
                "Content-Type: multipart/mixed; boundary=b", part % field
            )
            self.assertEqual(message.get_payload(0).get_filename(), name)

    def test_a_folded_reply_keeps_its_accents(self):
        body = "\x1b[1m\x0cSí, señor\ufffe\r\n\r\n> ¿Mañana?\r\n".encode()
        message = self._read("Content-Type: text/plain; charset=utf-8", body)
        fold_message(message)
        self.assertIn("Sí, señor", message.get_content())
        self.assertIn("¿Mañana?", message.get_content())

    def test_html_without_a_body_is_left_as_it_is(self):
        for source in ("<html><head></head>", "<html><frameset></frameset>"):
            self.assertEqual(fold_html(source), source)

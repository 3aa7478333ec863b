import doctest
from email.message import EmailMessage
from email.utils import make_msgid

from odoo.tests import tagged

from ..tools import forwarded_mail
from .mail_case import HelpdeskMailCase

AGENT = "agent@example.com"
# how mail programs write who wrote what is forwarded, in text
TEXTS = {
    "gmail": "---------- Forwarded message ---------\nDe: Ana <ana@roble.example>\n"
    "Date: lun, 2 nov 2026 a las 10:00\nSubject: Red\nTo: <yo@example.com>\n\nNo va",
    "outlook": "De: Ana [mailto:ana@roble.example]\nEnviado el: lunes\nPara: Yo\n"
    "Asunto: Red\n\nNo va",
    "apple": "Inicio del mensaje reenviado:\n\n> De: Ana <ana@roble.example>\n"
    "> Asunto: Red\n> Fecha: 2 de noviembre de 2026\n> Para: Yo\n>\n> No va",
    "thunderbird": "-------- Mensaje reenviado --------\nAsunto: \tRed\n"
    "Fecha: \tMon, 2 Nov 2026\nDe: \tAna <ana@roble.example>\nPara: \tYo\n\nNo va",
    "a word before": "De: jefe@example.com me llega esto\n\n-- Mensaje --\n"
    "De: Ana <ana@roble.example>\nFecha: hoy\nPara: Yo\n\nNo va",
    "two colleagues": "De: Agente <agent_2@example.com>\nFecha: hoy\nPara: yo\n\n"
    "Mira\n\nDe: Ana <ana@roble.example>\nFecha: ayer\nPara: yo\n\nNo va",
}
HTMLS = {
    "gmail": '<div class="gmail_attr">---------- Forwarded message ---------<br>'
    'De: <strong>Ana</strong> <span dir="auto">&lt;<a href="mailto:ana@roble.example">'
    "ana@roble.example</a>&gt;</span><br>Date: lun, 2 nov 2026<br>Subject: Red<br>"
    "To: &lt;yo@example.com&gt;<br></div><br>No va",
    "outlook": '<p class="MsoNormal"><b>De:</b> Ana &lt;<a href="mailto:'
    'ana@roble.example">ana@roble.example</a>&gt; <br><b>Enviado el:</b> lunes<br>'
    "<b>Para:</b> Yo<br><b>Asunto:</b> Red</p><p>No va</p>",
    "apple": "<blockquote><div><b>De: </b>Ana &lt;ana@roble.example&gt;<br></div>"
    "<div><b>Asunto: </b>Red</div><div><b>Fecha: </b>hoy</div></blockquote>",
}


@tagged("post_install", "-at_install")
class TestForwarded(HelpdeskMailCase):
    """Whoever wrote what a colleague forwards is offered as the client."""

    def _forward(self, body, subtype="plain", subject="Fwd: Red", original=None):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = AGENT, self.area_mail, subject
        mail["Message-Id"] = make_msgid()
        mail.set_content(body, subtype=subtype)
        if original:
            mail.add_attachment(original)
        return self._process(mail.as_bytes())

    def test_doctests(self):
        self.assertFalse(doctest.testmod(forwarded_mail).failed)

    def test_original_sender_in_the_text(self):
        for subtype, shapes in (("plain", TEXTS), ("html", HTMLS)):
            for name, body in shapes.items():
                with self.subTest(f"{subtype}: {name}"):
                    ticket = self._forward(body, subtype)
                    self.assertEqual(ticket.forwarded_email, "ana@roble.example")

    def test_subject_need_not_say_so(self):
        ticket = self._forward(TEXTS["gmail"], subject="Impresora de Roble")
        self.assertEqual(ticket.forwarded_email, "ana@roble.example")

    def test_original_as_a_file(self):
        original = EmailMessage()
        original["From"] = "Ana <ana@roble.example>"
        original.set_content("No va")
        ticket = self._forward("Os lo paso", subject="Red", original=original)
        self.assertEqual(ticket.forwarded_email, "ana@roble.example")

    def test_button_makes_him_the_client(self):
        ticket = self._forward(TEXTS["outlook"], subject="RV: Red")
        ticket.action_take_forwarded_sender()
        self.assertEqual(ticket.partner_id.email_normalized, "ana@roble.example")
        self.assertFalse(ticket.forwarded_email)

    def test_nobody_is_offered_without_reason(self):
        for body in ("Nada", "De: 9:00 a 14:00 estoy\n", "De: ana@roble.example\nHola"):
            self.assertFalse(self._forward(body).forwarded_email)
        mine = self._receive(TEXTS["gmail"], subject="Fwd: Red")
        self.assertFalse(mine.forwarded_email, "a client forwards for himself")

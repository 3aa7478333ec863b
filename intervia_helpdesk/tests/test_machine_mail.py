import doctest

from odoo.tests import BaseCase

from ..tools import html_repair, mail_charset
from ..tools.incoming_mail import IncomingMail

LOOP = "X-MS-Exchange-Inbox-Rules-Loop: a@b.es\n"
RULE = (
    LOOP + "Auto-Submitted: auto-generated\n"
    "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n"
)
OUTLOOK = "X-Mailer: Microsoft Outlook 16.0\n"
GMAIL = "Message-ID: <CAF1@mail.gmail.com>\n"
EXCHANGE = "Message-ID: <AM6PR@AM6PR.eurprd04.prod.outlook.com>\n"
PHONE = "X-Mailer: iPhone Mail (21A350)\n"
CALENDAR = "Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{}\n--x\n{}\n\n{}--x--"
REPLY = "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"
ANSWER = "In-Reply-To: <1@us.es>\n"
MACHINES = (
    "Auto-Submitted: no\nAuto-Submitted: auto-replied",
    "Auto-Submitted:\n auto-replied; owner-email=a@b.es",
    "Return-Path: < >",
    "Return-Path: <MAILER-DAEMON>",
    "From: <>\nSubject: Undeliverable: Avería",
    "X-Auto-Reply: 1",
    "Content-Class: urn:content-classes:mdn",
    RULE + "Subject: Avería",
    RULE + "Subject: RV: [004217] Su solicitud",
    RULE + "Subject: Respuesta automática: a\nResent-From: c@b.es",
    LOOP + "Auto-Submitted: auto-replied\nSubject: RV: a",
    "Subject: AUTO: Ana Ruiz está fuera de la oficina (vuelve 20/01/2025)",
    "Subject: Autorespuesta: Avería",
    "Subject: [Auto-Reply] Avería",
    "Subject: Mensaje de ausencia: Avería",
    "Subject: Respuesta automática de vacaciones: Avería",
    "Subject: Abwesenheitsnotiz: Drucker",
    "Subject: Resposta automàtica: Avaria",
    "Subject: Erantzun automatikoa: Matxura",
    "Subject: Fuera de la oficina",
    ANSWER + "Subject: Fuera de oficina: Avería",
    ANSWER + "Subject: Ausente: Avería",
    "Subject: Estoy de vacaciones Re: Avería",
    ANSWER + OUTLOOK + "Subject: Fuera de la oficina: Avería",
    GMAIL + "Auto-Submitted: auto-replied\nSubject: Ausencia",
    "Precedence: bulk\nList-Id: <a.b.es>\nList-Post: NO",
    "Precedence: junk\nList-Post: <mailto:a@b.es>",
    "Delivered-To: Autoresponder",
    "Subject: Recuperar: Precios\n\nAna desea recuperar el mensaje «Precios».",
    "From: noreply@b.es\nSubject: Correo devuelto",
    CALENDAR.format("Allí estaré.", "Content-Type: text/calendar", REPLY),
)
PEOPLE = (
    "Auto-Submitted: no (human)",
    "X-Auto-Response-Suppress: All",
    "From: <>\nSubject: Avería",
    RULE + "Subject: Avería\nResent-From: <soporte@b.es>",
    RULE + "Subject: FW: Printer down",
    "Subject: Fuera de la oficina: no tengo red en el móvil",
    "Subject: Fuera de la oficina no puedo entrar en la VPN",
    "Subject: Ausente: Marta, pasad su línea",
    "Subject: Auto de la empresa: GPS sin señal",
    ANSWER + "Subject: Re: Ausencia: alta de usuario",
    ANSWER + "Subject: Re: Respuesta automática: Avería",
    "Subject: Out of office messages are not sent",
    "Subject: RV: Undelivered Mail Returned to Sender",
    # what people write of bounces and absences, in their own programs
    OUTLOOK + "Subject: Mensaje no entregado\n\nMe sale 550 5.1.1 user unknown",
    GMAIL + "Subject: Correo devuelto\n\nDiagnostic-Code: smtp; 550 5.7.1",
    EXCHANGE + "Subject: Fuera de la oficina",
    PHONE + "Subject: Respuesta automática: quiero poner la mía",
    "User-Agent: Mozilla Thunderbird\nSubject: Mensaje de vacaciones: ¿cómo?",
    "Subject: Delivery status of our toners\n\nWe ordered 550 toners",
    "From: noreply@b.es\nReply-To: ana@c.es\nSubject: Web\n\n550 5.1.1, ¿qué es?",
    # through a list whose members write to each other
    "Precedence: bulk\nList-Post: <mailto:todos@b.es>\nSubject: Avería",
    "Delivered-To: autoresponder-pruebas@us.es",
    "Subject: Recuperar: correos\n\nEl jefe desea recuperar el mensaje del 3 de mayo",
    "Subject: ¿Cómo quito que alguien ha reaccionado a un mensaje?",
    "Subject: El cliente no reaccionó a su mensaje",
    "Subject: Aceptada: Visita\n"
    + CALENDAR.format(
        "Vale, pero traed un monitor", "Content-Type: text/calendar", REPLY
    ),
    CALENDAR.format(
        "Os mando el fichero",
        "Content-Type: text/calendar\nContent-Disposition: inline; filename=a.ics",
        REPLY,
    ),
)


def read(text):
    return IncomingMail(text.encode() + b"\n\n")


class TestMachineMail(BaseCase):
    """Who wrote a mail, by what it says of itself."""

    def test_machines(self):
        for text in MACHINES:
            with self.subTest(text):
                self.assertTrue(read(text).machine_sign)

    def test_people(self):
        for text in PEOPLE:
            with self.subTest(text):
                self.assertFalse(read(text).machine_sign)

    def test_a_list_is_not_answered(self):
        mail = read("Precedence: bulk\nList-Post: <mailto:todos@b.es>")
        self.assertFalse(mail.wants_receipt)

    def test_a_text_is_not_read_without_reason(self):
        mail = read(GMAIL + "Subject: Avería\n\nNo imprime")
        self.assertFalse(mail.machine_sign)
        self.assertNotIn("parts", vars(mail))

    def test_a_mailbox_that_passes_on_is_not_answered(self):
        self.assertFalse(read(RULE + "Subject: RV: a").wants_receipt)

    def test_doctests(self):
        for module in (html_repair, mail_charset):
            results = doctest.testmod(module)
            self.assertGreater(results.attempted, 4)
            self.assertFalse(results.failed)

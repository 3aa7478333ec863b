import doctest

from odoo.tests import BaseCase

from ..tools import html_repair, mail_charset
from ..tools.incoming_mail import IncomingMail

LOOP = "X-MS-Exchange-Inbox-Rules-Loop: a@b.es\n"
RULE = (
    LOOP + "Auto-Submitted: auto-generated\n"
    "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n"
)
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

    def test_a_mailbox_that_passes_on_is_not_answered(self):
        self.assertFalse(read(RULE + "Subject: RV: a").wants_receipt)

    def test_doctests(self):
        for module in (html_repair, mail_charset):
            results = doctest.testmod(module)
            self.assertGreater(results.attempted, 4)
            self.assertFalse(results.failed)

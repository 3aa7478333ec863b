"""Raw mails of every awkward kind, written for these tests: name -> (raw, outcome)."""

import base64
import random
import string
import struct

AREA = b"@@AREA@@"
BASE = (
    b"From: Ana <ana@roble.example>\r\nTo: @@AREA@@\r\nDate: Mon, 1 Jun 2026 09:00:00"
    b" +0200\r\nMessage-Id: <@@NAME@@@roble.example>\r\n"
)


def _mail(headers, body=b"No imprime.\r\n", base=BASE):
    return base + headers + b"\r\n" + body


def _report(kind, about):
    return _mail(
        b"Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/report; report-type=" + kind + b'; boundary="b"\r\n',
        b"--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type:"
        b" message/"
        + kind
        + b"\r\n\r\nFinal-Recipient: rfc822; x@y.example\r\nAction: failed\r\nStatus:"
        b" 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-Id: "
        + about
        + b"\r\n\r\n--b--\r\n",
    )


def _nested(depth):
    body = b""
    for level in range(depth):
        body += b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (
            level,
            level,
        )
    return _mail(b"Subject: Matrioska\r\nMIME-Version: 1.0\r\n" + body, b"Fin.\r\n")


def get_winmail():
    """A winmail.dat with a text and one file; [MS-OXTNEF]."""
    text = "La impresora está rota".encode("utf-16-le") + b"\0\0"
    props = struct.pack("<IHHII", 1, 0x1F, 0x1000, 1, len(text)) + text
    props += b"\0" * (-len(text) % 4)
    attributes = [(0x9003, props), (0x9002, b"\0" * 14), (0x8010, b"parte.pdf\0")]
    attributes.append((0x800F, b"%PDF-1.4 content"))
    data = struct.pack("<IH", 0x223E9F78, 1)
    for name, content in attributes:
        data += struct.pack("<BHHI", 1, name, 6, len(content)) + content + b"\0\0"
    return data


def _winmail():
    return _mail(
        b"Subject: Con winmail\r\nMIME-Version: 1.0\r\nContent-Type:"
        b" application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64"
        b"\r\nContent-Disposition: attachment; filename=winmail.dat\r\n",
        base64.encodebytes(get_winmail()),
    )


def _noise(length):
    """Letters that nothing makes shorter, always the same ones."""
    return "".join(random.Random(7).choices(string.ascii_letters, k=length)).encode()


def _alternatives(subject, text, *parts):
    """A text, and what only a program understands."""
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()
    return _mail(
        b"Subject: " + subject.encode() + b"\r\nMIME-Version: 1.0\r\nContent-Type:"
        b" multipart/alternative; boundary=b\r\n",
        b"".join(b"--b\r\n%s\r\n" % part for part in (plain, *parts)) + b"--b--\r\n",
    )


def _calendar(method, fields=b"", *, encoded=False):
    """A part of an invitation, as RFC 6047 §2.4 has it; ``fields`` go before."""
    body = b"BEGIN:VCALENDAR\r\nMETHOD:%s\r\nEND:VCALENDAR\r\n" % method
    if encoded:
        fields = b"Content-Transfer-Encoding: base64\r\n"
        body = base64.encodebytes(body)
    return fields + b"\r\n" + body


def _outlook(message_class, subject="RE: Visita"):
    """What Outlook wraps whole; the class is attMessageClass, [MS-OXTNEF]."""
    data = struct.pack("<IHBHHI", 0x223E9F78, 1, 1, 0x8008, 7, len(message_class))
    return _alternatives(
        subject,
        "",
        b"Content-Type: application/ms-tnef; name=winmail.dat\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data + message_class + b"\0\0"),
    )


CALENDAR = b"Content-Type: text/calendar; charset=utf-8"
ICS = CALENDAR + b"; name=cita.ics\r\nContent-Disposition: attachment\r\n"
EMOJI = "\U0001f44d".encode()


def _html(body):
    return _mail(b"Subject: HTML\r\nContent-Type: text/html; charset=utf-8\r\n", body)


def _machine(line):
    return _mail(b"Subject: Hola\r\n" + line + b"\r\n"), "machine"


PERSON = {
    "latin1_undeclared": _mail(
        b"Subject: Aver\xeda en la red\r\n", "Está caída.\r\n".encode("latin-1")
    ),
    "utf8_said_ascii": _mail(
        b"Subject: Acentos\r\nContent-Type: text/plain; charset=us-ascii\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n",
        "Está caída.\r\n".encode(),
    ),
    "unknown_charset": _mail(
        b"Subject: =?x-none?Q?Hola?=\r\nContent-Type: text/plain; charset=x-none\r\n",
        "Está caída.\r\n".encode(),
    ),
    "charset_that_is_no_text": _mail(
        b"Subject: a\r\nContent-Type: text/plain; charset=base64\r\n"
    ),
    "no_line_ends": _mail(b"Subject: Sin fin\r\n", b"x" * 300_000),
    "only_cr": _mail(b"Subject: Mac\r\n").replace(b"\r\n", b"\r"),
    "only_lf": _mail(b"Subject: Unix\r\n").replace(b"\r\n", b"\n"),
    "empty_body": _mail(b"Subject: Vacio\r\n", b""),
    "no_subject": _mail(b""),
    "broken_base64": _mail(
        b"Subject: B64\r\nContent-Transfer-Encoding: base64\r\n", b"!!!=\r\n"
    ),
    "broken_quoted_printable": _mail(
        b"Subject: QP\r\nContent-Transfer-Encoding: quoted-printable\r\n", b"=ZZ=\r\n"
    ),
    "boundary_missing": _mail(
        b"Subject: Sin limite\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n"
    ),
    "boundary_never_closed": _mail(
        b"Subject: Abierto\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        b"--b\r\nContent-Type: text/plain\r\n\r\nHola\r\n",
    ),
    "nested_50": _nested(50),
    "nested_2000": _nested(2000),
    "long_field": _mail(b"Subject: Largo\r\nX-Long: " + b"=?a?q?" * 50_000 + b"\r\n"),
    "long_subject": _mail(b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\r\n"),
    "long_message_id": _mail(b"Subject: Id\r\n").replace(b"@@NAME", _noise(9000)),
    "long_sender": _mail(b"Subject: De\r\n").replace(b"ana@", _noise(9000) + b"@"),
    "long_domain": _mail(b"Subject: De\r\n").replace(b"ana@", b"ana@" + _noise(9000)),
    "long_names": _mail(
        b"Subject: Nombres\r\nCc: " + _noise(9000) + b" <luis@roble.example>\r\n"
    ).replace(b"Ana <ana", _noise(9000) + b" <eva"),
    "many_recipients": _mail(
        b"Subject: Todos\r\nCc: "
        + b",\r\n ".join(b"p%d@roble.example" % n for n in range(900))
        + b"\r\n"
    ),
    "html_2_mb": _mail(
        b"Subject: Grande\r\nContent-Type: text/html; charset=utf-8\r\n",
        b"<p>Hola <b>mundo</b></p>\r\n" * 80_000,
    ),
    "html_deep": _mail(
        b"Subject: Hondo\r\nContent-Type: text/html; charset=utf-8\r\n",
        b"<div>" * 20_000 + b"Hola",
    ),
    "html_blockquotes": _mail(
        b"Subject: Citas\r\nContent-Type: text/html; charset=utf-8\r\n",
        b"<blockquote>" * 3000 + b"Hola" + b"</blockquote>" * 3000,
    ),
    "winmail": _winmail(),
    "encrypted": _mail(
        b"Subject: Cifrado\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted;"
        b' protocol="application/pgp-encrypted"; boundary=b\r\n',
        b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
        b"Content-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n"
        b"\r\n--b--\r\n",
    ),
    "smime_enveloped": _mail(
        b"Subject: Sobre\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime;"
        b" smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding:"
        b" base64\r\n",
        b"MIAGCSqGSIb3DQEHA6CA\r\n",
    ),
    "calendar": _mail(
        b"Subject: Cita\r\nContent-Type: text/calendar; method=REQUEST\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    ),
    "headers_only_garbage": _mail(b"Subject: Raro\r\n\xff\xfe: x\r\nNo colon here\r\n"),
    "rfc822_attached": _mail(
        b"Subject: Reenviado\r\nContent-Type: message/rfc822\r\n",
        b"From: x@y.example\r\nSubject: inner\r\n\r\nHola\r\n",
    ),
    "date_from_hell": _mail(b"Subject: Fecha\r\n").replace(b"1 Jun 2026", b"99 Foo 0"),
    "bad_message_id": _mail(b"Subject: Id\r\n").replace(b"<@@NAME", b"<@@NAME@@@"),
    "undeclared_iso_2022_jp": _mail(
        b"Subject: Japon\r\n", "プリンタが壊れた。\r\n".encode("iso-2022-jp")
    ),
    "windows_said_latin1": _mail(
        b"Subject: Euros\r\nContent-Type: text/plain; charset=iso-8859-1\r\n",
        "Cuesta 5 € “más”.\r\n".encode("cp1252"),
    ),
    "undeclared_koi8_subject": _mail(
        "Subject: Принтер\r\n".encode("koi8-r")
        + b"Content-Type: text/plain; charset=koi8-r\r\n",
        "Принтер сломан.\r\n".encode("koi8-r"),
    ),
    "nul_in_filename": _mail(
        b"Subject: Fichero\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
        b" boundary=b\r\n",
        b"--b\r\nContent-Type: text/plain\r\n\r\nVa.\r\n--b\r\nContent-Type:"
        b' application/pdf; name="=?utf-8?Q?a=00b.pdf?="\r\n\r\nx\r\n'
        b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;"
        b' filename="../../etc/passwd"\r\n\r\nx\r\n--b--\r\n',
    ),
    "pgp_inline": _mail(
        b"Subject: PGP\r\n",
        b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA6k\r\n-----END PGP MESSAGE-----\r\n",
    ),
    "smime_as_octets": _mail(
        b"Subject: p7m\r\nMIME-Version: 1.0\r\nContent-Type:"
        b" application/octet-stream; name=smime.p7m\r\nContent-Transfer-Encoding:"
        b" base64\r\n",
        b"MIAGCSqGSIb3DQEHA6CA\r\n",
    ),
    "byte_order_mark": b"\xef\xbb\xbf" + _mail(b"Subject: Marca\r\n"),
    "attributes_without_end": _html(
        b"<p>Hola</p><div " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">"
    ),
    "html_with_an_xml_declaration": _html(
        b"<?xml version='1.0' encoding='utf-8'?><html><p>Declarado</p></html>"
    ),
    "tags_without_end": _html(b"<p>Abierto</p>" + b"<" * 300_000),
    "styles_before_the_text": _html(
        b"<style>" + b"p {}\n" * 150_000 + b"</style><p>Tras los estilos</p>"
    ),
    "parameters_without_end": _mail(
        b"Subject: Puntos\r\nContent-Type: text/plain" + b";" * 30_000 + b"\r\n"
    ),
    "quotes_without_end": _mail(
        b"Subject: Comillas\r\nContent-Type: " + b'"' * 600_000 + b"\r\n"
    ),
    "words_of_a_type_without_end": _mail(
        b"Subject: Tipo\r\nContent-Type: " + b"> " * 300_000 + b"\r\n"
    ),
    "quotes_in_a_part": _mail(
        b"Subject: Otras\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        b"--b\r\nContent-Type: "
        + b'"' * 600_000
        + b"\r\n\r\nSolo comillas\r\n--b--\r\n",
    ),
    "long_types": _mail(
        b"Subject: Tipos\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        b"--b\r\nContent-Type: text/plain%s\r\n\r\nTipo\r\n" % (b" word" * 580) * 200
        + b"--b--\r\n",
    ),
    "comments_without_end": _mail(b"Subject: a\r\nCc: " + b"(" * 9_000 + b"x@y.es\r\n"),
    "groups_without_end": _mail(b"Subject: Grupos\r\nCc: " + b":" * 9_000 + b"\r\n"),
    "comments_in_a_part": _mail(
        b"Subject: Parte\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        b"--b\r\nContent-Type: text/plain" + b"(" * 3_000 + b"\r\n\r\nVa\r\n--b--\r\n",
    ),
    "short_lines_of_a_long_text": _mail(
        b"Subject: Largo\r\nContent-Type: text/plain; charset=utf-8\r\n",
        "Avería en la línea\r\n".encode() + b"> a\r\n" * 150_000,
    ),
    "wrong_boundary": _mail(
        b"Subject: Otro\r\nContent-Type: multipart/mixed; boundary=a\r\n",
        b"--b\r\nContent-Type: text/plain\r\n\r\nSin l\xc3\xadmite\r\n--b--\r\n",
    ),
    "nul_bytes": _mail(b"Subject: Nulo\x00\r\n", b"a\0b\r\n"),
    "invitation_with_words": _alternatives(
        "Visita el martes",
        "¿Pueden venir a ver la impresora?",
        CALENDAR + b"; method=REQUEST\r\n" + _calendar(b"REQUEST"),
    ),
    "appointment_attached": _alternatives(
        "No se abre este fichero",
        "Me llega esto y no lo puedo abrir.",
        ICS + _calendar(b"REPLY"),
    ),
    "acceptance_passed_on": _alternatives(
        "RV: Aceptada: Visita",
        "¿Por qué recibo esto?",
        CALENDAR + b"; method=REPLY\r\n" + _calendar(b"REPLY"),
    ),
    "acceptance_of_an_offer": _mail(b"Subject: Aceptada: oferta 2026-114\r\n"),
    "wants_a_file_back": _mail(b"Subject: Recuperar: carpeta borrada\r\n"),
    "asks_about_reactions": _mail(
        b"Subject: Reacciones\r\n",
        "Luis ha reaccionado a su mensaje.\r\nNo sé cómo se quita.\r\n".encode(),
    ),
    "winmail_of_a_person": _outlook(b"IPM.Microsoft Mail.Note\0"),
}
MACHINE = {
    "rfc3834": _machine(b"Auto-Submitted: auto-replied\r\n"),
    "rfc5230_vacation": _machine(b"Auto-Submitted: auto-replied (vacation)\r\n"),
    "null_return_path": _machine(b"Return-Path: <>\r\n"),
    "precedence_bulk": _machine(b"Precedence: bulk\r\n"),
    "exchange_rule": _machine(b"X-MS-Exchange-Inbox-Rules-Loop: ana@roble.example\r\n"),
    "google_bounce": _machine(b"X-Failed-Recipients: x@y.example\r\n"),
    "x_autoreply": _machine(b"X-Autoreply: yes\r\n"),
    "daemon": (_mail(b"Subject: a\r\n").replace(b"ana@", b"MAILER-DAEMON@"), "bounce"),
    **{
        f"subject_{number}": (_mail(f"Subject: {subject}\r\n".encode()), "machine")
        for number, subject in enumerate(
            (
                "Respuesta automática: La impresora",
                "Fuera de la oficina: Re: [004217] Red",
                "=?utf-8?q?Respuesta_autom=C3=A1tica=3A_Red?=",
                "Automatic reply: Printer",
                "Out of Office: back on Monday",
            )
        )
    },
    "delivery_report": (_report(b"delivery-status", b"<none@x>"), "bounce"),
    "away_with_a_colon": (
        _mail("Subject: Ausencia: Re: Avería en la red\r\n".encode()),
        "machine",
    ),
    "rfc3834_after_a_comment": _machine(b"Auto-Submitted: (away) auto-replied\r\n"),
    "delivery_report_of_success": (
        _report(b"delivery-status", b"<none@x>").replace(
            b"Action: failed", b"Action: relayed"
        ),
        "machine",
    ),
    "complaint": (_report(b"feedback-report", b"<none@x>"), "machine"),
    "read_receipt_without_type": (
        _report(b"disposition-notification", b"<none@x>").replace(
            b" report-type=disposition-notification;", b""
        ),
        "machine",
    ),
    "delivery_report_of_delay": (
        _report(b"delivery-status", b"<none@x>").replace(
            b"Action: failed", b"Action: delayed"
        ),
        "machine",
    ),
    **{
        f"calendar_{name}": (raw, "machine")
        for name, raw in {
            "outlook": _alternatives(
                "Aceptada: Visita",
                "Allí estaré.",
                CALENDAR
                + b";\r\n method=REPLY\r\n"
                + _calendar(b"REPLY", encoded=True),
            ),
            "google": _alternatives(
                "Accepted: Visita @ mar 2 jun 2026 10am (CEST)",
                "Ana has accepted this invitation.",
                b'Content-Type: text/calendar; charset="UTF-8"; method=REPLY\r\n'
                + _calendar(b"REPLY"),
            ),
            "apple": _alternatives(
                "Rechazada: Visita",
                "Ana ha rechazado la invitación.",
                ICS.replace(b"; name", b"; method=REPLY; name") + _calendar(b"REPLY"),
            ),
            "new_time": _alternatives(
                "Nueva hora propuesta: Visita",
                "Mejor el jueves.",
                CALENDAR + b"; method=COUNTER\r\n" + _calendar(b"COUNTER"),
            ),
            "alone": _mail(
                b"Subject: Provisional: Visita\r\n" + CALENDAR + b"; method=reply\r\n",
                _calendar(b"REPLY"),
            ),
            "said_inside": _alternatives(
                "Tentative: Visita", "", CALENDAR + b"\r\n" + _calendar(b"REPLY")
            ),
            "winmail": _outlook(b"IPM.Microsoft Schedule.MtgRespP\0"),
        }.items()
    },
    "read_receipt_in_winmail": (
        _outlook(b"IPM.Microsoft Mail.Read Receipt\0", "Leído: Avería"),
        "machine",
    ),
    "recall_in_winmail": (_outlook(b"IPM.Outlook.Recall\0"), "machine"),
    "recall_content_class": _machine(
        b"Content-Class: urn:content-classes:recallmessage\r\n"
    ),
    "recall_spanish": (
        _mail(
            b"Subject: Recuperar: Precios\r\nContent-Type: text/html\r\n",
            b'Ana Roble desea recuperar el mensaje "Precios".',
        ),
        "machine",
    ),
    "recall_english": (
        _mail(
            b"Subject: Recall: Prices\r\nContent-Transfer-Encoding:"
            b" quoted-printable\r\n",
            b'Ana Roble would like to recall =\r\nthe message, "Prices".\r\n',
        ),
        "machine",
    ),
    "signed_receipt": _machine(
        b"Content-Type: application/pkcs7-mime; smime-type=signed-receipt\r\n"
    ),
    "reaction_of_gmail": (
        _alternatives(
            "Re: Visita",
            "Ana reacted via Gmail",
            b"Content-Type: text/vnd.google.email-reaction+json\r\n\r\n"
            b'{"version": 1, "emoji": "%s"}' % EMOJI,
        ),
        "machine",
    ),
    "reaction_rfc9078": (
        _mail(
            b"Subject: Re: Visita\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"Content-Disposition: reaction\r\n",
            EMOJI,
        ),
        "machine",
    ),
    "reaction_of_outlook": (
        _mail(
            b"Subject: Re: Visita\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"Content-Transfer-Encoding: base64\r\n",
            base64.encodebytes(
                EMOJI + b" Ana Roble reacted to your message:\r\n"
                b"________________________________\r\nFrom: x\r\nSent: y\r\n"
            ),
        ),
        "machine",
    ),
    "reaction_of_teams": (
        _mail(b"Subject: Ana Roble ha reaccionado a tu mensaje\r\n"),
        "machine",
    ),
    "read_receipt": (_report(b"disposition-notification", b"<none@x>"), "machine"),
}


def get_all(area):
    """Triples of name, raw mail to the address ``area``, and outcome."""
    kinds = {**{name: (raw, "ticket") for name, raw in PERSON.items()}, **MACHINE}
    for name, (raw, outcome) in kinds.items():
        raw = raw.replace(AREA, area.encode()).replace(b"@@NAME@@", name.encode())
        yield name, raw, outcome

"""Replies in Spanish as mail programs of Spain and six American countries send them.

Written for these tests: each reply in each layout, in text and in HTML.
"""

# A line of a mail stays one line here, however long.
# ruff: noqa: E501

from html import escape

REPLIES = {
    "short": "Sí, ya funciona. ¡Gracias!",
    "usted": "Buenos días:\n\nEl equipo sigue apagándose. ¿Podrían venir mañana?\n\n"
    "Un saludo,\nCarmen",
    "trap_time": "De: 9:00 a 14:00 estoy en la oficina.\nPara: lo de la impresora, mejor"
    " por la tarde.",
    "trap_verb": "Ayer mi jefe escribió: que no hay red en la planta.\nEl lunes lo vimos.",
    "trap_list": "Probé esto:\n- reiniciar\n- cambiar el cable\n-- y nada",
    "trap_day": "El 3 de julio a las 12:03 se cayó el servidor.\nDesde entonces va lento.",
    "console": "Sale esto al arrancar:\n\nERROR 1205: Lock wait timeout exceeded\n"
    "    at com.gestion.Main(Main.java:42)",
    "ar": "Che, sigue sin andar. ¿Lo podés revisar vos?\nAbrazo",
    "mx": "Buen día, ahorita lo reviso y les marco al celular.",
    "co": "Qué pena con ustedes, pero la factura no me quedó timbrada.",
    "cl": "Hola, al tiro les mando el pantallazo. Quedo atenta.",
    "pe": "Estimados, adjunto la captura solicitada. Saludos cordiales.",
    "uy": "Bárbaro, quedó pronto. ¡Gracias por todo!",
    "long": "\n\n".join(
        f"Párrafo {n}: la conexión remota se corta cada {n} minutos y hay que entrar"
        " otra vez con la clave del certificado."
        for n in range(2, 9)
    ),
}
QUOTED = "Hola Carmen:\n\n¿Ha podido probarlo?\n\nSoporte"
ADDRESS = "soporte@us.example"


def _prefix(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _outlook(date):
    return (
        f"De: Soporte <{ADDRESS}>\nEnviado el: {date}\nPara: Carmen Gil"
        " <carmen@roble.example>\nAsunto: RE: [004217] Se apaga"
    )


TEXT_LAYOUTS = {
    "gmail_es": f"\n\nEl mié, 3 jul 2024 a las 12:03, Soporte (<{ADDRESS}>) escribió:"
    f"\n\n{_prefix(QUOTED)}",
    "gmail_419": f"\n\nEl mié, 3 de jul. de 2024 a la(s) 12:03 p.m., Soporte <\n{ADDRESS}>"
    f" escribió:\n\n{_prefix(QUOTED)}",
    "gmail_ca": f"\n\nMissatge de Soporte <{ADDRESS}> del dia dc., 3 de jul. 2024 a les"
    f" 12:03:\n\n{_prefix(QUOTED)}",
    "outlook": f"\n\n{_outlook('miércoles, 3 de julio de 2024 12:03')}\n\n{QUOTED}",
    "outlook_rule": f"\n\n________________________________\n"
    f"{_outlook('miércoles, 3 de julio de 2024 12:03 p. m.')}\n\n{QUOTED}",
    "outlook_old": "\n\n-----Mensaje original-----\nDe: Soporte [mailto:"
    f"{ADDRESS}]\nEnviado el: 03/07/2024 12:03\nPara: Carmen\nAsunto: RE: [004217]\n\n"
    f"{QUOTED}",
    "outlook_mobile": "\n\nObtener Outlook para Android<https://aka.ms/AAb9ysg>\n"
    "________________________________\nFrom: Soporte <soporte@us.example>\nSent:"
    f" Wednesday, July 3, 2024 12:03:11 PM\nTo: Carmen\nSubject: RE: x\n\n{QUOTED}",
    "apple": "\n\n> El 3 jul 2024, a las 12:03, Soporte <soporte@us.example> escribió:\n"
    f"> \n{_prefix(QUOTED)}",
    "iphone": "\n\nEnviado desde mi iPhone\n\n> El 3 jul 2024, a las 12:03, Soporte"
    f" <{ADDRESS}> escribió:\n> \n{_prefix(QUOTED)}",
    "thunderbird": f"\n\nEl 3/7/24 a las 12:03, Soporte escribió:\n{_prefix(QUOTED)}",
    "yahoo": "\n\n En miércoles, 3 de julio de 2024, 12:03:11 CEST, Soporte"
    f" <{ADDRESS}> escribió:  \n \n {QUOTED}",
    "samsung": "\n\nEnviado desde mi Samsung Galaxy.\n-------- Mensaje original --------\n"
    f"De: Soporte <{ADDRESS}>\nFecha: 3/7/24 12:03 (GMT+01:00)\nA: Carmen"
    f" <carmen@roble.example>\nAsunto: Re: [004217]\n\n{QUOTED}",
    "zimbra": f'\n\n----- Mensaje original -----\nDe: "Soporte" <{ADDRESS}>\nPara:'
    f' "Carmen" <c@roble.example>\nEnviados: Miércoles, 3 de Julio 2024 12:03:11\n'
    f"Asunto: Re: [004217]\n\n{QUOTED}",
    "roundcube": f"\n\nEl 2024-07-03 12:03, Soporte escribió:\n{_prefix(QUOTED)}",
    "marker": "\n\nEl mié, 3 jul 2024 a las 12:03, Soporte (<soporte@us.example>)"
    " escribió:\n\n## Por favor, responda por encima de esta línea ##\n\n" + QUOTED,
    "signature": "\n\n-- \nCarmen Gil\nTalleres Roble\nTel. 600 000 000\n\nEl mié, 3 jul"
    f" 2024 a las 12:03, Soporte (<{ADDRESS}>) escribió:\n\n{_prefix(QUOTED)}",
    "legal": "\n\nAVISO LEGAL: Este mensaje y sus archivos adjuntos van dirigidos"
    " exclusivamente a su destinatario.\n\nAntes de imprimir este correo piense en el"
    f" medio ambiente.\n\nEl 3/7/24 a las 12:03, Soporte escribió:\n{_prefix(QUOTED)}",
    "none": "",
}


def _html(text):
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


_OUTLOOK_BLOCK = (
    "<p class='MsoNormal'><b>De:</b> Soporte &lt;soporte@us.example&gt; <br><b>Enviado"
    " el:</b> miércoles, 3 de julio de 2024 12:03<br><b>Para:</b> Carmen Gil<br><b>"
    "Asunto:</b> RE: [004217] Se apaga</p>"
)
HTML_LAYOUTS = {
    "gmail": "<br><div class='gmail_quote'><div dir='ltr' class='gmail_attr'>El mié, 3"
    " jul 2024 a las 12:03, Soporte (&lt;<a href='#'>soporte@us.example</a>&gt;)"
    " escribió:<br></div><blockquote class='gmail_quote'>@@</blockquote></div>",
    "outlook": "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt"
    f" 0cm 0cm 0cm'>{_OUTLOOK_BLOCK}</div></div><p>@@</p>",
    "outlook_bare": f"<div><div>{_OUTLOOK_BLOCK}</div></div><p>@@</p>",
    "owa": "<div id='appendonsend'></div><hr style='width:98%'><div id='divRplyFwdMsg'>"
    f"{_OUTLOOK_BLOCK}</div><div>@@</div>",
    "apple": "<div><br><blockquote type='cite'><div>El 3 jul 2024, a las 12:03, Soporte"
    " escribió:</div><br><div>@@</div></blockquote></div>",
    "iphone": "<br><div dir='ltr'>Enviado desde mi iPhone</div><div dir='ltr'><br>"
    "<blockquote type='cite'>El 3 jul 2024, a las 12:03, Soporte escribió:<br>@@"
    "</blockquote></div>",
    "thunderbird": "<br><div class='moz-cite-prefix'>El 3/7/24 a las 12:03, Soporte"
    " escribió:<br></div><blockquote type='cite'>@@</blockquote>",
    "yahoo": "<div id='yahoo_quoted_1' class='yahoo_quoted'><div>En miércoles, 3 de julio"
    " de 2024, 12:03:11, Soporte escribió:</div><div>@@</div></div>",
    "odoo": "<div>El 3/7/24 a las 12:03, Soporte &lt;soporte@us.example&gt; escribió:"
    "</div><div><div>—— Escriba su respuesta por encima de esta línea ——</div><table><tr>"
    "<td>@@</td></tr></table></div>",
    "unknown": "<p>El 2024-07-03 12:03, Soporte &lt;soporte@us.example&gt; escribió:</p>"
    "<p>@@</p>",
}
BELOW = f"El 3/7/24 a las 12:03, Soporte escribió:\n{_prefix(QUOTED)}\n\n"
BETWEEN = (
    "El 3/7/24 a las 12:03, Soporte escribió:\n> ¿Está enchufado?\n\n{0}\n\n> ¿Y la luz?"
    "\n\nEncendida."
)


def get_texts():
    """Triples of name, mail and what was written, in text."""
    for layout, history in TEXT_LAYOUTS.items():
        for kind, reply in REPLIES.items():
            yield f"{layout}/{kind}", reply + history, reply
    for kind, reply in REPLIES.items():
        yield f"below/{kind}", BELOW + reply, reply
        yield f"between/{kind}", BETWEEN.format(reply), f"{reply}\n\nEncendida."


def get_htmls():
    """Triples of name, mail and what was written, in HTML."""
    for layout, history in HTML_LAYOUTS.items():
        for kind, reply in REPLIES.items():
            quoted = _html(QUOTED)
            mail = f"<div>{_html(reply)}</div>{history.replace('@@', quoted)}"
            yield f"{layout}/{kind}", mail, reply

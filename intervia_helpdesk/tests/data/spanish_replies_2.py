"""More replies in Spanish, of mail programs that the first set does not know.

Written after the trimmer, from how these programs format an answer: newer Outlook and
iOS, Samsung, Proton, Zimbra, Roundcube, GroupWise, Mailspring, Spark, eM Client, SOGo…
"""

# A line of a mail stays one line here, however long.
# ruff: noqa: E501

WHO = "Mesa de Ayuda <mesa@us.example>"
QUOTED = "Hola Karla:\n\nYa está la cuenta creada. ¿Nos confirma?\n\nMesa de Ayuda"
PREFIXED = "\n".join(f"> {line}".rstrip() for line in QUOTED.split("\n"))
FIELDS = "Para: Karla Ruiz <karla@tienda.example>\nAsunto: RE: [004217] Cuenta nueva"

# name: what was written, what the program added
TEXTS = {
    "outlook_new_mx": (
        "Ya quedó, mil gracias.",
        f"________________________________\nDe: {WHO}\nEnviado: jueves, 6 de febrero de 2025 09:41 a. m.\n{FIELDS}\n\n{QUOTED}",
    ),
    "outlook_new_cc": (
        "Confirmado.\n\nAtte.\nKarla",
        f"________________________________\nDe: {WHO}\nEnviado: jueves, 6 de febrero de 2025 9:41\nPara: Karla Ruiz <karla@tienda.example>\nCC: Compras <compras@tienda.example>\nAsunto: RE: [004217] Cuenta nueva\n\n{QUOTED}",
    ),
    "outlook_ios": (
        "Va, lo reviso en la tarde.",
        f"Obtener Outlook para iOS<https://aka.ms/o0ukef>\n________________________________\nDe: {WHO}\nEnviado: Thursday, February 6, 2025 9:41:22 AM\n{FIELDS}\n\n{QUOTED}",
    ),
    "ios18_es": (
        "Sigue igual, no entra.",
        "Enviado desde mi iPhone\n\n> El 6 feb 2025, a las 9:41, Mesa de Ayuda <mesa@us.example> escribió:\n> \n> \ufeffHola Karla:\n> \n> ¿Nos confirma?",
    ),
    "ios18_mx": (
        "Ahorita les marco.",
        f"Enviado desde mi iPhone\n\n> El 6 feb 2025, a la(s) 9:41\u202fa.m., {WHO} escribió:\n> \n{PREFIXED}",
    ),
    "ios_ipad_cl": (
        "Listo, funcionó al tiro.",
        f"Enviado desde mi iPad\n\n> El 06-02-2025, a la(s) 09:41, {WHO} escribió:\n> \n{PREFIXED}",
    ),
    "apple_mail_pe": (
        "Estimados, conforme.",
        f"> El 6 feb. 2025, a la(s) 09:41, {WHO} escribió:\n> \n{PREFIXED}",
    ),
    "samsung_2025": (
        "Sí, todo bien.",
        f"Enviado desde mi Galaxy\n\n\n-------- Mensaje original --------\nDe: {WHO}\nFecha: 6/2/25 9:41 (GMT+01:00)\nA: Karla Ruiz <karla@tienda.example>\nAsunto: Re: [004217] Cuenta nueva\n\n{QUOTED}",
    ),
    "samsung_old_ar": (
        "Dale, probalo vos.",
        f"Enviado desde mi Samsung Mobile de Claro\nGet Outlook para Android\n\n-------- Mensaje original --------\nDe: {WHO}\nFecha: 6/2/25 9:41 a. m. (GMT-03:00)\nA: karla@tienda.example\nAsunto: Re: Cuenta nueva\n\n{QUOTED}",
    ),
    "proton_es": (
        "Gracias, ya me llegó.",
        f"Enviado con el correo seguro de Proton Mail.\n\nEl jueves, 6 de febrero de 2025 a las 9:41, {WHO} escribió:\n\n{PREFIXED}",
    ),
    "proton_mobile": (
        "De acuerdo.",
        f"Enviado desde Proton Mail para Android.\n\n-------- Mensaje original --------\nEl jueves, 06/02/25 a las 09:41 {WHO} escribió:\n\n{PREFIXED}",
    ),
    "zimbra": (
        "Buen día, la clave no sirve.",
        f'De: "Mesa de Ayuda" <mesa@us.example>\nPara: "Karla Ruiz" <karla@tienda.example>\nEnviados: Jueves, 6 de Febrero 2025 9:41:10\nAsunto: Re: [004217] Cuenta nueva\n\n{QUOTED}',
    ),
    "zimbra_separator": (
        "Perfecto, quedo atenta.\n\nSaludos cordiales,\nKarla",
        f'----- Mensaje original -----\n\nDe: "Mesa de Ayuda" <mesa@us.example>\nPara: "Karla" <karla@tienda.example>\nCC: "Jefe" <jefe@tienda.example>\nEnviados: Jueves, 6 de Febrero 2025 9:41:10\nAsunto: Re: Cuenta\n\n{QUOTED}',
    ),
    "roundcube_ar": (
        "Che, no me abre el adjunto.",
        f"El 06-02-2025 09:41, Mesa de Ayuda escribió:\n{PREFIXED}",
    ),
    "roundcube_signature": (
        "Confirmo recepción.",
        f"---\nKarla Ruiz\nAdministración\nTel. 555 0101\n\nEl 2025-02-06 09:41, Mesa de Ayuda escribió:\n\n{PREFIXED}",
    ),
    "groupwise": (
        "Buenos días, ya puedo entrar.",
        f">>> {WHO} 06/02/2025 9:41 >>>\n{QUOTED}",
    ),
    "groupwise_pm": (
        "De nada sirvió reiniciar.",
        f">>> Mesa de Ayuda<mesa@us.example> 2/6/2025 9:41 AM >>>\n\n{QUOTED}",
    ),
    "mailspring": (
        "Probado y funciona.",
        f"En feb. 6 2025, a las 9:41 am, {WHO} escribió:\n{PREFIXED}",
    ),
    "evolution": (
        "Adjunto el registro.",
        f"El jue, 06-02-2025 a las 09:41 +0100, Mesa de Ayuda escribió:\n{PREFIXED}",
    ),
    "kmail": (
        "Se reinició solo otra vez.",
        f"El jueves, 6 de febrero de 2025 9:41:10 (hora estándar de Europa central) Mesa de Ayuda escribió:\n{PREFIXED}",
    ),
    "spark": (
        "Ok, cerrad la incidencia.",
        f"El 6 feb 2025, 9:41 +0100, {WHO}, escribió:\n{PREFIXED}",
    ),
    "thunderbird_ar": (
        "Anda bárbaro.",
        f"El 6/2/25 a las 09:41 a. m., Mesa de Ayuda escribió:\n{PREFIXED}",
    ),
    "em_client": (
        "Todo correcto.",
        f'------ Mensaje Original ------\nDe "Mesa de Ayuda" <mesa@us.example>\nPara "Karla" <karla@tienda.example>\nFecha 06/02/2025 9:41:10\nAsunto Re: [004217] Cuenta nueva\n\n{QUOTED}',
    ),
    "gmail_co": (
        "Qué pena la demora, ya quedó.",
        f"El jue, 6 feb 2025 a la(s) 9:41\u202fa.m., Mesa de Ayuda (<mesa@us.example>)\nescribió:\n\n{PREFIXED}",
    ),
    "gmail_mobile": (
        "Sí por favor.",
        f"El jue., 6 de febrero de 2025 9:41 a. m., {WHO}\nescribió:\n\n{PREFIXED}",
    ),
    "yahoo_mx": (
        "Sale, muchas gracias.",
        f" El jueves, 6 de febrero de 2025, 09:41:10 a.m. GMT-6, {WHO} escribió:  \n \n Hola Karla:\n\n Ya está la cuenta creada.",
    ),
    "notes": (
        "Se adjunta lo solicitado.",
        f"De:\tMesa de Ayuda/SISTEMAS@US\nPara:\tKarla Ruiz <karla@tienda.example>\nFecha:\t06/02/2025 09:41\nAsunto:\tRe: [004217] Cuenta nueva\n\n\n\n{QUOTED}",
    ),
    "horde": (
        "No aparece en el listado.",
        f"{WHO} escribió:\n\n{PREFIXED}",
    ),
    "sogo": (
        "El lunes lo pruebo.",
        f"El Jueves, Febrero 06, 2025 09:41 CET, {WHO} escribió:\n \n{PREFIXED}",
    ),
    "edison": (
        "Me sirve, gracias.",
        f"El jue, 6 de feb. de 2025 en 9:41 a. m., {WHO} escribió:\n\n{QUOTED}",
    ),
    "bluemail": (
        "Dejadlo así.",
        f"Descarga BlueMail para Android\nEl 6 feb. 2025, en 09:41, {WHO} escribió:\n{QUOTED}",
    ),
    "huawei": (
        "Ya imprime.",
        f"Enviado desde mi teléfono HUAWEI\n\n-------- Mensaje original --------\nAsunto: Re: Cuenta nueva\nDe: {WHO}\nPara: karla@tienda.example\nCC: \n\n{QUOTED}",
    ),
    "date_first": (
        "Correcto, procedan.",
        f'Enviado: jueves, 6 de febrero de 2025 a las 9:41\nDe: "Mesa de Ayuda" <mesa@us.example>\n{FIELDS}\n\n{QUOTED}',
    ),
    "bold_fields": (
        "Visto bueno.",
        f"*De:* {WHO}\n*Enviado el:* jueves, 6 de febrero de 2025 9:41\n*Para:* karla@tienda.example\n*Asunto:* RE: Cuenta nueva\n\n{QUOTED}",
    ),
    "legal_co": (
        "Quedo pendiente.\nKarla",
        f"Este mensaje y sus anexos son confidenciales y para uso exclusivo de su destinatario. Ley 1581 de 2012.\n\nEl jue, 6 feb 2025 a las 9:41, {WHO} escribió:\n\n{PREFIXED}",
    ),
    "privacy_mx": (
        "Autorizado.",
        f"AVISO DE PRIVACIDAD: los datos personales se tratan según nuestro aviso en www.tienda.example.\n\nDe: {WHO}\nEnviado el: jueves, 6 de febrero de 2025 09:41 a. m.\n{FIELDS}\n\n{QUOTED}",
    ),
    "antivirus": (
        "Todo en orden.",
        f"Libre de virus. www.avast.com\n\nEl jue, 6 feb 2025 a las 9:41, {WHO} escribió:\n\n{PREFIXED}",
    ),
}

# Nothing of these is added by a program
TRAPS = {
    "python": "Al arrancar hago esto:\n>>> import gestion\n>>> gestion.abrir()\ny se queda colgado.",
    "verb": "El 6 de febrero a las 9:41 el usuario escribió mal la clave: no entra.\nDesde entonces está bloqueado.",
    "sent": "Enviado el informe a gestoría, espero respuesta.\nOs aviso.",
    "fields": "De: tienda 3\nPara: almacén 2\nFalta pasar el escáner.",
    "original": "El mensaje original decía que no hay licencia.\n¿Lo renováis?",
    "phone": "Enviado desde mi móvil el vídeo no se ve, os lo subo a la carpeta.\nGracias",
    "arrow": "Menú > Ajustes > Correo\nAhí sale el error.",
    "date": "El jueves 6 de febrero de 2025 a las 9:41 se paró.\nA las 10:02 volvió.",
}

HTMLS = {
    "outlook_mobile": (
        "Va, gracias.",
        "<div dir='auto'>Va, gracias.</div><div id='ms-outlook-mobile-signature'><div>Obtener <a href='#'>Outlook para iOS</a></div></div><div id='mail-editor-reference-message-container'><hr><div id='divRplyFwdMsg'><b>De:</b> Mesa</div>@@</div>",
    ),
    "roundcube": (
        "Recibido.",
        "<p>Recibido.</p><p id='reply-intro'>El 2025-02-06 09:41, Mesa de Ayuda escribió:</p><blockquote type='cite' style='padding:0 0.4em'>@@</blockquote>",
    ),
    "zimbra": (
        "Todo bien.",
        "<div>Todo bien.</div><hr id='zwchr' data-marker='__DIVIDER__'><div data-marker='__HEADERS__'><b>De: </b>Mesa<br><b>Enviados: </b>Jueves<br></div><div data-marker='__QUOTED_TEXT__'>@@</div>",
    ),
    "proton": (
        "Gracias.",
        "<div>Gracias.</div><div class='protonmail_signature_block'><div class='protonmail_signature_block-proton'>Enviado con el correo seguro de <a href='#'>Proton Mail</a>.</div></div><div class='protonmail_quote'>El jueves, 6 de febrero de 2025, Mesa escribió:<br><blockquote class='protonmail_quote' type='cite'>@@</blockquote></div>",
    ),
    "groupwise": (
        "Ya puedo entrar.",
        "<div class='GroupWiseMessageBody'><div>Ya puedo entrar.</div><br><div>&gt;&gt;&gt; Mesa de Ayuda &lt;mesa@us.example&gt; 06/02/2025 9:41 &gt;&gt;&gt;</div><div>@@</div></div>",
    ),
    "mailspring": (
        "Probado.",
        "<div>Probado.</div><br><div class='gmail_quote_attribution'>En feb. 6 2025, a las 9:41 am, Mesa &lt;mesa@us.example&gt; escribió:</div><blockquote class='gmail_quote'>@@</blockquote>",
    ),
    "samsung": (
        "Sí.",
        "<div dir='auto'>Sí.</div><div id='composer_signature' dir='auto'><div>Enviado desde mi Galaxy</div></div><div><br></div><div align='left' dir='auto'><div>-------- Mensaje original --------</div><div>De: Mesa &lt;mesa@us.example&gt; </div><div>Fecha: 6/2/25  9:41  (GMT+01:00) </div><div>A: Karla &lt;karla@tienda.example&gt; </div><div>Asunto: Re: Cuenta </div><div><br></div></div><div>@@</div>",
    ),
    "ios18": (
        "Sigue igual.",
        "Sigue igual.<br id='lineBreakAtBeginningOfSignature'><div dir='ltr'>Enviado desde mi iPhone</div><div dir='ltr'><br><blockquote type='cite'>El 6 feb 2025, a las 9:41, Mesa escribió:<br><br></blockquote></div><blockquote type='cite'><div dir='ltr'>\ufeff@@</div></blockquote>",
    ),
    "spark": (
        "Cerradla.",
        "<div name='messageBodySection'>Cerradla.</div><div name='messageSignatureSection'><br></div><div name='messageReplySection'>El 6 feb 2025, 9:41 +0100, Mesa &lt;mesa@us.example&gt;, escribió:<br><blockquote type='cite' class='spark_quote'>@@</blockquote></div>",
    ),
    "em_client": (
        "Correcto.",
        "<div>Correcto.</div><div><br></div><div>------ Mensaje Original ------</div><div>De \"Mesa\" &lt;mesa@us.example&gt;</div><div>Para \"Karla\" &lt;karla@tienda.example&gt;</div><div>Fecha 06/02/2025 9:41:10</div><div>Asunto Re: Cuenta</div><br><blockquote cite='x' type='cite'>@@</blockquote>",
    ),
    "outlook_desktop_mx": (
        "Listo.",
        "<div class='WordSection1'><p class='MsoNormal'>Listo.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class='MsoNormal'><b>De:</b> Mesa &lt;mesa@us.example&gt; <br><b>Enviado el:</b> jueves, 6 de febrero de 2025 09:41 a. m.<br><b>Para:</b> Karla<br><b>Asunto:</b> RE: Cuenta</p></div><p class='MsoNormal'>@@</p></div>",
    ),
    "sogo": (
        "El lunes.",
        "<p>El lunes.</p><br>El Jueves, Febrero 06, 2025 09:41 CET, Mesa &lt;mesa@us.example&gt; escribió:<br> <blockquote type='cite'>@@</blockquote>",
    ),
}


def get_texts():
    """Triples of name, mail and what was written, in text."""
    for name, (said, added) in TEXTS.items():
        yield name, f"{said}\n\n{added}", said
    for name, said in TRAPS.items():
        yield name, said, said
        answer = f"El jue, 6 feb 2025 a las 9:41, {WHO} escribió:\n\n{PREFIXED}"
        yield f"{name} answered", f"{said}\n\n{answer}", said


def get_htmls():
    """Triples of name, mail and what was written, in HTML."""
    for name, (said, mail) in HTMLS.items():
        yield name, mail.replace("@@", QUOTED.replace("\n", "<br>")), said

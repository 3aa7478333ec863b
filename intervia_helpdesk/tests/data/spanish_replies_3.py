"""Answers of people who make it hard, in the markup of their mail programs.

They write below, between and inside the quote, in colours, under their signature, as
formally as a footer, about fields of mails and what consoles print; others only forward.
``@@`` stands for the mail that is answered, ``@>`` for it with quote marks.
"""

# A line of a mail stays one line here, however long.
# ruff: noqa: E501

QUOTED = (
    "Hola Carmen:\n\n¿Me confirmas el número de serie y la hora del último apagado?\n\n"
    "Gracias,\nLucía"
)

# name: what is to be shown, the mail
TEXTS = {
    "gmail_gl": (
        "Bos días, xa funciona. Moitas grazas.",
        "Bos días, xa funciona. Moitas grazas.\n\nO mér, 4 mar 2026 ás 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribiu:\n\n@>",
    ),
    "gmail_eu": (
        "Egun on, konponduta dago. Eskerrik asko.",
        "Egun on, konponduta dago. Eskerrik asko.\n\nSoporte Intervia erabiltzaileak hau idatzi du (<soporte@intervia.example>,\n2026 mar. 4, az. 9:15):\n\n@>",
    ),
    "ol_longto_wrapped0": (
        "Lo hemos mirado y la regleta estaba mal enchufada.\nPerdonad.",
        "Lo hemos mirado y la regleta estaba mal enchufada.\nPerdonad.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>; Administración\nTalleres Roble <administracion@talleresroble.example>; Jefatura de Taller\n<jefe.taller@talleresroble.example>; Recepción\n<recepcion@talleresroble.example>\nCC: Carmen Gil Roble <carmen.gil@talleresroble.example>; Administración\nTalleres Roble <administracion@talleresroble.example>; Jefatura de Taller\n<jefe.taller@talleresroble.example>; Recepción\n<recepcion@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "ol_longto_wrapped1": (
        "We will try tomorrow and let you know.",
        "We will try tomorrow and let you know.\n\nFrom: Soporte Intervia <soporte@intervia.example>\nSent: Wednesday, March 4, 2026 9:15 AM\nTo: Carmen Gil Roble <carmen.gil@talleresroble.example>; Administración\nTalleres Roble <administracion@talleresroble.example>; Jefatura de Taller\n<jefe.taller@talleresroble.example>; Recepción\n<recepcion@talleresroble.example>\nCc: Carmen Gil Roble <carmen.gil@talleresroble.example>; Administración\nTalleres Roble <administracion@talleresroble.example>; Jefatura de Taller\n<jefe.taller@talleresroble.example>; Recepción\n<recepcion@talleresroble.example>\nSubject: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "ol_ca": (
        "Bon dia,\nPodeu tancar la incidència.\nSalutacions,",
        "Bon dia,\n\nPodeu tancar la incidència.\n\nSalutacions,\n\nAquest missatge i els fitxers adjunts són confidencials i s'adrecen exclusivament al seu destinatari. Si l'heu rebut per error, us preguem que ens ho comuniqueu i l'elimineu.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviat el: dimecres, 4 de març de 2026 9:15\nPer a: Carmen Gil Roble <carmen.gil@talleresroble.example>\nTema: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "ol_gl": (
        "Boas, segue igual.",
        "Boas, segue igual.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: mércores, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "ol_caution_en": (
        "Please close it.",
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.\n\nPlease close it.\n\nFrom: Soporte Intervia <soporte@intervia.example>\nSent: Wednesday, March 4, 2026 9:15 AM\nTo: Carmen Gil Roble <carmen.gil@talleresroble.example>\nSubject: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "tb_below_sig": (
        "5CD-0081 y fue el martes por la noche.",
        "El 04/03/2026 a las 9:15, Soporte Intervia escribió:\n@>\n\n5CD-0081 y fue el martes por la noche.\n\n-- \nCarmen Gil\nTalleres Roble",
    ),
    "tb_gl": (
        "Todo ben.",
        "Todo ben.\n\nO 04/03/26 ás 9:15, Soporte Intervia escribiu:\n@>",
    ),
    "yahoo_mob2": (
        "Fue a las 11",
        "Fue a las 11\n\nYahoo Mail: Busca, organiza, conquista \n \n  El mié, 4 de mar de 2026 a la(s) 9:15 a. m., Soporte Intervia<soporte@intervia.example> escribió:   @@",
    ),
    "tuta": (
        "Pues parece que ya está.",
        "Pues parece que ya está.\n\nEnviado de forma segura con Tuta. Consiga su buzón gratuito en https://tuta.com\n\n4 mar 2026, 9:15 por soporte@intervia.example:\n@>",
    ),
    "tuta2": (
        "No encuentro la etiqueta.",
        "No encuentro la etiqueta.\n\nEnviado de forma segura con Tuta. Consiga su buzón gratuito en https://tuta.com\n\n4 de marzo de 2026, 9:15 de soporte@intervia.example:\n@>",
    ),
    "hard_fields_talk": (
        "En el correo que falla los campos salen vacíos:\nDe:\nPara:\nAsunto:\ny el cuerpo también. ¿Por qué?",
        "En el correo que falla los campos salen vacíos:\nDe:\nPara:\nAsunto:\ny el cuerpo también. ¿Por qué?\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_fields_full": (
        "El cliente recibe esto en la cabecera:\nDe: ventas@talleresroble.example\nPara: cliente@x.example\nAsunto: Factura\npero el adjunto no llega.",
        "El cliente recibe esto en la cabecera:\n\nDe: ventas@talleresroble.example\nPara: cliente@x.example\nAsunto: Factura\n\npero el adjunto no llega.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_prompt": (
        'Al ejecutar sale:\n> SELECT count(*) FROM clientes;\n ERROR: relation "clientes" does not exist\n> \n¿Es normal?',
        'Al ejecutar sale:\n\n> SELECT count(*) FROM clientes;\n ERROR: relation "clientes" does not exist\n> \n\n¿Es normal?\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@',
    ),
    "hard_dashes": (
        "Pasos que hice:\n-- parar el servicio\n-- borrar la caché\n-- arrancar\nY nada.",
        "Pasos que hice:\n-- parar el servicio\n-- borrar la caché\n-- arrancar\n\nY nada.\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_smtp": (
        "Copio el diálogo SMTP:\n220 mail.x.example ESMTP\nEHLO tpv\n250-mail.x.example\nMAIL FROM:<tpv@x.example>\n250 Ok\nRCPT TO:<a@x.example>\n550 5.7.1 relay denied\n¿Qué pongo?",
        "Copio el diálogo SMTP:\n220 mail.x.example ESMTP\nEHLO tpv\n250-mail.x.example\nMAIL FROM:<tpv@x.example>\n250 Ok\nRCPT TO:<a@x.example>\n550 5.7.1 relay denied\n\n¿Qué pongo?\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_hr": (
        "Primera parte: la impresora.\n-----------------------------\nSegunda parte: el escáner no tiene tapa.",
        "Primera parte: la impresora.\n\n-----------------------------\n\nSegunda parte: el escáner no tiene tapa.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_underscore": (
        "Formulario:\n________________________________\nNombre: Ana\nPuesto: caja 2\nEso es lo que sale.",
        "Formulario:\n\n________________________________\n\nNombre: Ana\nPuesto: caja 2\n\nEso es lo que sale.\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_wrote": (
        "El lunes escribió Marta que no le va la VPN.\nA mí tampoco me va.",
        "El lunes escribió Marta que no le va la VPN.\nA mí tampoco me va.\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_wrote_colon": (
        "El lunes 2 de marzo Marta escribió:\nno funciona la VPN\nY yo le dije que llamara.",
        "El lunes 2 de marzo Marta escribió:\nno funciona la VPN\nY yo le dije que llamara.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_signword": (
        'Firma:\nNo encuentro dónde se cambia la firma del correo. Antes ponía "Enviado desde mi iPhone" y lo quiero quitar.',
        'Firma:\n\nNo encuentro dónde se cambia la firma del correo. Antes ponía "Enviado desde mi iPhone" y lo quiero quitar.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@',
    ),
    "hard_ps": (
        "Ya funciona.\nUn saludo,\nPepe\nP.D.: el escáner de la otra sala también falla.",
        "Ya funciona.\n\nUn saludo,\nPepe\n\nP.D.: el escáner de la otra sala también falla.\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_legaltalk": (
        "El aviso legal del pie de los correos sale duplicado. ¿Podéis quitar uno?\nEmpieza por: Este mensaje es confidencial...",
        "El aviso legal del pie de los correos sale duplicado. ¿Podéis quitar uno?\nEmpieza por: Este mensaje es confidencial...\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_list": (
        "Me faltan:\n- ratón\n- teclado\n- base USB-C\n* y un cable HDMI\n1) largo\n2) negro",
        "Me faltan:\n- ratón\n- teclado\n- base USB-C\n\n* y un cable HDMI\n1) largo\n2) negro\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_thanks": (
        "Gracias",
        "Gracias\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_si": (
        "Sí",
        "Sí\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_no": (
        "no",
        "no\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_num": (
        "4471",
        "4471\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_question_end": (
        "Hola.\n¿Quién viene?\n¿A qué hora?",
        "Hola.\n\n¿Quién viene?\n\n¿A qué hora?\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_log": (
        "2026-03-04 09:15:22 ERROR [main] Connection refused\n2026-03-04 09:15:23 WARN retry in 5s\n>>> reintento 1\n>>> reintento 2\nEso se repite sin parar.",
        "2026-03-04 09:15:22 ERROR [main] Connection refused\n2026-03-04 09:15:23 WARN retry in 5s\n>>> reintento 1\n>>> reintento 2\nEso se repite sin parar.\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_antes": (
        "Antes de imprimir el albarán se queda colgado el programa.\nDespués va bien.",
        "Antes de imprimir el albarán se queda colgado el programa.\nDespués va bien.\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_conf": (
        'Este mensaje sale al abrir: "Error 0x80070005".\nEs confidencial el dato, pero lo paso.',
        'Este mensaje sale al abrir: "Error 0x80070005".\nEs confidencial el dato, pero lo paso.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>',
    ),
    "hard_orig": (
        "Mensaje original que daba: disco lleno.\nMensaje de ahora: disco no encontrado.",
        "Mensaje original que daba: disco lleno.\nMensaje de ahora: disco no encontrado.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_date_start": (
        "4/3/26 9:15 caída\n4/3/26 9:40 recuperado\n5/3/26 8:00 caída otra vez",
        "4/3/26 9:15 caída\n4/3/26 9:40 recuperado\n5/3/26 8:00 caída otra vez\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_mailaddr": (
        "Marta López <marta@talleresroble.example> escribió a las 9:15 que no podía entrar.\n¿Le dais acceso?",
        "Marta López <marta@talleresroble.example> escribió a las 9:15 que no podía entrar.\n¿Le dais acceso?\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_mobile_note": (
        "Enviado desde mi casa porque en la oficina no hay red.\nMañana os lo paso bien.",
        "Enviado desde mi casa porque en la oficina no hay red.\n\nMañana os lo paso bien.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_table": (
        "Equipo\tSerie\tEstado\nPC1\t5CD1\tok\nPC2\t5CD2\tfalla",
        "Equipo\tSerie\tEstado\nPC1\t5CD1\tok\nPC2\t5CD2\tfalla\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_caps": (
        "URGENTE!!! NO PODEMOS FACTURAR. LLAMEN YA",
        "URGENTE!!! NO PODEMOS FACTURAR. LLAMEN YA\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_arrows": (
        "Ventas --> Facturas --> Nueva\n-> da error\n=> captura adjunta",
        "Ventas --> Facturas --> Nueva\n-> da error\n=> captura adjunta\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_long": (
        "Punto 1: el puesto 1 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 2: el puesto 2 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 3: el puesto 3 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 4: el puesto 4 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 5: el puesto 5 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 6: el puesto 6 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 7: el puesto 7 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\nPunto 8: el puesto 8 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.",
        "Punto 1: el puesto 1 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 2: el puesto 2 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 3: el puesto 3 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 4: el puesto 4 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 5: el puesto 5 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 6: el puesto 6 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 7: el puesto 7 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nPunto 8: el puesto 8 se reinicia cuando entra el salvapantallas y hay que volver a validarse en el dominio con la tarjeta.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "hard_att": (
        "Atte. la directora quiere saber cuándo estará.\nOtra cosa: falta el ratón.",
        "Atte. la directora quiere saber cuándo estará.\n\nOtra cosa: falta el ratón.\n\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado el: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_saludo_mid": (
        "Saludos, os escribo por lo de la impresora.\nSigue sin coger papel.",
        "Saludos, os escribo por lo de la impresora.\nSigue sin coger papel.\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
    "hard_tel": (
        "Llamadme al 600 000 000 o al 910 000 000, extensión 14.\nPregunten por Carmen.",
        "Llamadme al 600 000 000 o al 910 000 000, extensión 14.\nPregunten por Carmen.\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "hard_sig_dashes_below": (
        "Os copio la firma nueva para que la pongáis:\n--\nCarmen Gil\nDirectora de Operaciones\nGracias, la anterior ya no vale.",
        "Os copio la firma nueva para que la pongáis:\n\n--\nCarmen Gil\nDirectora de Operaciones\n\nGracias, la anterior ya no vale.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>)\nescribió:\n\n@>",
    ),
    "inter_text": (
        "Hola, te contesto abajo.\nSí, a la de siempre.\nNo, nada.",
        "Hola, te contesto abajo.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n\n> ¿Está enchufado a la regleta?\n\nSí, a la de siempre.\n\n> ¿Se oye el ventilador?\n\nNo, nada.\n\n> Un saludo,\n> Lucía",
    ),
    "below_text": (
        "La serie es 5512.\nCarmen",
        "El mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n> Hola\n> ¿Serie?\n>\n> Lucía\n\nLa serie es 5512.\n\nCarmen",
    ),
    "above_below_text": (
        "Gracias por la rapidez.\nLa serie es 5512.",
        "Gracias por la rapidez.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n> ¿Serie?\n\nLa serie es 5512.",
    ),
    "fwd_comment_text": (
        "Os reenvío lo que me dice el proveedor, ¿es correcto?\n---------- Forwarded message ---------\nDe: Proveedor <info@proveedor.example>\nDate: mié, 4 mar 2026 a las 9:15\nSubject: Licencia caducada\nTo: Carmen <carmen@x.example>\nSu licencia 4411 caducó el día 1.",
        "Os reenvío lo que me dice el proveedor, ¿es correcto?\n\n---------- Forwarded message ---------\nDe: Proveedor <info@proveedor.example>\nDate: mié, 4 mar 2026 a las 9:15\nSubject: Licencia caducada\nTo: Carmen <carmen@x.example>\n\n\nSu licencia 4411 caducó el día 1.",
    ),
    "fwd_apple": (
        "Esto es lo que llega:\n> Inicio del mensaje reenviado:\n>\n> De: Banco <avisos@banco.example>\n> Asunto: Acceso\n> Fecha: 4 de marzo de 2026, 9:15:22 CET\n> Para: Carmen <c@x.example>\n>\n> Detectamos un acceso desde 10.0.0.1.",
        "Esto es lo que llega:\n\n> Inicio del mensaje reenviado:\n> \n> De: Banco <avisos@banco.example>\n> Asunto: Acceso\n> Fecha: 4 de marzo de 2026, 9:15:22 CET\n> Para: Carmen <c@x.example>\n> \n> Detectamos un acceso desde 10.0.0.1.",
    ),
    "fwd_tb": (
        "Os paso el correo del fabricante.\n-------- Mensaje reenviado --------\nAsunto: Garantía\nFecha: Wed, 4 Mar 2026 09:15:22 +0100\nDe: Fabricante <rma@fab.example>\nPara: carmen@x.example\nLa garantía acaba en junio.",
        "Os paso el correo del fabricante.\n\n\n-------- Mensaje reenviado --------\nAsunto: \tGarantía\nFecha: \tWed, 4 Mar 2026 09:15:22 +0100\nDe: \tFabricante <rma@fab.example>\nPara: \tcarmen@x.example\n\n\n\nLa garantía acaba en junio.",
    ),
    "fwd_then_quote": (
        "Os paso el correo del fabricante.\n-------- Mensaje reenviado --------\nAsunto: Garantía\nFecha: Wed, 4 Mar 2026 09:15:22 +0100\nDe: Fabricante <rma@fab.example>\nPara: carmen@x.example\nLa garantía acaba en junio.",
        "Os paso el correo del fabricante.\n\n-------- Mensaje reenviado --------\nAsunto: \tGarantía\nFecha: \tWed, 4 Mar 2026 09:15:22 +0100\nDe: \tFabricante <rma@fab.example>\nPara: \tcarmen@x.example\n\nLa garantía acaba en junio.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n@>",
    ),
    "marker_below": (
        "Perdón, lo escribo aquí: sigue igual.",
        "El mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n\n@>\n\nPerdón, lo escribo aquí: sigue igual.",
    ),
    "marker_between": (
        "Buenas, contesto arriba y abajo.\nY además no imprime.",
        "Buenas, contesto arriba y abajo.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n\n@>\n\nY además no imprime.",
    ),
    "q_below_legal": (
        "Ya funciona.\nPor cierto, ¿cuándo venís a lo del escáner?",
        "Ya funciona.\n\nAVISO LEGAL: Este mensaje y, en su caso, los ficheros anexos son confidenciales, especialmente en lo que respecta a los datos personales, y se dirigen exclusivamente al destinatario referenciado. Si usted no lo es y lo ha recibido por error, le rogamos nos lo comunique y proceda a su eliminación.\n\nPor cierto, ¿cuándo venís a lo del escáner?\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n@>",
    ),
    "q_below_sig": (
        "Ya funciona.\nAh, y falta el ratón.",
        "Ya funciona.\n\n-- \nCarmen Gil\nTalleres Roble\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n@>\n\nAh, y falta el ratón.",
    ),
    "ps_after_sigdash": (
        "Ya funciona.\nP.D.: falta el ratón de caja 2.",
        "Ya funciona.\n\n-- \nCarmen Gil\nTalleres Roble\n\nP.D.: falta el ratón de caja 2.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia (<soporte@intervia.example>) escribió:\n@>",
    ),
    "avast_text": (
        "Todo bien.",
        "Todo bien.\n\n\n-- \nEl software de antivirus Avast ha analizado este correo electrónico en busca de virus.\nwww.avast.com",
    ),
    "flowed": (
        "Buenos días, os escribo porque desde que cambiasteis la fuente de alimentación el equipo de recepción hace un ruido muy fuerte y además tarda en arrancar cinco minutos.",
        "Buenos días, os escribo porque desde que cambiasteis la fuente de \nalimentación el equipo de recepción hace un ruido muy fuerte y además \ntarda en arrancar cinco minutos.\n\nEl 4/3/26 a las 9:15, Soporte Intervia escribió:\n@>",
    ),
    "wrapped_quote": (
        "Vale.",
        "Vale.\n\nEl mié, 4 mar 2026 a las 9:15, Soporte Intervia\n(<soporte@intervia.example>) escribió:\n\n> Hola Carmen, hemos cambiado la fuente de alimentación y queremos saber si\n> se\n> sigue apagando el equipo.\n>\n>> Se apaga solo\n>>> Ok",
    ),
    "wrap3": (
        "Conforme.",
        "Conforme.\n\nEl mié, 4 de mar de 2026 a la(s) 09:15, Departamento de Soporte Técnico de\nIntervia Soluciones Informáticas (\nsoporte@intervia.example) escribió:\n\n@>",
    ),
    "hu_formal1": (
        "Estimados:\nDe acuerdo con lo hablado por teléfono, adjuntamos la captura y quedamos a la espera.\nAtentamente,\nRosa Díaz",
        "Estimados:\n\nDe acuerdo con lo hablado por teléfono, adjuntamos la captura y quedamos a la espera.\n\nAtentamente,\nRosa Díaz\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal2": (
        "Buenas tardes:\nEn cumplimiento de nuestro contrato, solicitamos visita en 24 horas.\nSaludos",
        "Buenas tardes:\n\nEn cumplimiento de nuestro contrato, solicitamos visita en 24 horas.\n\nSaludos\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal3": (
        "Hola:\nLa información contenida en el disco D se ha borrado.\n¿Se puede recuperar?",
        "Hola:\n\nLa información contenida en el disco D se ha borrado.\n\n¿Se puede recuperar?\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal4": (
        'Hola,\nAntes de imprimir sale el mensaje "sin papel" aunque hay papel.\nGracias',
        'Hola,\n\nAntes de imprimir sale el mensaje "sin papel" aunque hay papel.\n\nGracias\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>',
    ),
    "hu_formal5": (
        "Protección de datos: ¿hay que firmar algo antes de que os conectéis?",
        "Protección de datos: ¿hay que firmar algo antes de que os conectéis?\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal6": (
        "Hola:\nSolicito la supresión de mis datos personales conforme al Reglamento general de protección de datos.\nRosa",
        "Hola:\n\nSolicito la supresión de mis datos personales conforme al Reglamento general de protección de datos.\n\nRosa\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal7": (
        "Buenas:\nEste correo me llegó ayer de un remitente raro con un archivo adjunto. ¿Es un virus?\nRosa",
        "Buenas:\n\nEste correo me llegó ayer de un remitente raro con un archivo adjunto. ¿Es un virus?\n\nRosa\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal8": (
        "Hola.\nEste mensaje confidencial iba dirigido a otra persona y me llegó a mí por error. ¿Cómo puede ser?",
        "Hola.\n\nEste mensaje confidencial iba dirigido a otra persona y me llegó a mí por error. ¿Cómo puede ser?\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_formal9": (
        "Gracias.\nAviso importante: mañana cerramos por festivo local.\nRosa",
        "Gracias.\n\nAviso importante: mañana cerramos por festivo local.\n\nRosa\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_atencion": (
        "Atención: el correo externo no entra desde las 9, ni el de clientes de fuera de la empresa.\nRosa",
        "Atención: el correo externo no entra desde las 9, ni el de clientes de fuera de la empresa.\n\nRosa\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_warning": (
        "Warning: disk full\nThat is all it says.",
        "Warning: disk full\nThat is all it says.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_log2": (
        "Esto sale en la consola:\n> npm start\n> app@1.0.0 start\nError: puerto ocupado\nGracias",
        "Esto sale en la consola:\n> npm start\n> app@1.0.0 start\nError: puerto ocupado\n\nGracias\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_git": (
        "diff:\n--\n> linea nueva\n< linea vieja\n--\nFin del diff, ¿qué hago?",
        "diff:\n--\n> linea nueva\n< linea vieja\n--\nFin del diff, ¿qué hago?\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_csv": (
        "fecha;de;para;asunto\n9/11/2026;a@x.example;b@x.example;prueba\nEse es el registro del servidor.",
        "fecha;de;para;asunto\n9/11/2026;a@x.example;b@x.example;prueba\nEse es el registro del servidor.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_hdr": (
        "Cabecera que me rebota:\nFrom: bounce@x.example\nTo: rosa@molino.example\nSubject: Undelivered\nNo entiendo nada.",
        "Cabecera que me rebota:\nFrom: bounce@x.example\nTo: rosa@molino.example\nSubject: Undelivered\n\nNo entiendo nada.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_frm": (
        'El 9/11/2026 a las 17:42, el equipo se apagó. Rosa lo vio y escribió:\n"pantalla azul"',
        'El 9/11/2026 a las 17:42, el equipo se apagó. Rosa lo vio y escribió:\n"pantalla azul"\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>',
    ),
    "hu_sent": (
        "Enviado el paquete por Seur, llega mañana.",
        "Enviado el paquete por Seur, llega mañana.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_enviadocon": (
        "Enviado con retraso, disculpad.\nEl informe va dentro.",
        "Enviado con retraso, disculpad.\nEl informe va dentro.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_stars": (
        "*****************\nIMPORTANTE\n*****************\nNo funciona la alarma.",
        "*****************\nIMPORTANTE\n*****************\nNo funciona la alarma.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_dashpar": (
        "- ¿Versión?\n24H2\n- ¿Captura?\nNo puedo.",
        "- ¿Versión?\n24H2\n- ¿Captura?\nNo puedo.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "hu_sigword": (
        "Saludos,\nRosa Díaz\nTel. 600 111 222\nPD. Llamad antes de las 14.",
        "Saludos,\n\nRosa Díaz\nTel. 600 111 222\n\nPD. Llamad antes de las 14.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n\n@>",
    ),
    "tx_ol_forwardedby": (
        "Es la 24H2",
        "Es la 24H2\n\n-----Original Message-----\nFrom: Mesa de Ayuda [mailto:ayuda@us.example]\nSent: Monday, November 9, 2026 5:42 PM\nTo: Rosa\nSubject: [005120]\n\n@@",
    ),
    "tx_wrap_field": (
        "Listo",
        "Listo\n\nDe: Mesa de Ayuda de Intervia Soluciones Informáticas S.L.\n <ayuda@us.example>\nEnviado el: lunes, 9 de noviembre de 2026 17:42\nPara: Rosa Díaz <rosa@molino.example>; Luis Gómez <luis@molino.example>;\n Marta Sanz <marta@molino.example>; Compras\n <compras@molino.example>\nAsunto: Re: [005120] No actualiza Windows en el equipo de la\n planta baja\n\n@@",
    ),
    "tx_hs": (
        "Listo, ya reinicié.",
        "Listo, ya reinicié.\n\nEl lun, 9 nov 2026 a las 17:42 hs, Mesa de Ayuda (<ayuda@us.example>)\nescribió:\n\n@>",
    ),
    "tx_bo": (
        "Gracias.",
        "Gracias.\n\nEl lunes, 9 de noviembre de 2026 05:42:10 p. m. GMT-4, Mesa de Ayuda <ayuda@us.example> escribió:\n\n\n@@",
    ),
    "tx_3dash": (
        "Va la captura",
        "Va la captura\n\n---\nRosa Díaz\nMolino S.A. - Compras\nwww.molino.example\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>",
    ),
    "tx_sig_legal_para": (
        "Va la captura.",
        "Va la captura.\n\n-- \nRosa Díaz\nMolino S.A.\n\nEste correo contiene información confidencial dirigida a su destinatario. Si lo\nrecibió por error, elimínelo y avise al remitente.\n\nNo imprima si no es necesario. Cuidemos el medio ambiente.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>",
    ),
    "tx_legal_wrapped": (
        "Va la captura.\nSaludos,\nRosa",
        "Va la captura.\n\nSaludos,\nRosa\n\nLa información contenida en este mensaje y sus anexos tiene carácter\nreservado y confidencial y es para uso exclusivo de la persona a la que va\ndirigido. Cualquier divulgación está prohibida.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>",
    ),
    "tx_footer_below_quote": (
        "Va la captura.",
        "Va la captura.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>\n\n-- \nEste correo ha sido analizado en busca de virus por Avast.\nwww.avast.com",
    ),
    "tx_legal_below_quote": (
        "Va la captura.",
        "Va la captura.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>\n\nAVISO LEGAL: Este mensaje es confidencial y va dirigido exclusivamente a su\ndestinatario. Si lo ha recibido por error, bórrelo.",
    ),
    "tx_banner_ca": (
        "Gracias, es la 24H2.",
        "[EXTERNAL EMAIL] This message comes from outside the organization. Be careful with links and attachments.\n\nGracias, es la 24H2.\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n@>",
    ),
    "tx_ios_18_en_mx": (
        "24H2",
        "24H2\n\nEnviado desde mi iPhone\n\n> El 9 nov 2026, a la(s) 5:42 p. m., Mesa de Ayuda <ayuda@us.example> escribió:\n> \n@>",
    ),
    "tx_two_att": (
        "24H2",
        "24H2\n\nEl lun, 9 nov 2026 17:50, Luis <luis@molino.example> escribió:\n\n> Rosa, contesta tú\n>\n> El lun, 9 nov 2026 17:42, Mesa de Ayuda <ayuda@us.example>\n> escribió:\n>\n>> Necesitamos la versión de Windows y una captura.",
    ),
    "tx_inter_multi": (
        "Buenas\n24H2, compilación 26100\nNo me deja.\nOtra cosa: el teclado.",
        "Buenas\n\nEl lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (<ayuda@us.example>) escribió:\n> Estimada Rosa:\n>\n> Necesitamos la versión\n24H2, compilación 26100\n> y una captura.\nNo me deja.\n\nOtra cosa: el teclado.\n>\n> Equipo de soporte",
    ),
    "tx_samsung_fwd": (
        "Mirad lo de Microsoft\nEnviado desde mi Galaxy\n-------- Mensaje reenviado --------\nDe: Microsoft <no@ms.example>\nFecha: 9/11/26 17:42 (GMT+01:00)\nA: rosa@molino.example\nAsunto: Cuenta bloqueada\nSu cuenta se bloqueó.",
        "Mirad lo de Microsoft\n\nEnviado desde mi Galaxy\n\n-------- Mensaje reenviado --------\nDe: Microsoft <no@ms.example>\nFecha: 9/11/26 17:42 (GMT+01:00)\nA: rosa@molino.example\nAsunto: Cuenta bloqueada\n\nSu cuenta se bloqueó.",
    ),
    "plesk_horde": (
        "24H2",
        "24H2\n\n----- Mensaje de Mesa de Ayuda <ayuda@us.example> ---------\n     Fecha: Mon, 9 Nov 2026 17:42:10 +0100\n        De: Mesa de Ayuda <ayuda@us.example>\nAsunto: [005120]\n      Para: rosa@molino.example\n\n\n@@\n\n----- Fin del mensaje de Mesa de Ayuda -----",
    ),
    "plain_noquote_sig": (
        "Es la 24H2, gracias.\nUn saludo,\nRosa Díaz",
        "Es la 24H2, gracias.\n\nUn saludo,\nRosa Díaz\n-- \nRosa Díaz\nMolino, S.A.",
    ),
    "h2": (
        "De: Getafe\nPara: Madrid\nFecha: 21/11/2026\nEse es el traslado del equipo.",
        "De: Getafe\nPara: Madrid\nFecha: 21/11/2026\nEse es el traslado del equipo.\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "h3": (
        "Traslado:\nDe: Getafe\nPara: Madrid\nFecha: 21/11/2026\nAsunto: cambio de sede\nHora: 9:00",
        "Traslado:\nDe: Getafe\nPara: Madrid\nFecha: 21/11/2026\nAsunto: cambio de sede\nHora: 9:00\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "h4": (
        "No.\n--\nSí tenía VPN, ya no.",
        "No.\n\n--\n\nSí tenía VPN, ya no.\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "h7": (
        "—— Escriba su respuesta por encima de esta línea ——\nEsto sale impreso en vuestros correos, ¿es normal?\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n> Hola Carmen:\n>\n> ¿Me confirmas el número de serie y la hora del último apagado?\n>\n> Gracias,\n> Lucía",
        "—— Escriba su respuesta por encima de esta línea ——\nEsto sale impreso en vuestros correos, ¿es normal?\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "h9": (
        "Gracias.\nEnviado desde mi iPhone no llega nada, desde el PC sí.",
        "Gracias.\n\nEnviado desde mi iPhone no llega nada, desde el PC sí.\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "p2": (
        "En Cali.",
        "En Cali.\n\n  _____  \n\nDe: Soporte <soporte@us.example>\nEnviado: viernes, 20 de noviembre de 2026 11:03\nPara: Iván\nAsunto: VPN\n\n@@",
    ),
    "p5": (
        "En Caracas.",
        "En Caracas.\n\nEnviado desde mi Samsung Galaxy smartphone.\n-------- Mensaje original --------De: Soporte <soporte@us.example> Fecha: 20/11/26  11:03  (GMT-04:00) Para: ivan@soto.example Asunto: Re: VPN \n@@",
    ),
    "p8": (
        "En Tandil.",
        "En Tandil.\n\nLibre de virus.www.avast.com\n<https://www.avast.com/sig-email?utm_medium=email>\n<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>\n\nEl vie, 20 nov 2026 a las 11:03, Soporte (<soporte@us.example>) escribió:\n\n@>",
    ),
    "a9": (
        "Adjunto van los archivos.\nLos archivos adjuntos contienen datos personales, elimínenlos después.",
        "Adjunto van los archivos.\n\nLos archivos adjuntos contienen datos personales, elimínenlos después.\n\nDe: Intervia Soporte <hola@us.example>\nEnviado el: jueves, 19 de noviembre de 2026 16:20\nPara: Pilar\nAsunto: RE: [007000]\n\n@@",
    ),
    "a10": (
        "El técnico me escribió el martes a las 10:00 y dijo:\n> reinicie\n> espere\nY no sirvió.",
        "El técnico me escribió el martes a las 10:00 y dijo:\n> reinicie\n> espere\nY no sirvió.\n\nEl jue, 19 nov 2026 a las 16:20, Intervia Soporte <hola@us.example> escribió:\n\n@>",
    ),
    "a11": (
        "sí\n--\nno\n--\nno sé",
        "sí\n\n--\nno\n\n--\nno sé\n\nDe: Intervia Soporte <hola@us.example>\nEnviado el: jueves, 19 de noviembre de 2026 16:20\nPara: Pilar\nAsunto: RE: [007000]\n\n@@",
    ),
    "b10": (
        "Nada.\nSaludos\nPilar Cano",
        "Nada.\n\nSaludos\n\nPilar Cano\n\n*AVISO LEGAL*\n\nEste mensaje se dirige exclusivamente a su destinatario y puede contener información\nprivilegiada o confidencial.\n\nEl jue, 19 nov 2026 a las 16:20, Intervia Soporte <hola@us.example> escribió:\n\n@>",
    ),
    "n12": (
        "---\nRuido\n---\nHumo",
        "---\nRuido\n---\nHumo\n\n________________________________\nDe: Soporte Intervia <soporte@intervia.example>\nEnviado: sábado, 21 de noviembre de 2026 18:09\nPara: Carmen Gil Roble <carmen.gil@talleresroble.example>\nAsunto: RE: [004217] Se apaga el equipo de recepción\n\n@@",
    ),
}

HTMLS = {
    "gmail_ca": (
        "Bon dia,\nara ja no s'apaga. Gràcies!",
        '<div>Bon dia,<div><br></div><div>ara ja no s&#x27;apaga. Gràcies!</div></div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Missatge de Soporte Intervia &lt;<a href="mailto:soporte@intervia.example">soporte@intervia.example</a>&gt; del dia dc., 4 de març 2026 a les 9:15:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">@@</blockquote></div>',
    ),
    "ol_es_sig_legal": (
        "Os paso el parte firmado en el adjunto.\nUn saludo,\nCarmen Gil Roble\nResponsable de Administración\nC/ Mayor, 14 · 28013 Madrid\nT. +34 910 000 000 · M. +34 600 000 000\nwww.talleresroble.example",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Os paso el parte firmado en el adjunto.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Un saludo,</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><b><span style="color:#1F3864">Carmen Gil Roble</span></b></p><p class="MsoNormal"><span>Responsable de Administración</span></p><p class="MsoNormal"><img width="180" height="60" src="cid:image001.png@01DB" alt="Talleres Roble"></p><p class="MsoNormal"><span>C/ Mayor, 14 · 28013 Madrid<br>T. +34 910 000 000 · M. +34 600 000 000</span></p><p class="MsoNormal"><a href="https://www.talleresroble.example">www.talleresroble.example</a></p><p class="MsoNormal"><span style="color:gray">Antes de imprimir este mensaje, asegúrese de que es necesario. El medio ambiente está en nuestra mano.</span></p><p class="MsoNormal"><span style="color:gray">AVISO LEGAL: Este mensaje y, en su caso, los ficheros anexos son confidenciales, especialmente en lo que respecta a los datos personales, y se dirigen exclusivamente al destinatario referenciado. Si usted no lo es y lo ha recibido por error, le rogamos nos lo comunique y proceda a su eliminación.</span></p><p class="MsoNormal"><span style="color:gray">De conformidad con lo establecido en el Reglamento (UE) 2016/679 y la Ley Orgánica 3/2018 (LOPDGDD), le informamos de que sus datos forman parte de un fichero responsabilidad de TALLERES ROBLE, S.L. Puede ejercer sus derechos en rgpd@talleresroble.example.</span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "ol_ca": (
        "Bon dia,\nPodeu tancar la incidència.\nSalutacions,",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Bon dia,</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Podeu tancar la incidència.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Salutacions,</span></p> <p class="MsoNormal">&nbsp;</p><p class="MsoNormal"><span style="color:gray">Aquest missatge i els fitxers adjunts són confidencials i s&#x27;adrecen exclusivament al seu destinatari. Si l&#x27;heu rebut per error, us preguem que ens ho comuniqueu i l&#x27;elimineu.</span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviat el:</b> dimecres, 4 de març de 2026 9:15<br> <b>Per a:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Tema:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "ol_legal_tri": (
        "Adjunto captura.\nGràcies,\nMontse",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Adjunto captura.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Gràcies,</span></p> <p class="MsoNormal"><span>Montse</span></p> <p class="MsoNormal">&nbsp;</p><p class="MsoNormal"><span style="color:gray">AVISO LEGAL: Este mensaje y, en su caso, los ficheros anexos son confidenciales, especialmente en lo que respecta a los datos personales, y se dirigen exclusivamente al destinatario referenciado. Si usted no lo es y lo ha recibido por error, le rogamos nos lo comunique y proceda a su eliminación.</span></p><p class="MsoNormal"><span style="color:gray">Aquest missatge i els fitxers adjunts són confidencials i s&#x27;adrecen exclusivament al seu destinatari. Si l&#x27;heu rebut per error, us preguem que ens ho comuniqueu i l&#x27;elimineu.</span></p><p class="MsoNormal"><span style="color:gray">CONFIDENTIALITY NOTICE: This message and any attachments are confidential and intended solely for the addressee. If you have received this message in error, please notify the sender and delete it.</span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "ol_external_banner": (
        "Sí, lo comprobamos esta tarde.",
        '<body style="word-wrap:break-word"><div style="background-color:#FFEB9C;border:1px solid #9C6500;padding:2pt"><span style="font-weight:bold;color:#9C6500">PRECAUCIÓN:</span> Este correo electrónico se originó fuera de la organización. No haga clic en enlaces ni abra archivos adjuntos a menos que reconozca al remitente.</div><br><div class="WordSection1"><p class="MsoNormal"><span>Sí, lo comprobamos esta tarde.</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "ol_external_inquote": (
        "S/N 99812-A, a las 10:20.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>S/N 99812-A, a las 10:20.</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p>[EXTERNO] Este mensaje proviene de fuera de la empresa.</p>@@</div></body>',
    ),
    "owa_x": (
        "Buenas tardes, ya no ocurre.",
        '<body><div class="elementToProof">Buenas tardes, ya no ocurre.</div><div id="x_appendonsend"></div><hr style="display:inline-block;width:98%"><div id="x_divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div>@@</div></body>',
    ),
    "owa_noids": (
        "El número es 7781 y fue sobre las 13:00.",
        '<body><div class="elementToProof">El número es 7781 y fue sobre las 13:00.</div><hr style="display: inline-block; width: 98%;"><div><span><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span><div><br></div></div><div>@@</div></body>',
    ),
    "owa_sig": (
        "De acuerdo, mañana a las nueve.",
        '<body><div class="elementToProof">De acuerdo, mañana a las nueve.</div><div id="Signature" class="elementToProof"><div>Carmen Gil Roble</div><div>Talleres Roble, S.L.</div><div>910 000 000</div></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div>@@</div></body>',
    ),
    "owa_xsig": (
        "De acuerdo.",
        '<body><div class="elementToProof">De acuerdo.</div><div id="x_Signature"><div>Carmen Gil Roble</div></div><div id="x_appendonsend"></div><hr style="display:inline-block;width:98%"><div id="x_divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div>@@</div></body>',
    ),
    "olm_ios": (
        "El número de serie lo miro mañana, hoy no estoy en la oficina",
        '<body><div>El número de serie lo miro mañana, hoy no estoy en la oficina</div><div id="ms-outlook-mobile-body-separator-line"><br></div><div id="ms-outlook-mobile-signature">Obtener <a href="https://aka.ms/o0ukef">Outlook para iOS</a></div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message skipProofing"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><strong><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> Wednesday, March 4, 2026 9:15:22 AM<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</strong></div><br>@@</div></div></body>',
    ),
    "olm_en": (
        "no, sigue igual",
        '<body><div>no, sigue igual</div><div id="ms-outlook-mobile-body-separator-line"><br></div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message skipProofing"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><strong><b>From:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Sent:</b> Wednesday, March 4, 2026 9:15:22 AM<br><b>To:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Subject:</b> RE: [004217] Se apaga el equipo de recepción</strong></div><br>@@</div></div></body>',
    ),
    "yahoo_mob": (
        "no sé cuál es el número de serie",
        'no sé cuál es el número de serie<br><br><p class="yahoo-quoted-begin" style=" color: #715FFA; padding-top: 15px; margin-top: 0"><a href="https://mail.onelink.me/107872968?pid=nativeplacement">Enviado desde Yahoo Mail para Android</a></p><blockquote style="margin: 0 0 20px 0; padding-left:12px; border-left: 1px solid #6D00F6"><div style=" color:#6D00F6;"> El mié., 4 mar. 2026 a la(s) 9:15, Soporte Intervia&lt;soporte@intervia.example&gt; escribió:</div> <div style="padding: 10px 0 0 20px; margin: 10px 0 0 0;">@@</div></blockquote>',
    ),
    "yahoo_mob2": (
        "Fue a las 11",
        'Fue a las 11<br><br><p class="yahoo-quoted-begin" style=" color: #715FFA; padding-top: 15px; margin-top: 0"><a href="https://mail.onelink.me/107872968?pid=nativeplacement">Yahoo Mail: Busca, organiza, conquista</a></p><blockquote style="margin: 0 0 20px 0; padding-left:12px; border-left: 1px solid #6D00F6"><div style=" color:#6D00F6;"> El mié, 4 de mar de 2026 a la(s) 9:15 a. m., Soporte Intervia&lt;soporte@intervia.example&gt; escribió:</div> <div style="padding: 10px 0 0 20px; margin: 10px 0 0 0;">@@</div></blockquote>',
    ),
    "zimbra_nodiv": (
        "Anotado, se revisa el viernes.",
        '<body><div style="  color: #000000"><div>Anotado, se revisa el viernes.</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;color:#000;"><b>De: </b>&quot;Soporte Intervia&quot; &lt;soporte@intervia.example&gt;<br><b>Para: </b>&quot;Carmen Gil&quot; &lt;carmen.gil@talleresroble.example&gt;<br><b>CC: </b>&quot;Taller&quot; &lt;taller@talleresroble.example&gt;<br><b>Enviados: </b>Miércoles, 4 de Marzo 2026 9:15:22<br><b>Asunto: </b>Re: [004217] Se apaga<br></blockquote></div><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;">@@<br></blockquote></div></div></body>',
    ),
    "roundcube": (
        "Hola, la hora fue 9:05.\nGracias",
        '<body><p>Hola, la hora fue 9:05.<br> <br> Gracias</p><div><br></div><p id="reply-intro">El 2026-03-04 09:15, Soporte Intervia escribió:</p><blockquote type="cite"  style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div>@@</div></blockquote></body>',
    ),
    "tuta": (
        "Pues parece que ya está.",
        '<div><div>Pues parece que ya está.</div></div><div><br></div><div class="">Enviado de forma segura con Tuta. Consiga su buzón gratuito en https://tuta.com</div><div><br></div><div>4 mar 2026, 9:15 por soporte@intervia.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px; margin-left: 5px;">@@</blockquote>',
    ),
    "tuta2": (
        "No encuentro la etiqueta.",
        '<div><div>No encuentro la etiqueta.</div></div><div><br></div><div class="">Enviado de forma segura con Tuta. Consiga su buzón gratuito en https://tuta.com</div><div><br></div><div>4 de marzo de 2026, 9:15 de soporte@intervia.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px; margin-left: 5px;">@@</blockquote>',
    ),
    "zoho": (
        "Bien, gracias.\nSaludos",
        '<body><div><div>Bien, gracias.</div><div><br></div><div>Saludos</div><div><br></div><div id="Zm-_Id_-Sgn" data-zbluepencil-ignore="true"></div><div><br></div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px; margin-top: 10px; margin-bottom: 10px; line-height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div><br></div><div id="Zm-_Id_-Sgn1">---- El mié, 04 mar 2026 09:15:22 +0100 Soporte Intervia &lt;soporte@intervia.example&gt; escribió ---</div><div><br></div><blockquote id="blockquote_zmail" style="margin: 0px;">@@</blockquote></div></div></body>',
    ),
    "zoho_en": (
        "Sigue fallando el lector.",
        '<body><div><div>Sigue fallando el lector.</div><div><br></div><div id="Zm-_Id_-Sgn" data-zbluepencil-ignore="true"></div><div><br></div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px; margin-top: 10px; margin-bottom: 10px; line-height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div><br></div><div id="Zm-_Id_-Sgn1">---- On Wed, 04 Mar 2026 09:15:22 +0100 Soporte Intervia &lt;soporte@intervia.example&gt; wrote ---</div><div><br></div><blockquote id="blockquote_zmail" style="margin: 0px;">@@</blockquote></div></div></body>',
    ),
    "notes": (
        "Buen día,\nel equipo está en la sala 3.",
        '<font size="2" face="sans-serif">Buen día,<br> el equipo está en la sala 3.</font><br><br><br><table width="100%"><tr valign="top"><td style="width:96px"><font size="1" color="#5F5F5F" face="sans-serif">De:</font></td><td><font size="1" face="sans-serif">Soporte Intervia &lt;soporte@intervia.example&gt;</font></td></tr><tr valign="top"><td style="width:96px"><font size="1" color="#5F5F5F" face="sans-serif">Para:</font></td><td><font size="1" face="sans-serif">carmen.gil@talleresroble.example</font></td></tr><tr valign="top"><td style="width:96px"><font size="1" color="#5F5F5F" face="sans-serif">Fecha:</font></td><td><font size="1" face="sans-serif">04/03/2026 09:15</font></td></tr><tr valign="top"><td style="width:96px"><font size="1" color="#5F5F5F" face="sans-serif">Asunto:</font></td><td><font size="1" face="sans-serif">Re: [004217] Se apaga</font></td></tr></table><hr noshade><br><br><font size="3">@@</font>',
    ),
    "notes_verse": (
        "Reiniciado y sin cambios.",
        '<div class="socmaildefaultfont">Reiniciado y sin cambios.<div>&nbsp;</div><blockquote data-history-content-modified="1" data-history-expanded="1" style="border-left:solid #aaaaaa 2px; margin-left:5px; padding-left:5px; direction:ltr; margin-right:0px">----- Mensaje original -----<br>De: Soporte Intervia &lt;soporte@intervia.example&gt;<br>Para: carmen<br>Cc:<br>Asunto: [EXTERNAL] Re: [004217]<br>Fecha: mié, 4 mar 2026 9:15<br>&nbsp;@@</blockquote></div>',
    ),
    "emclient": (
        "Adelante con el presupuesto.",
        '<body><div>Adelante con el presupuesto.</div><div><br></div><div id="signature_old"><div></div></div><div><br></div><div>------ Mensaje original ------</div><div>De &quot;Soporte Intervia&quot; &lt;soporte@intervia.example&gt;</div><div>Para &quot;Carmen&quot; &lt;carmen.gil@talleresroble.example&gt;</div><div>Fecha 04/03/2026 9:15:22</div><div>Asunto Re: [004217] Se apaga</div><div><br></div><div id="x4f1b"><blockquote cite="abc@intervia.example" type="cite" class="cite2">@@</blockquote></div></body>',
    ),
    "k9": (
        "Sin cambios.",
        '<body><div>Sin cambios.</div><br><br><div class="gmail_quote"><div>El 4 de marzo de 2026 9:15:22 CET, Soporte Intervia &lt;soporte@intervia.example&gt; escribió:</div><blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">@@</blockquote></div><div class="k9mail-signature">-- <br>Enviado desde mi dispositivo Android con K-9 Mail. Por favor, disculpa mi brevedad.</div></body>',
    ),
    "k9_2": (
        "Me parece bien.",
        '<body><div>Me parece bien.</div><br><br><div class="gmail_quote"><div>El 4 mar. 2026 9:15, en 9:15, Soporte Intervia &lt;soporte@intervia.example&gt; escribió:</div><blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">@@</blockquote></div></body>',
    ),
    "bluemail": (
        "Ok, lo dejo encendido toda la noche.",
        '<body><div id="bm_body"><div>Ok, lo dejo encendido toda la noche.</div><div><br></div><div id="blue_signature">Obtén <a href="https://bluemail.me">BlueMail para Android</a></div><div class="replyHeader">El 4 mar. 2026, en 9:15, Soporte Intervia &lt;soporte@intervia.example&gt; escribió:</div><div class="gmail_quote" ><blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex;">@@</blockquote></div></div></body>',
    ),
    "spark": (
        "Cerrad cuando queráis.",
        '<body><div name="messageBodySection"><div>Cerrad cuando queráis.</div></div><div name="messageSignatureSection"><br><div class="matchFont">Enviado con <a href="https://sparkmailapp.com">Spark</a></div></div><div name="messageReplySection">El 4 mar 2026 9:15 +0100, Soporte Intervia &lt;soporte@intervia.example&gt;, escribió:<br><blockquote type="cite" style="border-left-color: grey; border-left-width: thin; border-left-style: solid; margin: 5px 5px;padding-left: 10px;">@@</blockquote></div></body>',
    ),
    "mailspring": (
        "A mediodía.",
        '<body><div>A mediodía.</div><br><signature id="local"><div></div></signature><div class="gmail_quote_attribution">En mar. 4 2026, a las 9:15 am, Soporte Intervia &lt;soporte@intervia.example&gt; escribió:</div><blockquote class="gmail_quote">@@</blockquote><img class="mailspring-open" alt="Sent from Mailspring" width="0" height="0" style="border:0; width:0; height:0;" src="https://link.getmailspring.com/open/x"></body>',
    ),
    "newton": (
        "Todo perfecto.",
        "<div>Todo perfecto.</div><br><div>Enviado desde <a href='#'>Newton Mail</a></div><div class='cm_quote' style='color:#787878'>El mié., mar. 4, 2026 a 9:15 a. m., Soporte Intervia &lt;<a href='#'>soporte@intervia.example</a>&gt; escribió:</div><br><div id='oldcontent'><blockquote>@@</blockquote></div>",
    ),
    "gmx": (
        "Confirmado, gracias.",
        '<body><div><div>Confirmado, gracias.</div><div>&nbsp;<div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;"><div style="margin:0 0 10px 0;"><b>Enviado:</b>&nbsp;miércoles 4 de marzo de 2026 a las 9:15<br/><b>De:</b>&nbsp;Soporte Intervia &lt;soporte@intervia.example&gt;<br/><b>Para:</b>&nbsp;carmen<br/><b>Asunto:</b>&nbsp;Re: [004217]</div><div name="quoted-content">@@</div></div></div></div></div></body>',
    ),
    "hotmail_old": (
        "sigue sin red",
        "<body class='hmmessage'><div>sigue sin red<br><br><div><hr id='stopSpelling'>Date: Wed, 4 Mar 2026 09:15:22 +0100<br>From: soporte@intervia.example<br>To: carmen@x.example<br>Subject: Re: [004217]<br><br>@@</div></div></body>",
    ),
    "winmail": (
        "Ha vuelto a ocurrir esta mañana, dos veces.",
        "<body><div style=''><div>Ha vuelto a ocurrir esta mañana, dos veces.</div><div><br></div><div>Enviado desde <a href='https://go.microsoft.com/fwlink/?LinkId=550986'>Correo</a> para Windows</div><div><br></div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class='MsoNormal' style='border:none;padding:0cm'><b>De: </b><a href='mailto:soporte@intervia.example'>Soporte Intervia</a><br><b>Enviado: </b>miércoles, 4 de marzo de 2026 9:15<br><b>Para: </b><a href='#'>Carmen</a><br><b>Asunto: </b>RE: [004217]</p></div><p class='MsoNormal'>&nbsp;</p>@@</div></body>",
    ),
    "hard_fields_talk": (
        "En el correo que falla los campos salen vacíos:\nDe:\nPara:\nAsunto:\ny el cuerpo también. ¿Por qué?",
        '<div>En el correo que falla los campos salen vacíos:<div>De:</div><div>Para:</div><div>Asunto:</div><div>y el cuerpo también. ¿Por qué?</div></div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;<a href="mailto:soporte@intervia.example">soporte@intervia.example</a>&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">@@</blockquote></div>',
    ),
    "hard_fields_full": (
        "El cliente recibe esto en la cabecera:\nDe: ventas@talleresroble.example\nPara: cliente@x.example\nAsunto: Factura\npero el adjunto no llega.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>El cliente recibe esto en la cabecera:</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>De: ventas@talleresroble.example</span></p> <p class="MsoNormal"><span>Para: cliente@x.example</span></p> <p class="MsoNormal"><span>Asunto: Factura</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>pero el adjunto no llega.</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "hard_prompt": (
        'Al ejecutar sale:\n> SELECT count(*) FROM clientes;\n ERROR: relation "clientes" does not exist\n> \n¿Es normal?',
        '<body><div class="elementToProof">Al ejecutar sale:</div><div class="elementToProof"><br></div><div class="elementToProof">&gt; SELECT count(*) FROM clientes;</div><div class="elementToProof"> ERROR: relation &quot;clientes&quot; does not exist</div><div class="elementToProof">&gt; </div><div class="elementToProof"><br></div><div class="elementToProof">¿Es normal?</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div>@@</div></body>',
    ),
    "hard_underscore": (
        "Formulario:\n________________________________\nNombre: Ana\nPuesto: caja 2\nEso es lo que sale.",
        '<body><div class="elementToProof">Formulario:</div><div class="elementToProof"><br></div><div class="elementToProof">________________________________</div><div class="elementToProof"><br></div><div class="elementToProof">Nombre: Ana</div><div class="elementToProof">Puesto: caja 2</div><div class="elementToProof"><br></div><div class="elementToProof">Eso es lo que sale.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div>@@</div></body>',
    ),
    "hard_sig_dashes_below": (
        "Os copio la firma nueva para que la pongáis:\n--\nCarmen Gil\nDirectora de Operaciones\nGracias, la anterior ya no vale.",
        '<div>Os copio la firma nueva para que la pongáis:<div><br></div><div>--</div><div>Carmen Gil</div><div>Directora de Operaciones</div><div><br></div><div>Gracias, la anterior ya no vale.</div></div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;<a href="mailto:soporte@intervia.example">soporte@intervia.example</a>&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">@@</blockquote></div>',
    ),
    "inter_tb_html": (
        "Entre líneas:\nSí.\nTres veces.",
        '<body><p>Entre líneas:</p><div class="moz-cite-prefix">El 4/3/26 a las 9:15, Soporte Intervia escribió:<br></div><blockquote type="cite" cite="mid:1"><p>¿Está enchufado?</p></blockquote><p>Sí.</p><blockquote type="cite" cite="mid:1"><p>¿Pita?</p></blockquote><p>Tres veces.</p><blockquote type="cite" cite="mid:1"><p>Saludos</p></blockquote><p><br></p></body>',
    ),
    "inter_gmail_html": (
        "Buenas:\nSí, está enchufado.\nLas 11:20.",
        '<div>Buenas:<br><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;soporte@intervia.example&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>¿Está enchufado?</div></blockquote><div>Sí, está enchufado.</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>¿Y la hora?</div></blockquote><div>Las 11:20.</div></div></div>',
    ),
    "inter_gmail_nested": (
        "AB-1",
        '<div><div class="gmail_quote"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;soporte@intervia.example&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>¿Serie?</div></blockquote><div>AB-1</div></div></div>',
    ),
    "inter_apple": (
        "Os respondo:\nC02XL\nLas dos.",
        '<body style="overflow-wrap: break-word;">Os respondo:<br><div><br><blockquote type="cite"><div>El 4 mar 2026, a las 9:15, Soporte Intervia escribió:</div><br class="Apple-interchange-newline"><div><div>¿Serie?</div></div></blockquote><div><br></div>C02XL<br><blockquote type="cite"><div><div>¿Hora?</div></div></blockquote><div><br></div><div>Las dos.</div><br><blockquote type="cite"><div>Gracias</div></blockquote></div><br></body>',
    ),
    "red_word": (
        "Buenos días, te respondo en rojo.\nLa serie es 5CD99 y la hora las 12:10.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Buenos días, te respondo en rojo.</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p>Hola Carmen:</p><p>¿Me confirmas el número de serie y la hora del último apagado?</p><p class="MsoNormal"><span style="color:red">La serie es 5CD99 y la hora las 12:10.</span></p><p>Gracias,<br>Lucía</p></div></body>',
    ),
    "blue_word": (
        "Respondo en azul más abajo.\nSaludos\nSerie 5CD99.\nHora: 12:10.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Respondo en azul más abajo.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Saludos</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p>Hola Carmen:</p><p>¿Me confirmas el número de serie y la hora del último apagado?</p><p class="MsoNormal"><span style="color:#0070C0">Serie 5CD99.</span></p><p class="MsoNormal"><span style="color:#0070C0">Hora: 12:10.</span></p><p>Gracias,<br>Lucía</p></div></body>',
    ),
    "red_owa": (
        "Contesto debajo de cada pregunta en rojo\n5CD99, a las 12:10",
        '<body><div class="elementToProof">Contesto debajo de cada pregunta en rojo</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br><b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</font><div>&nbsp;</div></div><div><p>Hola Carmen:</p><p>¿Me confirmas el número de serie y la hora del último apagado?</p><div class="elementToProof" style="color:rgb(200,38,19)">5CD99, a las 12:10</div><p>Gracias,<br>Lucía</p></div></body>',
    ),
    "red_gmail": (
        "Te pongo las respuestas en rojo\n5CD99 y 12:10",
        '<div>Te pongo las respuestas en rojo</div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;<a href="mailto:soporte@intervia.example">soporte@intervia.example</a>&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><p>Hola Carmen:</p><p>¿Me confirmas el número de serie y la hora del último apagado?</p><p><font color="#ff0000">5CD99 y 12:10</font></p><p>Gracias,<br>Lucía</p></blockquote></div>',
    ),
    "red_unsaid": (
        "Ver abajo.\nNo se lee la etiqueta.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Ver abajo.</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p>Hola Carmen:</p><p>¿Me confirmas el número de serie y la hora del último apagado?</p><p class="MsoNormal"><span style="color:red">No se lee la etiqueta.</span></p><p>Gracias,<br>Lucía</p></div></body>',
    ),
    "fwd_comment_html": (
        "Mirad esto del banco, por favor.\n---------- Mensaje reenviado ---------\nDe: Banco <avisos@banco.example>\nFecha: mié, 4 mar 2026 a las 9:15\nAsunto: Acceso\nPara: Carmen <c@x.example>\nDetectamos un acceso desde 10.0.0.1.",
        '<div>Mirad esto del banco, por favor.<br><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">---------- Mensaje reenviado ---------<br>De: <strong class="gmail_sendername">Banco</strong> <span>&lt;avisos@banco.example&gt;</span><br>Fecha: mié, 4 mar 2026 a las 9:15<br>Asunto: Acceso<br>Para: Carmen &lt;c@x.example&gt;<br></div><br><br><div>Detectamos un acceso desde 10.0.0.1.</div></div></div>',
    ),
    "marker_unprefixed_html": (
        "Hola, ya está.",
        "<body><p>Hola, ya está.</p><p>El 4/3/26 a las 9:15, Soporte Intervia escribió:</p>@@</body>",
    ),
    "marker_tb_below_html": (
        "Escribo abajo como siempre.\nSigue fallando.",
        '<body><div class="moz-cite-prefix">El 4/3/26 a las 9:15, Soporte Intervia escribió:<br></div><blockquote type="cite" cite="mid:1234@intervia.example"><meta http-equiv="content-type" content="text/html; charset=UTF-8">@@</blockquote><p><br></p><p>Escribo abajo como siempre.</p>     <p>Sigue fallando.</p></body>',
    ),
    "avast_html": (
        "Todo bien, gracias.",
        '<div>Todo bien, gracias.</div><div id="DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2"><br><table style="border-top:1px solid #D3D4DE"><tr><td style="width:55px"><a href="https://www.avast.com/sig-email"><img src="x.png" alt=""></a></td><td style="color:#41424e">Libre de virus.<a href="https://www.avast.com/sig-email">www.avast.com</a></td></tr></table></div><br><div class="gmail_quote"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;soporte@intervia.example&gt;) escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "table_html": (
        "Os paso la tabla:\nEquipo\nSerie\nPC1\n5CD1\nGracias",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Os paso la tabla:</span></p> <table class="MsoTableGrid" border="1"><tr><td><p class="MsoNormal">Equipo</p></td><td><p class="MsoNormal">Serie</p></td></tr><tr><td><p class="MsoNormal">PC1</p></td><td><p class="MsoNormal">5CD1</p></td></tr></table><p class="MsoNormal">Gracias</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "quote_own_html": (
        "Me sale este texto:\nError 5: acceso denegado\n¿Qué hago?",
        '<div>Me sale este texto:<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Error 5: acceso denegado</blockquote>¿Qué hago?</div><br><div class="gmail_quote"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;soporte@intervia.example&gt;) escribió:</div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "border_own": (
        "Primero esto.\nSegundo, con raya debajo.\nTercero.",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Primero esto.</span></p> <div style="border:none;border-bottom:solid windowtext 1.0pt;padding:0cm 0cm 1.0pt 0cm"><p class="MsoNormal">Segundo, con raya debajo.</p></div><p class="MsoNormal">Tercero.</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> miércoles, 4 de marzo de 2026 9:15<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "hr_own_html": (
        "Tema uno: red.\nTema dos: impresora.",
        '<div>Tema uno: red.<hr>Tema dos: impresora.</div><br><div class="gmail_quote"><div class="gmail_attr">El mié, 4 mar 2026 a las 9:15, Soporte Intervia (&lt;soporte@intervia.example&gt;) escribió:</div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "below_owa_html": (
        "De: Soporte Intervia\nEnviado: miércoles, 4 de marzo de 2026 9:15\nPara: Carmen\nAsunto: Re: x\nHola Carmen:\n¿Me confirmas el número de serie y la hora del último apagado?\nGracias,\nLucía",
        '<body><div id="divRplyFwdMsg"><b>De:</b> Soporte Intervia<br><b>Enviado:</b> miércoles, 4 de marzo de 2026 9:15<br><b>Para:</b> Carmen<br><b>Asunto:</b> Re: x</div><div>@@</div></body>',
    ),
    "w_spans": (
        "Buenas tardes,\nEs Windows 11 Pro 24H2.\nRosa",
        "<body><div class=WordSection1><p class=MsoNormal><span>Buenas tardes,</span></p><p class=MsoNormal><span>&nbsp;</span></p><p class=MsoNormal><span>Es Windows 11 Pro 24H2.</span></p><p class=MsoNormal><span>&nbsp;</span></p><p class=MsoNormal><span>Rosa</span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div></div>@@</div></body>",
    ),
    "w_noborder": (
        "Es Windows 10.",
        "<body><div class=WordSection1><p class=MsoNormal><span>Es Windows 10.</span></p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p>@@</div></body>",
    ),
    "w_windowtext": (
        "Va Windows 8.1, antiguo",
        "<body><div class=WordSection1><p class=MsoNormal><span>Va Windows 8.1, antiguo</span></p><div style='border:none;border-top:solid windowtext 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "w_marginquote": (
        "Contesto:\n11 Home",
        "<body><div class=WordSection1><p class=MsoNormal><span>Contesto:</span></p><p class=MsoNormal><span>11 Home</span></p><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div></div>@@</div></div></body>",
    ),
    "w_green": (
        "Hola, mis respuestas en verde:\nWindows 11.\nAdjunta va.",
        "<body><div class=WordSection1><p class=MsoNormal><span>Hola, mis respuestas en verde:</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div><p class=MsoNormal>Necesitamos la versión.</p><p class=MsoNormal><span style='color:#00B050'>Windows 11.</span></p><p class=MsoNormal>Y una captura.</p><p class=MsoNormal><b><span style='color:#00B050'>Adjunta va.</span></b></p></div></body>",
    ),
    "w_inline_tag": (
        "Ver mis comentarios abajo.\n[Rosa Díaz] La 24H2",
        "<body><div class=WordSection1><p class=MsoNormal><span>Ver mis comentarios abajo.</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div><p class=MsoNormal>Versión?</p><p class=MsoNormal><b><i><span style='color:#1F497D'>[Rosa Díaz] La 24H2</span></i></b></p></div></body>",
    ),
    "w_boldtalk": (
        "En el formulario De: sale vacío y Para: sale repetido.\nGracias",
        "<body><div class=WordSection1><p class=MsoNormal>En el formulario <b>De:</b> sale vacío y <b>Para:</b> sale repetido.</p><p class=MsoNormal><span>Gracias</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "w_list": (
        "- Windows 11\n- Office 2021",
        "<body><div class=WordSection1><p class=MsoListParagraph style='text-indent:-18.0pt;'><span style=''>-<span>&nbsp;&nbsp; </span></span>Windows 11</p><p class=MsoListParagraph><span style=''>-<span>&nbsp; </span></span>Office 2021</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "w_image": (
        "Captura:\nSe ve ahí.",
        "<body><div class=WordSection1><p class=MsoNormal><span>Captura:</span></p><p class=MsoNormal><img src=\"cid:i1\" width=300></p><p class=MsoNormal><span>Se ve ahí.</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "owa_under_append": (
        "Hola\nSe me olvidaba: es la 23H2.",
        '<body><div>Hola</div><div id="appendonsend"></div><div>Se me olvidaba: es la 23H2.</div><hr style="display:inline-block; width:98%"><div id="divRplyFwdMsg"><font><b>De:</b> Mesa<br><b>Enviado:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa<br><b>Asunto:</b> x</font></div><div>@@</div></body>',
    ),
    "owa_reactions": (
        "Es la 24H2.",
        '<div class="elementToProof">Es la 24H2.</div><div id="mail-editor-reference-message-container"><hr style="display: inline-block; width: 98%;"><div id="divRplyFwdMsg"><b>De:</b> Mesa de Ayuda<br><b>Fecha:</b> lunes, 9 de noviembre de 2026, 17:42<br><b>Para:</b> Rosa<br><b>Asunto:</b> Re: x</div>@@</div>',
    ),
    "olm_text_under_sig": (
        "Ahí va\nY también falla Teams",
        '<div>Ahí va</div><div id="ms-outlook-mobile-signature"><div>Obtener <a href="#">Outlook para iOS</a></div></div><div>Y también falla Teams</div><div id="mail-editor-reference-message-container"><div id="divRplyFwdMsg"><b>De:</b> Mesa</div>@@</div>',
    ),
    "gm_sig_ps": (
        "Es la 24H2\nPD: también falla el ratón",
        '<div><div>Es la 24H2</div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature" data-smartmail="gmail_signature"><div><b>Rosa Díaz</b><div>Molino S.A.</div></div></div><div>PD: también falla el ratón</div></div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (&lt;ayuda@us.example&gt;) escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "gm_below_all": (
        "Es la 24H2 y va captura.\nRosa",
        '<div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (&lt;ayuda@us.example&gt;) escribió:<br></div><blockquote class="gmail_quote">@@</blockquote><div><br></div><div>Es la 24H2 y va captura.</div><div>Rosa</div></div></div>',
    ),
    "gm_below_img": (
        "Captura:",
        '<div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (&lt;ayuda@us.example&gt;) escribió:<br></div><blockquote class="gmail_quote">@@</blockquote><div>Captura: <img src="cid:ii_1" alt="captura.png"></div></div></div>',
    ),
    "gm_extra_old": (
        "Es la 22H2",
        '<div>Es la 22H2</div><div class="gmail_extra"><br><div class="gmail_quote">El 9 de noviembre de 2026, 17:42, Mesa de Ayuda <span>&lt;<a href="#">ayuda@us.example</a>&gt;</span> escribió:<br><blockquote class="gmail_quote">@@</blockquote></div><br></div>',
    ),
    "gm_inter_br": (
        "Hola\n24H2\nNo tengo",
        '<div>Hola<br><div class="gmail_quote"><div class="gmail_attr">El lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (&lt;ayuda@us.example&gt;) escribió:</div><blockquote class="gmail_quote">Versión?</blockquote>24H2<br><blockquote class="gmail_quote">Captura?</blockquote>No tengo</div></div>',
    ),
    "gm_quoteformat": (
        "El aviso dice:\nNo hay espacio\nNada más.",
        '<div>El aviso dice:<div><br></div><div style="margin-left:40px"><i>No hay espacio</i></div><div>Nada más.</div></div><br><div class="gmail_quote"><div class="gmail_attr">El lun, 9 nov 2026 a las 17:42, Mesa de Ayuda (&lt;ayuda@us.example&gt;) escribió:</div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "hu_formal4": (
        'Hola,\nAntes de imprimir sale el mensaje "sin papel" aunque hay papel.\nGracias',
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Hola,</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Antes de imprimir sale el mensaje &quot;sin papel&quot; aunque hay papel.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Gracias</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "hu_formal8": (
        "Hola.\nEste mensaje confidencial iba dirigido a otra persona y me llegó a mí por error. ¿Cómo puede ser?",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Hola.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Este mensaje confidencial iba dirigido a otra persona y me llegó a mí por error. ¿Cómo puede ser?</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "hu_atencion": (
        "Atención: el correo externo no entra desde las 9, ni el de clientes de fuera de la empresa.\nRosa",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>Atención: el correo externo no entra desde las 9, ni el de clientes de fuera de la empresa.</span></p> <p class="MsoNormal"><span>&nbsp;</span></p> <p class="MsoNormal"><span>Rosa</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "hu_git": (
        "diff:\n--\n> linea nueva\n< linea vieja\n--\nFin del diff, ¿qué hago?",
        '<body style="word-wrap:break-word"><div class="WordSection1"><p class="MsoNormal"><span>diff:</span></p> <p class="MsoNormal"><span>--</span></p> <p class="MsoNormal"><span>&gt; linea nueva</span></p> <p class="MsoNormal"><span>&lt; linea vieja</span></p> <p class="MsoNormal"><span>--</span></p> <p class="MsoNormal"><span>Fin del diff, ¿qué hago?</span></p> <p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span style="Calibri&quot;,sans-serif;"><b>De:</b> Soporte Intervia &lt;soporte@intervia.example&gt;<br> <b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br> <b>Para:</b> Carmen Gil Roble &lt;carmen.gil@talleresroble.example&gt;<br> <b>Asunto:</b> RE: [004217] Se apaga el equipo de recepción</span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>@@</div></body>',
    ),
    "tb_fwd_html": (
        "Os paso esto\n-------- Mensaje reenviado --------\nAsunto:\nBloqueo\nFecha:\nMon, 9 Nov 2026 17:42\nDe:\nMS <no@ms.example>\nSu cuenta se bloqueó.",
        '<body><p>Os paso esto</p><div class="moz-forward-container"><br><br>-------- Mensaje reenviado --------<table class="moz-email-headers-table"><tbody><tr><th>Asunto: </th><td>Bloqueo</td></tr><tr><th>Fecha: </th><td>Mon, 9 Nov 2026 17:42</td></tr><tr><th>De: </th><td>MS &lt;no@ms.example&gt;</td></tr></tbody></table><br><p>Su cuenta se bloqueó.</p></div></body>',
    ),
    "apple_bottom": (
        "Va por aquí: 24H2.",
        '<body><div><blockquote type="cite"><div>El 9 nov 2026, a las 17:42, Mesa de Ayuda &lt;ayuda@us.example&gt; escribió:</div><br class="Apple-interchange-newline"><div>@@</div></blockquote><br></div><div>Va por aquí: 24H2.</div></body>',
    ),
    "apple_sig": (
        "24H2\nRosa Díaz\nMolino S.A.",
        '<body>24H2<br><div><div style="color: rgb(0,0,0)"><div>Rosa Díaz</div><div>Molino S.A.</div></div></div><div><br><blockquote type="cite"><div>El 9 nov 2026, a las 17:42, Mesa escribió:</div>@@</blockquote></div></body>',
    ),
    "icloud_web": (
        "Es la 24H2\nRosa",
        '<body>Es la 24H2<br><br>Rosa<br><div>El 9 nov 2026 a las 17:42, Mesa de Ayuda &lt;ayuda@us.example&gt; escribió:</div><br><blockquote type="cite"><div>@@</div></blockquote></body>',
    ),
    "hey": (
        "Es la 24H2",
        '<div class="trix-content"><div>Es la 24H2<br><br>El 9 de noviembre de 2026, Mesa de Ayuda &lt;ayuda@us.example&gt; escribió:</div><blockquote>@@</blockquote></div>',
    ),
    "front": (
        "Es la 24H2",
        '<div>Es la 24H2</div><div class="front-signature"></div><br><blockquote type="cite" class="front-blockquote">On November 9, 2026 at 5:42 PM GMT+1 <a href="#">ayuda@us.example</a> wrote:<br><br>@@</blockquote>',
    ),
    "roundcube_below": (
        "24H2, captura adjunta",
        '<body><p id="reply-intro">El 2026-11-09 17:42, Mesa de Ayuda escribió:</p><blockquote type="cite"><div>@@</div></blockquote><p>24H2, captura adjunta</p><div id="_rc_sig">-- <br>Rosa</div></body>',
    ),
    "banner_html": (
        "No suele recibir correos electrónicos de ayuda@us.example. Descubra por qué esto es importante\nEs la 24H2.",
        "<body><div class=WordSection1><table border=0><tr><td>&nbsp;</td><td><p>No suele recibir correos electrónicos de ayuda@us.example. <a href=\"https://aka.ms/x\">Descubra por qué esto es importante</a></p></td></tr></table><p class=MsoNormal><span>Es la 24H2.</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "color_ownsig": (
        "Os llamo más abajo del mediodía.",
        "<body><div class=WordSection1><p class=MsoNormal><span>Os llamo más abajo del mediodía.</span></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b><span style='\"Calibri\",sans-serif'>De:</span></b><span style='\"Calibri\",sans-serif'> Mesa de Ayuda &lt;ayuda@us.example&gt; <br><b>Enviado el:</b> lunes, 9 de noviembre de 2026 17:42<br><b>Para:</b> Rosa Díaz &lt;rosa@molino.example&gt;<br><b>CC:</b> Compras<br><b>Asunto:</b> [005120] No actualiza</span></p></div>@@</div></body>",
    ),
    "nested_blockq_own": (
        "Dice:\nError 0x1\n¿Qué es?",
        '<body><p>Dice:</p><blockquote><p>Error 0x1</p></blockquote><p>¿Qué es?</p><div class="moz-cite-prefix">El 9/11/26 a las 17:42, Mesa escribió:</div><blockquote type="cite">@@</blockquote></body>',
    ),
    "pre_text_html": (
        "Hola\nEl log:\n> linea 1\n> linea 2\nGracias\n--\nRosa",
        '<body><pre>Hola\n\nEl log:\n> linea 1\n> linea 2\n\nGracias\n--\nRosa</pre><div class="moz-cite-prefix">El 9/11/26 a las 17:42, Mesa escribió:</div><blockquote type="cite">@@</blockquote></body>',
    ),
    "q1": (
        "En Getafe\nSí, tiene",
        '<div>En Getafe<div>Sí, tiene</div></div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El vie, 20 nov 2026 a las 11:03, Soporte (&lt;soporte@us.example&gt;) escribió:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc">@@</blockquote></div>',
    ),
    "q2": (
        "Os respondo debajo:\nGetafe\nSí",
        '<div>Os respondo debajo:<br><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El vie, 20 nov 2026 a las 11:03, Soporte (&lt;soporte@us.example&gt;) escribió:</div><blockquote class="gmail_quote"><p>¿En qué sede?</p></blockquote><div><br></div><div style="color:#00f">Getafe</div><div> </div><blockquote class="gmail_quote"><p>¿VPN?</p></blockquote><div>Sí</div></div></div>',
    ),
    "q3": (
        "En Getafe.",
        '<body><div><div>En Getafe.</div></div><div id="ms-outlook-mobile-signature"><div></div><div>Enviado desde <a href="#">Outlook para iOS</a></div></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte &lt;soporte@us.example&gt;<br><b>Enviado:</b> viernes, 20 de noviembre de 2026 11:03<br><b>Para:</b> Iván Soto<br><b>Asunto:</b> Re: [006001] VPN</font><div>&nbsp;</div></div>@@</body>',
    ),
    "q4": (
        "En Getafe.\nIván",
        '<body><div>En Getafe.</div><div>Iván</div><div class="x_elementToProof"></div><div id="x_appendonsend"></div><hr style="display:inline-block;width:98%"><div id="x_divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte &lt;soporte@us.example&gt;<br><b>Enviado:</b> viernes, 20 de noviembre de 2026 11:03<br><b>Para:</b> Iván Soto<br><b>Asunto:</b> Re: [006001] VPN</font><div>&nbsp;</div></div>@@</body>',
    ),
    "q5": (
        "Mis respuestas en azul\nGetafe, planta 2",
        '<body><div>Mis respuestas en azul</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri, sans-serif" color="#000000"><b>De:</b> Soporte &lt;soporte@us.example&gt;<br><b>Enviado:</b> viernes, 20 de noviembre de 2026 11:03<br><b>Para:</b> Iván Soto<br><b>Asunto:</b> Re: [006001] VPN</font><div>&nbsp;</div></div><p>¿En qué sede está el equipo?</p><p><span style="color:blue">Getafe, planta 2</span></p><p>Soporte N1</p></body>',
    ),
    "q6": (
        "Getafe.",
        '<div>Getafe.</div><br><div>Enviado desde mi Xiaomi</div><div class="mail_quote_wrapper">El Soporte &lt;soporte@us.example&gt;, 20 nov. 2026 11:03 a. m. escribió:<br><blockquote style="border-left:1px solid #ccc;margin:0 0 0 .8ex;padding-left:1ex">@@</blockquote></div>',
    ),
    "q7": (
        "Getafe.",
        "<p>Getafe.</p><p>&nbsp;</p><hr/><p><strong>De:</strong> Soporte &lt;soporte@us.example&gt;<br/><strong>Enviado:</strong> 20/11/2026 11:03<br/><strong>Para:</strong> Iván<br/><strong>Asunto:</strong> VPN</p>@@",
    ),
    "q8": (
        "Getafe.",
        '<table><tr><td><p>Getafe.</p></td></tr><tr><td><p>El 20/11/2026 11:03, Soporte escribió:</p><blockquote type="cite">@@</blockquote></td></tr></table>',
    ),
    "q9": (
        "Getafe.\nY una cosa: ¿me dais acceso a Teams?",
        '<body>Getafe.<div class="moz-cite-prefix">El 20/11/26 a las 11:03, Soporte escribió:<br></div><blockquote type="cite">@@</blockquote>Y una cosa: ¿me dais acceso a Teams?<br><div class="moz-signature">-- <br>Iván</div></body>',
    ),
    "q10": (
        "Getafe.\nIván Soto",
        '<body style="word-wrap: break-word;"><div>Getafe.</div><br><div>Iván Soto</div><div><br><blockquote type="cite"><div>El 20 nov 2026, a las 11:03, Soporte &lt;soporte@us.example&gt; escribió:</div><br class="Apple-interchange-newline"><div>@@</div></blockquote></div><div>AVISO LEGAL: Este mensaje es confidencial y se dirige exclusivamente a su destinatario.</div></body>',
    ),
    "q11": (
        "Estimados, en Getafe.\nSaludos cordiales",
        '<body><div class="WordSection1"><p class="MsoNormal">Estimados, en Getafe.</p><p class="MsoNormal">Saludos cordiales</p><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal" style="margin-bottom:12.0pt"><b><span style="color:black">De: </span></b><span style="color:black">Soporte &lt;soporte@us.example&gt;<br><b>Fecha: </b>viernes, 20 de noviembre de 2026, 11:03<br><b>Para: </b>Iván<br><b>Asunto: </b>VPN</span></p></div></div>@@</div></body>',
    ),
    "q12": (
        "Getafe.",
        '<div>Getafe.</div><div><br></div><div class="protonmail_quote">-------- Mensaje original --------<br>El viernes, 20/11/26 a las 11:03 Soporte &lt;soporte@us.example&gt; escribió:<br><blockquote class="protonmail_quote">@@</blockquote></div>',
    ),
    "q13": (
        "Getafe.",
        '<div>Getafe.</div><div class="yahoo_quoted" id="yahoo_quoted_1"><div>@@</div></div>',
    ),
    "q14": (
        "Getafe.",
        "<span>Getafe.<br><br></span><span>El vie, 20 nov 2026 11:03, Soporte &lt;soporte@us.example&gt; escribió:<br></span><blockquote>@@</blockquote>",
    ),
    "a9": (
        "Adjunto van los archivos.\nLos archivos adjuntos contienen datos personales, elimínenlos después.",
        '<div><div>Adjunto van los archivos.</div><div><br></div><div>Los archivos adjuntos contienen datos personales, elimínenlos después.</div></div><p class="MsoNormal"><b>De:</b> Intervia Soporte &lt;hola@us.example&gt;<br><b>Enviado el:</b> jueves, 19 de noviembre de 2026 16:20<br><b>Para:</b> Pilar<br><b>Asunto:</b> RE: [007000] Sin internet</p>@@',
    ),
    "a10": (
        "El técnico me escribió el martes a las 10:00 y dijo:\n> reinicie\n> espere\nY no sirvió.",
        '<div><div>El técnico me escribió el martes a las 10:00 y dijo:</div><div>&gt; reinicie</div><div>&gt; espere</div><div>Y no sirvió.</div></div><br><div class="gmail_quote"><div class="gmail_attr">El jue, 19 nov 2026 a las 16:20, Intervia Soporte &lt;hola@us.example&gt; escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "a11": (
        "sí\n--\nno\n--\nno sé",
        '<div><div>sí</div><div><br></div><div>--</div><div>no</div><div><br></div><div>--</div><div>no sé</div></div><p class="MsoNormal"><b>De:</b> Intervia Soporte &lt;hola@us.example&gt;<br><b>Enviado el:</b> jueves, 19 de noviembre de 2026 16:20<br><b>Para:</b> Pilar<br><b>Asunto:</b> RE: [007000] Sin internet</p>@@',
    ),
    "b1": (
        "Reiniciado.\nNinguna.",
        '<body><div><br></div><div class="moz-cite-prefix">El 19/11/26 a las 16:20, Intervia Soporte escribió:<br></div><blockquote type="cite"><p>Hola Pilar:</p><p>Pruebe a reiniciar</p></blockquote><p>Reiniciado.</p><blockquote type="cite"><p>y díganos qué luces ve.</p></blockquote><p>Ninguna.</p></body>',
    ),
    "b2": (
        "Contestado abajo, en azul.\n-> Hecho\nRoja",
        '<body><p class="MsoNormal">Contestado abajo, en azul.</p><p class="MsoNormal"><b>De:</b> Intervia Soporte &lt;hola@us.example&gt;<br><b>Enviado el:</b> jueves, 19 de noviembre de 2026 16:20<br><b>Para:</b> Pilar<br><b>Asunto:</b> RE: [007000] Sin internet</p><p>Pruebe a reiniciar el router <span style="color:#0000FF">-> Hecho</span></p><p>y díganos qué luces ve. <font color="#0000ff">Roja</font></p></body>',
    ),
    "b3": (
        "Nada.",
        '<div>Nada.</div><div><br></div><div><div id="x_Signature"><p>Pilar</p></div></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><p class="MsoNormal"><b>De:</b> Intervia Soporte &lt;hola@us.example&gt;<br><b>Enviado el:</b> jueves, 19 de noviembre de 2026 16:20<br><b>Para:</b> Pilar<br><b>Asunto:</b> RE: [007000] Sin internet</p></div>@@',
    ),
    "b4": (
        "Nada",
        '<div>Nada<br><br><div data-smartmail="gmail_signature">Pilar Cano</div></div><br><div class="gmail_quote"><div class="gmail_attr">El jue, 19 nov 2026 a las 16:20, Intervia Soporte &lt;hola@us.example&gt; escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "b5": (
        "Nada.\nPilar",
        '<p>Nada.</p><p>Pilar</p><div style="border-top:1px solid #ccc;padding-top:8px"><p>El 19/11/2026 a las 16:20 Intervia Soporte &lt;hola@us.example&gt; escribió:</p><div style="margin-left:10px">@@</div></div>',
    ),
    "b6": (
        "Nada",
        '<div>Nada<br>-- <br>Pilar Cano<br>Tel. 600</div><br><div class="gmail_quote"><div class="gmail_attr">El jue, 19 nov 2026 a las 16:20, Intervia Soporte &lt;hola@us.example&gt; escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
    "b7": (
        "Nada\nEste mensaje puede contener información confidencial. Si no es su destinatario, bórrelo.\nAh, ¿y el fax?",
        '<div>Nada</div><div><p>Este mensaje puede contener información confidencial. Si no es su destinatario, bórrelo.</p></div><div>Ah, ¿y el fax?</div><br><div class="gmail_quote"><div class="gmail_attr">El jue, 19 nov 2026 a las 16:20, Intervia Soporte &lt;hola@us.example&gt; escribió:<br></div><blockquote class="gmail_quote">@@</blockquote></div>',
    ),
}


def get_mails():
    """Tuples of name, subtype of text, mail and what is to be shown."""
    marked = "\n".join(f"> {line}".rstrip() for line in QUOTED.split("\n"))
    paragraphs = QUOTED.replace("\n\n", "</p><p>").replace("\n", "<br>")
    for name, (shown, mail) in TEXTS.items():
        yield name, "plain", mail.replace("@>", marked).replace("@@", QUOTED), shown
    for name, (shown, mail) in HTMLS.items():
        yield name, "html", mail.replace("@@", f"<p>{paragraphs}</p>"), shown

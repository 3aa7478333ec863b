"""Mails as an IT support desk gets them, wanted and not: drawn, never twice the same.

Each topic is a list of sentences; a mail takes some of them. The last topics of
``WANTED`` are meant never to be learnt: advertising-like mail that somebody reads.
"""

from random import Random

SPAM = (
    (
        "Posicionamos su web en la primera página de Google en 7 días, garantizado.",
        "Auditoría SEO gratuita y sin compromiso por tiempo limitado.",
        "Aumente sus ventas un 300% con nuestros enlaces de alta autoridad.",
        "Responda SÍ a este correo y le enviamos la tarifa especial.",
    ),
    (
        "Préstamos inmediatos hasta 50.000 euros sin aval ni nómina, aprobación en 1h.",
        "Interés del 2% anual aunque esté en ASNEF o con deudas.",
        "Somos una entidad financiera seria y legal, miles de clientes satisfechos.",
        "Envíe su nombre, país, importe deseado y teléfono para tramitarlo HOY.",
    ),
    (
        "Su paquete está retenido en la aduana por falta de pago de 1,99 EUR.",
        "Abone los gastos de entrega en las próximas 24 horas o será devuelto.",
        "Confirme su dirección y los datos de su tarjeta en el enlace seguro.",
        "Último aviso antes de la devolución del envío al remitente.",
    ),
    (
        "Su buzón ha superado el límite de almacenamiento y será suspendido hoy.",
        "Verifique su contraseña ahora para no perder los mensajes pendientes.",
        "El administrador del correo requiere validar su cuenta de inmediato.",
        "Si no actualiza en 12 horas su cuenta quedará bloqueada para siempre.",
    ),
    (
        "¡Enhorabuena! Su dirección ha ganado 850.000 dólares en la lotería.",
        "El notario le entregará el premio cuando abone la tasa de gestión.",
        "Guarde en secreto su número de boleto ganador hasta cobrar los fondos.",
        "Escriba a nuestro agente con una copia de su pasaporte.",
    ),
    (
        "Réplicas de relojes de lujo con un 80% de descuento solo esta semana.",
        "Envío discreto y gratuito a todo el mundo, compre ahora.",
        "Las mejores marcas a precios increíbles, oferta exclusiva!!!",
        "Haga clic aquí antes de que se agoten las existencias.",
    ),
    (
        "Gane 3.000 euros al mes desde casa invirtiendo en criptomonedas.",
        "Nuestro robot de trading opera solo: beneficios garantizados sin riesgo.",
        "Deposite 250 euros y retire sus ganancias el mismo día.",
        "Los famosos ya usan este método secreto que los bancos quieren prohibir.",
    ),
    (
        "Bases de datos de 5 millones de correos de empresas segmentadas.",
        "Envíos masivos sin límite, incluya su campaña desde 99 euros.",
        "Listados de España, México, Argentina y Colombia actualizados.",
        "Promoción válida hasta agotar cupos, pida su muestra gratis.",
    ),
    (
        "Pastillas para adelgazar 10 kilos en 3 semanas, fórmula natural milagrosa.",
        "Sin dietas ni ejercicio, los médicos no lo pueden creer.",
        "Compre 2 y llévese 3, pago contra reembolso y envío gratis.",
        "Oferta exclusiva solo para suscriptores, haga clic en el botón.",
    ),
    (
        "Soy la viuda de un ingeniero del petróleo y padezco una enfermedad.",
        "Deseo donar 9,5 millones de dólares a una persona honrada como usted.",
        "Necesito su confianza absoluta y sus datos bancarios para la transferencia.",
        "Que Dios le bendiga, espero su pronta respuesta en mi correo privado.",
    ),
    (
        "We are a leading manufacturer of LED lamps in Shenzhen, best price.",
        "Kindly send your enquiry, free samples and fast delivery guaranteed.",
        "Dear friend, our factory offers OEM and wholesale discount.",
        "Looking forward to your order, click below to unsubscribe.",
    ),
    (
        "Grabé un vídeo con la cámara de su dispositivo mientras visitaba páginas.",
        "Transfiera 900 dólares en bitcoin a mi monedero en 48 horas.",
        "Si no paga lo enviaré a todos sus contactos y compañeros.",
        "No responda ni avise a la policía, el temporizador ya ha empezado.",
    ),
)
WANTED = (
    (
        "La impresora de la segunda planta no imprime desde esta mañana.",
        "Sale el error de papel atascado pero ya hemos mirado y no hay nada.",
        "Hemos apagado y encendido y sigue igual.",
        "Es la HP de recepción, la necesitamos para los albaranes.",
    ),
    (
        "No puedo entrar en el programa de facturación, me dice usuario bloqueado.",
        "He probado la contraseña nueva y tampoco.",
        "A mi compañera Laura sí le funciona en su equipo.",
        "Necesito cerrar el trimestre hoy, es bastante urgente.",
    ),
    (
        "El Outlook se queda en blanco al abrir y tarda mucho en cargar.",
        "Desde la actualización del viernes no se sincronizan las carpetas.",
        "Adjunto una captura de la pantalla con el mensaje.",
        "¿Podéis conectaros por remoto cuando os venga bien?",
    ),
    (
        "Se incorpora el lunes una persona nueva en administración.",
        "Hay que crearle cuenta de correo, acceso a la carpeta y un portátil.",
        "Se llama Andrés y su puesto será el de al lado de la ventana.",
        "Decidme si hace falta que firme algo.",
    ),
    (
        "La copia de seguridad de anoche ha fallado según el aviso del servidor.",
        "El disco D está al 95 por ciento, supongo que es por eso.",
        "¿Ampliamos espacio o borramos las antiguas?",
        "Quedo pendiente de vuestra llamada.",
    ),
    (
        "No tenemos internet en la tienda de Getafe, el router tiene la luz roja.",
        "El TPV tampoco cobra con tarjeta y hay cola.",
        "Ya lo hemos reiniciado dos veces.",
        "El técnico de la operadora dice que la línea llega bien.",
    ),
    (
        "Me podéis enviar la factura de marzo, no la encuentro en el área de cliente.",
        "También querría cambiar la cuenta bancaria del recibo.",
        "El importe no coincide con el presupuesto que firmamos.",
        "Gracias, así lo paso a la gestoría.",
    ),
    (
        "El informe de ventas por comercial sale con el total duplicado.",
        "Pasa solo cuando filtro por el mes de abril y la serie B.",
        "En la versión anterior salía bien, es la 12.4.",
        "Os dejo el listado exportado para que lo veáis.",
    ),
    (
        "Queremos pasar los dos puestos de almacén a Windows 11.",
        "¿Nos hacéis presupuesto con los discos SSD incluidos?",
        "Uno de ellos todavía está en garantía.",
        "Si puede ser, antes de fin de mes.",
    ),
    (
        "Buenas, la VPN se me corta cada diez minutos desde casa.",
        "Con los datos del móvil pasa lo mismo.",
        "El portátil es el Lenovo que me disteis en enero.",
        "Estoy disponible hoy hasta las seis.",
    ),
    (
        "Ya funciona, muchas gracias por la rapidez.",
        "Podéis cerrar la incidencia.",
        "Era el cable, como dijo Marta.",
        "Un saludo a todo el equipo.",
    ),
    (
        "El escáner ya no envía los PDF a la carpeta compartida.",
        "Creo que es por el cambio de contraseña del usuario escaner.",
        "Lo usan cinco personas del departamento.",
        "Se ve el error 0x11 en la pantalla.",
    ),
    (
        "Aviso de mantenimiento: el sábado de 8 a 10 no habrá servicio de correo.",
        "Su proveedor de alojamiento actualizará los servidores de la plataforma.",
        "No tiene que hacer nada; puede ver el estado en nuestra página.",
        "Recibe este aviso porque es contacto técnico del dominio.",
    ),
    (
        "Su dominio caduca dentro de 30 días, renuévelo desde el panel.",
        "El importe de la renovación es de 12,95 euros más IVA.",
        "Si tiene activada la renovación automática no haga nada.",
        "Gracias por confiar en nosotros.",
    ),
    (
        "Boletín de abril: novedades del programa de contabilidad y ofertas del curso.",
        "Nueva versión con el modelo 303 actualizado y descuento en formación.",
        "Inscríbase gratis en el seminario web del día 14, plazas limitadas.",
        "Si no desea recibir más boletines pulse el enlace de baja.",
    ),
)
UNSEEN = 3  # of the wanted topics
_PROGRAMS = ("Microsoft Outlook 16.0", "Apple Mail (2.3774)", "Thunderbird", "")
_NAMES = ("ana", "luis", "marta", "jorge", "carmen", "pablo", "lucia", "diego")
_COMPANIES = ("roble", "laespiga", "gestoria-sur", "talleresmora", "clinicavega")


def draw(count, is_spam, topics, seed):
    """Raw mails of these topics."""
    chance = Random(f"{seed} {is_spam}")
    build = _build_spam if is_spam else _build_wanted
    return [build(chance, topics[n % len(topics)], n) for n in range(count)]


def _build_spam(chance, topic, number):
    ending = chance.choice(("top", "xyz", "icu", "com"))
    host = f"{chance.choice('abcdefgh')}{chance.randrange(10**6)}.{ending}"
    said = chance.sample(topic, chance.randint(2, 4))
    headers = [
        f"Message-Id: <{chance.randrange(10**9)}.{number}@{host}>",
        f"Subject: {chance.choice(topic).split(',')[0][:60]}",
        *(_dress_as_person if chance.random() < 0.6 else _dress_as_shop)(chance, host),
    ]
    lines = [*said, f"http://{host}/{chance.randrange(10**6)}"]
    if chance.random() < 0.4:
        headers.append("Content-Type: text/html; charset=utf-8")
        return _join(headers, "".join(f"<p><b>{line}</b></p>" for line in lines))
    headers.append("Content-Type: text/plain; charset=utf-8")
    return _join(headers, "\n".join(lines))


def _dress_as_person(chance, host):
    """As whoever writes to support."""
    name = chance.choice(_NAMES)
    return [
        f"From: {name.title()} <{name}@{host}>",
        "To: soporte@intervia.example",
        f"X-Mailer: {chance.choice(_PROGRAMS)}",
    ]


def _dress_as_shop(chance, host):
    return [
        f"From: ofertas{chance.randrange(1000)}@{host}",
        f"Reply-To: atencion{chance.randrange(100)}@gmail.example",
    ]


def _build_wanted(chance, topic, number):
    company = chance.choice(_COMPANIES)
    name = chance.choice(_NAMES)
    headers = [
        f"From: {name.title()} <{name}@{company}.example>",
        "To: soporte@intervia.example",
        f"Subject: {chance.choice(topic).split(',')[0][:50]}",
        f"Message-Id: <{number}-{chance.randrange(10**9)}@{company}.example>",
        f"X-Mailer: {chance.choice(_PROGRAMS)}",
        "Content-Type: text/plain; charset=utf-8",
    ]
    said = chance.sample(topic, chance.randint(2, 4))
    greeting = chance.choice(("Hola:", "Buenos días,", "Buenas tardes:"))
    farewell = chance.choice(("Un saludo,", "Gracias.", "Saludos,"))
    return _join(headers, "\n".join([greeting, *said, farewell, name.title()]))


def _join(headers, body):
    return ("\n".join(headers) + "\n\n" + body).encode()

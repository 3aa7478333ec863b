"""How the lines look that mail programs add to a reply, in the languages of our mail.

No pattern has nested quantifiers. Used by :mod:`reply_trimming` alone.
"""

# A pattern that is broken over lines reads worse than a long one.
# ruff: noqa: E501

import re

MARKER = re.compile(
    r"(escrib\w+|respond\w+|conteste|write|reply|type)\b[^.]{0,30}(su |tu |your )?"
    r"(respuesta|answer|reply|por encima|above|encima)[^.]{0,25}(l[ií]nea|line)",
    re.I,
)
VERB = (
    r"(escribi[oóu]|escreveu|va escriure|ha escrit|wrote|writes|a [ée]crit|schrieb"
    r"|ha scritto|ha escrito|skrev|schreef|napisa[lł]\(?a?\)?|pisze|kirjoitti|написал\(?а?\)?|пишет"
    r"|escriviu|geschrieben|写道|schreven|je napsal\(?a?\)?|ha scrit|idatzi du"
    r"|yazd[ıi]|escribía)"
)
# of a text in lower case: searched many times, it is twice as fast
VERB_END = re.compile(VERB + r"[^\w\n]{0,10}(\[[^\]]*\])?[:：]?\s*$")
VERB_ANY = re.compile(r"\b" + VERB + r"\b", re.I)
DATE = re.compile(
    r"(\d{1,2}[:.h]\d{2}|\b(19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|<[^\s<>]+@"
    r"|\[?mailto:|[^\s@]@[^\s@]+\.\w)",
    re.I,
)
TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
ADDRESS_END = re.compile(r"[^\s@]@[^\s<>]+>?(\s+\w+)?\s*:?\s*$")
OPENING = re.compile(
    r"^[\s*>_-]*(el\b|o\b|en\b|on\b|le\b|am\b|em\b|il\b|op\b|den\b|dnia\b|w dniu|a la data|in data"
    r"|[-\s]+on |\w{2,4}[.,]\s*\d|\d{1,4}[/.-]|\d{1,2}\s|\d{1,2}:\d{2}|(lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w*[,.]|(mon|tue|wed|thu"
    r"|fri|sat|sun)\w*[,.]|\d{4}年|at \d|hace|ma\b|ke\b|ti\b|to\b|la\b|pe\b|su\b|dne\b"
    r"|[\w.\"'<][^:]{2,80}(<|escribi|wrote))",
    re.I,
)
FIELDS = (
    ("from", r"de|from|von|da|od|van|fra|från|remitente|desde|nork|发件人|寄件者"),
    (
        "date",
        r"enviad[oa]s?( el| em)?|enviat( el)?|bidalia|sent|date|fecha|gesendet|datum|envoy[ée]( le)?"
        r"|data|inviato|verzonden|sendt|skickat|dato|wysłano|message du|发送时间|日期",
    ),
    ("to", r"para|per a|a|nori|to|an|[àa]|aan|til|till|do|destinatario|收件人"),
    ("cc", r"cc|a/c|cco|bcc|copia|kopie|kopi|dw"),
    (
        "subject",
        r"asunto|tema|gaia|subject|betreff|objet|assunto|oggetto|onderwerp|emne|[äa]mne|sujet|主题|主旨",
    ),
)
FIELD = re.compile(
    r"^[\s>*|_]*("
    + "|".join(f"(?P<{name}>{words})" for name, words in FIELDS)
    + r")\*?\s*[:：]",
    re.I,
)
SEPARATOR = re.compile(
    r"^[\s>*]*[-_–—=]{3,}[ ]*(mensaje original|mensagem original"
    r"|original[ -]message|original appointment|message d.origine"
    r"|urspr[uü]ngliche nachricht|messaggio originale|oorspronkelijk bericht"
    r"|originalmeddelande|oprindelig (meddelelse|besked)|reply message|message original"
    r"|missatge original|remitente original|original msg|mensaje citado"
    r"|previous message|(mensaje|mensagem) de .{1,80}?|message from .{1,80}?)[ ]*([-_–—=]*[\s:]*|[-_–—=]{5,}.*)$",
    re.I,
)
# What follows was written by somebody else, and is handed on: no history
FORWARDED = re.compile(
    r"^[\s>*]*(([-_–—=]{3,}[ ]*(mensaje reenviado|forwarded message|missatge reenviat"
    r"|mensagem (encaminhada|reencaminhada)|mensaxe reenviada|message transf[ée]r[ée]"
    r"|weitergeleitete nachricht)\b)|(inicio del mensaje reenviado|begin forwarded message"
    r"|in[ií]cio da mensagem (re)?encaminhada|inici del missatge reenviat)\s*:)",
    re.I,
)
RULE = re.compile(r"^[\s>]*([-_–—*]{8,}|_{5,}|={4,})\s*$")
# A quote in a container of HTML stands as one such line
CONTAINER = "\0"
QUOTE = re.compile(r"^\s{0,3}(>|&gt;|\0)")
# GroupWise: ">>> Ana <ana@b.es> 06/02/2025 9:41 >>>"
ARROWS = re.compile(
    r"^\s{0,3}>>> ?[^>\s][^>]{0,80}(<?\S+@[^\s>]+>?)? [\d/. :-]{8,20}([ap]\.? ?m\.?)? ?>>>\s*$",
    re.I,
)
PROMPT = re.compile(r"^>>> \S")
SIGNATURE = re.compile(r"^(---?|-- ?|__ ?|_{20,}|—{1,8}|--\s*)$")
POSTSCRIPT = re.compile(r"^\W*(p\. ?[ds]\.?|p[ds])\s*[.:;,]", re.I)
QUESTION = re.compile(r"¿|\?(\s|$)")
TWO_SENTENCES = re.compile(r"\w{4,}\. [A-ZÁÉÍÓÚÑ]")
SENTENCE = re.compile(r"\w\W+\w.*[.!…)]\W*$", re.S)
MOBILE = re.compile(
    r"^\W*(enviado (desde|con|de forma segura|a trav[eé]s|vía|via|do meu|mediante)|sent (from|with|via)"
    r"|(obtener|obt[eé]n|descarga(r)?) (outlook|bluemail)|get (outlook|bluemail)"
    r"|gesendet (von|mit)|envoy[ée] (de|depuis|[àa] partir)|inviato da|verzonden (met|vanaf)"
    r"|skickat fr[aå]n|sendt fra|von meinem|enviat des|telefonoko|l[äa]hetetty"
    r"|yahoo mail(?=: (busca|search))|scanned by|libre de virus|virus-free|este correo electr[oó]nico ha sido"
    r" comprobado)\b.{0,90}$",
    re.I,
)
OWN = re.compile(
    r"^\W*(sent from my|enviado desde mi|enviado do meu|gesendet von (meinem|outlook)"
    r"|envoy[ée] ([àa] partir|de mon|depuis mon))\b",
    re.I,
)
DEVICE = re.compile(
    r"iphone|ipad|ipod|android|m[oó]vil|movil|outlook|blackberry|samsung|galaxy|huawei"
    r"|xiaomi|yahoo|mail|tel[eé]fono|phone|mobile|device|handy|smartphone|dispositivo"
    r"|tablet|verizon|nokia|windows|motorola|moto|proton|gmail|zimbra|celular|virus"
    r"|avast|avg|tuta|telef|treo|palm|wireless|htc|pixel|redmi|oneplus|aol|spark",
    re.I,
)
# A footer opens like this and speaks of several of these: people, too, open so
LEGAL = re.compile(
    r"^\W*(aviso (legal|de confidencialidad|de privacidad|importante)|cl[aá]usula de"
    r"|(nota de )?confidencial|informaci[oó]n (legal|confidencial|b[aá]sica sobre)"
    r"|protecci[oó]n de datos|de (conformidad|acuerdo) con|en (cumplimiento|virtud) de"
    r"|(este|el presente) (mensaje|correo|e-?mail)|la informaci[oó]n (contenida|incluida)"
    r"|le informamos|el contenido de este|le informazioni|ce (message|courriel)|diese (e-?mail|nachricht)|advertencia legal|(antes de|piense|considere)"
    r"|por favor,? (piense|considere|no imprima)|no imprima|aquest (missatge|correu)"
    r"|av[ií]s legal|esta (mensaxe|mensagem)|abans d.imprimir|confidentiality|disclaimer"
    r"|this (e-?mail|message)|the (information|contents?) |(please )?(consider|think)"
    r"|before printing|legal notice|before you print|el software)",
    re.I,
)
LEGAL_WORDS = re.compile(
    r"(?P<secret>confiden\w+|riservat\w|vertraulich\w*)|(?P<to>destinat\w+|addressee|recipient|intended|empf[aä]nger)"
    r"|(?P<only>exclusiv\w+|solely|uso [uú]nico)|(?P<mistake>(por|per) error|in error|par erreur|irrt[uü]m\w*)"
    r"|(?P<erase>elimin\w+|b[oó]rr\w+|destru\w+|delete|cancell\w+|d[ée]truire)|(?P<forbidden>prohib\w+|not permitted"
    r"|unauthori[sz]ed|no autorizad\w)|(?P<spread>divulg\w+|difusi[oó]n|disclos\w+|distribu\w+"
    r"|reproduc\w+|copiar\w*|copying)|(?P<files>adjunt\w+|anex\w+|attach\w+|allegat\w)|(?P<privileged>privileg\w+"
    r"|protegid\w+ legalmente|legalmente protegid)|(?P<data>datos personales|dades personals"
    r"|personal data|protecci[oó]n de (los )?datos|habeas|rgpd|gdpr|lopd\w*)|(?P<law>ley (org"
    r"|federal|\d|n)|decreto|reglamento|regulation|llei org)|(?P<rights>ejercer|derechos? de"
    r"|tratamiento|tratad\w+|responsable)|(?P<notice>(aviso|nota|informaci[oó]n) (legal|de"
    r" privacidad|de confid)|pol[ií]tica de (privacidad|tratamiento)|disclaimer|legal notice)"
    r"|(?P<print>imprim\w+|print\w*)|(?P<green>medio ?ambiente|medi ambient|environment"
    r"|[aá]rboles)|(?P<sender>remitente|sender|notif\w+|comuni[qc]\w+)|(?P<virus>antivirus|virus)"
    r"|(?P<checked>analizad\w|comprobad\w|scanned|checked)",
    re.I,
)
# What no line of a telephone says
SPOKEN = re.compile(r"\b(no|pero|porque|but|because)\b|\?", re.I)
LINK = re.compile(r"^\s*<\S+>\s*$")
WISH = re.compile(
    r"\b(quiero|queremos|quisi[eé]ra\w*|solicit(o|amos)|necesit(o|amos)|dese(o|amos)"
    r"|i (want|need)|we (want|need))\b",
    re.I,
)
# Put above a mail by the mail server of a company
BANNER = re.compile(
    r"^\W*(external|externo|caution|precauci[oó]n|atenci[oó]n|cuidado|warning|advertencia"
    r"|aviso|alerta)\b",
    re.I,
)
OUTSIDE = re.compile(
    r"\b(outside|external|fuera de|extern[oa]|origin\w+)\b.*\b(links?|attachments?|enlaces?"
    r"|adjuntos?|vínculos?|sender|remitente)\b",
    re.I | re.S,
)
# "Te respondo en rojo", "see my answers below"
ANNOUNCED = re.compile(
    r"\b((en|de|in) (color )?(rojo|azul|verde|naranja|morado|violeta|rosa|amarillo|color"
    r"|colores|vermell|blau|red|blue|green|orange|purple|colou?r)|(m[aá]s )?abajo|debajo"
    r"|a continuaci[oó]n|entre l[ií]neas|intercalad\w+|below|inline|in line|a sota)\b",
    re.I,
)
FORWARD = re.compile(r"^\s*(fwd?|rv|reenv\w*|enc|wg|tr|i)\s*:", re.I)
ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")

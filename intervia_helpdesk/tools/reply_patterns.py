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
    r"(escribi[oó]|escreveu|va escriure|ha escrit|wrote|writes|a [ée]crit|schrieb"
    r"|ha scritto|skrev|schreef|napisa[lł]\(?a?\)?|pisze|kirjoitti|написал\(?а?\)?|пишет"
    r"|escriviu|geschrieben|写道|schreven|je napsal\(?a?\)?|ha scrit|idatzi du"
    r"|yazd[ıi]|escribía)"
)
VERB_END = re.compile(VERB + r"[^\w\n]{0,10}(\[[^\]]*\])?[:：]?\s*$", re.I)
VERB_ANY = re.compile(r"\b" + VERB + r"\b", re.I)
DATE = re.compile(
    r"(\d{1,2}[:.h]\d{2}|\b(19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|<[^\s<>]+@"
    r"|\[?mailto:|\S+@\S+\.\w)",
    re.I,
)
TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
ADDRESS_END = re.compile(r"<?\S+@[^\s<>]+>?(\s+\w+)?\s*:?\s*$")
OPENING = re.compile(
    r"^[\s*>_-]*(el\b|en\b|on\b|le\b|am\b|em\b|il\b|op\b|den\b|dnia\b|w dniu|a la data|in data"
    r"|[-\s]+on |\w{2,4}[.,]\s*\d|\d{1,4}[/.-]|\d{1,2}\s|\d{1,2}:\d{2}|(lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w*[,.]|(mon|tue|wed|thu"
    r"|fri|sat|sun)\w*[,.]|\d{4}年|at \d|hace|ma\b|ke\b|ti\b|to\b|la\b|pe\b|su\b|dne\b"
    r"|[\w.\"'<][^:]{2,80}(<|escribi|wrote))",
    re.I,
)
FIELDS = (
    ("from", r"de|from|von|da|od|van|fra|från|remitente|desde|发件人|寄件者"),
    (
        "date",
        r"enviado( el)?|enviada( em)?|sent|date|fecha|gesendet|datum|envoy[ée]"
        r"|data|inviato|verzonden|sendt|skickat|dato|wysłano|message du|发送时间|日期",
    ),
    ("to", r"para|to|an|[àa]|aan|til|till|do|destinatario|收件人"),
    ("cc", r"cc|cco|bcc|copia|kopie|kopi|dw"),
    (
        "subject",
        r"asunto|subject|betreff|objet|assunto|oggetto|onderwerp|emne|[äa]mne|sujet|主题|主旨",
    ),
)
FIELD = re.compile(
    r"^[\s>*|_]*("
    + "|".join(f"(?P<{name}>{words})" for name, words in FIELDS)
    + r")\*?\s*[:：]",
    re.I,
)
SEPARATOR = re.compile(
    r"^[\s>*]*[-_–—=]{3,}[ ]*(mensaje original|mensaje reenviado|mensagem original"
    r"|original[ -]message|original appointment|message d.origine|forwarded message"
    r"|urspr[uü]ngliche nachricht|messaggio originale|oorspronkelijk bericht"
    r"|originalmeddelande|oprindelig (meddelelse|besked)|reply message|message original"
    r"|missatge original|remitente original|original msg|mensaje citado"
    r"|previous message|weitergeleitete nachricht)[ ]*[-_–—=]{0,}[\s:]*$",
    re.I,
)
RULE = re.compile(r"^[\s>]*([-_–—*]{8,}|={4,})\s*$")
QUOTE = re.compile(r"^\s{0,3}(>|&gt;)")
# GroupWise: ">>> Ana <ana@b.es> 06/02/2025 9:41 >>>"
ARROWS = re.compile(
    r"^\s{0,3}>>> ?[^>\s][^>]{0,80}(<?\S+@[^\s>]+>?)? [\d/. :-]{8,20}([ap]\.? ?m\.?)? ?>>>\s*$",
    re.I,
)
PROMPT = re.compile(r"^>>> \S")
SIGNATURE = re.compile(r"^(---?|-- ?|__ ?|_{20,}|—{1,8}|--\s*)$")
MOBILE = re.compile(
    r"^\W*(enviado (desde|con|a trav[eé]s|vía|via|do meu|mediante)|sent (from|with|via)"
    r"|(obtener|obt[eé]n|descarga(r)?) (outlook|bluemail)|get (outlook|bluemail)"
    r"|gesendet (von|mit)|envoy[ée] (de|depuis|[àa] partir)|inviato da|verzonden (met|vanaf)"
    r"|skickat fr[aå]n|sendt fra|von meinem|enviat des|telefonoko|l[äa]hetetty"
    r"|scanned by|libre de virus|virus-free|este correo electr[oó]nico ha sido"
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
    r"|avast|avg|telef|treo|palm|wireless|htc|pixel|redmi|oneplus|aol|spark",
    re.I,
)
LEGAL = re.compile(
    r"^\W*(aviso (legal|de confidencialidad|de privacidad|importante)|cl[aá]usula de|confidencialidad"
    r"|nota de confidencialidad|informaci[oó]n (legal|confidencial|b[aá]sica sobre)"
    r"|protecci[oó]n de datos|de conformidad con (lo|el|la)|en cumplimiento (de|del)"
    r"|este (mensaje|correo|e-?mail)[^.]{0,60}(confidencial|dirig|contien|privad|adjunt"
    r"|exclusiv)|la informaci[oó]n (contenida|incluida)|antes de imprimir|piense antes"
    r"|por favor,? (piense|considere)[^.]{0,40}(imprimir|ambiente)"
    r"|confidentiality|disclaimer|this (e-?mail|message)[^.]{0,60}(confidential|intended"
    r"|privileged)|the information (contained|in this)|please consider the environment"
    r"|legal notice|advertencia legal|le informamos que sus datos"
    r"|el contenido de este (mensaje|correo))",
    re.I,
)
FORWARD = re.compile(r"^\s*(fwd?|rv|reenv\w*|enc|wg|tr|i)\s*:", re.I)
ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")

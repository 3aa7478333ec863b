"""What a person wrote in a reply, and what his mail program added to it.

By structure, line by line: the printed line, header blocks, attributions ("El mié,
3 jul 2024 …, Ana escribió:"), ``>`` quotes (RFC 3676 §4.5), signatures (§4.3),
mobile signatures and legal footers. Nothing is deleted: every line is shown or
folded, and text below or between quotes is shown. If nothing were left, everything is.

No pattern has nested quantifiers, and of a line only 1,000 characters are looked at:
a mail must not be able to hang a gateway.
"""

from .reply_patterns import (
    ADDRESS_END,
    ARROWS,
    BANNER,
    CONTAINER,
    DATE,
    DEVICE,
    FIELD,
    FORWARDED,
    LEGAL,
    LEGAL_WORDS,
    LINK,
    MARKER,
    MOBILE,
    OPENING,
    OUTSIDE,
    OWN,
    POSTSCRIPT,
    PROMPT,
    QUESTION,
    QUOTE,
    RULE,
    SENTENCE,
    SEPARATOR,
    SIGNATURE,
    SPOKEN,
    TIME,
    TWO_SENTENCES,
    VERB_ANY,
    VERB_END,
    WISH,
)

MAX_LINE, MAX_LINES = 1000, 3000
MAX_PARAGRAPH = 40
TITLE = 40  # a shorter line may be the title of a footer
FOOTER = 120  # a shorter text without such an opening is no footer
WRAPPED = 100  # a longer line is a paragraph of its own
TAIL = 120  # characters of an attribution in which its verb or address ends it
SPAN = 4  # lines over which mail programs break an attribution

SHOWN, FOLDED = False, True


def trim_reply(text):
    """What the person wrote.

    >>> trim_reply("Ya va.\\n\\nEl mié, 3 jul 2024, 12:03, Ana escribió:\\n> Hola")
    'Ya va.'
    >>> trim_reply("> ¿Y el cable?\\nEstá puesto.\\n> ¿Y la luz?\\nEncendida.")
    'Está puesto.\\nEncendida.'
    >>> trim_reply("> solo una cita")
    '> solo una cita'
    """
    shown = [part for is_folded, part in split_reply(text) if not is_folded]
    return "\n".join(shown).strip()


def split_reply(text):
    """Pairs of whether it is folded, and text; joined by line ends: the mail."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts = []
    for is_folded, line in zip(fold_lines(lines), lines, strict=True):
        if parts and parts[-1][0] == is_folded:
            parts[-1][1].append(line)
        else:
            parts.append((is_folded, [line]))
    return [(is_folded, "\n".join(block)) for is_folded, block in parts]


def fold_lines(lines):
    """For each line, whether it is folded; after many lines, as the last of them."""
    return find_folds(lines)[0]


def find_folds(lines):
    """Whether each line is folded, and from which one all is history, to the end."""
    looks = [line[:MAX_LINE].replace("\xa0", " ") for line in lines[:MAX_LINES]]
    folds = [SHOWN] * len(looks)
    first, end = _fold_history(looks, folds)
    _fold_quotes(looks, folds, first, end)
    _fold_endings(looks, folds)
    _fold_banner(looks, folds)
    _fold_blank_edges(looks, folds)
    if not _has_shown(looks, folds, 0, 0):
        folds, end = [SHOWN] * len(looks), len(looks)
    return folds + folds[-1:] * (len(lines) - len(looks)), end


def _fold(folds, start, stop):
    folds[start:stop] = [FOLDED] * (stop - start)


# Where the history begins


def _fold_history(lines, folds):
    """Fold what follows a printed line, a header block or an attribution.

    Unprefixed history reaches to the end. Where ``>`` marks it, only the lines that
    introduce it are folded here, and people may have written below.

    :return: the first line that introduces any, and from which on all is history
    """
    index, count, first = 0, len(lines), None
    while index < count:
        if FORWARDED.match(lines[index]):
            index = _skip_forwarded(lines, index)
            continue
        length, is_final = find_start(lines, index)
        if lines[index] == CONTAINER:
            length, folds[index] = 1, FOLDED
        elif length and (
            is_final or not QUOTE.match(_next_text(lines, index + length))
        ):
            if not (is_final or _has_text(lines, index)) and not _next_text(
                lines, index + length
            ):
                return 0, count  # an attribution of nothing, below nothing
            start = index
            if MARKER.search(lines[index]):
                start = _back_to_attribution(lines, index)
            start = _back_over_rules(lines, start)
            _fold(folds, start, count)
            return start if first is None else first, start
        if length:
            _fold(folds, index, index + length)
            first = index if first is None else first
        index += length or 1
    return first or 0, count


def _skip_forwarded(lines, index):
    """The header of a mail that is handed on begins no history, nor does its quote."""
    is_quoted = QUOTE.match(lines[index])
    index += 1
    while index < len(lines) and not lines[index].strip(" >"):
        index += 1
    if is_quoted:
        while index < len(lines) and QUOTE.match(lines[index]):
            index += 1
        return index
    return index + _count_header_block(lines, index)


def _back_over_rules(lines, index):
    """A rule above the history belongs to it."""
    above = index
    while above > 0 and (not lines[above - 1].strip() or RULE.match(lines[above - 1])):
        above -= 1
    return above if any(RULE.match(line) for line in lines[above:index]) else index


def _has_text(lines, end):
    return any(line.strip() for line in lines[:end])


def find_start(lines, index):
    """Whether history begins at a line.

    :return: the lines that introduce it, and whether it surely reaches to the end
    """
    line = lines[index]
    if not line.strip() or (QUOTE.match(line) and not ARROWS.match(line)):
        return 0, False
    if _is_marker(line) or ARROWS.match(line):
        return 1, True
    if SEPARATOR.match(line):
        is_quoted = QUOTE.match(_next_text(lines, index + 1))
        return 1, not is_quoted
    skip = 1 if RULE.match(line) and index + 1 < len(lines) else 0
    length = _count_header_block(lines, index + skip)
    if length:
        is_quoted = QUOTE.match(_next_text(lines, index + skip + length))
        return skip + length, not is_quoted
    if _is_lone_mobile(lines, index):
        return 1, True
    return _count_attribution(lines, index), False


def _is_lone_mobile(lines, index):
    """Telephones quote without a mark below their own line, so that line is the end."""
    line = lines[index].strip()
    if len(line) > 60 or not (MOBILE.match(line) and OWN.match(line)):
        return False
    name, comma, _more = line.partition(",")
    if SPOKEN.search(line) or (comma and not DEVICE.search(name)):
        return False  # a sentence
    around = (lines[index - 1 : index] or [""]) + lines[index + 1 : index + 2]
    if FORWARDED.match(_next_text(lines, index + 1)):
        return False
    return index > 0 and not any(text.strip() for text in around)


def _is_marker(line):
    """The line we print, however a mail program wraps and prefixes it.

    >>> _is_marker("## Por favor, responda por encima de esta línea ##")
    True
    >>> _is_marker("—— Write your answer above this line ——")
    True
    >>> _is_marker("No sé cómo responder por encima de una duda así, la línea va mal")
    False
    """
    line = line.strip()
    return len(line) < 140 and bool(MARKER.search(line)) and not line[0].isalpha()


def _back_to_attribution(lines, index):
    """Mail programs put their own header above the printed line."""
    for start in range(index - 1, max(index - 12, -1), -1):
        length, _final = find_start(lines, start)
        if length and start + length <= index:
            gap = lines[start + length : index]
            if not any(line.strip() for line in gap):
                return start
    return index


def _count_header_block(lines, index):
    """How many lines of From, Date, To, Subject begin here; none when too few.

    >>> block = ["De: Soporte <s@us.es>", "Fecha: lunes", "Para: Ana", "Asunto: x"]
    >>> _count_header_block(block, 0), _count_header_block(["De: 9 a 14 estoy"], 0)
    (4, 0)
    """
    names, position, foreign = set(), index, 0
    last = index
    while position < len(lines) and position < index + 14:
        found = FIELD.match(lines[position])
        name = found and next(key for key, word in found.groupdict().items() if word)
        if name in names:
            break  # another block, or a sentence that looks like a field
        if name in ("to", "cc") and not names:
            return 0  # no mail program begins with these
        if found:
            names.add(name)
            last = position
            foreign = 0
        elif not lines[position].strip() and names:
            if position == index + 1 or foreign:
                break
            foreign += 1
        elif not names or foreign:
            break
        else:
            foreign += 1  # a long field, broken
        position += 1
    is_block = len(names & {"from", "date", "to", "subject"}) >= 3
    is_short = len(names) >= 2 and names >= {"from"} and names & {"date", "subject"}
    block = "".join(lines[index : last + 1])
    if "date" not in names or not ("@" in block or TIME.search(block)):
        return 0  # people, too, speak of the sender and the subject of a mail
    return last - index + 1 if is_block or (is_short and "@" in block) else 0


def _count_attribution(lines, index):
    """How many lines of "On …, somebody wrote:" begin here.

    >>> _count_attribution(["El 3/7/24 12:03, Ana <a@b.es>", "escribió:"], 0)
    2
    >>> _count_attribution(["Ayer mi jefe escribió: que no hay red"], 0)
    0
    >>> _count_attribution(["Mi jefe escribió:"], 0)
    0
    """
    if not OPENING.match(lines[index]):
        return 0
    joined = ""
    for length in range(1, SPAN + 1):
        if index + length > len(lines) or not lines[index + length - 1].strip():
            break
        if joined.endswith((".", "!", "?")):
            break  # a sentence above it
        joined = f"{joined} {lines[index + length - 1].strip()}"
        if len(joined) > 400:
            break
        if _is_attribution(joined, length, lines, index):
            return length
    return 0


def _is_attribution(joined, length, lines, index):
    """Asked of every line up to four times: what costs least first."""
    mark, has_address = joined.rstrip()[-1:], "@" in joined
    is_colon, is_end = mark in (":", "："), mark in (":", "：", ">", "]", "-")
    if not (is_end or has_address) or not DATE.search(joined):
        return False
    if not has_address and TWO_SENTENCES.search(joined):
        return False
    tail = joined[-TAIL:]
    if is_end and VERB_END.search(tail.lower()):
        return True
    if has_address and ADDRESS_END.search(tail) and TIME.search(joined):
        return is_colon or bool(VERB_END.search(tail.lower()))
    if is_colon and len(joined) < 200 and _names_writer(joined):
        return True
    # "2024-03-01 10:00 GMT+01:00 Ana <ana@b.es>:"
    is_bare = joined.strip()[:1].isdigit() or has_address
    follows_quote = is_bare and QUOTE.match(_next_text(lines, index + length))
    return is_colon and bool(follows_quote)


def _names_writer(joined):
    """As in "Am 3.7.24 schrieb Ana:"; people go on with something else."""
    verb = VERB_ANY.search(joined)
    rest = joined[verb.end() :].lstrip("\"'<(: ") if verb else ""
    return rest[:1].isupper() or "@" in rest


def _next_text(lines, index):
    return next((line for line in lines[index : index + 4] if line.strip()), "")


# Quotes, signatures, footers


def _fold_quotes(lines, folds, first, end):
    """Fold ``>`` lines, and the blank ones between them; a lone one may be a prompt.

    Where something introduces a quote, ``>`` above it is the writer's own.
    """
    marked = [i for i in range(first, end) if QUOTE.match(lines[i])]
    if len(marked) == 1 and not (marked[0] and folds[marked[0] - 1]):
        is_last = not any(line.strip() for line in lines[marked[0] + 1 : end])
        if not is_last:
            return
    handed_on = _get_handed_on(lines)
    marked = [
        index
        for index in marked
        if index not in handed_on and not _is_prompt(lines, folds, index)
    ]
    for index in marked:
        folds[index] = FOLDED
    for index in marked:
        if _is_wrapped_quote(lines, index, end):
            folds[index + 1] = FOLDED


def _get_handed_on(lines):
    """The quoted lines of forwarded mails."""
    found, index = set(), 0
    while index < len(lines):
        stop = index + 1
        if QUOTE.match(lines[index]) and FORWARDED.match(lines[index]):
            stop = _skip_forwarded(lines, index)
            found.update(range(index, stop))
        index = stop
    return found


def _is_prompt(lines, folds, index):
    """Of a console: nobody quotes thrice, below his own words, what is quoted once."""
    if not PROMPT.match(lines[index]):
        return False
    first = index
    while first > 0 and PROMPT.match(lines[first - 1]) and index - first < 50:
        first -= 1
    above = lines[first - 1] if first else ""
    return bool(above.strip()) and not QUOTE.match(above) and not folds[first - 1]


def _is_wrapped_quote(lines, index, end):
    """A quoted line too long for its mail program goes on below, without its mark."""
    line = lines[index].rstrip()
    if len(line) < 60 or line.endswith((".", "?", "!", ":")) or index + 2 >= end:
        return False
    below = lines[index + 1].strip()
    return bool(below) and len(below) < 60 and bool(QUOTE.match(lines[index + 2]))


def _fold_endings(lines, folds):
    """In each shown stretch, fold the signature and footers at its end."""
    stop = len(lines)
    while stop > 0:
        while stop > 0 and folds[stop - 1]:
            stop -= 1
        start = stop
        while start > 0 and not folds[start - 1]:
            start -= 1
        _fold_ending(lines, folds, start, stop)
        stop = start


def _fold_ending(lines, folds, start, stop):
    """Fold a signature or footer, but for what somebody said below it."""
    found = (i for i in range(start, stop) if _is_ending(lines, folds, i, start, stop))
    first = begin = next(found, stop)
    while begin < stop:
        end = _get_paragraph_end(lines, begin, stop)
        text = "\n".join(lines[begin:end])
        is_next = begin == first and bool("".join(lines[begin + 1 : begin + 2]).strip())
        speaks = QUESTION.search(text) if is_next else _speaks(text)
        if _is_legal(text, is_below=True) or not speaks:
            _fold(folds, begin, end)
        begin = end
    _fold_mobile(lines, folds, start, stop)


def _is_ending(lines, folds, index, start, stop):
    is_signature = _is_signature(lines, index, start, stop)
    if not is_signature and (index == 0 or not LEGAL.match(lines[index])):
        return False
    above = _get_text_above(lines, index, start)
    if is_signature:
        return not above.endswith(":") and _has_shown(lines, folds, index, stop)
    is_apart = index == start or not lines[index - 1].strip()
    is_apart = is_apart or RULE.match(lines[index - 1])
    if above.endswith(":") or not (is_apart or len(lines[index]) > WRAPPED):
        return False
    end = _get_paragraph_end(lines, index, stop)
    if len(lines[index]) < TITLE and end < stop:
        end = _get_paragraph_end(lines, end, stop)
    return _is_legal("\n".join(lines[index:end]))


def _get_text_above(lines, index, start):
    above = (line.strip() for line in reversed(lines[start:index]))
    return next((line for line in above if line), "")


def _get_paragraph_end(lines, begin, stop):
    """Where the paragraph ends: a blank line, or, unwrapped, the end of a long line."""
    end, stop = begin + 1, min(stop, begin + MAX_PARAGRAPH)
    while SIGNATURE.match(lines[begin]) and end < stop and not lines[end].strip():
        end += 1
    while end < stop and lines[end].strip() and len(lines[end - 1]) <= WRAPPED:
        if end > begin + 1 and _is_legal(lines[end]):
            break
        end += 1
    while end < stop and not lines[end].strip():
        end += 1
    return end


def _is_legal(text, *, is_below=False):
    """A footer: people open so as well, but do not speak of so much at once.

    >>> _is_legal("Antes de imprimir este correo, piense en el medio ambiente.")
    True
    >>> _is_legal("De conformidad con lo hablado, adelante con el presupuesto.")
    False
    """
    if WISH.search(text) or QUESTION.search(text):
        return False
    words = {match.lastgroup for match in LEGAL_WORDS.finditer(text)}
    if is_below or LEGAL.match(text):
        return len(words) >= 2
    return len(words) >= 3 and len(text) > FOOTER


def _speaks(text):
    """Whether somebody says something, below his signature or his footer.

    >>> _speaks("P. D.: falta el ratón"), _speaks("Talleres Roble\\nTel. 600 000 000")
    (True, False)
    """
    text = text.strip()
    return bool(
        QUESTION.search(text) or POSTSCRIPT.match(text) or SENTENCE.search(text)
    )


def _fold_banner(lines, folds):
    """Fold what the mail server of a company warns of, above the mail."""
    top = next((i for i, line in enumerate(lines) if line.strip()), 0)
    stop = min(len(lines), top + 6)
    for end in range(top + 1, stop):
        if not lines[end].strip() or len(lines[end - 1]) > WRAPPED:
            text = "\n".join(lines[top:end])
            if BANNER.match(text) and OUTSIDE.search(text):
                _fold(folds, top, end)
            return


def _is_signature(lines, index, start, stop):
    """Whether a signature begins here; a rule may divide a text as well."""
    line = lines[index].strip()
    if not SIGNATURE.match(lines[index]):
        return False
    if line.startswith("____") and not "".join(lines[index + 1 : index + 2]).strip():
        return False
    if lines[index] in ("--", "---") and lines[start:stop].count(lines[index]) > 1:
        return False  # they divide a text
    return stop - index <= (6 if line == "---" else 30)


def _has_shown(lines, folds, start, stop):
    """Whether anything is shown outside of these lines."""
    return any(
        line.strip() and not folds[index]
        for index, line in enumerate(lines)
        if not start <= index < stop
    )


def _fold_mobile(lines, folds, start, stop):
    """ "Enviado desde mi iPhone", the last thing of a stretch."""
    last = stop
    while last > start and (not lines[last - 1].strip() or LINK.match(lines[last - 1])):
        last -= 1
    for first in range(max(start, last - 2), last):
        text = " ".join(line.strip() for line in lines[first:last])
        stands_apart = first == start or not lines[first - 1].strip() or len(text) < 60
        is_all = not _has_shown(lines, folds, first, stop)
        if is_all or not stands_apart or not MOBILE.match(text):
            continue
        if DEVICE.search(text.split(",")[0]) and not SPOKEN.search(text):
            _fold(folds, first, stop)
            return


def _fold_blank_edges(lines, folds):
    """Blank lines beside a fold belong to it."""
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for index in order:
            step = -1 if order.step > 0 else 1
            if not lines[index].strip() and folds[index + step]:
                folds[index] = FOLDED

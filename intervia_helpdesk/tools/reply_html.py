"""Folding what a mail program added, in the HTML of a reply.

Nodes are marked with ``data-o-mail-quote``: Odoo's web client and its portal show such
nodes behind a button, and its sanitizer keeps the mark. Nothing is removed.

First the containers that mail programs name; then, for all others, the lines of text as
in :mod:`reply_trimming`.
"""

import re

from lxml import etree, html
from markupsafe import Markup, escape

from .mail_repair import replace_content
from .reply_patterns import ANNOUNCED, CONTAINER, FIELD, FORWARD, FORWARDED
from .reply_trimming import FOLDED, SHOWN, find_folds, split_reply

MARK = "data-o-mail-quote"
MAX_TAGS, MAX_TAGS_BY_LINES = 80_000, 25_000
RULE = "-" * 8
_BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *(
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
    ),
    *("tr", "ul"),
}
# How mail programs name a quote in one element; what people write below it is shown.
# Outlook puts x_ before the names in a mail that it quotes or passes on.
_QUOTES = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_quote|gmail_attr|\S*yahoo_quoted\S*|protonmail_quote"
    r"|zmail_extra|tutanota_quote|moz-cite-prefix|moz-forward-container"
    r"|replyHeader|messageReplySection|quote|isForwardContent|reply-intro|replybody1)(?:\s|$)"
)
_SIGNATURES = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature(_prefix)?|moz-signature|k9mail-signature|Signature"
    r"|ymail_android_signature|ms-outlook-mobile-signature|AppleMailSignature"
    r"|composer_signature|blue_signature|protonmail_signature_block\S*)(?:\s|$)"
)
# From here on everything is history
_STARTS = re.compile(
    r"(?:^|\s)(?:x_)*(?:divRplyFwdMsg|zwchr|stopSpelling|mail-editor-reference-message-"
    r"container|OLK_SRC_BODY_SECTION|yahoo-quoted-begin|__DIVIDER__)(?:\s|$)"
)
_HOOKS = ("class", "id", f"{MARK}-container", f"{MARK}-node")
_NAMES = ("class", "id", "name", "data-marker", "data-smartmail")
_BORDER = re.compile(r"border-top:\s*(solid|1pt|\d)[^;]*(#?e1e1e1|#?b5c4df)", re.I)
_BAR = re.compile(r"border-left(-style)?:(?![^;]*none)", re.I)
_COLOR = re.compile(
    r"(?<![-\w])color\s*[:=]\s*(?:#([0-9a-f]{6})\b|rgb\((\d+), ?(\d+), ?(\d+)\)"
    r"|(red|blue|green|purple|orange|fuchsia|magenta)\b)",
    re.I,
)
# No character of XML 1.0 (§2.2): consoles and form feeds write them
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What Odoo's sanitizer takes for a quote or a signature, if it stands in one text
_GUESSED = re.compile(r"\n>|(?:^|\n)--\s?(?:[\r\n]|$)")

MAX_LINES = 2000  # of a first mail in plain text that is made paragraphs


def fold_html(source, *, is_whole=False):
    """The same HTML with everything but the writer's words marked; nothing if whole.

    >>> fold_html('<div>Ya va</div><div class="gmail_quote">El 3/7/24 …</div>')
    '<div>Ya va</div><div data-o-mail-quote="1">El 3/7/24 …</div>'
    >>> fold_html("<p>Hola</p>")
    '<p>Hola</p>'
    """
    tags = source.count("<")
    if tags > MAX_TAGS:
        return source  # no person's mail: nobody waits for it
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (AssertionError, etree.LxmlError, ValueError, TypeError):
        return source
    if not is_whole:
        _mark_history(root, by_lines=tags < MAX_TAGS_BY_LINES)
    _disarm(root)
    return _get_inner(root)


def fold_text(text, *, is_whole=False):
    """The HTML of a plain text, what its mail program added marked; nothing if whole.

    >>> print(fold_text("Ya va.\\n\\n> ¿Va?\\n> Sí"))
    <p>Ya va.</p><div data-o-mail-quote="1">&gt; ¿Va?<br>&gt; Sí</div>
    """
    root = html.Element("div")
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    for is_folded, block in [(SHOWN, text)] if is_whole else split_reply(text):
        if is_folded == FOLDED:
            _add_block(root, "div", block.strip("\n")).set(MARK, "1")
            continue
        for paragraph in re.split(r"\n[ \t]*\n", block.strip("\n")):
            _add_block(root, "p", paragraph)
    return _get_inner(root)


def _add_block(root, tag, text):
    """Each line in a text of its own: nothing for Odoo's sanitizer to guess at."""
    block = etree.SubElement(root, tag)
    first, *others = text.replace("\n ", "\n\xa0").replace("  ", " \xa0").split("\n")
    block.text = first
    for line in others:
        etree.SubElement(block, "br").tail = line
    if _GUESSED.search(first):
        _break_text(block)
    return block


def _get_inner(root):
    inner = escape(root.text or "") + Markup("").join(
        Markup(etree.tostring(child, encoding="unicode", method="html"))
        for child in root
    )
    return str(inner)


def fold_message(message, *, is_reply=True):
    """Fold the history in the text of an ``EmailMessage``, in place.

    The HTML part where there is one; else the plain text becomes HTML. A mail that is
    forwarded or opens a conversation stays whole.
    """
    parts = list(_get_parts(message))
    texts = [
        part
        for part in parts
        if part.get_content_maintype() == "text" and not part.get_filename()
    ]
    rich = next((p for p in texts if p.get_content_subtype() == "html"), None)
    plain = next((p for p in texts if p.get_content_subtype() == "plain"), None)
    is_whole = not is_reply or bool(FORWARD.match(str(message["Subject"] or "")))
    part, fold = (rich, fold_html) if rich is not None else (plain, fold_text)
    if part is None or (part is rich and not is_reply):
        return
    charset = part.get_content_charset() or "utf-8"
    try:
        text = (part.get_payload(decode=True) or b"").decode(charset, "replace")
    except LookupError:
        return
    if not is_reply and text.count("\n") > MAX_LINES:
        return  # a log: as it came
    folded = fold(text, is_whole=is_whole)
    replace_content(part, lambda new: new.set_content(folded, subtype="html"))


def _get_parts(message):
    """The single parts of a mail, without those of the mails attached to it."""
    if message.get_content_maintype() == "message":
        return
    if not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        yield from _get_parts(part)


def _mark_history(root, *, by_lines):
    _mark_containers(root)
    _mark_starts(root)
    if by_lines:
        _mark_by_lines(root)
    _show_colored(root)
    if not _get_shown_text(root).strip() and not root.xpath(".//img"):
        for node in root.xpath(f".//*[@{MARK}]"):
            del node.attrib[MARK]
    _mark_frames(root)


def _mark_frames(root):
    """What holds nothing but marked nodes is marked: one fold, not one for each."""
    for node in reversed(list(root.iterdescendants(etree.Element))):
        marks = [child.get(MARK) for child in node if child.tag != "br"]
        texts = [node.text, *(child.tail for child in node)]
        if marks and all(marks) and not any(text and text.strip() for text in texts):
            node.set(MARK, "1")


# Containers


def _get_names(node):
    return " ".join(node.get(name) or "" for name in _NAMES)


def _is_cite(node):
    return node.tag == "blockquote" and bool(
        node.get("type") == "cite"
        or node.get(MARK)
        or _QUOTES.search(node.get("class") or "")
        or _BAR.search(node.get("style") or "")
    )


def _mark_containers(root):
    for node in list(root.iter(etree.Element)):
        if not (node.attrib or node.tag == "blockquote") or _is_marked(node):
            continue
        names = _get_names(node)
        if _SIGNATURES.search(names):
            node.set(MARK, "1")
        elif (_is_cite(node) or _QUOTES.search(names)) and not _is_handed_on(node):
            _mark_quote(node)


def _is_handed_on(node):
    """A forwarded mail is no history."""
    return bool(FORWARDED.match(_get_text(node).strip()[:200]))


def _mark_quote(node):
    """A quote, or, of a container that holds quotes, what stands above the first."""
    first = None if _is_cite(node) else next((c for c in node if _is_cite(c)), None)
    if first is None:
        node.set(MARK, "1")
        return
    _enclose_texts(node)
    for child in node:
        if child is first:
            break
        child.set(MARK, "1")


def _mark_starts(root):
    for node in root.iter(etree.Element):
        if not _is_start(node) or _is_marked(node):
            continue
        rule = node.getprevious()
        while rule is not None and rule.tag in ("br", "hr"):
            rule.set(MARK, "1")
            rule = rule.getprevious()
        _mark_from(node, root)
        break


def _is_start(node):
    if _STARTS.search(_get_names(node)):
        return True
    has_border = bool(_BORDER.search(node.get("style") or ""))
    return has_border and bool(FIELD.match(_get_text(node).strip()))


def _mark_from(node, root):
    """Mark a node and whatever comes after it."""
    node.set(MARK, "1")
    while node is not None and node is not root:
        for item in [node, *node.itersiblings()]:
            _enclose_tail(item)
        for sibling in node.itersiblings(etree.Element):
            sibling.set(MARK, "1")
        node = node.getparent()


# Text that no element holds alone cannot be marked: give it one


def _enclose_tail(node):
    if not (node.tail or "").strip():
        return None
    span = node.getparent().makeelement("span")
    span.text, node.tail = node.tail, None
    node.addnext(span)
    return span


def _enclose_texts(node):
    for child in list(node):
        _enclose_tail(child)
    if (node.text or "").strip():
        span = node.makeelement("span")
        span.text, node.text = node.text, None
        node.insert(0, span)


# Lines


def _mark_by_lines(root):
    """As in a plain text, where no container tells."""
    lines = _Lines(root).found
    folds, end = find_folds([text for text, _runs in lines])
    for (_text, runs), is_folded in zip(lines, folds, strict=True):
        for run in runs if is_folded else ():
            if run.text.strip() or not run.has_image():
                run.enclose().set(MARK, "1")
    history = next((runs[0] for _text, runs in lines[end:] if runs), None)
    if history is not None:
        _mark_from(history.enclose(), root)


class _Run:
    """What stands between two breaks: a text, and the elements right after it.

    The text follows ``before``, or opens ``parent``. Or else one whole block.
    """

    def __init__(self, parent, before=None, block=None):
        self._parent, self._before, self._block = parent, before, block
        self.nodes = []
        source = parent.text if before is None else before.tail
        self.text = (source or "") if block is None else _get_text(block)
        if block is not None and block.tag == "hr":
            self.text = RULE

    def add(self, node):
        self.nodes.append(node)
        self.text += _get_text(node) + (node.tail or "")

    def has_image(self):
        nodes = self.nodes if self._block is None else [self._block]
        return any(_has_image(node) for node in nodes)

    def enclose(self):
        """The one element that holds it all, made where there is none."""
        if self._block is None:
            span = self._parent.makeelement("span")
            if self._before is None:
                span.text, self._parent.text = self._parent.text, None
                self._parent.insert(0, span)
            else:
                span.text, self._before.tail = self._before.tail, None
                self._before.addnext(span)
            span.extend(self.nodes)
            self._block = span
        return self._block


class _Lines:
    """The lines a reader sees: of each the text, and the runs that hold it.

    What is marked already is one line, ``CONTAINER``.
    """

    def __init__(self, root):
        self.found, self._runs, self._holders = [], [], {root}
        for node in root.iter("br", *_BLOCKS):
            for parent in node.iterancestors():
                if parent in self._holders:
                    break
                self._holders.add(parent)
        self._read(root)
        self._end()

    def _read(self, node):
        run = _Run(node)
        for child in node:
            is_split = child.tag in _BLOCKS or child.tag == "br"
            if not (is_split or child in self._holders or child.get(MARK) == "1"):
                run.add(child)
                continue
            self._add(run)
            self._read_child(child)
            run = _Run(node, child)
        self._add(run)

    def _read_child(self, node):
        is_block, is_marked = node.tag in _BLOCKS, node.get(MARK) == "1"
        if is_block or is_marked:
            self._end()
        if is_marked:
            self.found.append((CONTAINER, []))
        elif node.tag == "br":
            self._end(is_line=True)
        elif node in self._holders:
            self._read(node)
            if is_block:
                self._end()
        else:
            self._runs.append(_Run(node, block=node))
            self._end()

    def _add(self, run):
        if run.nodes or run.text.strip():
            self._runs.append(run)

    def _end(self, *, is_line=False):
        if self._runs or is_line:
            text = " ".join("".join(run.text for run in self._runs).split())
            self.found.append((text, self._runs))
            self._runs = []


def _get_text(node):
    if node.tag in ("style", "script") or not isinstance(node.tag, str):
        return ""
    if not len(node):
        return node.text or ""
    return "".join(node.xpath(".//text()[not(parent::style)]"))


def _is_marked(node):
    return node.get(MARK) == "1" or any(
        parent.get(MARK) == "1" for parent in node.iterancestors()
    )


# What was written into the quote, in a colour of its own


def _show_colored(root):
    """People announce it; without a word of theirs a colour is the quoted mail's."""
    if not ANNOUNCED.search(_get_shown_text(root)):
        return
    kept = {node for node in root.iter(etree.Element) if _is_colored(node)}
    holders = {parent for node in kept for parent in node.iterancestors()}
    for node in [node for node in holders if node.get(MARK)]:
        _spare(node, kept, holders)


def _is_colored(node):
    found = _COLOR.search(f"{node.get('style') or ''};color={node.get('color') or ''}")
    if not found or next(node.iterancestors("a"), None) is not None or node.tag == "a":
        return False
    hexa, *rgb, name = found.groups()
    if name:
        return True
    shades = [int(hexa[i : i + 2], 16) for i in (0, 2, 4)] if hexa else map(int, rgb)
    shades = sorted(shades)
    return shades[2] - shades[0] > 80 and bool(_get_text(node).strip())


def _spare(node, kept, holders):
    """Show what is kept of a marked node, and mark its other parts."""
    node.attrib.pop(MARK, None)
    if node in kept:
        return
    if node not in holders:
        node.set(MARK, "1")
        return
    _enclose_texts(node)
    for child in node.iterchildren(etree.Element):
        _spare(child, kept, holders)


# Odoo's sanitizer guesses as well: leave it nothing to guess


def _disarm(root):
    """What is not marked must not look like a quote or a signature to Odoo."""
    for node in list(root.iter(etree.Element)):
        for name in _HOOKS if node.attrib else ():
            node.attrib.pop(name, None)
        if node.tag == "blockquote" and not _is_marked(node):
            node.tag = "div"
            node.set("style", node.get("style") or "margin-left: 40px")
        if _GUESSED.search(node.text or ""):
            _break_text(node)
        _hold_image(node)


def _break_text(node):
    """Line ends mean something in ``pre`` alone; there they become breaks."""
    is_pre = node.tag == "pre" or next(node.iterancestors("pre"), None) is not None
    lines = node.text.split("\n") if is_pre else [" ".join(node.text.split("\n"))]
    node.text = None
    for position, line in enumerate(reversed(lines)):
        span = node.makeelement("span")
        span.text = line
        if position:
            node.insert(0, node.makeelement("br"))
        node.insert(0, span)


def _hold_image(node):
    """An image alone, right below a quote, is no part of it."""
    above = node.getprevious()
    if above is None or not above.get(MARK) or node.get(MARK):
        return
    if _has_image(node) and not _get_text(node).strip():
        span = node.makeelement("span")
        span.text = "\u200b"  # for the sanitizer, a text
        node.addprevious(span)


def _has_image(node):
    return node.tag == "img" or node.find(".//img") is not None


def _get_shown_text(node):
    if not isinstance(node.tag, str) or node.get(MARK) == "1":
        return ""
    parts = [node.text or ""]
    for child in node:
        parts += [_get_shown_text(child), child.tail or ""]
    return "".join(parts)


def get_shown_text(source):
    """The text of what :func:`fold_html` left unmarked."""
    return _get_shown_text(html.fragment_fromstring(source, create_parent="div"))

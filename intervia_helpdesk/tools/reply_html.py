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
from .reply_trimming import FOLDED, MAX_LINES, find_start, fold_lines, split_reply

MARK = "data-o-mail-quote"
MAX_BLOCKS, MAX_TAGS, MAX_TAGS_BY_LINES = 20_000, 80_000, 40_000
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
# A quote in one element; what people write below it is shown
_QUOTES = (
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(@class, 'yahoo_quoted') or contains(@id, 'yahoo_quoted')]",
    "//*[contains(@class, 'protonmail_quote') or contains(@class, 'zmail_extra')]",
    "//*[contains(@class, 'moz-cite-prefix') or contains(@class, 'gmail_attr')]",
    "//*[contains(@class, 'moz-forward-container') or contains(@name, 'quote')]",
    "//blockquote[@type='cite' or @class='gmail_quote' or @data-o-mail-quote]",
    "//*[@id='isForwardContent' or @id='reply-intro' or @id='replybody1']",
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]",
    "//*[@id='ymail_android_signature' or @id='Signature' or @id='ms-outlook-mobile-"
    "signature' or @data-smartmail='gmail_signature' or @id='AppleMailSignature'"
    " or @id='composer_signature']",
)
# From here on everything is history
_BORDER = re.compile(r"border-top:\s*(solid|1pt|\d)[^;]*(#?e1e1e1|#?b5c4df)", re.I)
_STARTS = (
    "//*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='zwchr'"
    " or @id='mail-editor-reference-message-container' or @id='OLK_SRC_BODY_SECTION'"
    " or @id='x_divRplyFwdMsg' or @data-marker='__DIVIDER__']"
)


def fold_html(source):
    """The same HTML with everything but the writer's words marked.

    >>> fold_html('<div>Ya va</div><div class="gmail_quote">El 3/7/24 …</div>')
    '<div>Ya va</div><div class="gmail_quote" data-o-mail-quote="1">El 3/7/24 …</div>'
    >>> fold_html("<p>Hola</p>")
    '<p>Hola</p>'
    """
    tags = source.count("<")
    if tags > MAX_TAGS:
        return source  # no person's mail: nobody waits for it
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError, TypeError):
        return source
    for node in _find_marked(root):
        node.set(MARK, "1")
    _mark_starts(root)
    if tags < MAX_TAGS_BY_LINES:
        _mark_by_lines(root)
    if not _get_shown_text(root).strip() and not root.xpath(".//img"):
        for node in root.xpath(f".//*[@{MARK}]"):
            del node.attrib[MARK]
        return source
    return _get_inner(root)


def fold_text(text):
    """The HTML of a plain text, what its mail program added marked.

    >>> print(fold_text("Ya va.\\n\\n> ¿Va?\\n> Sí"))
    <p>Ya va.</p><div data-o-mail-quote="1">&gt; ¿Va?<br/>&gt; Sí</div>
    """
    parts = []
    for is_folded, block in split_reply(text):
        if is_folded == FOLDED:
            frame = Markup('<div data-o-mail-quote="1">%s</div>')
            parts.append(frame % _with_breaks(block.strip("\n")))
        else:
            paragraphs = re.split(r"\n[ \t]*\n", block.strip("\n"))
            parts += [Markup("<p>%s</p>") % _with_breaks(p) for p in paragraphs]
    return str(Markup("").join(parts))


def _with_breaks(text):
    text = text.replace("\n ", "\n\xa0").replace("  ", " \xa0")
    return Markup("<br/>").join(escape(line) for line in text.split("\n"))


def _get_inner(root):
    inner = escape(root.text or "") + Markup("").join(
        Markup(etree.tostring(child, encoding="unicode", method="html"))
        for child in root
    )
    return str(inner)


def fold_message(message):
    """Fold the history in the text of an ``EmailMessage``, in place.

    The HTML part where there is one; else the plain text becomes HTML.
    """
    parts = [part for part in message.walk() if not part.is_multipart()]
    texts = [
        part
        for part in parts
        if part.get_content_maintype() == "text" and not part.get_filename()
    ]
    rich = next((p for p in texts if p.get_content_subtype() == "html"), None)
    plain = next((p for p in texts if p.get_content_subtype() == "plain"), None)
    part, fold = (rich, fold_html) if rich is not None else (plain, fold_text)
    if part is None:
        return
    charset = part.get_content_charset() or "utf-8"
    try:
        text = (part.get_payload(decode=True) or b"").decode(charset, "replace")
    except LookupError:
        return
    folded = fold(text)
    if MARK in folded:
        replace_content(part, lambda new: new.set_content(folded, subtype="html"))


# Containers


def _find_marked(root):
    for path in _QUOTES:
        yield from root.xpath(f".{path}")


def _mark_starts(root):
    found = root.xpath(f".{_STARTS}")
    found += [
        node
        for node in root.iter("div", "p", "table")
        if _BORDER.search(node.get("style") or "") and ":" in "".join(node.itertext())
    ]
    for node in found[:1]:
        rule = node.getprevious()
        while rule is not None and rule.tag in ("br", "hr"):
            rule.set(MARK, "1")
            rule = rule.getprevious()
        _mark_from(node, root)


def _mark_from(node, root):
    """Mark a node and whatever comes after it."""
    node.set(MARK, "1")
    while node is not None and node is not root:
        for sibling in node.itersiblings():
            if isinstance(sibling.tag, str):
                sibling.set(MARK, "1")
        _wrap_tail(node)
        node = node.getparent()


def _wrap_tail(node):
    """Text after a node belongs to no element that could be marked: give it one."""
    for item in [node, *node.itersiblings()]:
        if (item.tail or "").strip():
            span = etree.Element("span")
            span.text, item.tail = item.tail, None
            span.set(MARK, "1")
            item.addnext(span)


# Lines


def _mark_by_lines(root):
    """As in a plain text, where no container tells."""
    blocks = [block for block in _get_blocks(root) if not _is_marked(block[0])]
    if len(blocks) > MAX_BLOCKS:
        return
    pairs = [(line, node) for node, text in blocks for line in text.split("\n")]
    lines, owners = [line for line, _n in pairs], [node for _l, node in pairs]
    for index in range(min(len(lines), MAX_LINES)):
        length, is_final = find_start(lines, index)
        if length and (is_final or _is_followed_by_quote(owners, index, length)):
            _mark_owner(owners, lines, index, root)
            above = [i for i in range(index) if owners[i] is not owners[index]]
            owners, lines = [owners[i] for i in above], [lines[i] for i in above]
            break
    is_all_folded = {}
    for owner, line, fold in zip(owners, lines, fold_lines(lines), strict=True):
        if line.strip():
            is_all_folded[owner] = fold and is_all_folded.get(owner, True)
    for owner, is_folded in is_all_folded.items():
        if is_folded:
            owner.set(MARK, "1")


def _is_followed_by_quote(owners, index, length):
    """An attribution counts where a quote, marked or not, or more text follows."""
    return index + length < len(owners) or owners[index].getnext() is not None


def _mark_owner(owners, lines, index, root):
    """Mark from the line ``index`` on; its block is split when text stands above."""
    owner = owners[index]
    first = index
    while first > 0 and owners[first - 1] is owner:
        first -= 1
    if any(line.strip() for line in lines[first:index]):
        owner = _find_break(owner, lines[index])
    if owner is not None:
        _mark_from(owner, root)


def _find_break(owner, line):
    """The node right after which, in a block of lines with breaks, ``line`` begins."""
    wanted = line.strip()[:20]
    for node in owner.iter():
        if isinstance(node.tag, str) and (node.tail or "").strip().startswith(wanted):
            span = etree.Element("span")
            span.text, node.tail = node.tail, None
            node.addnext(span)
            return span
        if node is not owner and (node.text or "").strip().startswith(wanted):
            return node
    return None


def _is_marked(node):
    return node.get(MARK) == "1" or any(
        parent.get(MARK) == "1" for parent in node.iterancestors()
    )


def _get_blocks(root):
    """Each innermost block with its text, in order."""
    found, loose = [], _wrap_loose(root)
    for node in root.iter():
        is_block = isinstance(node.tag, str) and (node.tag in _BLOCKS or node is root)
        if node in loose:
            found.append((node, node.text.strip()))
        elif is_block and not any(
            child.tag in _BLOCKS for child in node.iterdescendants()
        ):
            found.append((node, _get_lines(node)))
        elif is_block and (node.text or "").strip():
            found.append((node, node.text.strip()))
    return found


def _wrap_loose(root):
    """Text between blocks, in no element of its own: give it one.

    :return: the new elements
    """
    loose, holds_blocks = set(), {}
    for node in list(root.iter("br", *_BLOCKS)):
        parent = node.getparent()
        if parent is None or not (node.tail or "").strip() or _is_marked(node):
            continue
        if parent not in holds_blocks:
            holds_blocks[parent] = any(child.tag in _BLOCKS for child in parent)
        if holds_blocks[parent]:
            span = etree.Element("span")
            span.text, node.tail = node.tail, None
            node.addnext(span)
            loose.add(span)
    return loose


def _get_lines(node):
    parts = [node.text or ""]
    for child in node.iterdescendants():
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str):
            parts.append(child.text or "")
        parts.append(child.tail or "")
    text = "".join(part if part == "\n" else part.replace("\n", " ") for part in parts)
    return text.replace("\xa0", " ")


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

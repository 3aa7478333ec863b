"""Folds for what a mail only quotes, in the HTML of a message.

What is quoted carries ``data-o-mail-quote``, put there when the mail came in. Here each
stretch of it goes into ``<details>``, which opens without any script. Nothing is lost.
"""

from lxml import etree, html
from markupsafe import Markup, escape

MARK = "data-o-mail-quote"
FOLD = "o_intervia_fold"
# Where HTML lets no <details> stand between parent and child
_ONLY_INSIDE = ("td", "th", "li", "dd", "dt")
_NOWHERE = ("tr", "tbody", "thead", "tfoot", "caption", "col", "colgroup")


def fold_quotes(source, summary):
    """``source`` with what is quoted behind ``summary``.

    >>> print(fold_quotes('<p>Ya</p><div data-o-mail-quote="1">¿Va?</div>', "Ver"))
    <p>Ya</p><details class="o_intervia_fold"><summary>Ver</summary>\
<div data-o-mail-quote="1">¿Va?</div></details>
    >>> fold_quotes("<p>Hola</p>", "Ver")
    '<p>Hola</p>'
    """
    if not source or MARK not in source:
        return source
    try:
        root = html.fragment_fromstring(str(source), create_parent="div")
    except (etree.LxmlError, ValueError):
        return source
    outermost = f".//*[@{MARK}='1'][not(ancestor::*[@{MARK}='1'])]"
    for node in root.xpath(outermost):
        if node.tag in _ONLY_INSIDE:
            _fold_content(node, summary)
        elif node.tag not in _NOWHERE:
            _fold_node(node, summary)
    inner = escape(root.text or "") + Markup("").join(
        Markup(etree.tostring(child, encoding="unicode", method="html"))
        for child in root
    )
    return inner


def _make_fold(summary):
    fold = etree.Element("details", {"class": FOLD})
    etree.SubElement(fold, "summary").text = summary
    return fold


def _fold_node(node, summary):
    """Into a fold of its own, or into the one right before it."""
    before, after = node.getprevious(), node.tail
    node.tail = None
    is_next = before is not None and before.get("class") == FOLD
    if is_next and not (before.tail or "").strip():
        fold = before
        fold[-1].tail = before.tail
    else:
        fold = _make_fold(summary)
        node.addprevious(fold)
    fold.append(node)
    fold.tail = after


def _fold_content(node, summary):
    fold = _make_fold(summary)
    fold[0].tail, node.text = node.text, None
    for child in list(node):
        fold.append(child)
    node.append(fold)

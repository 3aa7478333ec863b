"""A prepared text as a composer without formats takes it.

Unlike a mail in plain text it has no marks of bold or footnotes: people go on writing
in it.
"""

import re

from lxml import html

_APART = frozenset(("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre"))
_LINES = frozenset(("div", "hr", "li", "table", "tr", "ul"))
_GAP, _END = "\x01", "\x02"  # an empty line, a new line: however many meet


def to_text(body):
    """The words of an HTML text, its paragraphs apart and its links spelt out.

    >>> to_text('<p>Hello <b>Ana</b>:</p><p>See<br>the <a href="https://x.es">page</a>')
    'Hello Ana:\\n\\nSee\\nthe page (https://x.es)'
    >>> to_text("<p>Two:</p><ul><li>one</li><li><p>two</p></li></ul><p>End</p>")
    'Two:\\n\\n- one\\n- two\\n\\nEnd'
    >>> to_text("<div>One</div><div>two</div>"), to_text("")
    ('One\\ntwo', '')
    >>> to_text("<pre>One\\n\\n two</pre>")
    'One\\n\\ntwo'
    """
    if not body:
        return ""
    text = "".join(_walk(html.fragment_fromstring(str(body), create_parent="div")))
    text = re.sub(r"[\x01\x02 ]*\x01[\x01\x02 ]*", "\n\n", text)
    text = re.sub(r" *[\x02 ]*\x02 *", "\n", text)
    return re.sub(r" *\n *", "\n", text).strip()


def _walk(node, is_laid_out=False):
    if not isinstance(node.tag, str):  # a comment
        return
    edge = _get_edge(node)
    is_laid_out = is_laid_out or node.tag == "pre"
    yield edge
    if node.tag == "li":
        yield "- "
    yield _flat(node.text, is_laid_out)
    for child in node:
        if child.tag == "br":
            yield "\n"
        else:
            yield from _walk(child, is_laid_out)
        yield _flat(child.tail, is_laid_out)
    if node.tag == "a" and node.get("href") not in (None, node.text):
        yield f" ({node.get('href')})"
    yield edge


def _get_edge(node):
    parent = node.getparent()
    if parent is not None and parent.tag == "li" and node.tag == "p":
        return ""
    return _GAP if node.tag in _APART else _END if node.tag in _LINES else ""


def _flat(text, is_laid_out):
    return text or "" if is_laid_out else re.sub(r"\s+", " ", text or "")

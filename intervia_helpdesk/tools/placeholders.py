"""Names between double braces in a prepared text, filled in from a fixed list.

Nothing is evaluated: a name is in the list or it stays as it is.
"""

import re

from markupsafe import Markup, escape

_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def get_names(text):
    """The names that a text asks for.

    >>> sorted(get_names("Hello {{client}}, about {{ number }}"))
    ['client', 'number']
    """
    return set(_PLACEHOLDER.findall(text or ""))


def fill(html, values):
    """An HTML text with its placeholders filled in; the values are escaped.

    >>> fill("<p>{{ client }}: {{other}}</p>", {"client": "R&D <script>"})
    Markup('<p>R&amp;D &lt;script&gt;: {{other}}</p>')
    """
    return Markup(
        _PLACEHOLDER.sub(
            lambda match: str(escape(values.get(match[1], match[0]))), html or ""
        )
    )

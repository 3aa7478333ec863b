"""Run with the environment's Python: what a .po lacks compared with a .pot.

With --merge the .po is brought up to the .pot first, keeping what was translated.
"""

import sys
from pathlib import Path

import polib


def merge(template, path):
    """Write the .po anew: the template's terms in its order, our translations."""
    header = dict(template.metadata)
    known = {}
    if path.exists():
        current = polib.pofile(str(path))
        known = {entry.msgid: entry.msgstr for entry in current if not entry.obsolete}
    header["Language"] = "es"
    header["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    for date in ("POT-Creation-Date", "PO-Revision-Date"):
        header[date] = ""
    template.metadata = header
    for entry in template:
        entry.msgstr = known.get(entry.msgid, "")
    path.parent.mkdir(exist_ok=True)
    template.wrapwidth = 78
    template.save(str(path))


def complaints(template, path):
    """One line per term that is missing, empty, fuzzy or no longer in the source."""
    if not len(template):
        return
    if not path.exists():
        yield f"there is no file, and {len(template)} terms to translate"
        return
    translated = {entry.msgid: entry for entry in polib.pofile(str(path))}
    for entry in template:
        found = translated.get(entry.msgid)
        if found is None or found.obsolete:
            yield f"missing: {entry.msgid!r}"
        elif not found.msgstr:
            yield f"not translated: {entry.msgid!r}"
        elif found.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
    for msgid in set(translated) - {entry.msgid for entry in template}:
        yield f"no longer in the source: {msgid!r}"


def main():
    template, path = polib.pofile(sys.argv[1]), Path(sys.argv[2])
    if "--merge" in sys.argv:
        merge(template, path)
        template = polib.pofile(sys.argv[1])
    for line in complaints(template, path):
        print(line)


main()

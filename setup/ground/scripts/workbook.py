# Odoo shell: make the workbook of the demo in each language and write it to OUTPUT,
# with expected.json: what a reader has to find in it.
import base64
import json
import os
from pathlib import Path

from odoo.addons.intervia_helpdesk.tools import workbook_writer

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;1)",
    "\t=1+1",
    '=HYPERLINK("x")',
]

output = Path(os.environ["OUTPUT"])
elena = env["res.users"].search([("login", "=", "elena")])
tickets = env["intervia.ticket"].search([], order="id desc", limit=len(HOSTILE))
for ticket, subject in zip(tickets, HOSTILE, strict=True):
    ticket.name = subject
sheets = {}
write = workbook_writer.WorkbookWriter.add


def add(writer, sheet):
    """Write it down, too."""
    rows = write(writer, sheet)
    sheets[workbook_writer.clean_name(sheet.name)] = {
        "header": [column.title for column in sheet.columns],
        "rows": rows,
        "charts": len(sheet.charts),
    }
    return rows


workbook_writer.WorkbookWriter.add = add
expected = {}
for language in ("en_US", "es_ES"):
    elena.lang = language
    sheets.clear()
    books = env["intervia.workbook"].with_user(elena).with_context(lang=language)
    book = books.create({"date_from": "2020-01-01"})
    book.action_make()
    content = base64.b64decode(book.with_context(bin_size=False).file)
    (output / f"{language}.xlsx").write_bytes(content)
    expected[language] = {
        "sheets": dict(sheets),
        "texts": [ticket.name for ticket in tickets.with_user(elena)],
    }
(output / "expected.json").write_text(json.dumps(expected))

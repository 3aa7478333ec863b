import json

from odoo import models
from odoo.tools import SQL

from ...tools.personal_words import replace_words

SCHEDULED = "mail.scheduled.message"
TEXTS = ("char", "text", "html", "json", "properties")


class ResPartner(models.Model):
    """Taking the name, the addresses and the telephones of a person out of texts."""

    _inherit = "res.partner"

    def _erase_intervia_words(self, traces):
        """In what remains of him, a neutral word stands for who he was.

        :return: the number of texts that named him
        """
        count = 0
        for model, ids in self._get_intervia_text_rows(traces):
            count += self._replace_intervia_words(model, ids, traces)
        self.env.invalidate_all(flush=False)
        return count

    def _get_intervia_text_rows(self, traces):
        """Pairs of a model and the ids whose texts may name him. Extension point.

        Of the helpdesk's own models, whatever points at him, at his accounts, or at
        one of the tickets: models to come as well.
        """
        spared = self._get_intervia_spared_models()
        for name, model in self.env.items():
            if name.startswith("intervia.") and name not in spared and model._auto:
                yield model, self._find_intervia_rows(model, traces)
        messages = traces.messages
        domain = [("mail_message_id", "in", messages.ids)]
        yield messages, messages.ids
        for name in ("mail.mail", "mail.notification", "mail.tracking.value"):
            yield self.env[name], self.env[name].search(domain).ids
        mails = self._find_intervia_mails(traces)
        yield mails, mails.ids
        on_ticket = [("res_id", "in", traces.tickets.ids)]
        for name, field in (("mail.activity", "res_model"), (SCHEDULED, "model")):
            domain = [(field, "=", "intervia.ticket"), *on_ticket]
            yield self.env[name], self.env[name].search(domain).ids
        yield self.env["ir.attachment"], self._find_intervia_files(traces).ids

    def _get_intervia_spared_models(self):
        """Models that the law makes us keep as they are. Extension point."""
        return set()

    def _find_intervia_files(self, traces):
        """Attachments of the tickets and messages, whatever field they belong to."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM ir_attachment
                    WHERE res_model = 'intervia.ticket' AND res_id = ANY(%s)
                    UNION SELECT attachment_id FROM message_attachment_rel
                    WHERE message_id = ANY(%s)""",
                traces.tickets.ids,
                traces.messages.ids,
            )
        )
        return self.env["ir.attachment"].browse(row[0] for row in rows)

    def _find_intervia_rows(self, model, traces):
        """Ids of the rows of ``model`` that point at him or at a ticket."""
        if model._transient:
            # dialogs of an hour: what was typed into them points at nobody yet
            return [
                row[0]
                for row in self.env.execute_query(
                    SQL("SELECT id FROM %s", SQL.identifier(model._table))
                )
            ]
        targets = {
            "res.partner": traces.persons.ids,
            "res.users": traces.users.ids,
            "intervia.ticket": traces.tickets.ids,
        }
        found = [SQL("id = ANY(%s)", targets.get(model._name, []))]
        for field in model._fields.values():
            ids = targets.get(getattr(field, "comodel_name", None))
            if not ids or not field.store:
                continue
            if field.type == "many2one":
                found.append(SQL("%s = ANY(%s)", SQL.identifier(field.name), ids))
            elif field.type == "many2many":
                found.append(
                    SQL(
                        "id IN (SELECT %s FROM %s WHERE %s = ANY(%s))",
                        SQL.identifier(field.column1),
                        SQL.identifier(field.relation),
                        SQL.identifier(field.column2),
                        ids,
                    )
                )
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE %s",
                SQL.identifier(model._table),
                SQL(" OR ").join(found),
            )
        )
        return [row[0] for row in rows]

    def _replace_intervia_words(self, model, ids, traces):
        """Write the neutral word into the texts of these rows, past the ORM: no date
        changes, nobody is told, nothing is computed anew."""
        if not ids or not any(traces.patterns):
            return 0
        count = 0
        for field in model._fields.values():
            if field.type not in TEXTS or not field.store or not field.column_type:
                continue
            replace = self._replace_intervia_column
            if field.column_type[0] == "jsonb" or field.translate:
                replace = self._replace_intervia_json
            count += replace(model._table, field.name, ids, traces)
        return count

    def _replace_intervia_column(self, table, column, ids, traces):
        value = name = SQL.identifier(column)
        for pattern, flags in zip(traces.patterns, ("gi", "g"), strict=True):
            if pattern:
                args = (value, pattern, traces.word, flags)
                value = SQL("regexp_replace(%s, %s, %s, %s)", *args)
        self.env.cr.execute(
            SQL(
                """UPDATE %(table)s SET %(name)s = %(value)s
                    WHERE id = ANY(%(ids)s) AND %(name)s <> %(value)s""",
                table=SQL.identifier(table),
                name=name,
                value=value,
                ids=list(ids),
            )
        )
        return self.env.cr.rowcount

    def _replace_intervia_json(self, table, column, ids, traces):
        table, name, count = SQL.identifier(table), SQL.identifier(column), 0
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s FROM %s WHERE id = ANY(%s) AND %s IS NOT NULL",
                name,
                table,
                list(ids),
                name,
            )
        )
        for row_id, value in rows:
            replaced = replace_words(value, traces.patterns, traces.word)
            if replaced != value:
                count += 1
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = %s::jsonb WHERE id = %s",
                        table,
                        name,
                        json.dumps(replaced, ensure_ascii=False),
                        row_id,
                    )
                )
        return count

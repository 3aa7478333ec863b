"""Reads the tables ``access_matrix.txt`` of the addons, and makes records of any model.

Each installed addon of the helpdesk has one such file. It says all that is allowed; a
model, or a field shown to clients, that no file names fails the test.
"""

from collections import namedtuple
from pathlib import Path

from psycopg2.extras import Json

from odoo import fields
from odoo.modules import Manifest
from odoo.tools import SQL

OURS = "intervia_helpdesk"
FILE = "tests/access_matrix.txt"
LETTERS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}

Row = namedtuple("Row", "scope cells")


class Tables:
    """What the files say: ``rows`` by model, ``shown`` and ``closed`` fields by model.

    ``rows[model]`` is a :class:`Row` of the scope (``company`` or ``shared``) and the
    letters of each role. ``shown[model]`` are the fields that people without a role in
    the helpdesk read, ``samples[model]`` values that the record needs, ``roles[role]``
    what makes a person of a role that the base does not know.
    """

    def __init__(self, addons):
        self.rows, self.shown, self.samples, self.roles = {}, {}, {}, {}
        for addon in addons:
            path = Path(Manifest.for_addon(addon).path, FILE)
            if path.exists():
                self._read(path)

    def _read(self, path):
        section = header = None
        for line in path.read_text().splitlines():
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0].startswith("["):
                section, header = words[0].strip("[]"), words[1:]
            elif section == "models":
                self._add_row(header, words)
            elif section == "fields":
                self.shown.setdefault(words[0], set()).update(words[1:])
            else:
                values = dict(word.split("=") for word in words[1:])
                known = self.roles if section == "roles" else self.samples
                known.setdefault(words[0], {}).update(values)

    def _add_row(self, header, words):
        model, scope, *cells = words
        assert len(cells) == len(header), f"{model}: {len(header)} cells, please"
        row = self.rows.setdefault(model, Row(scope, {}))
        row.cells.update(zip(header, cells, strict=True))


def get_addons(env):
    """Names of the installed addons of the helpdesk, the base first."""
    names = env.registry._init_modules
    return sorted(name for name in names if name.startswith(OURS))


def get_own_models(env):
    """The models that the helpdesk brings along, by name."""
    return {
        name: env[name]
        for name, model in sorted(env.registry.items())
        if (model._original_module or "").startswith(OURS) and not model._abstract
    }


def get_own_fields(env):
    """Fields that the helpdesk adds to models of the platform: model -> names."""
    own = get_own_models(env)
    found = {}
    for name, model in sorted(env.registry.items()):
        if name in own or model._abstract or model._transient:
            continue
        names = {
            field.name
            for field in model._fields.values()
            if (field._module or "").startswith(OURS)
        }
        if names:
            found[name] = names
    return found


class Maker:
    """Makes one row of any model, straight in its table: no rule, hook or default.

    :param str place: tells its rows from those of another maker
    :param dict anchors: records to point at, by model; those of the roles under test
    """

    def __init__(self, env, place, anchors, samples):
        self.env, self.place = env(su=True), place
        self.anchors, self.samples = anchors, samples

    def make(self, name):
        """The record of model ``name`` that goes with the anchors, if one can."""
        model = self.env[name]
        if name in self.anchors:
            return self.anchors[name]
        if not model._auto or model._table_query is not None:
            return model  # a report: its rows are those of others
        if self._find(model):
            return self.anchors[name]
        columns = self._prepare(model)
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(map(SQL.identifier, columns)),
                tuple(columns.values()),
            )
        )
        self.anchors[name] = model.browse(rows[0][0])
        return self.anchors[name]

    def _find(self, model):
        """What the product itself made along with the ticket."""
        if "ticket_id" not in model._fields or not model._fields["ticket_id"].store:
            return model
        ticket = self.anchors["intervia.ticket"]
        found = model.search([("ticket_id", "=", ticket.id)], limit=1)
        if found:
            self.anchors[model._name] = found
        return found

    def _prepare(self, model):
        columns = {}
        for field in model._fields.values():
            if field.store and field.column_type and field.name != "id":
                value = self._get_value(model, field)
                if value is not None:
                    columns[field.name] = value
        return columns

    def _get_value(self, model, field):
        sample = self.samples.get(model._name, {}).get(field.name)
        if sample is not None:
            return sample
        if field.type == "many2one":
            return self._get_target(field)
        if field.name == "active":
            return True
        if not (field.required or field.name in ("name", "create_date")):
            return None
        return self._get_plain(model, field)

    def _get_target(self, field):
        name = field.comodel_name
        if name == "res.partner" and field.name == "commercial_partner_id":
            return self.anchors[name].commercial_partner_id.id
        if name in self.anchors:
            return self.anchors[name].id
        if not field.required:
            return None
        if name.startswith("intervia."):
            return self.make(name).id
        order = "id" if self.place == "home" else "id desc"
        return self.env[name].search([], order=order, limit=1).id

    def _get_plain(self, model, field):
        if field.type in ("date", "datetime"):
            return fields.Datetime.now()
        if field.type == "selection":
            return field.get_values(self.env)[0]
        if field.type == "boolean":
            return False
        if field.type in ("integer", "float", "monetary"):
            return 71 if self.place == "home" else 72
        if field.type in ("json", "properties_definition"):
            return Json({})
        text = f"{self.place} {model._name}"
        return Json({"en_US": text}) if field.translate else text

"""Arguments that no screen sends, drawn by hypothesis; and whether a fault is ours."""

import inspect
import re
import tempfile
import traceback
from pathlib import Path
from zlib import crc32

import hypothesis
from hypothesis import strategies as st
from psycopg2 import IntegrityError
from werkzeug.exceptions import HTTPException

from odoo.exceptions import RedirectWarning, UserError

# it keeps its tables somewhere: not in the folder that the server was started in
_HOME = tempfile.TemporaryDirectory(prefix="intervia-hypothesis-")
hypothesis.configuration.set_hypothesis_home_dir(_HOME.name)

# What a caller is told in words; the platform says the breach of a constraint in words
REFUSALS = (UserError, RedirectWarning, HTTPException, IntegrityError)
TEXTS = (
    "",
    "\0",
    "a" * 30_000,
    "-1",
    "0",
    "99999999999999999999999",
    "1e999",
    "NaN",
    "'; DROP TABLE intervia_ticket; --",
    '"><script>alert(1)</script>',
    "%00%ff",
    "../../../etc/passwd",
    "ñ€漢字\u202e",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "{{ 7 * 7 }}",
    "[[1, 2], {",
    "__class__",
    "name.message_ids.body",
    "2026-13-45",
    "intervia.ticket",
)
DAYS = ("2026-01-05", "2026-01-05 08:00:00", "9999-12-31", "0001-01-01")
NUMBERS = (-1, 0, 1, 2**31 - 1, 2**31, 2**63, 10**30, 1.5, -1e308)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(NUMBERS),
    st.sampled_from(TEXTS),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
)
anything = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.sampled_from(TEXTS[3:]), scalars, max_size=2),
    st.lists(st.lists(scalars, max_size=3), max_size=2),
)


def run(body, name, rounds, *args):
    """Call ``body(data, *args)`` so many times, each with other draws.

    Not with the simplest draw of all, which hypothesis always begins with.

    :param str name: draws are the same in every run, and others for another name
    """

    @hypothesis.seed(crc32(name.encode()))
    @hypothesis.settings(
        max_examples=rounds + 1,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(st.data())
    def test(data):
        if data.draw(st.integers(0, 2**30)):
            body(data, *args)

    test()


def is_of_the_platform(error):
    """How many records a button takes, or a value that no field takes."""
    return isinstance(error, ValueError) and str(error).startswith(
        ("Expected singleton", "Wrong value for")
    )


def get_place(error):
    """The innermost line of the platform or of an addon, not of a library."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "/odoo/" in frame.filename or "/intervia_helpdesk" in frame.filename:
            return f"{frame.filename}:{frame.lineno} {frame.name}"
    return ""


def is_of_ours(place):
    return "/intervia_helpdesk" in place and "/tests/" not in place


def get_context_keys(addons):
    """What our code reads from the context of a call."""
    found = set()
    for addon in addons:
        for path in Path(addon).rglob("*.py"):
            found.update(re.findall(r'context\.get\(\s*"(\w+)"', path.read_text()))
    return sorted(found)


class Caller:
    """Draws arguments for a method of a model.

    :param dict ids: numbers of records by model, those of others among them
    :param list keys: of contexts
    """

    def __init__(self, env, ids, keys):
        self.env, self.ids, self.keys = env, ids, keys

    def draw_or_anything(self, data, fitting):
        """Three of four times what fits, so that more than the first check is met."""
        return data.draw(fitting if data.draw(st.integers(0, 3)) else anything)

    def draw_ids(self, data, model):
        known = self.ids.get(model) or [1]
        # what is no number at all breaks before any model is asked
        pool = [*([number] for number in known), known, [], [2**31 - 1], known * 2]
        return data.draw(st.sampled_from(pool))

    def get_number(self, model):
        return st.sampled_from([*(self.ids.get(model) or [1]), 2**31 - 1, False])

    def draw_context(self, data):
        key = data.draw(st.sampled_from([None, None, *self.keys]))
        if not key:
            return {}
        tickets = self.ids["intervia.ticket"]
        known = st.sampled_from([tickets, tickets[0]])
        models = st.sampled_from(["intervia.ticket", "res.partner", "x"])
        return {
            "active_model": data.draw(models),
            key: self.draw_or_anything(data, known),
        }

    def draw_value(self, data, field):
        """One for a field: of its type, or anything."""
        return self.draw_or_anything(data, self.get_fitting(field))

    def get_fitting(self, field):
        kind = field.type
        if kind in ("many2one", "many2one_reference"):
            return self.get_number(getattr(field, "comodel_name", ""))
        if kind in ("one2many", "many2many"):
            number = self.get_number(field.comodel_name)
            act = st.sampled_from([1, 2, 3, 4, 5, 6, 7])
            command = st.tuples(act, number, st.just({})).map(list)
            return st.lists(command, max_size=2)
        if kind in ("integer", "float", "monetary"):
            return st.sampled_from(NUMBERS)
        if kind in ("date", "datetime"):
            return st.sampled_from(DAYS)
        if kind == "selection":
            values = [value for value in field.get_values(self.env) or () if value]
            return st.sampled_from(values or ["x"])
        if kind == "boolean":
            return st.booleans()
        if kind == "binary":
            return st.sampled_from(["", "aG9sYQ==", "aG9sYQ"])
        return st.text(max_size=20)

    def draw_values(self, data, model):
        names = sorted(name for name in model._fields if name != "id")
        chosen = data.draw(st.lists(st.sampled_from(names), max_size=5, unique=True))
        required = [n for n in names if model._fields[n].required]
        chosen += [n for n in required if n not in chosen and data.draw(st.booleans())]
        return {name: self.draw_value(data, model._fields[name]) for name in chosen}

    def draw_domain(self, data, model):
        names = [*sorted(model._fields), "ticket_id.name", "message_ids.body", "x"]
        term = st.tuples(
            st.sampled_from(names),
            st.sampled_from(["=", "!=", "in", "ilike", ">", "any", "child_of", "?"]),
            anything,
        ).map(list)
        domain = st.lists(st.one_of(term, st.sampled_from(["|", "&", "!"])), max_size=3)
        return self.draw_or_anything(data, domain)

    def draw_names(self, data, model):
        names = [*sorted(model._fields), "create_date:month", "x", "id"]
        return data.draw(st.lists(st.sampled_from(names), max_size=4))

    def draw_argument(self, data, name, model):
        """By the name that the parameter has."""
        if name in ("vals", "values", "default"):
            return self.draw_values(data, model)
        if name == "vals_list":
            return [self.draw_values(data, model)]
        if name == "domain":
            return self.draw_domain(data, model)
        if name in ("fields", "fields_list", "field_names", "groupby", "allfields"):
            return self.draw_names(data, model)
        if name in ("specification", "fields_spec"):
            return {field: {} for field in self.draw_names(data, model)}
        if name.endswith("_id"):
            return self.draw_or_anything(data, self.get_number(f"intervia.{name[:-3]}"))
        return data.draw(anything)

    def draw_arguments(self, data, model, method, extra=()):
        """Of each parameter; those with a default are left out now and then."""
        drawn = {}
        for name, parameter in list(inspect.signature(method).parameters.items())[1:]:
            if parameter.kind == parameter.VAR_KEYWORD:
                for key in extra:
                    if data.draw(st.booleans()):
                        drawn[key] = data.draw(anything)
            elif parameter.kind != parameter.VAR_POSITIONAL and (
                parameter.default is parameter.empty or data.draw(st.booleans())
            ):
                drawn[name] = self.draw_argument(data, name, model)
        return drawn

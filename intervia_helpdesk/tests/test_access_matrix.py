import logging
import time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_matrix import LETTERS, get_own_fields
from .matrix_case import MatrixCase

_logger = logging.getLogger(__name__)

SILENT = (
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
    "odoo.orm.models",
    "odoo.models",
)
# Roles of the other company, and as whom they count among their own
ABROAD = {"agent_abroad": "agent", "manager_abroad": "manager"}
MAGIC = {"id", "display_name", "create_uid", "create_date", "write_uid", "write_date"}
AT_LEAST = 5_000


@tagged("post_install", "-at_install")
class TestAccessMatrix(MatrixCase):
    """Role by company by model by field by verb: what no table allows is refused.

    client      the client of the records          stranger   another client
    requester   an employee without a role         public     nobody in particular
    agent       of the area, he has the ticket     elsewhere  agent of another area
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outside = [
            role
            for role, user in cls.people.items()
            if not user.has_group("intervia_helpdesk.group_agent")
            and not cls.tables.roles.get(role, {}).get("staff")
        ]

    # What is allowed

    def _get_cases(self):
        """Yield (model, role, home or abroad, its record, letters allowed)."""
        for name, model in self.models.items():
            row = self.tables.rows[name]
            for place, maker in self.makers.items():
                if place == "abroad" and (model._transient or row.scope == "shared"):
                    continue
                record = model if model._transient else maker.make(name)
                for role in self.people:
                    allowed = self._get_allowed(row, role, place)
                    yield name, role, place, record, allowed

    def _get_allowed(self, row, role, place):
        """Letters of a role; none in another company, nor of strangers' records."""
        letters = row.cells.get(ABROAD.get(role, role))
        if letters is None:
            known = self.tables.roles.get(role, {})
            letters = row.cells.get(known.get("like"), "")
        is_same = place == ("abroad" if role in ABROAD else "home")
        if row.scope == "shared" or is_same:
            return letters.replace("-", "")
        # what a role may create, it creates in its own company
        return ""

    # The tables say everything

    def test_every_model_is_in_a_table(self):
        missing = set(self.models) - set(self.tables.rows)
        self.assertFalse(missing, "add them to tests/access_matrix.txt of their addon")
        unknown = set(self.tables.rows) - set(self.models)
        self.assertFalse(unknown, "these models are gone")

    def test_every_field_shown_outside_is_in_a_table(self):
        """What is added to a record that clients read is shown to them on purpose."""
        found = {name: set() for name in self.tables.shown if name != "platform"}
        for name, model in self.models.items():
            row = self.tables.rows.get(name)
            roles = [r for r in self.outside if row and "r" in row.cells.get(r, "")]
            if roles and not model._transient:
                found[name] = self._get_readable(model, roles, model._fields)
        for name, names in get_own_fields(self.env).items():
            roles = [r for r in self.outside if self._is_open(name, r)]
            readable = self._get_readable(self.env[name], roles, names)
            if readable:
                found[name] = readable
        for name, names in found.items():
            with self.subTest(model=name):
                shown = self.tables.shown.get(name, set())
                self.assertEqual(names - self.tables.shown["platform"], shown)

    def _is_open(self, name, role):
        return self.env[name].with_user(self.people[role]).has_access("read")

    def _get_readable(self, model, roles, names):
        envs = [model.with_user(self.people[role]) for role in roles]
        return {
            name
            for name in names
            if name not in MAGIC
            and any(self._may_read(m, m._fields[name]) for m in envs)
        }

    def _may_read(self, model, field):
        """By its groups; of lines, also by the access to their model."""
        if not model._has_field_access(field, "read"):
            return False
        is_lines = field.type in ("one2many", "many2many")
        # the files of a record are as open as the record
        if not is_lines or field.comodel_name == "ir.attachment":
            return True
        lines = model.env[field.comodel_name]
        back = lines._fields.get(getattr(field, "inverse_name", None) or "id")
        return lines.has_access("read") and lines._has_field_access(back, "read")

    # The tables are kept

    def test_matrix(self):
        """Each cell both ways; each field of each model, by each role."""
        self.tried, self.leaks = 0, []
        start = time.perf_counter()
        with mute_logger(*SILENT), self._quick_errors(), self.env.cr.savepoint():
            for case in self._get_cases():
                self._try_verbs(*case)
                self._try_fields(*case)
        _logger.info(
            "%d combinations in %.1f s", self.tried, time.perf_counter() - start
        )
        self.assertFalse(self.leaks, "\n".join(self.leaks))
        self.assertGreater(self.tried, AT_LEAST)

    def _try_verbs(self, name, role, place, record, allowed):
        own = record.with_user(self.people[role])
        for letter, verb in LETTERS.items():
            if letter == "c" and (place == "abroad") != (role in ABROAD):
                continue  # a company is told from another by its records
            if not record and not record._transient and letter != "c":
                continue  # a report without rows
            subject = own.browse() if letter == "c" else own
            done = subject.has_access(verb)
            if not done and verb != "read":
                done = self._is_done(subject, verb)
            self._note(done, letter in allowed, name, role, place, verb)

    def _is_done(self, record, verb):
        """Whether a forbidden act gets through after all."""
        with self.env.cr.savepoint() as savepoint:
            try:
                if verb == "create":
                    record = record.create({})
                elif verb == "write":
                    record.write({"display_name": "x"})
                else:
                    record.unlink()
            except UserError:
                return False
            finally:
                savepoint.rollback()
        return bool(record)

    def _try_fields(self, name, role, place, record, allowed):
        if record._transient or not record:
            return
        own = record.with_user(self.people[role])
        shown = self.tables.shown.get(name, ())
        for field in record._fields.values():
            if field.name in MAGIC:
                continue
            expected = "r" in allowed and self._may_read(own, field)
            if role in self.outside and field._module.startswith("intervia"):
                expected = expected and field.name in shown
            done = self._is_read(own, field.name)
            self._note(done, expected, name, role, place, f"read {field.name}")
            is_closed = not own._has_field_access(field, "read")
            if "r" in allowed and (is_closed or not expected and role in self.outside):
                done = self._is_searched(own, field.name)
                verb = f"{done or 'search'} {field.name}"
                self._note(done, False, name, role, place, verb)

    def _is_read(self, record, name):
        try:
            return bool(record.read([name], load=None))
        except AccessError:
            return False

    def _is_searched(self, record, name):
        """Whether a value that may not be read tells itself by a search or an order."""
        known = ("id", "=", record.id)
        asked = self._get_condition(record._fields[name])

        def group():
            # a group of those without tells nothing
            rows = record.formatted_read_group([known], [name], ["__count"])
            if not any(row[name] for row in rows):
                raise ValueError(name)

        acts = {
            "domain": lambda: record.search([known, asked]),
            "order": lambda: record.search([known], order=name),
            "group": group,
        }
        for what, act in acts.items():
            try:
                act()
            except (UserError, ValueError, NotImplementedError):
                continue  # the last two: it cannot be searched, by anybody
            return what
        return False

    def _get_condition(self, field):
        """One that the platform cannot answer without looking."""
        if field.type == "selection":
            return field.name, "=", field.get_values(self.env)[0]
        if field.type in ("char", "text", "html"):
            return field.name, "ilike", "a"
        if field.type in ("integer", "float", "monetary"):
            return field.name, ">", 0
        return field.name, "!=", False

    def _note(self, done, expected, name, role, place, verb):
        self.tried += 1
        if bool(done) != expected:
            word = "is refused" if expected else "gets through"
            self.leaks.append(f"{name}, {place}: {verb} by {role} {word}")

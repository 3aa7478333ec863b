from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import HttpCase, JsonRpcException
from odoo.tools import mute_logger

from .states import STATES, StatesCase

# Written down from the text of the product, not taken from the code
ALLOWED = {
    "registered": {"assigned", "cancelled"},
    "assigned": {"in_progress", "cancelled"},
    "in_progress": {"waiting", "finished", "cancelled"},
    "waiting": {"in_progress", "finished", "cancelled"},
    "finished": {"in_progress"},
    "cancelled": set(),
}
ASSIGNERS = ("supervisor", "administrator")
# button -> where it leads; the steps on the way must be allowed, too
BUTTONS = {
    "action_take": "assigned",
    "action_start": "in_progress",
    "action_wait": "waiting",
    "action_finish": "finished",
    "action_reopen": "in_progress",
    "action_cancel": "cancelled",
}
BUTTON_SOURCES = {
    "action_take": {"registered"},
    "action_start": {"registered", "assigned", "waiting", "finished"},
    "action_wait": {"registered", "assigned", "in_progress", "finished"},
    "action_finish": {"registered", "assigned", "in_progress", "waiting"},
    "action_reopen": {"finished"},
    "action_cancel": {"registered", "assigned", "in_progress", "waiting"},
}


def may(role, source, target):
    if role == "requester" or target not in ALLOWED[source]:
        return False
    return target != "assigned" or role in ASSIGNERS


def may_press(role, source, button):
    if role == "requester" or source not in BUTTON_SOURCES[button]:
        return False
    # out of "registered" every way but cancelling goes through "assigned"
    cancels = button == "action_cancel"
    return source != "registered" or cancels or role in ASSIGNERS


class TestWorkflowTable(StatesCase):
    """Each pair of states, each role, each door within the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tickets = {state: cls._create_tickets_in(state) for state in STATES}

    @contextmanager
    def _undone(self):
        with self.env.cr.savepoint() as savepoint:
            yield
            savepoint.rollback()

    def _pairs(self):
        for role in self.roles:
            for source in STATES:
                for target in STATES:
                    if target != source:
                        yield role, source, target

    def _assert_outcome(self, source, target, allowed, act):
        """``act`` moves the ticket if ``allowed``, else raises and moves nothing."""
        ticket = self.tickets[source]
        with self._undone():
            if allowed:
                act()
            else:
                with self.assertRaises(UserError) as caught:  # or a kind of it
                    act()
                self.assertTrue(str(caught.exception).strip())
            ticket.invalidate_recordset()
            self.assertEqual(ticket.state, target if allowed else source)

    def test_write_follows_the_table(self):
        for role, source, target in self._pairs():
            ticket = self.tickets[source].with_user(self.roles[role])
            vals = {"stage_id": self.stages[target].id}
            with self.subTest(role=role, source=source, target=target):
                allowed = may(role, source, target)
                self._assert_outcome(
                    source, target, allowed, lambda t=ticket, v=vals: t.write(v)
                )

    def test_import_follows_the_table(self):
        for role, source, target in self._pairs():
            if role == "administrator":
                continue
            with self.subTest(role=role, source=source, target=target):
                self._assert_outcome(
                    source,
                    target,
                    may(role, source, target),
                    lambda args=(role, source, target): self._import(*args),
                )

    def _import(self, role, source, target):
        result = (
            self.env["intervia.ticket"]
            .with_user(self.roles[role])
            .load(
                [".id", "stage_id/.id"],
                [[str(self.tickets[source].id), str(self.stages[target].id)]],
            )
        )
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    def test_buttons_follow_the_table(self):
        for role, user in self.roles.items():
            for button, target in BUTTONS.items():
                for source in STATES:
                    if source == target or button == "action_take":
                        continue
                    ticket = self.tickets[source].with_user(user)
                    with self.subTest(role=role, source=source, button=button):
                        self._assert_outcome(
                            source,
                            target,
                            may_press(role, source, button),
                            lambda t=ticket, b=button: getattr(t, b)(),
                        )

    def test_take_over_keeps_the_state_of_a_ticket_in_work(self):
        for role, user in self.roles.items():
            for source in STATES:
                allowed = role in ASSIGNERS and source not in ("cancelled",)
                target = "assigned" if source == "registered" else source
                ticket = self.tickets[source].with_user(user)
                with self.subTest(role=role, source=source):
                    self._assert_outcome(
                        source,
                        target if allowed else source,
                        allowed,
                        lambda t=ticket: t.action_take(),
                    )

    def test_same_stage_again_changes_nothing(self):
        for source in STATES[:-1]:
            ticket = self.tickets[source].with_user(self.user_agent)
            ticket.write({"stage_id": self.stages[source].id})
            self.assertEqual(ticket.state, source)

    def test_board_drag_is_a_write_like_any_other(self):
        ticket = self.tickets["finished"].with_user(self.user_manager)
        with self.assertRaises(UserError):
            ticket.web_save({"stage_id": self.stages["registered"].id}, {"state": {}})

    def test_superuser_cannot_leave_the_table_either(self):
        for source in STATES:
            for target in set(STATES) - ALLOWED[source] - {source}:
                with self.subTest(source=source, target=target):
                    self._assert_outcome(
                        source,
                        target,
                        False,
                        lambda s=source, t=target: self.tickets[s].write(
                            {"stage_id": self.stages[t].id}
                        ),
                    )


@tagged("post_install", "-at_install")
class TestWorkflowTableRpc(HttpCase, StatesCase):
    """The same table through the server's own door."""

    def _assert_table(self, role):
        self.authenticate(role_login := self.roles[role].login, role_login)
        for source in STATES:
            tickets = self._create_tickets_in(source, len(STATES))
            for ticket, target in zip(tickets, STATES, strict=True):
                if source != target:
                    with self.subTest(role=role, source=source, target=target):
                        self._assert_pair(ticket, target, may(role, source, target))

    def _assert_pair(self, ticket, target, allowed):
        source = ticket.state
        args = [ticket.ids, {"stage_id": self.stages[target].id}]
        if allowed:
            self._call("write", args)
        else:
            with self.assertRaises(JsonRpcException) as caught:
                self._call("write", args)
            self.assertRegex(str(caught.exception), "UserError|AccessError")
        ticket.invalidate_recordset()
        self.assertEqual(ticket.state, target if allowed else source)

    @mute_logger("odoo.http")
    def _call(self, method, args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/intervia.ticket/{method}",
            {"model": "intervia.ticket", "method": method, "args": args, "kwargs": {}},
        )

    def test_requester_moves_nothing(self):
        self._assert_table("requester")

    def test_agent_follows_the_table(self):
        self._assert_table("agent")

    def test_supervisor_follows_the_table(self):
        self._assert_table("supervisor")

    def test_administrator_follows_the_table(self):
        self._assert_table("administrator")

from datetime import datetime, timedelta
from typing import NamedTuple

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Datetime, Domain

from ..tools.rpc_argument import get_id

PERIODS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
SUPERVISOR = "intervia_helpdesk.group_supervisor"
# Kinds of events that the panel counts by day, and the date of the ticket behind each
DATES = {
    "opened": "create_date",
    "first_answer": "date_first_reply",
    "finished": "date_closed",
    "cancelled": "date_cancelled",
}


class Scope(NamedTuple):
    """What the panel looks at: a period ending now, areas, and what a leaf adds."""

    days: list  # local days, the last one is today
    start: datetime  # in UTC, as everywhere
    previous: datetime  # the start of as many days before
    now: datetime
    areas: list  # domain on area_id
    filters: list  # domain on tickets: what the filters of leaves ask
    tickets: list  # both, on tickets and on events
    chosen: frozenset  # names of the filters that are set


class InterviaPanel(models.AbstractModel):
    """The control panel: what needs a hand now, and how the period went.

    Whatever it shows is a dict with the figure, its definition and the domain that it
    was counted with, so that a click lists the same records. What needs a hand is in
    ``intervia_panel_tiles.py``.
    """

    _name = "intervia.panel"
    _description = "Control Panel"

    @api.model
    def get_panel(self, period="month", area_id=False, **filters):
        """Everything that the screen shows, in one call and a few grouped statements.

        :param str period: week, month, quarter or year
        :param int area_id: one area, or all that the user answers for
        :param filters: what leaves let choose, see :meth:`_get_choices`
        """
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("The control panel is for supervisors."))
        panel = self.with_context(tz=self._get_zone().zone)
        scope = panel._get_scope(period, area_id, filters)
        groups = panel._get_open_groups(scope)
        events = panel._get_events(scope)
        opened = sum(row["count"] for row in groups)
        return {
            "choices": panel._get_choices(),
            "tiles": panel._get_tiles(scope, groups),
            "figures": panel._get_figures(scope, events),
            "trend": panel._get_trend(scope, events, opened),
            "load": panel._get_load(scope, groups),
        }

    # What is looked at

    @api.model
    def _get_choices(self):
        """Filters to choose from: name of the filter -> list of (id, name)."""
        areas = self.env["intervia.area"]
        found = areas.search_fetch(self._get_area_scope("id"), ["name"])
        return {"area_id": [(area.id, area.name) for area in found]}

    @api.model
    def _get_area_scope(self, name="area_id"):
        """The areas that the user answers for; an administrator for all."""
        if self.env.user.has_group("intervia_helpdesk.group_manager"):
            return Domain.TRUE
        return Domain(name, "in", self.env.user.intervia_member_area_ids.ids)

    def _get_scope(self, period, area_id, filters):
        zone = self._get_zone()
        now = Datetime.now()
        today = pytz.utc.localize(now).astimezone(zone).date()
        count = PERIODS.get(str(period), PERIODS["month"])
        days = [today - timedelta(days=n) for n in reversed(range(count))]
        areas = self._get_area_scope()
        if area_id:
            areas &= Domain("area_id", "=", get_id(area_id))
        asked = self._get_filter_domain(filters)
        return Scope(
            days=days,
            start=self._get_midnight(days[0]),
            previous=self._get_midnight(days[0] - timedelta(days=count)),
            now=now,
            areas=list(areas),
            filters=list(asked),
            tickets=list(areas & asked),
            chosen=frozenset(
                name for name, value in {**filters, "area_id": area_id}.items() if value
            ),
        )

    @api.model
    def _get_filter_domain(self, filters):
        """What the filters of leaves ask of a ticket and of an event."""
        return Domain.TRUE

    @api.model
    def _get_ignored(self, scope, heeds):
        """What was chosen and a tile cannot heed, in words.

        :param heeds: names of the filters that the tile was counted with
        """
        if "area_id" in scope.chosen - {*heeds}:
            return [self.env._("Of every area")]
        return []

    def _get_zone(self):
        return self.env.tz

    def _get_midnight(self, day):
        """When a local day begins, in UTC."""
        local = self._get_zone().localize(datetime.combine(day, datetime.min.time()))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    # What is counted

    def _get_open_groups(self, scope):
        """Open tickets of each agent and stage, and how many of them press.

        One statement for each question: those that the lists ask, too.
        """
        tickets = self.env["intervia.ticket"]
        questions = self._get_open_questions(scope)
        rows = {}
        for name, domain in questions.items():
            groups = tickets._read_group(domain, ["user_id", "stage_id"], ["__count"])
            for user, stage, count in groups:
                row = rows.setdefault(
                    (user.id, stage.id),
                    {"user": user, "stage": stage, **dict.fromkeys(questions, 0)},
                )
                row[name] = count
        return list(rows.values())

    def _get_open_questions(self, scope):
        opened = Domain(scope.tickets) & Domain("is_open", "=", True)
        now = Datetime.to_string(scope.now)
        return {
            "count": opened,
            "due": opened & Domain("sla_deadline", "<", now),
            "ours": opened & Domain("is_client_waiting", "=", True),
            "stuck": opened & Domain("date_stuck", "<", now),
        }

    def _get_events(self, scope):
        """Events of the period and of the one before, by kind and local day."""
        return self._read_events(scope, list(DATES), self._get_summed())

    def _read_events(self, scope, kinds, names):
        """Events by kind and local day, with the sums of the measures ``names``."""
        groups = self.env["intervia.metric"]._read_group(
            Domain(scope.tickets)
            & Domain("date", ">=", Datetime.to_string(scope.previous))
            & Domain("date", "<=", Datetime.to_string(scope.now))
            & Domain("kind", "in", kinds),
            ["kind", "date:day"],
            ["__count", *(f"{name}:sum" for name in names)],
        )
        return [
            {
                "kind": kind,
                "day": fields.Date.to_date(day),
                "count": count,
                **dict(zip(names, sums, strict=True)),
            }
            for kind, day, count, *sums in groups
        ]

    @api.model
    def _get_summed(self):
        return [
            "first_answer_hours",
            "first_answer_work_hours",
            "solution_hours",
            "solution_work_hours",
        ]

    @api.model
    def _to_plain(self, domain):
        """A domain as the web client takes it."""
        return [list(t) if isinstance(t, tuple) else t for t in Domain(domain)]

    # How the period went

    def _get_figures(self, scope, events):
        """Figures of the period; leaves add theirs in :meth:`_get_panel_figures`."""
        names = {
            "opened": (
                self.env._("New tickets"),
                self.env._("Tickets created in the period."),
            ),
            "finished": (
                self.env._("Solved tickets"),
                self.env._("Tickets finished in the period that still are."),
            ),
        }
        figures = [
            self._make_figure(
                scope, kind, *names[kind], *self._count_kind(scope, events, kind)
            )
            for kind in names
        ]
        return [
            *figures,
            *self._get_time_figures(scope, events),
            *self._get_panel_figures(scope),
        ]

    def _get_time_figures(self, scope, events):
        times = {
            "first_answer_hours": (
                "first_answer",
                self.env._("Time to first answer"),
                self.env._("Average of tickets first answered in the period."),
            ),
            "solution_hours": (
                "finished",
                self.env._("Time to solution"),
                self.env._("Average of tickets finished in the period."),
            ),
        }
        figures = []
        for name, (kind, label, definition) in times.items():
            work = name.replace("_hours", "_work_hours")
            value, previous = self._average_kind(scope, events, kind, work)
            clock = self._average_kind(scope, events, kind, name)[0]
            figures.append(
                self._make_figure(
                    scope,
                    kind,
                    label,
                    definition,
                    value,
                    previous,
                    key=name,
                    unit="hours",
                    around_the_clock=clock,
                )
            )
        return figures

    def _get_panel_figures(self, scope):
        """Figures of the period that are not of tickets alone. For leaves.

        :param Scope scope: what the panel looks at
        :return: list of what :meth:`_make_tile` returns, with ``previous``
        """
        return []

    def _make_figure(self, scope, kind, name, definition, value, previous, **more):
        date = DATES[kind]
        domain = (
            Domain(scope.tickets)
            & Domain(date, ">=", Datetime.to_string(scope.start))
            & Domain(date, "<=", Datetime.to_string(scope.now))
        )
        more = {"key": kind, "previous": previous, **more}
        key = more.pop("key")
        return self._make_tile(
            key, name, definition, "intervia.ticket", domain, value, "info", **more
        )

    def _count_kind(self, scope, events, kind):
        """How many events of a kind: (in the period, in the one before)."""
        rows = [row for row in events if row["kind"] == kind]
        now = sum(row["count"] for row in rows if row["day"] >= scope.days[0])
        return now, sum(row["count"] for row in rows) - now

    def _average_kind(self, scope, events, kind, name):
        """The average of a measure: (in the period, in the one before)."""
        averages = []
        for is_current in (True, False):
            rows = [
                row
                for row in events
                if row["kind"] == kind and (row["day"] >= scope.days[0]) == is_current
            ]
            count = sum(row["count"] for row in rows)
            total = sum(row[name] or 0 for row in rows)
            averages.append(total / count if count else False)
        return averages

    def _get_trend(self, scope, events, opened):
        """New, solved and open tickets of each day.

        How many were open at the end of a day follows from how many are open now.
        """
        counts = {(row["kind"], row["day"]): row["count"] for row in events}
        series = {
            kind: [counts.get((kind, day), 0) for day in scope.days] for kind in DATES
        }
        backlog = []
        for index in reversed(range(len(scope.days))):
            backlog.insert(0, opened)
            ended = series["finished"][index] + series["cancelled"][index]
            opened += ended - series["opened"][index]
        edges = [*scope.days, scope.days[-1] + timedelta(days=1)]
        return {
            "days": [fields.Date.to_string(day) for day in scope.days],
            "edges": [Datetime.to_string(self._get_midnight(day)) for day in edges],
            "opened": series["opened"],
            "finished": series["finished"],
            "backlog": backlog,
            "domain": self._to_plain(scope.tickets),
        }

    # Who has it

    def _get_load(self, scope, groups):
        """Open tickets of each person, the most loaded first."""
        questions = self._get_open_questions(scope)
        rows = []
        for user in {row["user"] for row in groups if row["user"]}:
            own = [row for row in groups if row["user"] == user]
            mine = Domain("user_id", "=", user.id)
            rows.append(
                {
                    "id": user.id,
                    "name": user.name,
                    **{
                        name: {
                            "value": sum(row[name] for row in own),
                            "domain": self._to_plain(questions[name] & mine),
                        }
                        for name in ("count", "due", "ours")
                    },
                }
            )
        return sorted(rows, key=lambda row: (-row["count"]["value"], row["name"]))

    # News

    @api.model
    def _announce(self):
        """Tell the open panels that a ticket moved, once in a transaction.

        Of tickets that came by mail, the job that writes their notices tells.
        """
        told = self.env.cr.precommit.data
        if told.get("intervia_panel") or self._is_left_to_job():
            return
        told["intervia_panel"] = True
        # sudo: the channel is named after a group that clients may not read
        group = self.env.ref(SUPERVISOR).sudo()
        self.env["bus.bus"]._sendone((group, "panel"), "intervia_helpdesk/panel", {})

    @api.model
    def _is_left_to_job(self):
        incoming = self.env["mail.thread"]._get_incoming()
        is_new = incoming and incoming.is_new
        return is_new and self.env["intervia.intake"]._leave_to_job()

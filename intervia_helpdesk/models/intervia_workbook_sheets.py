from datetime import timedelta

import pytz

from odoo import api, models
from odoo.fields import Date, Datetime, Domain

from ..tools.workbook_writer import Cell, Chart, Column, Sheet

DAILY = 92  # days that a trend shows one by one; longer ones by month


class InterviaWorkbook(models.Model):
    """What is on the sheets of the workbook."""

    _inherit = "intervia.workbook"

    # Summary

    def _get_summary_sheet(self):
        """Every measure of the metrics, of the period and of the one before."""
        measures = self._get_summary_measures()
        now = self._measure(self._get_event_domain(), measures)
        before = self._measure(
            self._get_event_domain(self._get_previous_bounds()), measures
        )
        rows = []
        for name in sorted(measures, key=lambda name: not name.endswith("_count")):
            field = self.env["intervia.metric"]._fields[name]
            label = field.get_description(self.env, ["string", "help"])
            value, previous = now[name], before[name]
            if field.type == "integer":
                value, previous = value or 0, previous or 0
            change = value / previous - 1 if value and previous else None
            kind = "count" if field.type == "integer" else "hours"
            cells = (Cell(value, kind), Cell(previous, kind))
            rows.append((label["string"], *cells, change, label.get("help") or ""))
        counts = sum(name.endswith("_count") for name in measures)
        return Sheet(
            self.env._("Summary"),
            [
                Column(self.env._("Figure"), width=38),
                Column(self.env._("Period"), "hours", 14),
                Column(self.env._("Period before"), "hours", 14),
                Column(self.env._("Change"), "change", 12),
                Column(self.env._("What it counts"), "long", 70),
            ],
            rows,
            (Chart(self.env._("Against the period before"), "bar", 0, (1, 2), counts),),
        )

    @api.model
    def _get_summary_measures(self):
        return list(self.env["intervia.metric"]._get_measures())

    def _measure(self, domain, measures):
        """Every measure of the events of a domain: name -> figure."""
        metric = self.env["intervia.metric"]
        aggregates = [f"{n}:{metric._fields[n].aggregator}" for n in measures]
        (row,) = metric._read_group(domain, [], aggregates)
        return dict(zip(measures, row, strict=True))

    # Tickets

    @api.model
    def _get_ticket_columns(self):
        """Fields of a ticket on its sheet, in their order."""
        return [
            "number",
            "name",
            "area_id",
            "category_id",
            "type_id",
            "priority_id",
            "state",
            "channel_id",
            "commercial_partner_id",
            "partner_name",
            "user_id",
            "create_date",
            "date_first_reply",
            "date_closed",
            "first_answer_work_hours",
            "solution_work_hours",
            "spent_hours",
        ]

    def _get_ticket_sheet_columns(self):
        columns = []
        for name in self._get_ticket_columns():
            field = self.env["intervia.ticket"]._fields[name]
            kind = {"datetime": "moment", "float": "hours"}.get(field.type, "text")
            label = field.get_description(self.env, ["string"])["string"]
            columns.append(Column(label, kind, 40 if name == "name" else 18))
        return columns

    def _iter_ticket_rows(self, ids):
        fields = self.env["intervia.ticket"]._fields
        readers = [(n, self._get_reader(fields[n])) for n in self._get_ticket_columns()]
        for ticket in self._iter_tickets(ids):
            yield [read(ticket[name]) for name, read in readers]

    def _get_ticket_sheet(self, split_sheet):
        """One row for each ticket; its charts count what ``split_sheet`` counted."""
        rows = self._get_written()
        if not rows.count:
            domain = self._get_ticket_domain()
            tickets = self.env["intervia.ticket"]._search(domain, order="id")
            rows = self._iter_ticket_rows(tickets.get_result_ids())
        charts = {
            "state": Chart(self.env._("New tickets by state"), "bar", 1, (2,)),
            "priority_id": Chart(self.env._("New tickets by priority"), "bar", 1, (2,)),
        }
        placed = self._place_charts(charts, split_sheet)
        columns = self._get_ticket_sheet_columns()
        return Sheet(self.env._("Tickets"), columns, rows, placed)

    def _place_charts(self, charts, split_sheet):
        """Charts of one breakdown each, over its rows of another sheet."""
        metric = self.env["intervia.metric"]
        labels = [row[0] for row in split_sheet.rows]
        placed = []
        for name, chart in charts.items():
            label = metric._fields[name].get_description(self.env, ["string"])["string"]
            if label in labels:
                first, rows = labels.index(label) + 1, labels.count(label)
                chart = chart._replace(sheet=split_sheet.name, first=first, rows=rows)
                placed.append(chart)
        return tuple(placed)

    def _get_reader(self, field):
        """How a value of a field, as read() gives it, gets into its cell."""
        if field.type == "datetime":
            zone = self.with_context(tz=self.tz).env.tz
            return lambda moment: self._to_local(moment, zone)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get
        return lambda value: value

    @api.model
    def _to_local(self, moment, zone):
        if not moment:
            return None
        local = pytz.utc.localize(moment).astimezone(zone)
        return local.replace(tzinfo=None, microsecond=0)

    # By area, agent and the rest

    @api.model
    def _get_breakdowns(self):
        """What the metrics are split by, one after the other."""
        return [
            "area_id",
            "user_id",
            "category_id",
            "type_id",
            "priority_id",
            "state",
            "channel_id",
            "commercial_partner_id",
        ]

    def _read_splits(self):
        """Every measure by every breakdown, in one statement: a sheet takes some.

        :return: list of (label, name of the group, measure -> figure)
        """
        metric = self.env["intervia.metric"]
        measures = list(metric._get_measures())
        names = self._get_breakdowns()
        splits = metric._read_grouping_sets(
            self._get_event_domain(),
            [[name] for name in names],
            [f"{measure}:{metric._fields[measure].aggregator}" for measure in measures],
        )
        rows = []
        for name, groups in zip(names, splits, strict=True):
            field = metric._fields[name]
            label = field.get_description(self.env, ["string"])["string"]
            for value, *figures in groups:
                named = dict(zip(measures, figures, strict=True))
                rows.append((label, self._name_group(field, value), named))
        return rows

    def _name_group(self, field, value):
        if not value:
            return self.env._("None")
        if field.type == "many2one":
            # sudo: whoever may read the ticket may read what it is of
            return value.sudo().display_name
        return dict(field._description_selection(self.env)).get(value, value)

    def _make_split_sheet(self, name, title, splits, measures):
        """The largest groups of each breakdown first; a chart of the first one."""
        metric = self.env["intervia.metric"]
        columns = [
            Column(self.env._("By"), width=18),
            Column(self.env._("Value"), width=34),
        ]
        for measure in measures:
            field = metric._fields[measure]
            label = field.get_description(self.env, ["string"])["string"]
            kind = "count" if field.type == "integer" else "hours"
            columns.append(Column(label, kind, 13))
        rows = []
        for label in dict.fromkeys(split[0] for split in splits):
            part = [
                (label, group, *(figures[measure] for measure in measures))
                for own, group, figures in splits
                if own == label and any(figures[measure] for measure in measures)
            ]
            rows += sorted(part, key=lambda row: -(row[2] or 0))
        areas = sum(row[0] == rows[0][0] for row in rows) if rows else 0
        chart = Chart(title, "column", 1, (2, 3, 4), areas)
        return Sheet(name, columns, rows, (chart,))

    def _get_split_sheet(self, splits):
        return self._make_split_sheet(
            self.env._("Breakdown"),
            self.env._("Tickets by area"),
            splits,
            [
                "opened_count",
                "finished_count",
                "open_count",
                "cancelled_count",
                "reopened_count",
                "answer_count",
                "question_count",
                "spent_hours",
            ],
        )

    def _get_time_sheet(self, splits):
        return self._make_split_sheet(
            self.env._("Time"),
            self.env._("Hours by area"),
            splits,
            [
                "first_answer_work_hours",
                "solution_work_hours",
                "spent_hours",
                "first_answer_hours",
                "solution_hours",
                "talk_per_ticket",
            ],
        )

    # Demand

    def _get_demand_sheet(self):
        """New tickets by hour and day of the week."""
        metric = self.env["intervia.metric"]
        domain = self._get_event_domain() & Domain("kind", "=", "opened")
        groups = metric._read_group(domain, ["hour", "weekday"], ["__count"])
        counts = {(hour, day): count for hour, day, count in groups}
        days = metric._fields["weekday"]._description_selection(self.env)
        rows = []
        for hour in (f"{number:02}:00" for number in range(24)):
            figures = [counts.get((hour, day), 0) for day, _label in days]
            rows.append((hour, *figures, sum(figures)))
        return Sheet(
            self.env._("Demand"),
            [
                Column(self.env._("Hour"), width=10),
                *(Column(label, "count", 12) for _day, label in days),
                Column(self.env._("Total"), "count", 12),
            ],
            rows,
            (
                Chart(
                    self.env._("New tickets by hour"),
                    "column",
                    0,
                    tuple(range(1, 8)),
                    stacked=True,
                ),
            ),
            tuple(range(1, 8)),
        )

    # Trend

    def _get_trend_sheet(self):
        """New, finished and cancelled tickets by day, or by month."""
        kinds = ("opened", "finished", "cancelled")
        unit = (
            "day" if self.date_to - self.date_from < timedelta(days=DAILY) else "month"
        )
        metric = self.env["intervia.metric"]
        domain = self._get_event_domain() & Domain("kind", "in", kinds)
        groups = metric._read_group(domain, ["kind", f"date:{unit}"], ["__count"])
        counts = {(kind, Date.to_date(day)): count for kind, day, count in groups}
        before = self._count_open(self._get_bounds()[0])
        rows = []
        for day in self._iter_days(unit):
            opened, finished, cancelled = (counts.get((k, day), 0) for k in kinds)
            before += opened - finished - cancelled
            rows.append((day, opened, finished, cancelled, before))
        return Sheet(
            self.env._("Trends"),
            [
                Column(self.env._("Date"), "date", 14),
                Column(self.env._("New tickets"), "count", 12),
                Column(self.env._("Solved tickets"), "count", 12),
                Column(self.env._("Cancelled tickets"), "count", 12),
                Column(self.env._("Open at its end"), "count", 14),
            ],
            rows,
            (
                Chart(self.env._("New and solved tickets"), "line", 0, (1, 2)),
                Chart(self.env._("Open tickets"), "line", 0, (4,)),
            ),
        )

    def _iter_days(self, unit):
        day = self.date_from if unit == "day" else self.date_from.replace(day=1)
        while day <= self.date_to:
            yield day
            step = timedelta(days=1 if unit == "day" else 32)
            day = day + step if unit == "day" else (day + step).replace(day=1)

    def _count_open(self, moment):
        """Tickets open at a moment, as far as their dates tell."""
        moment = Datetime.to_string(moment)
        opened = self._get_area_domain() & Domain("create_date", "<", moment)
        for name in ("date_closed", "date_cancelled"):
            opened &= Domain(name, "=", False) | Domain(name, ">=", moment)
        return self.env["intervia.ticket"].search_count(opened)

import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/* global Chart */

// colours that are told apart on white and on black
const SERIES = [
    ["opened", "#3b82c4", "bar"],
    ["finished", "#2a9d64", "bar"],
    ["backlog", "#d97706", "line"],
];

/** New, solved and open tickets of each day; a click on a bar opens that day. */
export class PanelTrend extends Component {
    static template = "intervia_helpdesk.PanelTrend";
    static props = { trend: Object, onOpen: Function };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvas.el, this.getConfig());
                return () => chart.destroy();
            },
            () => [this.props.trend]
        );
    }

    get days() {
        return this.props.trend.days.map((day) => formatDate(deserializeDate(day)));
    }

    get shortDays() {
        const format = { day: "numeric", month: "short" };
        return this.props.trend.days.map((day) =>
            deserializeDate(day).toLocaleString(format)
        );
    }

    get names() {
        return {
            opened: _t("New tickets"),
            finished: _t("Solved tickets"),
            backlog: _t("Open at the end of the day"),
        };
    }

    getConfig() {
        const { trend } = this.props;
        return {
            data: {
                labels: this.shortDays,
                datasets: SERIES.map(([key, color, type]) => ({
                    type,
                    label: this.names[key],
                    data: trend[key],
                    backgroundColor: color,
                    borderColor: color,
                    pointRadius: trend.days.length > 60 ? 0 : 2,
                    yAxisID: type === "line" ? "open" : "y",
                })),
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                interaction: { mode: "index", intersect: false },
                onClick: (ev, _found, chart) => this.onClick(ev, chart),
                scales: {
                    x: { ticks: { maxTicksLimit: 12 } },
                    y: {
                        beginAtZero: true,
                        ticks: { precision: 0 },
                        title: { display: true, text: _t("New and solved, each day") },
                    },
                    open: {
                        beginAtZero: true,
                        position: "right",
                        ticks: { precision: 0 },
                        grid: { display: false },
                        title: { display: true, text: this.names.backlog },
                    },
                },
            },
        };
    }

    onClick(ev, chart) {
        const found = chart.getElementsAtEventForMode(
            ev,
            "nearest",
            { intersect: true },
            false
        )[0];
        const kind = found && SERIES[found.datasetIndex][0];
        if (kind && kind !== "backlog") {
            this.props.onOpen({ kind, index: found.index });
        }
    }
}

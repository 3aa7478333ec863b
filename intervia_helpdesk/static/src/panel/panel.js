import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { PanelTrend } from "./panel_trend";

const TYPE = "intervia_helpdesk/panel";
const CHANNEL = "intervia_panel";
const CALM = 5000; // news that come faster are shown together
const AGAIN = 5 * 60000; // deadlines run out without anybody telling

/** What needs a hand now, and how the period went. The server counts, this shows. */
export class Panel extends Component {
    static template = "intervia_helpdesk.Panel";
    static components = { Layout, PanelTrend };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.display = { controlPanel: {} };
        this.periods = [
            ["week", _t("7 days")],
            ["month", _t("30 days")],
            ["quarter", _t("3 months")],
            ["year", _t("A year")],
        ];
        const kept = this.props.state?.filters || {};
        this.state = useState({ filters: { period: "month", ...kept }, panel: null });
        useSetupAction({
            getLocalState: () => ({ filters: { ...this.state.filters } }),
        });
        this.onNews = this.onNews.bind(this);
        onWillStart(() => this.load());
        onMounted(() => {
            this.bus.addChannel(CHANNEL);
            this.bus.subscribe(TYPE, this.onNews);
            this.clock = browser.setInterval(() => this.refresh(), AGAIN);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe(TYPE, this.onNews);
            this.bus.deleteChannel(CHANNEL);
            browser.clearInterval(this.clock);
            browser.clearTimeout(this.pending);
        });
    }

    async load(orm = this.orm) {
        const asked = (this.asked = (this.asked || 0) + 1);
        const panel = await orm.call(
            "intervia.panel",
            "get_panel",
            [],
            this.state.filters
        );
        if (asked === this.asked) {
            this.state.panel = panel;
        }
    }

    /** Silent: what is shown stays until the next news. */
    async refresh() {
        try {
            await this.load(this.orm.silent);
        } catch {
            // the connection is away; it tells so itself
        }
    }

    onNews() {
        if (!this.pending) {
            this.pending = browser.setTimeout(() => {
                this.pending = null;
                this.refresh();
            }, CALM);
        }
    }

    setFilter(name, value) {
        this.state.filters[name] = value;
        return this.load();
    }

    onFilter(name, ev) {
        return this.setFilter(name, Number(ev.target.value) || false);
    }

    filterLabel(name) {
        return this.constructor.filterLabels[name]?.() || name;
    }

    static filterLabels = {
        area_id: () => _t("All areas"),
        website_id: () => _t("All sites"),
    };

    number(value, digits = 0) {
        return Number(value).toLocaleString(localization.code.replaceAll("_", "-"), {
            maximumFractionDigits: digits,
        });
    }

    show(value, unit) {
        if (value === false || value === null) {
            return "–";
        }
        if (unit === "hours") {
            return _t("%s h", this.number(value, 1));
        }
        return unit === "percent" ? `${this.number(value, 0)} %` : this.number(value);
    }

    aroundTheClock(figure) {
        return _t(
            "in opening hours; %s round the clock",
            this.show(figure.around_the_clock, "hours")
        );
    }

    /** How a figure moved against the period before: what is shown and read out. */
    change(figure) {
        if (!figure.previous || figure.value === false) {
            return "";
        }
        const exact = (100 * (figure.value - figure.previous)) / figure.previous;
        const share = Math.round(exact) || 0; // no -0
        const sign = share > 0 ? "+" : "";
        return `${sign}${this.number(share)} %`;
    }

    /** Exactly the records that were counted. */
    open(title, domain, model = "intervia.ticket", context = {}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: title,
            res_model: model,
            domain,
            context: { create: false, ...context },
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openTile(tile) {
        return this.open(tile.name, tile.domain, tile.model);
    }

    openDay({ kind, index }) {
        const { edges, domain, days } = this.state.panel.trend;
        const date = kind === "opened" ? "create_date" : "date_closed";
        return this.open(days[index], [
            ...domain.map((term) => (Array.isArray(term) ? [...term] : term)),
            [date, ">=", edges[index]],
            [date, "<", edges[index + 1]],
        ]);
    }

    openWorkbook() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Metrics workbook"),
            res_model: "intervia.workbook",
            views: [[false, "form"]],
        });
    }

    openMetrics() {
        return this.action.doAction("intervia_helpdesk.intervia_metric_action");
    }
}

registry.category("actions").add("intervia_helpdesk.panel", Panel);

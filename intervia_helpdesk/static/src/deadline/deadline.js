import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;
const SOON = { hours: 2 };

/** What is due next and in how long. The server set the moment; this only counts. */
export class Deadline extends Component {
    static template = "intervia_helpdesk.Deadline";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ now: DateTime.now() });
        const interval = browser.setInterval(() => {
            this.state.now = DateTime.now();
        }, 30000);
        onWillUnmount(() => browser.clearInterval(interval));
    }

    get deadline() {
        return this.props.record.data[this.props.name];
    }

    get isPaused() {
        return !this.deadline && this.props.record.data.sla_is_paused;
    }

    get isOverdue() {
        return this.deadline < this.state.now;
    }

    get color() {
        if (this.isOverdue) {
            return "text-bg-danger";
        }
        const isSoon = this.deadline < this.state.now.plus(SOON);
        return isSoon ? "text-bg-warning" : "text-bg-light border";
    }

    get ago() {
        return this.deadline.toRelative({ style: "short", base: this.state.now });
    }

    get title() {
        const { sla_kind: kind } = this.props.record.data;
        const options = Object.fromEntries(
            this.props.record.fields.sla_kind.selection || []
        );
        const moment = this.deadline.toLocaleString(DateTime.DATETIME_MED);
        return kind ? `${options[kind]}: ${moment}` : moment;
    }

    get pausedLabel() {
        return _t("Paused");
    }
}

export const deadline = {
    component: Deadline,
    displayName: _t("Deadline"),
    supportedTypes: ["datetime"],
    fieldDependencies: [
        { name: "sla_is_paused", type: "boolean" },
        { name: "sla_kind", type: "selection" },
    ],
};

registry.category("fields").add("intervia_deadline", deadline);

import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;

/** Each promise of a ticket as a bar: what ran, what was paused, what was closed. */
export class DeadlineTimeline extends Component {
    static template = "intervia_helpdesk.DeadlineTimeline";
    static props = { ...standardFieldProps };

    get clocks() {
        return (this.props.record.data[this.props.name] || []).map((clock) =>
            this.prepare(clock)
        );
    }

    get legend() {
        return [
            { kind: "ran", label: _t("Counted") },
            { kind: "paused", label: _t("Paused") },
            { kind: "closed", label: _t("Closed hours") },
        ];
    }

    prepare(clock) {
        const start = deserializeDateTime(clock.start);
        const length = Math.max(1, deserializeDateTime(clock.end) - start);
        const labels = Object.fromEntries(
            this.legend.map(({ kind, label }) => [kind, label])
        );
        return {
            ...clock,
            status: this.getStatus(clock),
            percent: Math.round((clock.ran_hours / clock.target_hours) * 100),
            spent: _t("%(ran)s of %(target)s", {
                ran: this.toHours(clock.ran_hours),
                target: this.toHours(clock.target_hours),
            }),
            due: clock.deadline && this.toText(clock.deadline),
            kept: clock.done && this.toText(clock.done),
            began: this.toText(clock.start),
            bars: clock.parts.map(([from, to, kind]) => ({
                kind,
                left: ((deserializeDateTime(from) - start) / length) * 100,
                width:
                    ((deserializeDateTime(to) - deserializeDateTime(from)) / length) *
                    100,
                title: `${labels[kind]}: ${this.toText(from)} – ${this.toText(to)}`,
            })),
        };
    }

    getStatus(clock) {
        if (clock.missed) {
            return { label: _t("Missed"), color: "text-bg-danger" };
        }
        if (clock.done) {
            return { label: _t("Kept"), color: "text-bg-success" };
        }
        if (clock.paused) {
            return { label: _t("Paused"), color: "text-bg-light border" };
        }
        return { label: _t("Running"), color: "text-bg-info" };
    }

    toHours(hours) {
        const minutes = Math.round(hours * 60);
        return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h`;
    }

    toText(moment) {
        return deserializeDateTime(moment).toLocaleString(DateTime.DATETIME_SHORT);
    }
}

export const deadlineTimeline = {
    component: DeadlineTimeline,
    displayName: _t("Deadlines"),
    supportedTypes: ["json"],
};

registry.category("fields").add("intervia_deadline_timeline", deadlineTimeline);

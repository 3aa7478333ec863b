import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;

/** Stopwatch of the current user on a ticket. The server keeps its start; this counts. */
export class TicketTimer extends Component {
    static template = "intervia_helpdesk.TicketTimer";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ now: DateTime.now(), busy: false });
        const interval = browser.setInterval(() => {
            this.state.now = DateTime.now();
        }, 1000);
        onWillUnmount(() => browser.clearInterval(interval));
    }

    get start() {
        return this.props.record.data[this.props.name];
    }

    get elapsed() {
        const seconds = Math.max(0, this.state.now.diff(this.start, "seconds").seconds);
        const pad = (number) => String(Math.floor(number)).padStart(2, "0");
        return `${pad(seconds / 3600)}:${pad((seconds % 3600) / 60)}:${pad(seconds % 60)}`;
    }

    get canStart() {
        return this.props.record.data.can_answer;
    }

    get labels() {
        return { start: _t("Start the timer"), stop: _t("Stop the timer") };
    }

    async onStart() {
        await this.run("action_timer_start");
    }

    async onStop() {
        await this.run("action_timer_stop");
    }

    async run(method) {
        const { record } = this.props;
        if (this.state.busy || !(await record.save())) {
            return;
        }
        this.state.busy = true;
        try {
            const action = await this.orm.call(record.resModel, method, [
                [record.resId],
            ]);
            await record.load();
            if (action) {
                await this.action.doAction(action, { onClose: () => record.load() });
            }
        } finally {
            this.state.busy = false;
        }
    }
}

export const ticketTimer = {
    component: TicketTimer,
    displayName: _t("Ticket timer"),
    supportedTypes: ["datetime"],
    fieldDependencies: [{ name: "can_answer", type: "boolean" }],
};

registry.category("fields").add("intervia_ticket_timer", ticketTimer);

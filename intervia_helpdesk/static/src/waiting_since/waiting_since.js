import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Who spoke last on a ticket, and how long ago: a client must not wait unseen. */
export class WaitingSince extends Component {
    static template = "intervia_helpdesk.WaitingSince";
    static props = { ...standardFieldProps };

    get lastWord() {
        const { data } = this.props.record;
        const client = data[this.props.name] || data.create_date;
        const staff = data.date_last_staff_message;
        const isClient = !staff || (client && client > staff);
        return { date: isClient ? client : staff, isClient };
    }

    get isVisible() {
        return this.props.record.data.is_open && Boolean(this.lastWord.date);
    }

    get ago() {
        return this.lastWord.date.toRelative({ style: "short" });
    }

    get title() {
        const who = this.lastWord.isClient
            ? _t("The client wrote last")
            : _t("Support wrote last");
        return `${who}: ${this.lastWord.date.toLocaleString(luxon.DateTime.DATETIME_MED)}`;
    }
}

export const waitingSince = {
    component: WaitingSince,
    displayName: _t("Last word"),
    supportedTypes: ["datetime"],
    fieldDependencies: [
        { name: "create_date", type: "datetime" },
        { name: "date_last_staff_message", type: "datetime" },
        { name: "is_open", type: "boolean" },
    ],
};

registry.category("fields").add("intervia_waiting_since", waitingSince);

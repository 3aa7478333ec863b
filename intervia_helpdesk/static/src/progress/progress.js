import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A thin bar of per cent, to look at in cards and lists. */
export class Progress extends Component {
    static template = "intervia_helpdesk.Progress";
    static props = { ...standardFieldProps };

    get value() {
        return Math.min(100, Math.max(0, this.props.record.data[this.props.name] || 0));
    }
}

export const progress = {
    component: Progress,
    displayName: _t("Thin progress bar"),
    supportedTypes: ["integer"],
};

registry.category("fields").add("intervia_progress", progress);

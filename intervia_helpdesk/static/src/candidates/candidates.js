import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Who could take a ticket, how busy each is, who is away; one click chooses. */
export class Candidates extends Component {
    static template = "intervia_helpdesk.Candidates";
    static props = { ...standardFieldProps };

    get candidates() {
        return this.props.record.data[this.props.name] || [];
    }

    get chosen() {
        return this.props.record.data.user_id?.id;
    }

    /** The bar of the busiest is full. */
    width(candidate) {
        const most = Math.max(1, ...this.candidates.map(({ open }) => open));
        return Math.round((candidate.open / most) * 100);
    }

    awayLabel(candidate) {
        if (!candidate.back) {
            return _t("Away");
        }
        const date = deserializeDateTime(candidate.back);
        return _t("Away until %s", date.toLocaleString(luxon.DateTime.DATE_MED));
    }

    async onChoose(candidate) {
        const { id, name } = candidate;
        await this.props.record.update({ user_id: { id, display_name: name } });
    }
}

export const candidates = {
    component: Candidates,
    displayName: _t("Candidates"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "user_id", type: "many2one" }],
};

registry.category("fields").add("intervia_candidates", candidates);

import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { SelectCreateDialog } from "@web/views/view_dialogs/select_create_dialog";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const EMPTY = {
    parent: [],
    parts: [],
    related: [],
    merged: [],
    similar: [],
    articles: [],
};

/** Tickets around this one and answers that solved similar ones. Read when opened. */
export class Related extends Component {
    static template = "intervia_helpdesk.Related";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ ...EMPTY, isLoaded: false });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                return this.load(record.resId);
            }
        });
    }

    async load(id) {
        const found = id
            ? await this.orm.call("intervia.ticket", "read_related", [[id]])
            : EMPTY;
        Object.assign(this.state, found, { isLoaded: true });
    }

    get id() {
        return this.props.record.resId;
    }

    get canChange() {
        return this.props.record.data.can_answer;
    }

    get groups() {
        const { parent, parts, related, merged } = this.state;
        return [
            { key: "parent", label: _t("Part of"), tickets: parent },
            { key: "parts", label: _t("Parts"), tickets: parts },
            { key: "merged", label: _t("Merged into this one"), tickets: merged },
            { key: "related", label: _t("Related tickets"), tickets: related },
        ].filter(({ tickets }) => tickets.length);
    }

    open(ticket) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "intervia.ticket",
            res_id: ticket.id,
            views: [[false, "form"]],
        });
    }

    onRelate() {
        this.dialog.add(SelectCreateDialog, {
            resModel: "intervia.ticket",
            title: _t("Relate a ticket"),
            domain: [["id", "!=", this.id]],
            noCreate: true,
            multiSelect: false,
            onSelected: async ([other]) => {
                await this.orm.call("intervia.ticket", "action_relate", [
                    [this.id],
                    other,
                ]);
                await this.load(this.id);
            },
        });
    }

    async onUnrelate(ticket) {
        await this.orm.call("intervia.ticket", "action_unrelate", [
            [this.id],
            ticket.id,
        ]);
        await this.load(this.id);
    }

    onWizard(name) {
        return this.action.doAction(
            `intervia_helpdesk.intervia_ticket_${name}_action`,
            {
                additionalContext: {
                    active_model: "intervia.ticket",
                    active_id: this.id,
                    active_ids: [this.id],
                },
                onClose: () => this.load(this.id),
            }
        );
    }

    /** The answer opens with the solution in it, to be read before it is sent. */
    onInsert(body) {
        return this.action.doAction("intervia_helpdesk.intervia_ticket_answer_action", {
            additionalContext: { default_ticket_id: this.id, default_body: body },
            onClose: () => this.props.record.load(),
        });
    }
}

export const related = {
    component: Related,
    displayName: _t("Related tickets"),
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "can_answer", type: "boolean" }],
};

registry.category("fields").add("intervia_related", related);

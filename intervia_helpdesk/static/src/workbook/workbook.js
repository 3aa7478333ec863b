import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TYPE = "intervia_helpdesk/workbook";

/** Tells whoever asked for a large workbook that it is made, wherever he is by then. */
export const workbookService = {
    dependencies: ["bus_service", "notification"],
    start(env, { bus_service: bus, notification }) {
        bus.subscribe(TYPE, ({ state, name, url }) => {
            if (state === "done") {
                const close = notification.add(_t("%s is ready.", name), {
                    type: "success",
                    sticky: true,
                    buttons: [
                        {
                            name: _t("Download"),
                            primary: true,
                            onClick: () => {
                                browser.open(url, "_self");
                                close();
                            },
                        },
                    ],
                });
            } else if (state === "failed") {
                notification.add(_t("%s could not be made.", name), { type: "danger" });
            }
        });
    },
};

/** How far the workbook is that is made in the background. */
export class WorkbookProgress extends Component {
    static template = "intervia_helpdesk.WorkbookProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.bus = useService("bus_service");
        this.state = useState({ progress: this.props.record.data.progress });
        this.onNotice = this.onNotice.bind(this);
        onMounted(() => this.bus.subscribe(TYPE, this.onNotice));
        onWillUnmount(() => this.bus.unsubscribe(TYPE, this.onNotice));
    }

    onNotice({ id, state, progress }) {
        if (id === this.props.record.resId) {
            this.state.progress = progress;
            if (state !== "making") {
                this.props.record.load();
            }
        }
    }
}

registry.category("services").add("intervia_workbook", workbookService);
registry.category("view_widgets").add("intervia_workbook_progress", {
    component: WorkbookProgress,
    fieldDependencies: [{ name: "progress", type: "integer" }],
});
